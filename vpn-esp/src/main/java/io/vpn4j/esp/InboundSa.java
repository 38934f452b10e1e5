package io.vpn4j.esp;

import io.vpn4j.esp.replay.ReplayWindow;
import io.vpn4j.esp.wire.EspLayout;
import io.vpn4j.esp.wire.EspTransform;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Opens the packets of one SA (RFC 4303 section 3.4).
 *
 * <p>Any thread may call; calls on one SA take turns, and {@link #close} waits for the packet under
 * way. Buffers: as for {@link OutboundSa}. Nothing is allocated for a packet but what the JCA
 * provider allocates, which for a wrong AES-GCM ICV includes an exception that stays in here.
 */
public final class InboundSa implements AutoCloseable {
  private final Object turn = new Object();
  private final int spi;
  private final EspSuite suite;
  private final EspMode mode;
  private final boolean extendedSequenceNumbers;
  private final int minOctets;
  private final int blockOctets;
  private final ReplayWindow window;
  private final EspTransform transform;
  private final Staging staging = new Staging();
  private final SaCounters<OpenResult> counters = new SaCounters<>(OpenResult.class, OpenResult.OK);
  private int nextHeader = -1;
  private boolean closed;

  private InboundSa(Builder builder) {
    this.spi = builder.spi;
    this.suite = builder.suite;
    this.mode = builder.mode;
    this.extendedSequenceNumbers = builder.extendedSequenceNumbers;
    // A counter mode decrypts any length: a sender that does not align to 4 does no harm.
    this.blockOctets = suite.encryption().isAead() ? 1 : suite.alignmentOctets();
    this.minOctets =
        EspLayout.HEADER_OCTETS
            + suite.ivOctets()
            + Math.max(EspLayout.TRAILER_OCTETS, blockOctets)
            + suite.icvOctets();
    this.window = new ReplayWindow(builder.replayWindowPackets);
    if (builder.received != 0) {
      window.update(builder.received);
    }
    this.transform = builder.transform(Cipher.DECRYPT_MODE);
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

  /**
   * The next header of the latest packet that opened with {@code OK}; -1 before the first.
   *
   * <p>Means something only to a thread that is the sole opener of the SA. In tunnel mode nobody
   * needs it: the IP version is in the first octet of the inner packet.
   */
  public int nextHeader() {
    synchronized (turn) {
      return nextHeader;
    }
  }

  /** The highest sequence number whose ICV held, unsigned; 0 if none. */
  public long highestSequenceNumber() {
    synchronized (turn) {
      return window.highest();
    }
  }

  /**
   * Verifies and decrypts {@code esp}, and writes the inner packet at the position of {@code out}.
   *
   * <p>For any octets the answer is a result and never an exception. On {@code OK} the input is
   * consumed and {@code out} stands behind the inner packet; on anything else positions and limits
   * are as before. No octet that failed the ICV is left in {@code out}; behind its position the
   * octets up to the ciphertext's length may be overwritten. The buffers may share memory.
   *
   * @param esp position to limit: a packet from its SPI to its ICV
   * @param out with room for the ciphertext; as much as {@code esp.remaining()} always does
   * @throws ReadOnlyBufferException if {@code out} is read-only
   */
  public OpenResult open(ByteBuffer esp, ByteBuffer out) {
    if (out.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    synchronized (turn) {
      OpenResult result = tryOpen(esp, out);
      counters.add(result);
      return result;
    }
  }

  private OpenResult tryOpen(ByteBuffer esp, ByteBuffer out) {
    if (closed) {
      return OpenResult.CLOSED;
    }
    int octets = esp.remaining();
    if (octets < minOctets) {
      return OpenResult.TOO_SHORT;
    }
    if (EspLayout.int32(esp, esp.position() + EspLayout.SPI) != spi) {
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
    int low = EspLayout.int32(esp, esp.position() + EspLayout.SEQUENCE_NUMBER);
    long sequenceNumber = extendedSequenceNumbers ? window.infer(low) : low & 0xffff_ffffL;
    if (!window.check(sequenceNumber)) {
      return OpenResult.REPLAYED;
    }

    // One array for both: decrypt aside, so that a packet that fails is still there afterwards.
    boolean shared = esp.hasArray() && out.hasArray() && esp.array() == out.array();
    boolean espAside = !esp.hasArray() || shared;
    boolean outAside = !out.hasArray() || shared;
    byte[] packet = espAside ? staging.array(octets) : esp.array();
    int at = espAside ? 0 : esp.arrayOffset() + esp.position();
    if (espAside) {
      esp.get(esp.position(), packet, 0, octets);
    }
    byte[] plain = outAside ? staging.array(octets) : out.array();
    int plainAt = outAside ? bodyAt : out.arrayOffset() + out.position();
    boolean verified;
    try {
      verified = transform.unprotect(sequenceNumber, packet, at, octets, plain, plainAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SA " + SaBuilder.hex(spi) + ": " + suite, e);
    }
    if (!verified) {
      Arrays.fill(plain, plainAt, plainAt + bodyOctets, (byte) 0);
      return OpenResult.BAD_ICV;
    }
    window.update(sequenceNumber);
    int innerOctets = EspLayout.payloadOctets(plain, plainAt, bodyOctets);
    OpenResult result = inspect(innerOctets, plain[plainAt + bodyOctets - 1] & 0xff);
    if (result == OpenResult.OK) {
      esp.position(esp.limit());
      if (outAside) {
        out.put(plain, plainAt, innerOctets);
      } else {
        out.position(out.position() + innerOctets);
      }
      counters.addOctets(innerOctets);
    }
    return result;
  }

  /** Judges padding and next header of an authentic packet (RFC 4303 sections 2.4 and 2.6). */
  private OpenResult inspect(int innerOctets, int next) {
    if (innerOctets < 0) {
      return OpenResult.BAD_PADDING;
    }
    if (next == EspLayout.NEXT_HEADER_NONE) {
      return OpenResult.DUMMY;
    }
    if (!mode.carries(next)) {
      return OpenResult.BAD_NEXT_HEADER;
    }
    nextHeader = next;
    return OpenResult.OK;
  }

  /** Erases the keys; from then on {@link #open} returns {@code CLOSED}. May be repeated. */
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
    return "InboundSa[" + SaBuilder.hex(spi) + ", " + suite + ", " + counters + "]";
  }

  /** Options of an {@link InboundSa}; only the keys must be given. */
  public static final class Builder extends SaBuilder<Builder> {
    /** The window that AWS has unless told otherwise. */
    private static final int AWS_DEFAULT_PACKETS = 1024;

    private int replayWindowPackets = AWS_DEFAULT_PACKETS;
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
