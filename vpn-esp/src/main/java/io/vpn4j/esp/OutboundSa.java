package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspLayout;
import io.vpn4j.esp.wire.EspTransform;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Seals the packets of one SA (RFC 4303 section 3.3).
 *
 * <p>Any thread may call; calls on one SA take turns, and {@link #close} waits for the packet under
 * way. An SA for each sending thread is what scales.
 *
 * <p>Array-backed buffers are fastest: the cipher reads the one and writes the other. Direct
 * buffers are staged through an array of the SA, which is quicker than what the JDK's AES-GCM does
 * with them. Nothing is allocated for a packet but what the JCA provider allocates.
 */
public final class OutboundSa implements AutoCloseable {
  private static final VarHandle SEQUENCE_NUMBER;

  static {
    try {
      SEQUENCE_NUMBER =
          MethodHandles.lookup().findVarHandle(OutboundSa.class, "sequenceNumber", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object turn = new Object();
  private final int spi;
  private final EspSuite suite;
  private final EspMode mode;
  private final long lastSequenceNumber;
  private final EspTransform transform;
  private final Staging staging = new Staging();
  private final SaCounters<SealResult> counters = new SaCounters<>(SealResult.class, SealResult.OK);
  private long sequenceNumber;
  private boolean closed;

  private OutboundSa(Builder builder) {
    this.spi = builder.spi;
    this.suite = builder.suite;
    this.mode = builder.mode;
    this.lastSequenceNumber = builder.extendedSequenceNumbers ? -1L : 0xffff_ffffL;
    this.sequenceNumber = builder.sequenceNumber;
    this.transform = builder.transform(Cipher.ENCRYPT_MODE);
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
    if (!mode.carries(nextHeader)) {
      throw new IllegalArgumentException(
          "nextHeader " + nextHeader + " in " + mode + " mode; 4, 41 or 59, or transport mode");
    }
    if (out.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    synchronized (turn) {
      int innerOctets = innerPacket.remaining();
      SealResult result = trySeal(innerPacket, innerOctets, nextHeader, out);
      counters.add(result);
      if (result == SealResult.OK) {
        counters.addOctets(innerOctets);
      }
      return result;
    }
  }

  private SealResult trySeal(ByteBuffer inner, int innerOctets, int nextHeader, ByteBuffer out) {
    if (closed) {
      return SealResult.CLOSED;
    }
    if (innerOctets > out.remaining() || suite.encodedLength(innerOctets) > out.remaining()) {
      return SealResult.BUFFER_TOO_SMALL;
    }
    if (sequenceNumber == lastSequenceNumber) {
      return SealResult.SEQUENCE_EXHAUSTED; // RFC 4303 section 3.3.3: never a number twice
    }
    SEQUENCE_NUMBER.setOpaque(this, sequenceNumber + 1);

    int octets = suite.encodedLength(innerOctets);
    boolean staged = !out.hasArray();
    byte[] packet = staged ? staging.array(octets) : out.array();
    int at = staged ? 0 : out.arrayOffset() + out.position();
    int payloadAt = at + EspLayout.HEADER_OCTETS + suite.ivOctets();
    byte[] source = packet;
    int sourceAt = payloadAt;
    if (!inner.hasArray()) {
      inner.get(inner.position(), packet, payloadAt, innerOctets);
    } else if (inner.array() != packet) {
      source = inner.array();
      sourceAt = inner.arrayOffset() + inner.position();
    } else {
      // One array: move the payload to its place, unless it is there, before the header lands on
      // it.
      int innerAt = inner.arrayOffset() + inner.position();
      System.arraycopy(packet, innerAt, packet, payloadAt, innerOctets);
    }
    try {
      transform.protect(spi, sequenceNumber, source, sourceAt, innerOctets, nextHeader, packet, at);
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

  /** Erases the keys; from then on {@link #seal} returns {@code CLOSED}. May be repeated. */
  @Override
  public void close() {
    synchronized (turn) {
      closed = true;
      transform.destroy();
      staging.erase();
    }
  }

  /** Whether all keys are zeros. */
  boolean isErased() {
    synchronized (turn) {
      return transform.isErased() && staging.isErased();
    }
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
