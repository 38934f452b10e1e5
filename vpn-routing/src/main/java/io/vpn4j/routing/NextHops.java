package io.vpn4j.routing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The targets among which the flows to a prefix are shared (equal-cost multipath), each with the
 * same share. Immutable; equal if the members are.
 *
 * <p>A flow is a {@link FlowHash}; all packets of a flow take one member, so they stay in order.
 * Rendezvous hashing says which: of the {@value #SLOTS} slots of hashes each belongs to the member
 * for which a hash of slot and member is highest. So a member that goes gives its own flows to the
 * others and moves none of theirs; a member that comes takes its share and moves no other flow; and
 * everybody who knows the members, in any order, chooses the same. Slots make that one load for a
 * packet, at the price of shares that differ by a few per cent.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler, Ravishankar: Using name-based mappings
 *     to increase hit rates. IEEE/ACM Transactions on Networking 6(1), 1998</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2992">RFC 2992: Analysis of an Equal-Cost
 *     Multi-Path Algorithm</a>
 */
public final class NextHops<T> {
  /** The most members of a set. */
  public static final int MAX_MEMBERS = 64;

  /** A power of two. */
  private static final int SLOTS = 4096;

  private static final int SLOT_SHIFT = 32 - Integer.numberOfTrailingZeros(SLOTS);

  private final List<T> members;

  /** The member of each slot; empty with one member. */
  private final byte[] slots;

  private NextHops(List<T> members, byte[] slots) {
    this.members = members;
    this.slots = slots;
  }

  /** A set of one, which all flows take. */
  public static <T> NextHops<T> of(T target) {
    return new NextHops<>(List.of(target), new byte[0]);
  }

  /**
   * A set of one or more.
   *
   * @param targets 1 to {@value #MAX_MEMBERS}, none twice
   * @param key a number that tells the members apart and is the same wherever and whenever the
   *     choice is to be the same: an address or an index, not an identity hash code
   * @throws IllegalArgumentException if there are too few or too many, or two of one key
   */
  public static <T> NextHops<T> of(List<T> targets, ToLongFunction<? super T> key) {
    if (targets.isEmpty() || targets.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          targets.size() + " targets: 1 to " + MAX_MEMBERS + " are wanted");
    }
    List<T> members = List.copyOf(targets);
    if (members.size() == 1) {
      return of(members.get(0));
    }
    long[] keys = members.stream().mapToLong(key).toArray();
    Set<Long> distinct = new HashSet<>();
    for (long each : keys) {
      if (!distinct.add(each)) {
        throw new IllegalArgumentException("two targets have the key " + each);
      }
    }
    byte[] slots = new byte[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      slots[slot] = (byte) owner(slot, keys);
    }
    return new NextHops<>(members, slots);
  }

  private static int owner(int slot, long[] keys) {
    int best = 0;
    for (int i = 1; i < keys.length; i++) {
      int order = Long.compareUnsigned(weight(slot, keys[i]), weight(slot, keys[best]));
      // Equal weights do not depend on the place in the list either.
      if (order > 0 || (order == 0 && keys[i] < keys[best])) {
        best = i;
      }
    }
    return best;
  }

  private static long weight(int slot, long key) {
    return FlowHash.mix(FlowHash.mix(key) + slot);
  }

  /**
   * The member that a flow takes.
   *
   * @param flowHash of {@link FlowHash}; its upper bits count
   */
  public T select(int flowHash) {
    return slots.length == 0 ? members.get(0) : members.get(slots[flowHash >>> SLOT_SHIFT]);
  }

  /** The members, in the order in which they were given. */
  public List<T> members() {
    return members;
  }

  /** Whether {@code other} chooses the same for every flow and lists its members in this order. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof NextHops<?> set
            && members.equals(set.members)
            && Arrays.equals(slots, set.slots));
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The members, as a list. */
  @Override
  public String toString() {
    return members.toString();
  }
}
