package io.vpn4j.routing;

/**
 * Six bits of a {@link PrefixTrie}: the prefixes that end one to six bits below this node, and the
 * nodes six bits below. Immutable.
 *
 * <p>A Tree Bitmap node (Eatherton, Varghese, Dittia: "Tree bitmap: hardware/software IP lookups
 * with incremental updates", ACM CCR 34(2), 2004) with the difference that prefixes which end on
 * the last bit stay here, so that a /24 below depth 18 costs a bit and a slot, not a node.
 *
 * <p>The word {@code chunk} is the six key bits below this node, as a number 0 to 63.
 */
final class TrieNode {
  /** Key bits consumed by one node. */
  static final int STRIDE = 6;

  /** For the first five bits of a chunk: the bits of {@code inner} that stand for its prefixes. */
  private static final long[] COVERING = new long[32];

  static {
    for (int five = 0; five < 32; five++) {
      for (int index = 32 | five; index > 1; index >>>= 1) {
        COVERING[five] |= 1L << index;
      }
    }
  }

  /** Prefixes of 1 to 5 bits, numbered as in a heap: the bit is {@code 1 << length | bits}. */
  private final long inner;

  /** Prefixes of 6 bits: the bit is the chunk. */
  private final long outer;

  /** Nodes below: the bit is the chunk. */
  private final long children;

  /** The values of {@code inner}, those of {@code outer}, then the children; each in bit order. */
  private final Object[] slots;

  TrieNode(long inner, long outer, long children, Object[] slots) {
    this.inner = inner;
    this.outer = outer;
    this.children = children;
    this.slots = slots;
  }

  /** The value of the longest prefix in this node that covers {@code chunk}, or null. */
  Object match(int chunk) {
    if (isSet(outer, chunk)) {
      return slots[outerSlot(chunk)];
    }
    long covering = inner & COVERING[chunk >>> 1];
    return covering == 0 ? null : slots[innerSlot(highestBit(covering))];
  }

  /** The length, 1 to 6, of the longest prefix in this node that covers {@code chunk}, or 0. */
  int matchLength(int chunk) {
    if (isSet(outer, chunk)) {
      return STRIDE;
    }
    long covering = inner & COVERING[chunk >>> 1];
    return covering == 0 ? 0 : highestBit(highestBit(covering));
  }

  /** The node below, or null. */
  TrieNode child(int chunk) {
    return isSet(children, chunk) ? (TrieNode) slots[childSlot(chunk)] : null;
  }

  /** One bit for each chunk with a node below. */
  long children() {
    return children;
  }

  /** The value of exactly the prefix of {@code length} (1 to 6) bits of {@code chunk}, or null. */
  Object value(int chunk, int length) {
    if (length == STRIDE) {
      return isSet(outer, chunk) ? slots[outerSlot(chunk)] : null;
    }
    int index = heapIndex(chunk, length);
    return isSet(inner, index) ? slots[innerSlot(index)] : null;
  }

  static TrieNode ofValue(int chunk, int length, Object value) {
    return new TrieNode(0, 0, 0, new Object[0]).withValue(chunk, length, value);
  }

  static TrieNode ofChild(int chunk, TrieNode child) {
    return new TrieNode(0, 0, 1L << chunk, new Object[] {child});
  }

  TrieNode withValue(int chunk, int length, Object value) {
    if (length == STRIDE) {
      int slot = outerSlot(chunk);
      return isSet(outer, chunk)
          ? new TrieNode(inner, outer, children, replaced(slot, value))
          : new TrieNode(inner, outer | 1L << chunk, children, inserted(slot, value));
    }
    int index = heapIndex(chunk, length);
    int slot = innerSlot(index);
    return isSet(inner, index)
        ? new TrieNode(inner, outer, children, replaced(slot, value))
        : new TrieNode(inner | 1L << index, outer, children, inserted(slot, value));
  }

  TrieNode withChild(int chunk, TrieNode child) {
    int slot = childSlot(chunk);
    return isSet(children, chunk)
        ? new TrieNode(inner, outer, children, replaced(slot, child))
        : new TrieNode(inner, outer, children | 1L << chunk, inserted(slot, child));
  }

  /** The node without a value it has; null if nothing is left. */
  TrieNode withoutValue(int chunk, int length) {
    if (slots.length == 1) {
      return null;
    }
    if (length == STRIDE) {
      return new TrieNode(inner, outer & ~(1L << chunk), children, without(outerSlot(chunk)));
    }
    int index = heapIndex(chunk, length);
    return new TrieNode(inner & ~(1L << index), outer, children, without(innerSlot(index)));
  }

  /** The node without a child it has; null if nothing is left. */
  TrieNode withoutChild(int chunk) {
    return slots.length == 1
        ? null
        : new TrieNode(inner, outer, children & ~(1L << chunk), without(childSlot(chunk)));
  }

  private int innerSlot(int index) {
    return Long.bitCount(inner & below(index));
  }

  private int outerSlot(int chunk) {
    return Long.bitCount(inner) + Long.bitCount(outer & below(chunk));
  }

  private int childSlot(int chunk) {
    return Long.bitCount(inner) + Long.bitCount(outer) + Long.bitCount(children & below(chunk));
  }

  private Object[] replaced(int slot, Object value) {
    Object[] copy = slots.clone();
    copy[slot] = value;
    return copy;
  }

  private Object[] inserted(int slot, Object value) {
    Object[] copy = new Object[slots.length + 1];
    System.arraycopy(slots, 0, copy, 0, slot);
    copy[slot] = value;
    System.arraycopy(slots, slot, copy, slot + 1, slots.length - slot);
    return copy;
  }

  private Object[] without(int slot) {
    Object[] copy = new Object[slots.length - 1];
    System.arraycopy(slots, 0, copy, 0, slot);
    System.arraycopy(slots, slot + 1, copy, slot, copy.length - slot);
    return copy;
  }

  private static int heapIndex(int chunk, int length) {
    return 1 << length | chunk >>> (STRIDE - length);
  }

  private static boolean isSet(long bits, int index) {
    return (bits >>> index & 1) != 0;
  }

  private static long below(int index) {
    return (1L << index) - 1;
  }

  private static int highestBit(long bits) {
    return 63 - Long.numberOfLeadingZeros(bits);
  }
}
