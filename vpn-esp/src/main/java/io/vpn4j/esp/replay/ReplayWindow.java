package io.vpn4j.esp.replay;

/**
 * Which of the latest sequence numbers have been received: a ring of 64-bit words (RFC 6479), so
 * that moving the window clears words and shifts nothing.
 *
 * <p>Sequence numbers are unsigned 64-bit. Without extended sequence numbers they stay below 2^32;
 * with them {@link #infer} finds the half that is not sent. {@link #check} before the ICV, {@link
 * #update} only after it holds. Unlike RFC 6479's own code, the window is exactly as wide as asked:
 * one spare word keeps the edge inside the ring.
 */
public final class ReplayWindow {
  /** The narrowest window, in packets (RFC 4303 section 3.4.3 recommends 64 as default). */
  public static final int MIN_PACKETS = 64;

  /** The widest window, in packets: 128 KiB of memory. */
  public static final int MAX_PACKETS = 1 << 20;

  private final int packets;
  private final long[] ring;
  private final int mask;
  private long highest;

  /**
   * A window that has seen nothing.
   *
   * @throws IllegalArgumentException if {@code packets} is out of range
   */
  public ReplayWindow(int packets) {
    if (packets < MIN_PACKETS || packets > MAX_PACKETS) {
      throw new IllegalArgumentException(
          "replay window of " + packets + " packets; " + MIN_PACKETS + " to " + MAX_PACKETS);
    }
    int words = (packets + 63) / 64 + 1;
    this.packets = packets;
    this.ring = new long[Integer.highestOneBit(words - 1) << 1];
    this.mask = ring.length - 1;
  }

  /** The width, in packets. */
  public int packets() {
    return packets;
  }

  /** The highest number received, 0 if none. */
  public long highest() {
    return highest;
  }

  /** Whether {@code sequenceNumber} may be new: not 0, not left of the window, not yet received. */
  public boolean check(long sequenceNumber) {
    if (sequenceNumber == 0) {
      return false; // RFC 4303 section 3.3.3: the first packet has 1
    }
    if (Long.compareUnsigned(sequenceNumber, highest) > 0) {
      return true;
    }
    return highest - sequenceNumber < packets
        && (ring[word(sequenceNumber)] & bit(sequenceNumber)) == 0;
  }

  /**
   * Records {@code sequenceNumber}, for which {@link #check} is true, and moves the window if it is
   * the highest yet.
   */
  public void update(long sequenceNumber) {
    if (Long.compareUnsigned(sequenceNumber, highest) > 0) {
      long advance = (sequenceNumber >>> 6) - (highest >>> 6);
      // Words entered for the first time since the ring came round; all of them after a long gap.
      long stale = Long.compareUnsigned(advance, ring.length) > 0 ? ring.length : advance;
      for (long i = 1; i <= stale; i++) {
        ring[(int) ((highest >>> 6) + i) & mask] = 0;
      }
      highest = sequenceNumber;
    }
    ring[word(sequenceNumber)] |= bit(sequenceNumber);
  }

  /**
   * The 64-bit sequence number whose low half was received (RFC 4303 appendix A2.2): the one that
   * lies in the window or to the right of it, within 2^32.
   *
   * @return 0, which no packet may have, if it would be below 1 or above 2^64 - 1
   */
  public long infer(int low) {
    long lowBits = low & 0xffff_ffffL;
    long topLow = highest & 0xffff_ffffL;
    long topHigh = highest >>> 32;
    long left = topLow - packets + 1;
    long high;
    if (left >= 0) {
      high = lowBits >= left ? topHigh : topHigh + 1; // case A: window within one half-space
    } else {
      high = lowBits >= left + (1L << 32) ? topHigh - 1 : topHigh; // case B: it spans two
    }
    return high < 0 || high > 0xffff_ffffL ? 0 : high << 32 | lowBits;
  }

  private int word(long sequenceNumber) {
    return (int) (sequenceNumber >>> 6) & mask;
  }

  private static long bit(long sequenceNumber) {
    return 1L << sequenceNumber; // the shift takes the low six bits
  }
}
