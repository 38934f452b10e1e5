package io.vpn4j.routing;

import java.util.Arrays;

/**
 * A {@link TrieNode} at the edge of a {@link DirectTable}, with each chunk's answer worked out: a
 * Poptrie node. Chunks that follow each other with the same answer share a leaf; the leaf of a
 * chunk is found by counting the run starts up to it. Immutable.
 */
final class DirectNode {
  private static final int CHUNKS = 1 << TrieNode.STRIDE;

  /** Bit of each chunk that starts a run of equal answers; bit 0 is set. */
  private final long runs;

  private final long children;

  /** For each run the longest match in the node itself; null where the inherited value holds. */
  private final Object[] leaves;

  private final TrieNode source;
  private final Object inherited;

  /** The answers of {@code source} for keys on which the prefixes above agree. */
  DirectNode(TrieNode source, Object inherited) {
    Object[] found = new Object[CHUNKS];
    long starts = 0;
    int count = 0;
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      Object own = source.match(chunk);
      if (chunk == 0 || own != found[count - 1]) {
        starts |= 1L << chunk;
        found[count++] = own;
      }
    }
    this.runs = starts;
    this.children = source.children();
    this.leaves = Arrays.copyOf(found, count);
    this.source = source;
    this.inherited = inherited;
  }

  private DirectNode(DirectNode node, Object inherited) {
    this.runs = node.runs;
    this.children = node.children;
    this.leaves = node.leaves;
    this.source = node.source;
    this.inherited = inherited;
  }

  /** This node's answers where a shorter prefix above has changed: the leaves are shared. */
  DirectNode withInherited(Object value) {
    return value == inherited ? this : new DirectNode(this, value);
  }

  boolean shows(TrieNode node) {
    return source == node;
  }

  Object match(int ipv4) {
    int chunk = ipv4 >>> (32 - DirectTable.BITS - TrieNode.STRIDE) & (CHUNKS - 1);
    if ((children >>> chunk & 1) == 0) {
      return leaf(chunk);
    }
    return FamilyTrie.match(
        source.child(chunk),
        (long) ipv4 << (32 + DirectTable.BITS + TrieNode.STRIDE),
        0,
        leaf(chunk));
  }

  /**
   * @param high the key from bit 18 on
   */
  Object match(long high, long low) {
    int chunk = FamilyTrie.topChunk(high);
    if ((children >>> chunk & 1) == 0) {
      return leaf(chunk);
    }
    return FamilyTrie.match(
        source.child(chunk), FamilyTrie.shift(high, low), low << TrieNode.STRIDE, leaf(chunk));
  }

  private Object leaf(int chunk) {
    Object own = leaves[Long.bitCount(runs & -1L >>> (CHUNKS - 1 - chunk)) - 1];
    return own == null ? inherited : own;
  }
}
