package io.vpn4j.routing;

import java.util.Objects;

/**
 * The prefixes of one address family as a path-copied tree of {@link TrieNode}s. Immutable.
 *
 * <p>A key is 128 bits in two words, first bit highest; an IPv4 key stands in the first 32 of them.
 * A loop over the nodes of a key shifts it left, so that the next chunk is always on top.
 */
final class FamilyTrie {
  static final FamilyTrie EMPTY = new FamilyTrie(null, null, 0);

  private final Object defaultValue;
  private final TrieNode root;
  private final int size;

  /**
   * @param defaultValue the value of the prefix of length 0, or null
   * @param root the values of all other prefixes, or null if there are none
   */
  FamilyTrie(Object defaultValue, TrieNode root, int size) {
    this.defaultValue = defaultValue;
    this.root = root;
    this.size = size;
  }

  int size() {
    return size;
  }

  Object defaultValue() {
    return defaultValue;
  }

  TrieNode root() {
    return root;
  }

  /** The value of the longest prefix that covers the key, or null. */
  Object match(long high, long low) {
    return match(root, high, low, defaultValue);
  }

  /**
   * The same below {@code node}.
   *
   * @param high the key from the depth of {@code node} on
   * @param inherited the result if nothing in or below {@code node} matches
   */
  static Object match(TrieNode node, long high, long low, Object inherited) {
    Object best = inherited;
    TrieNode next = node;
    long h = high;
    long l = low;
    while (next != null) {
      int chunk = topChunk(h);
      Object value = next.match(chunk);
      if (value != null) {
        best = value;
      }
      next = next.child(chunk);
      h = shift(h, l);
      l <<= TrieNode.STRIDE;
    }
    return best;
  }

  /** The length of the prefix that {@link #match(long, long)} finds, or -1. */
  int matchLength(long high, long low) {
    int best = defaultValue == null ? -1 : 0;
    long h = high;
    long l = low;
    int depth = 0;
    for (TrieNode node = root; node != null; depth += TrieNode.STRIDE) {
      int chunk = topChunk(h);
      int length = node.matchLength(chunk);
      if (length > 0) {
        best = depth + length;
      }
      node = node.child(chunk);
      h = shift(h, l);
      l <<= TrieNode.STRIDE;
    }
    return best;
  }

  /** The value of exactly this prefix, or null. */
  Object value(long high, long low, int length) {
    if (length == 0) {
      return defaultValue;
    }
    TrieNode node = root;
    long h = high;
    long l = low;
    int left = length;
    while (node != null && left > TrieNode.STRIDE) {
      node = node.child(topChunk(h));
      h = shift(h, l);
      l <<= TrieNode.STRIDE;
      left -= TrieNode.STRIDE;
    }
    return node == null ? null : node.value(topChunk(h), left);
  }

  /** This trie with {@code value} at the prefix; this trie itself if the same object is there. */
  FamilyTrie with(long high, long low, int length, Object value) {
    Objects.requireNonNull(value, "value");
    Object present = value(high, low, length);
    if (present == value) {
      return this;
    }
    int newSize = present == null ? size + 1 : size;
    return length == 0
        ? new FamilyTrie(value, root, newSize)
        : new FamilyTrie(defaultValue, with(root, high, low, length, value), newSize);
  }

  private static TrieNode with(TrieNode node, long high, long low, int length, Object value) {
    int chunk = topChunk(high);
    if (length <= TrieNode.STRIDE) {
      return node == null
          ? TrieNode.ofValue(chunk, length, value)
          : node.withValue(chunk, length, value);
    }
    TrieNode child =
        with(
            node == null ? null : node.child(chunk),
            shift(high, low),
            low << TrieNode.STRIDE,
            length - TrieNode.STRIDE,
            value);
    return node == null ? TrieNode.ofChild(chunk, child) : node.withChild(chunk, child);
  }

  /** This trie without the prefix; this trie itself if it is not there. */
  FamilyTrie without(long high, long low, int length) {
    if (value(high, low, length) == null) {
      return this;
    }
    return length == 0
        ? new FamilyTrie(null, root, size - 1)
        : new FamilyTrie(defaultValue, without(root, high, low, length), size - 1);
  }

  private static TrieNode without(TrieNode node, long high, long low, int length) {
    int chunk = topChunk(high);
    if (length <= TrieNode.STRIDE) {
      return node.withoutValue(chunk, length);
    }
    TrieNode child =
        without(
            node.child(chunk), shift(high, low), low << TrieNode.STRIDE, length - TrieNode.STRIDE);
    return child == null ? node.withoutChild(chunk) : node.withChild(chunk, child);
  }

  /** Shows every prefix, in the order of addresses and then of lengths. */
  void forEach(Visitor visitor) {
    if (defaultValue != null) {
      visitor.visit(0, 0, 0, defaultValue);
    }
    if (root != null) {
      visit(root, 0, 0, 0, visitor);
    }
  }

  private static void visit(TrieNode node, long high, long low, int depth, Visitor visitor) {
    for (int chunk = 0; chunk < 1 << TrieNode.STRIDE; chunk++) {
      long h = depth < 64 ? high | place(chunk, 58 - depth) : high;
      long l = depth > 58 ? low | place(chunk, 122 - depth) : low;
      // A prefix of n bits comes before all that share its bits: at the chunk with the rest zero.
      int shortest =
          chunk == 0 ? 1 : TrieNode.STRIDE - Math.min(5, Integer.numberOfTrailingZeros(chunk));
      for (int length = shortest; length <= TrieNode.STRIDE; length++) {
        Object value = node.value(chunk, length);
        if (value != null) {
          visitor.visit(h, l, depth + length, value);
        }
      }
      TrieNode child = node.child(chunk);
      if (child != null) {
        visit(child, h, l, depth + TrieNode.STRIDE, visitor);
      }
    }
  }

  private static long place(int chunk, int shift) {
    return shift >= 0 ? (long) chunk << shift : (long) chunk >>> -shift;
  }

  static int topChunk(long high) {
    return (int) (high >>> (64 - TrieNode.STRIDE));
  }

  static long shift(long high, long low) {
    return high << TrieNode.STRIDE | low >>> (64 - TrieNode.STRIDE);
  }

  /** Takes one prefix. */
  interface Visitor {
    void visit(long high, long low, int length, Object value);
  }
}
