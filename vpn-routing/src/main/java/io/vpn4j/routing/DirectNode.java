package io.vpn4j.routing;

import java.util.Arrays;

/**
 * What hangs on a cell of a {@link DirectTable}: the answers for each of the 64 chunks of six bits
 * below it, worked out: a Poptrie node. Chunks that follow each other with the same answer share a
 * leaf; the leaf of a chunk is found by counting the run starts up to it. Immutable.
 *
 * <p>Every cell has one, also where all 64 answers are the same: a look-up then has no branch that
 * depends on the table, and a mispredicted one would cost more than the loads.
 */
final class DirectNode {
  private static final int CHUNKS = 1 << TrieNode.STRIDE;

  /** Bit of each chunk that starts a run of equal answers; bit 0 is set. */
  private final long runs;

  private final long children;

  /** For each run the longest match in the node itself or above. */
  private final Object[] leaves;

  /** The runs that have the inherited value: the bit is the number of the run. */
  private final long inheritedRuns;

  private final TrieNode source;
  private final Object inherited;

  private DirectNode(
      long runs,
      long children,
      Object[] leaves,
      long inheritedRuns,
      TrieNode source,
      Object inherited) {
    this.runs = runs;
    this.children = children;
    this.leaves = leaves;
    this.inheritedRuns = inheritedRuns;
    this.source = source;
    this.inherited = inherited;
  }

  /** One answer for all keys. */
  static DirectNode of(Object value) {
    return new DirectNode(1, 0, new Object[] {value}, 1, null, value);
  }

  /** The answers of {@code source} for keys on which the prefixes above agree. */
  static DirectNode of(TrieNode source, Object inherited) {
    Object[] found = new Object[CHUNKS];
    long starts = 0;
    long fromAbove = 0;
    int count = 0;
    Object last = null;
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      Object own = source.match(chunk);
      if (chunk == 0 || own != last) {
        starts |= 1L << chunk;
        fromAbove |= own == null ? 1L << count : 0;
        found[count++] = own == null ? inherited : own;
        last = own;
      }
    }
    return new DirectNode(
        starts, source.children(), Arrays.copyOf(found, count), fromAbove, source, inherited);
  }

  /** This node's answers where a shorter prefix above has changed. */
  DirectNode withInherited(Object value) {
    if (value == inherited) {
      return this;
    }
    Object[] changed = leaves;
    if (inheritedRuns != 0) {
      changed = leaves.clone();
      for (long left = inheritedRuns; left != 0; left &= left - 1) {
        changed[Long.numberOfTrailingZeros(left)] = value;
      }
    }
    return new DirectNode(runs, children, changed, inheritedRuns, source, value);
  }

  boolean shows(TrieNode node) {
    return source == node;
  }

  /** Whether this has no answer but {@code value}. */
  boolean answersOnly(Object value) {
    return source == null && inherited == value;
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
    return leaves[Long.bitCount(runs & -1L >>> (CHUNKS - 1 - chunk)) - 1];
  }
}
