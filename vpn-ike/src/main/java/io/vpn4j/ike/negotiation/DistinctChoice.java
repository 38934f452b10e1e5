package io.vpn4j.ike.negotiation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One key exchange method for each round, none of them twice (RFC 9370 section 2.2.1).
 *
 * <p>Taking the best of each round in turn can use up what a later round needs, and trying all
 * combinations is a favour to whoever sends long lists; so a method is taken only if the rest can
 * still be served, which is a question of matching with an answer in polynomial time.
 */
public final class DistinctChoice {
  /** The one "method" that any number of rounds may have: no key exchange. */
  static final int NONE = 0;

  private DistinctChoice() {}

  /**
   * The first such choice: the best method of the first round with which the others can be served,
   * then the best of the second, and so on.
   *
   * @param rounds for each round what it may use, best first
   */
  public static Optional<List<Integer>> of(List<List<Integer>> rounds) {
    List<Integer> chosen = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < rounds.size(); i++) {
      List<List<Integer>> rest = rounds.subList(i + 1, rounds.size());
      Optional<Integer> best =
          rounds.get(i).stream()
              .filter(method -> method == NONE || !used.contains(method))
              .filter(method -> canServe(rest, with(used, method)))
              .findFirst();
      if (best.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(best.get());
      used.add(best.get());
    }
    return Optional.of(chosen);
  }

  private static Set<Integer> with(Set<Integer> used, int method) {
    Set<Integer> all = new HashSet<>(used);
    all.add(method);
    return all;
  }

  /** Bipartite matching by augmenting paths, rounds against methods. */
  private static boolean canServe(List<List<Integer>> rounds, Set<Integer> used) {
    Map<Integer, List<Integer>> takenBy = new HashMap<>();
    for (List<Integer> round : rounds) {
      if (!round.contains(NONE) && !augment(round, takenBy, new HashSet<>(used))) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code round} gets a method, if need be by moving other rounds to other methods. */
  private static boolean augment(
      List<Integer> round, Map<Integer, List<Integer>> takenBy, Set<Integer> visited) {
    for (int method : round) {
      if (visited.add(method)) {
        List<Integer> holder = takenBy.get(method);
        if (holder == null || augment(holder, takenBy, visited)) {
          takenBy.put(method, round);
          return true;
        }
      }
    }
    return false;
  }
}
