package io.vpn4j.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Gives one {@link NextHops} for one list of targets, however many prefixes lead to it: a table of
 * a million prefixes has a few sets, and {@link Fib} holds runs of the same object in one place.
 *
 * <p>Not thread-safe; it belongs to the one who changes the {@code Fib}.
 */
public final class NextHopSets<T> {
  private final ToLongFunction<? super T> key;
  private final Map<List<T>, NextHops<T>> sets = new HashMap<>();

  /**
   * No sets yet.
   *
   * @param key as for {@link NextHops#of(List, ToLongFunction)}
   */
  public NextHopSets(ToLongFunction<? super T> key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * The set of these targets.
   *
   * @throws IllegalArgumentException as {@link NextHops#of(List, ToLongFunction)}
   */
  public NextHops<T> of(List<T> targets) {
    NextHops<T> known = sets.get(targets);
    if (known == null) {
      known = NextHops.of(targets, key);
      sets.put(known.members(), known);
    }
    return known;
  }

  /** Forgets the sets, for when targets have gone for good; those in use stay as they are. */
  public void clear() {
    sets.clear();
  }
}
