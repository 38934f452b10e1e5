package io.vpn4j.esp;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.NetworkOrder;
import io.vpn4j.esp.replay.ReplayWindow;
import io.vpn4j.esp.replay.Resynchronization;
import io.vpn4j.esp.wire.EspLayout;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * Opens the packets of one SA (RFC 4303 section 3.4).
 *
 * <p>Any number of threads may call at once: each works with a cipher of its own, and the replay
 * window takes no lock. {@link #close} may be called at any time; a packet under way is finished
 * with keys that are whole, and those are erased after it. Buffers: as for {@link OutboundSa}.
 * Nothing is allocated for a packet but what the JCA provider allocates, which for a wrong AES-GCM
 * ICV includes an exception that stays in here.
 */
public final class InboundSa implements AutoCloseable {
  private final int spi;
  private final EspSuite suite;
  private final EspMode mode;
  private final boolean extendedSequenceNumbers;
  private final int minOctets;
  private final int blockOctets;
  private final ReplayWindow window;
  private final Resynchronization resynchronization = new Resynchronization();
  private final Optional<SaSelectors> selectors;
  private final LifetimeMeter lifetime;
  private final Lanes lanes;
  private final SaCounters<OpenResult> counters;

  private InboundSa(Builder builder) {
    this.spi = builder.spi;
    this.suite = builder.suite;
    this.mode = builder.mode;
    this.extendedSequenceNumbers = builder.extendedSequenceNumbers;
    this.blockOctets = suite.encryption().blockOctets();
    this.minOctets =
        EspLayout.HEADER_OCTETS
            + suite.ivOctets()
            + Math.max(EspLayout.TRAILER_OCTETS, blockOctets)
            + suite.icvOctets();
    this.window = new ReplayWindow(builder.replayWindowPackets);
    if (builder.received != 0) {
      window.accept(builder.received);
    }
    this.selectors = Optional.ofNullable(builder.selectors);
    this.lifetime = new LifetimeMeter(builder.lifetime);
    this.lanes =
        new Lanes(builder.transforms(Cipher.DECRYPT_MODE), SaCounters.perLane(OpenResult.class));
    this.counters = new SaCounters<>(OpenResult.OK, OpenResult.CLOSED, lanes);
  }

  /**
   * Starts an SA.
   *
   * @param spi what this side chose for packets to it, as 32 unsigned bits
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

  /** What has been opened and dropped. */
  public SaCounters<OpenResult> counters() {
    return counters;
  }

  /** The highest sequence number whose ICV held, unsigned; 0 if none. */
  public long highestSequenceNumber() {
    return window.highest();
  }

  /** Where the SA stands in its lifetime; cheap enough to ask after each batch of packets. */
  public SaAge age() {
    return lifetime.age();
  }

  /**
   * Verifies and decrypts {@code esp}, and writes the inner packet at the position of {@code out}.
   *
   * <p>For any octets the answer is a result and never an exception. On {@code OK} the input is
   * consumed and {@code out} stands behind the inner packet, without padding of any kind; on
   * anything else positions and limits are as before. No octet that failed the ICV is left in
   * {@code out}; behind its position the octets up to the ciphertext's length may be overwritten.
   * The buffers may share memory.
   *
   * @param esp position to limit: a packet from its SPI to its ICV
   * @param out with room for the ciphertext; as much as {@code esp.remaining()} always does
   * @throws ReadOnlyBufferException if {@code out} is read-only
   */
  public OpenResult open(ByteBuffer esp, ByteBuffer out) {
    return open(esp, out, null);
  }

  /**
   * {@link #open(ByteBuffer, ByteBuffer)} that tells more: transport mode needs the next header.
   *
   * @param details set on {@code OK}, otherwise left alone; reused by the caller, one thread's own
   */
  public OpenResult open(ByteBuffer esp, ByteBuffer out, PacketDetails details) {
    if (out.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    Lane lane = lanes.take();
    if (lane == null) {
      return OpenResult.CLOSED;
    }
    try {
      OpenResult result = tryOpen(lane, esp, out, details);
      lane.add(SaCounters.index(result), 1);
      return result;
    } finally {
      lane.giveBack();
    }
  }

  private OpenResult tryOpen(Lane lane, ByteBuffer esp, ByteBuffer out, PacketDetails details) {
    int octets = esp.remaining();
    if (octets < minOctets) {
      return OpenResult.TOO_SHORT;
    }
    if (NetworkOrder.int32(esp, esp.position() + EspLayout.SPI) != spi) {
      return OpenResult.UNKNOWN_SPI;
    }
    int bodyAt = EspLayout.HEADER_OCTETS + suite.ivOctets();
    int bodyOctets = octets - bodyAt - suite.icvOctets();
    if (bodyOctets % blockOctets != 0) {
      return OpenResult.BAD_LENGTH;
    }
    if (out.remaining() < bodyOctets) {
      return OpenResult.BUFFER_TOO_SMALL;
    }
    // RFC 4303 section 3.4.3: look in the window, verify the ICV, and only then move the window.
    int low = NetworkOrder.int32(esp, esp.position() + EspLayout.SEQUENCE_NUMBER);
    long sequenceNumber = extendedSequenceNumbers ? window.infer(low) : low & 0xffff_ffffL;
    if (!window.check(sequenceNumber)) {
      return OpenResult.REPLAYED;
    }

    // One array for both: decrypt aside, so that a packet that fails is still there afterwards.
    boolean shared = esp.hasArray() && out.hasArray() && esp.array() == out.array();
    boolean espAside = !esp.hasArray() || shared;
    boolean outAside = !out.hasArray() || shared;
    byte[] packet = espAside ? lane.staging.array(octets) : esp.array();
    int at = espAside ? 0 : esp.arrayOffset() + esp.position();
    if (espAside) {
      esp.get(esp.position(), packet, 0, octets);
    }
    byte[] plain = outAside ? lane.staging.array(octets) : out.array();
    int plainAt = outAside ? bodyAt : out.arrayOffset() + out.position();
    if (verify(lane, sequenceNumber, packet, at, octets, plain, plainAt)) {
      resynchronization.succeeded();
    } else {
      sequenceNumber =
          extendedSequenceNumbers && resynchronization.failed()
              ? resynchronize(lane, sequenceNumber, esp, plain, plainAt)
              : 0;
      if (sequenceNumber == 0) {
        Arrays.fill(plain, plainAt, plainAt + bodyOctets, (byte) 0);
        return OpenResult.BAD_ICV;
      }
    }
    if (!window.accept(sequenceNumber)) {
      return OpenResult.REPLAYED; // another thread was quicker with the same packet
    }
    int payloadOctets = EspLayout.payloadOctets(plain, plainAt, bodyOctets);
    int nextHeader = plain[plainAt + bodyOctets - 1] & 0xff;
    ByteBuffer inner = outAside ? lane.staging.buffer() : out;
    int innerAt = outAside ? bodyAt : out.position();
    OpenResult result = inspect(inner, innerAt, payloadOctets, nextHeader);
    if (result == OpenResult.OK) {
      // What follows an IP packet hides its length (RFC 4303 section 2.7).
      int innerOctets =
          mode == EspMode.TUNNEL ? IpPacket.totalOctets(inner, innerAt) : payloadOctets;
      if (!lifetime.spend(innerOctets)) {
        return OpenResult.LIFETIME_EXPIRED;
      }
      if (outAside) {
        out.put(plain, plainAt, innerOctets);
      } else {
        out.position(innerAt + innerOctets);
      }
      esp.position(esp.limit());
      lane.add(Lanes.OCTETS, innerOctets);
      if (details != null) {
        details.set(nextHeader, sequenceNumber);
      }
    }
    return result;
  }

  private boolean verify(
      Lane lane, long number, byte[] packet, int at, int octets, byte[] plain, int plainAt) {
    try {
      return lane.transform.unprotect(number, packet, at, octets, plain, plainAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SA " + SaBuilder.hex(spi) + ": " + suite, e);
    }
  }

  /**
   * Tries higher sequence numbers on a packet whose ICV failed (RFC 4303 appendix A3.2).
   *
   * @return the number under which it is in {@code plain}; 0 if none fits
   */
  private long resynchronize(Lane lane, long inferred, ByteBuffer esp, byte[] plain, int plainAt) {
    byte[] packet = new byte[esp.remaining()]; // once in a thousand forgeries
    for (int i = 1; i <= Resynchronization.CANDIDATES; i++) {
      long candidate = Resynchronization.candidate(inferred, i);
      esp.get(esp.position(), packet);
      if (candidate != 0 && verify(lane, candidate, packet, 0, packet.length, plain, plainAt)) {
        resynchronization.succeeded();
        return candidate;
      }
    }
    return 0;
  }

  /** Judges an authentic packet (RFC 4303 sections 2.4 and 2.6, RFC 4301 section 5.2). */
  private OpenResult inspect(ByteBuffer inner, int at, int payloadOctets, int nextHeader) {
    if (payloadOctets < 0) {
      return OpenResult.BAD_PADDING;
    }
    if (nextHeader == IpProtocol.NO_NEXT_HEADER) {
      return OpenResult.DUMMY;
    }
    if (!mode.carries(nextHeader)) {
      return OpenResult.BAD_NEXT_HEADER;
    }
    if (mode == EspMode.TUNNEL) {
      if (IpPacket.check(inner, at, payloadOctets) != IpPacket.Check.OK
          || IpPacket.isIpv4(inner, at) != (nextHeader == IpProtocol.IPV4)) {
        return OpenResult.BAD_INNER_PACKET;
      }
      if (selectors.isPresent() && !selectors.get().allowsInbound(inner, at)) {
        return OpenResult.OUTSIDE_SELECTORS;
      }
    }
    return OpenResult.OK;
  }

  /**
   * Erases the keys; from then on {@link #open} returns {@code CLOSED}. May be repeated, and does
   * not wait: a packet that another thread is opening is finished, and its keys are erased then.
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
    return "InboundSa[" + SaBuilder.hex(spi) + ", " + suite + ", " + counters + "]";
  }

  /** Options of an {@link InboundSa}; only the keys must be given. */
  public static final class Builder extends SaBuilder<Builder> {
    /** The window that AWS has unless told otherwise. */
    private static final int AWS_DEFAULT_PACKETS = 1024;

    private int replayWindowPackets = AWS_DEFAULT_PACKETS;
    private SaSelectors selectors;
    private long received;

    private Builder(int spi, EspSuite suite) {
      super(spi, suite);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * How many packets late a packet may come: 1024 unless set, as AWS has it. Wider where several
     * queues reorder; 64 to 1,048,576, a bit of memory each.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Builder replayWindowPackets(int packets) {
      if (packets < ReplayWindow.MIN_PACKETS || packets > ReplayWindow.MAX_PACKETS) {
        throw new IllegalArgumentException(
            "replayWindowPackets "
                + packets
                + "; "
                + ReplayWindow.MIN_PACKETS
                + " to "
                + ReplayWindow.MAX_PACKETS);
      }
      this.replayWindowPackets = packets;
      return this;
    }

    /**
     * What the peer may send here; anything unless set. A packet whose ICV holds and which is not
     * within is dropped (RFC 4301 section 5.2). For tunnel mode: in transport mode the caller has
     * the addresses.
     */
    public Builder selectors(SaSelectors selectors) {
      this.selectors = Objects.requireNonNull(selectors, "selectors");
      return this;
    }

    /** A seam for tests: {@code sequenceNumber} was received. */
    Builder received(long sequenceNumber) {
      this.received = sequenceNumber;
      return this;
    }

    /**
     * The SA; the builder forgets the keys.
     *
     * @throws IllegalArgumentException if no keys are set
     * @throws IllegalStateException if the provider lacks the algorithms
     */
    public InboundSa build() {
      return new InboundSa(this);
    }
  }
}
