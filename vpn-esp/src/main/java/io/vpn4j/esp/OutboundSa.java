package io.vpn4j.esp;

import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.wire.EspLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Seals the packets of one SA (RFC 4303 section 3.3).
 *
 * <p>Any number of threads may call at once: each works with a cipher of its own, and sequence
 * numbers are handed out one by one, so none is ever used twice. {@link #close} may be called at
 * any time; a packet under way is finished with keys that are whole, and those are erased after it.
 *
 * <p>Array-backed buffers are fastest: the cipher reads the one and writes the other. Direct
 * buffers are staged through an array of the SA, which is quicker than what the JDK's AES-GCM does
 * with them. Nothing is allocated for a packet but what the JCA provider allocates.
 */
public final class OutboundSa implements AutoCloseable {
  private static final VarHandle SEQUENCE_NUMBER;
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  static {
    try {
      SEQUENCE_NUMBER =
          MethodHandles.lookup().findVarHandle(OutboundSa.class, "sequenceNumber", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int spi;
  private final EspSuite suite;
  private final EspMode mode;
  private final long lastSequenceNumber;
  private final LifetimeMeter lifetime;
  private final Lanes lanes;
  private final SaCounters<SealResult> counters;
  private volatile long sequenceNumber;

  private OutboundSa(Builder builder) {
    this.spi = builder.spi;
    this.suite = builder.suite;
    this.mode = builder.mode;
    this.lastSequenceNumber = builder.extendedSequenceNumbers ? -1L : 0xffff_ffffL;
    this.sequenceNumber = builder.sequenceNumber;
    this.lifetime = new LifetimeMeter(builder.lifetime);
    this.lanes =
        new Lanes(builder.transforms(Cipher.ENCRYPT_MODE), SaCounters.perLane(SealResult.class));
    this.counters = new SaCounters<>(SealResult.OK, SealResult.CLOSED, lanes);
  }

  /**
   * Starts an SA.
   *
   * @param spi what the peer chose for packets to it, as 32 unsigned bits
   * @throws IllegalArgumentException if {@code spi} is reserved (0 to 255)
   */
  public static Builder builder(int spi, EspSuite suite) {
    return new Builder(spi, suite);
  }

  /** The SPI of the packets, as 32 unsigned bits. */
  public int spi() {
    return spi;
  }

  /** The transforms. */
  public EspSuite suite() {
    return suite;
  }

  /** What has been sealed and refused. */
  public SaCounters<SealResult> counters() {
    return counters;
  }

  /** The sequence number of the latest packet, unsigned; 0 before the first. From any thread. */
  public long sequenceNumber() {
    return (long) SEQUENCE_NUMBER.getOpaque(this);
  }

  /** Where the SA stands in its lifetime; cheap enough to ask after each batch of packets. */
  public SaAge age() {
    return sequenceNumber() == lastSequenceNumber ? SaAge.HARD_EXPIRED : lifetime.age();
  }

  /**
   * Writes the ESP packet that carries {@code innerPacket}, from the SPI to the ICV, at the
   * position of {@code out}.
   *
   * <p>On {@code OK} the input is consumed and {@code out} stands behind the ESP packet; on
   * anything else both buffers are as before. The buffers may share memory, except that a read-only
   * view must not overlap {@code out}.
   *
   * @param innerPacket position to limit: an IP packet in tunnel mode
   * @param nextHeader 4 for IPv4, 41 for IPv6, 59 for a dummy; any in transport mode
   * @throws IllegalArgumentException if the mode of the SA does not carry {@code nextHeader}
   * @throws ReadOnlyBufferException if {@code out} is read-only
   */
  public SealResult seal(ByteBuffer innerPacket, int nextHeader, ByteBuffer out) {
    return seal(innerPacket, nextHeader, 0, out);
  }

  /**
   * {@link #seal(ByteBuffer, int, ByteBuffer)} with traffic flow confidentiality padding: {@code
   * tfcPadding} zeros behind the inner packet, before encryption, so that its length is hidden (RFC
   * 4303 section 2.7). The receiver finds the packet's own length in its IP header.
   *
   * @param tfcPadding octets
   * @throws IllegalArgumentException if negative, or not 0 in transport mode, whose payload need
   *     not say how long it is
   */
  public SealResult seal(ByteBuffer innerPacket, int nextHeader, int tfcPadding, ByteBuffer out) {
    if (!mode.carries(nextHeader)) {
      throw new IllegalArgumentException(
          "nextHeader " + nextHeader + " in " + mode + " mode; 4, 41 or 59, or transport mode");
    }
    if (tfcPadding < 0
        || (tfcPadding > 0 && mode != EspMode.TUNNEL && nextHeader != IpProtocol.NO_NEXT_HEADER)) {
      throw new IllegalArgumentException(
          "tfcPadding " + tfcPadding + " in " + mode + " mode; 0, or tunnel mode");
    }
    if (out.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    Lane lane = lanes.take();
    if (lane == null) {
      return SealResult.CLOSED;
    }
    try {
      int innerOctets = innerPacket.remaining();
      SealResult result = trySeal(lane, innerPacket, innerOctets, nextHeader, tfcPadding, out);
      lane.add(SaCounters.index(result), 1);
      if (result == SealResult.OK) {
        lane.add(Lanes.OCTETS, innerOctets);
      }
      return result;
    } finally {
      lane.giveBack();
    }
  }

  /**
   * Writes a dummy packet, which the peer discards (RFC 4303 section 2.6): as long as one that
   * carries {@code octets}.
   *
   * @throws IllegalArgumentException if {@code octets} is negative
   * @throws ReadOnlyBufferException if {@code out} is read-only
   */
  public SealResult sealDummy(int octets, ByteBuffer out) {
    return seal(EMPTY.duplicate(), IpProtocol.NO_NEXT_HEADER, octets, out);
  }

  private SealResult trySeal(
      Lane lane, ByteBuffer inner, int innerOctets, int nextHeader, int padding, ByteBuffer out) {
    long payloadOctets = (long) innerOctets + padding;
    if (payloadOctets > out.remaining()
        || suite.encodedLength((int) payloadOctets) > out.remaining()) {
      return SealResult.BUFFER_TOO_SMALL;
    }
    if (!lifetime.spend(innerOctets)) {
      return SealResult.LIFETIME_EXPIRED;
    }
    long number = nextSequenceNumber();
    if (number == 0) {
      return SealResult.SEQUENCE_EXHAUSTED; // RFC 4303 section 3.3.3: never a number twice
    }

    int octets = suite.encodedLength((int) payloadOctets);
    boolean staged = !out.hasArray();
    byte[] packet = staged ? lane.staging.array(octets) : out.array();
    int at = staged ? 0 : out.arrayOffset() + out.position();
    int payloadAt = at + EspLayout.HEADER_OCTETS + suite.ivOctets();
    byte[] source = packet;
    int sourceAt = payloadAt;
    if (!inner.hasArray()) {
      inner.get(inner.position(), packet, payloadAt, innerOctets);
    } else if (inner.array() != packet && padding == 0) {
      source = inner.array();
      sourceAt = inner.arrayOffset() + inner.position();
    } else {
      // To its place, unless it is there, before the header lands on it or padding goes behind it.
      int innerAt = inner.arrayOffset() + inner.position();
      System.arraycopy(inner.array(), innerAt, packet, payloadAt, innerOctets);
    }
    if (padding > 0) {
      Arrays.fill(packet, payloadAt + innerOctets, payloadAt + innerOctets + padding, (byte) 0);
    }
    try {
      lane.transform.protect(
          spi, number, source, sourceAt, (int) payloadOctets, nextHeader, packet, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SA " + SaBuilder.hex(spi) + ": " + suite, e);
    }
    inner.position(inner.limit());
    if (staged) {
      out.put(packet, 0, octets);
    } else {
      out.position(out.position() + octets);
    }
    return SealResult.OK;
  }

  /** A number that no other packet has; 0 if there is none left. */
  private long nextSequenceNumber() {
    long last;
    do {
      last = sequenceNumber;
      if (last == lastSequenceNumber) {
        return 0;
      }
    } while (!SEQUENCE_NUMBER.compareAndSet(this, last, last + 1));
    return last + 1;
  }

  /**
   * Erases the keys; from then on {@link #seal} returns {@code CLOSED}. May be repeated, and does
   * not wait: a packet that another thread is sealing is finished, and its keys are erased then.
   */
  @Override
  public void close() {
    lanes.close();
  }

  /** Whether all keys are zeros. */
  boolean isErased() {
    return lanes.isErased();
  }

  /** SPI, suite and counters; no key. */
  @Override
  public String toString() {
    return "OutboundSa[" + SaBuilder.hex(spi) + ", " + suite + ", " + counters + "]";
  }

  /** Options of an {@link OutboundSa}; only the keys must be given. */
  public static final class Builder extends SaBuilder<Builder> {
    private long sequenceNumber;

    private Builder(int spi, EspSuite suite) {
      super(spi, suite);
    }

    @Override
    Builder self() {
      return this;
    }

    /** A seam for tests: continues behind {@code sequenceNumber}. */
    Builder sequenceNumber(long sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
      return this;
    }

    /**
     * The SA; the builder forgets the keys.
     *
     * @throws IllegalArgumentException if no keys are set
     * @throws IllegalStateException if the provider lacks the algorithms
     */
    public OutboundSa build() {
      return new OutboundSa(this);
    }
  }
}
