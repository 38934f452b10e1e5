package io.vpn4j.esp.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which of the latest sequence numbers have been received: a ring of words (RFC 6479), safe for any
 * number of threads without a lock.
 *
 * <p>A word holds the flags of 32 sequence numbers and, in its upper half, which 32 they are: its
 * block number. So moving the window clears nothing and shifts nothing, and however far it moves, a
 * packet costs one step: a word of another block is simply replaced. A number is accepted by the
 * thread whose compare-and-set turns its flag on, and there can be only one. The ring is larger
 * than the window by more than a block, so a block that replaces another is never in the same
 * window with it; since {@link #accept} moves the edge before it touches the word, and looks at the
 * edge again after it has read the word, a late packet can never take the word of a newer block.
 *
 * <p>Sequence numbers are unsigned 64-bit. Without extended sequence numbers they stay below 2^32;
 * with them {@link #infer} finds the half that is not sent. {@link #check} before the ICV, {@link
 * #accept} only after it holds. Block numbers are kept modulo 2^32: a word that nobody touched for
 * exactly 2^37 numbers would be taken for current, and up to 32 packets be dropped; none would be
 * accepted twice.
 */
public final class ReplayWindow {
  /** The narrowest window, in packets (RFC 4303 section 3.4.3 recommends 64 as default). */
  public static final int MIN_PACKETS = 64;

  /** The widest window, in packets: 512 KiB of memory. */
  public static final int MAX_PACKETS = 1 << 20;

  private static final int BLOCK_BITS = 5;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle HIGHEST;

  static {
    try {
      HIGHEST = MethodHandles.lookup().findVarHandle(ReplayWindow.class, "highest", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int packets;
  private final long[] ring;
  private final int mask;
  private volatile long highest;

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
    int words = (packets + 2 * BLOCK - 2) / BLOCK;
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

  /**
   * Whether {@code sequenceNumber} may be new: not 0, not left of the window, not yet received.
   * Changes nothing, and promises nothing: another thread may accept the number next.
   */
  public boolean check(long sequenceNumber) {
    if (sequenceNumber == 0) {
      return false; // RFC 4303 section 3.3.3: the first packet has 1
    }
    long top = highest;
    if (Long.compareUnsigned(sequenceNumber, top) > 0) {
      return true;
    }
    return isInside(top, sequenceNumber)
        && !isReceived((long) WORD.getOpaque(ring, index(sequenceNumber)), sequenceNumber);
  }

  /**
   * Records {@code sequenceNumber}, of a packet whose ICV holds, and moves the window if it is the
   * highest yet.
   *
   * @return false if it is 0, left of the window, or received before: of all calls with one number,
   *     on whatever threads, at most one returns true
   */
  public boolean accept(long sequenceNumber) {
    if (sequenceNumber == 0) {
      return false;
    }
    advance(sequenceNumber);
    int index = index(sequenceNumber);
    while (true) {
      long word = (long) WORD.getAcquire(ring, index);
      if (!isInside(highest, sequenceNumber) || isReceived(word, sequenceNumber)) {
        return false;
      }
      long block = block(sequenceNumber);
      long flags = isSameBlock(word, block) ? word : block;
      if (WORD.compareAndSet(ring, index, word, flags | flag(sequenceNumber))) {
        return true;
      }
    }
  }

  private void advance(long sequenceNumber) {
    long top = highest;
    while (Long.compareUnsigned(sequenceNumber, top) > 0
        && !HIGHEST.compareAndSet(this, top, sequenceNumber)) {
      top = highest;
    }
  }

  /**
   * All 64 bits of a number of which {@code low} was received (RFC 4303 appendix A2.2): the one
   * that lies in the window or to the right of it, within 2^32.
   *
   * @return 0, which no packet may have, if it would be below 1 or above 2^64 - 1
   */
  public long infer(int low) {
    long top = highest;
    long lowBits = low & 0xffff_ffffL;
    long topLow = top & 0xffff_ffffL;
    long topHigh = top >>> 32;
    long left = topLow - packets + 1;
    long high;
    if (left >= 0) {
      high = lowBits >= left ? topHigh : topHigh + 1; // case A: window within one half-space
    } else {
      high = lowBits >= left + (1L << 32) ? topHigh - 1 : topHigh; // case B: it spans two
    }
    return high < 0 || high > 0xffff_ffffL ? 0 : high << 32 | lowBits;
  }

  /** For a number that is not above {@code top}. */
  private boolean isInside(long top, long sequenceNumber) {
    return Long.compareUnsigned(top - sequenceNumber, packets) < 0;
  }

  private int index(long sequenceNumber) {
    return (int) (sequenceNumber >>> BLOCK_BITS) & mask;
  }

  /** The block number in its place in a word, without flags. */
  private static long block(long sequenceNumber) {
    return sequenceNumber >>> BLOCK_BITS << 32;
  }

  private static boolean isSameBlock(long word, long block) {
    return word >>> 32 == block >>> 32;
  }

  private static long flag(long sequenceNumber) {
    return 1L << (sequenceNumber & (BLOCK - 1));
  }

  private static boolean isReceived(long word, long sequenceNumber) {
    return isSameBlock(word, block(sequenceNumber)) && (word & flag(sequenceNumber)) != 0;
  }
}
