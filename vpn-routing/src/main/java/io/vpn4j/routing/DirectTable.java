package io.vpn4j.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * The first three levels of a {@link FamilyTrie}, spread over one array: a cell for each value of
 * the first 18 key bits. One writer; readers never wait.
 *
 * <p>A cell is a {@link DirectNode}; cells with the same one answer share it. All that a key can
 * match hangs on one cell and what hangs there is immutable, so one store of a cell moves its keys
 * from the old table to the new at once.
 */
final class DirectTable {
  /** Key bits that choose the cell. */
  static final int BITS = 18;

  private static final int LEVELS_BITS = BITS - TrieNode.STRIDE;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(DirectNode[].class);

  /** How many answers are remembered: enough to share, few enough to forget what is gone. */
  private static final int MOST_PLAIN = 256;

  private static final DirectNode UNMATCHED = DirectNode.of(null);

  private final DirectNode[] cells = new DirectNode[1 << BITS];

  /** Nodes of one answer by the answer, of which tables have few; some are remembered. */
  private final IdentityHashMap<Object, DirectNode> plain = new IdentityHashMap<>();

  DirectTable(FamilyTrie trie) {
    Arrays.fill(cells, UNMATCHED);
    refresh(trie, 0, 0);
  }

  /** The value of the longest prefix that covers the IPv4 address, or null. */
  Object match(int ipv4) {
    return cell(ipv4 >>> (32 - BITS)).match(ipv4);
  }

  /** The value of the longest prefix that covers the key, or null. */
  Object match(long high, long low) {
    return cell((int) (high >>> (64 - BITS)))
        .match(high << BITS | low >>> (64 - BITS), low << BITS);
  }

  private DirectNode cell(int index) {
    return (DirectNode) CELL.getAcquire(cells, index);
  }

  /**
   * Makes the cells follow {@code trie}.
   *
   * @param high the first bits of the only prefix in which it differs from what the cells show
   * @param length the length of that prefix; 0 compares all cells
   */
  void refresh(FamilyTrie trie, long high, int length) {
    int from = (int) (high >>> (64 - BITS));
    int to = from + (length >= BITS ? 1 : 1 << (BITS - length));
    fill(trie.root(), LEVELS_BITS, 0, trie.defaultValue(), from, to);
  }

  /**
   * Sets the cells below {@code node} that are in {@code from} to before {@code to}.
   *
   * @param widthBits each of the 64 chunks of the node is two to this power cells wide
   */
  private void fill(
      TrieNode node, int widthBits, int firstCell, Object inherited, int from, int to) {
    int firstChunk = Math.max(from - firstCell, 0) >>> widthBits;
    int lastChunk = Math.min(to - 1 - firstCell, (64 << widthBits) - 1) >>> widthBits;
    for (int chunk = firstChunk; chunk <= lastChunk; chunk++) {
      Object own = node == null ? null : node.match(chunk);
      Object value = own == null ? inherited : own;
      TrieNode child = node == null ? null : node.child(chunk);
      int cell = firstCell + (chunk << widthBits);
      if (widthBits == 0) {
        set(cell, child, value);
      } else if (child != null) {
        fill(child, widthBits - TrieNode.STRIDE, cell, value, from, to);
      } else {
        int end = Math.min(to, cell + (1 << widthBits));
        for (int i = Math.max(from, cell); i < end; i++) {
          set(i, null, value);
        }
      }
    }
  }

  private void set(int cell, TrieNode node, Object value) {
    DirectNode present = cells[cell];
    DirectNode wanted;
    if (node == null) {
      wanted = present.answersOnly(value) ? present : plain(value);
    } else {
      wanted = present.shows(node) ? present.withInherited(value) : DirectNode.of(node, value);
    }
    if (wanted != present) {
      CELL.setRelease(cells, cell, wanted);
    }
  }

  private DirectNode plain(Object value) {
    if (value == null) {
      return UNMATCHED;
    }
    if (plain.size() >= MOST_PLAIN) {
      plain.clear();
    }
    return plain.computeIfAbsent(value, DirectNode::of);
  }
}
