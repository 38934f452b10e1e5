package io.vpn4j.routing;

import java.util.Arrays;

/**
 * Builds a {@link FamilyTrie} from sorted prefixes in one pass, without the copies that adding them
 * one by one would make.
 */
final class FamilyTrieBuilder {
  private long[] high;
  private long[] low;
  private short[] length;
  private Object[] value;
  private int size;

  FamilyTrieBuilder(int expected) {
    high = new long[expected];
    low = new long[expected];
    length = new short[expected];
    value = new Object[expected];
  }

  /** Adds a prefix, which must come after the last one by address and then by length. */
  void add(long prefixHigh, long prefixLow, int prefixLength, Object prefixValue) {
    if (size == high.length) {
      int capacity = Math.max(16, size * 2);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      length = Arrays.copyOf(length, capacity);
      value = Arrays.copyOf(value, capacity);
    }
    high[size] = prefixHigh;
    low[size] = prefixLow;
    length[size] = (short) prefixLength;
    value[size] = prefixValue;
    size++;
  }

  FamilyTrie build() {
    int first = size > 0 && length[0] == 0 ? 1 : 0;
    Object defaultValue = first == 1 ? value[0] : null;
    return new FamilyTrie(defaultValue, first == size ? null : node(first, size, 0), size);
  }

  /** The node at {@code depth} with the prefixes from {@code from} to before {@code to}. */
  private TrieNode node(int from, int to, int depth) {
    Object[] inner = new Object[64];
    Object[] outer = new Object[64];
    Object[] children = new Object[64];
    int i = from;
    while (i < to) {
      int chunk = chunk(i, depth);
      int bits = length[i] - depth;
      if (bits < TrieNode.STRIDE) {
        inner[1 << bits | chunk >>> (TrieNode.STRIDE - bits)] = value[i++];
      } else if (bits == TrieNode.STRIDE) {
        outer[chunk] = value[i++];
      } else {
        int end = i + 1;
        while (end < to && chunk(end, depth) == chunk) {
          end++;
        }
        children[chunk] = node(i, end, depth + TrieNode.STRIDE);
        i = end;
      }
    }
    return assemble(inner, outer, children);
  }

  private int chunk(int i, int depth) {
    long top =
        depth >= 64
            ? low[i] << (depth - 64)
            : depth <= 58 ? high[i] << depth : high[i] << depth | low[i] >>> (64 - depth);
    return FamilyTrie.topChunk(top);
  }

  private static TrieNode assemble(Object[] inner, Object[] outer, Object[] children) {
    long innerBits = bits(inner);
    long outerBits = bits(outer);
    long childBits = bits(children);
    Object[] slots =
        new Object[Long.bitCount(innerBits) + Long.bitCount(outerBits) + Long.bitCount(childBits)];
    int slot = 0;
    for (Object[] part : new Object[][] {inner, outer, children}) {
      for (Object each : part) {
        if (each != null) {
          slots[slot++] = each;
        }
      }
    }
    return new TrieNode(innerBits, outerBits, childBits, slots);
  }

  private static long bits(Object[] part) {
    long bits = 0;
    for (int i = 0; i < part.length; i++) {
      if (part[i] != null) {
        bits |= 1L << i;
      }
    }
    return bits;
  }
}
