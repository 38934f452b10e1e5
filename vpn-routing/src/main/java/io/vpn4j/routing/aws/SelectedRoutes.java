package io.vpn4j.routing.aws;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteExplanation;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A routing table of AWS that follows live state: candidates are announced and withdrawn, tunnels
 * go up and down, and each change returns what it changed of the routes in use.
 *
 * <p>The routes in use depend on what is announced, never on the order in which it came, and are
 * those that {@link RouteSelection#explain} gives for the candidates at hand. A longest-prefix
 * match over {@link #routes()} finds for every address what the rules choose for it: where the
 * rules let a shorter prefix win (a VPC's local route), the longer one is not in use.
 *
 * <p>Not thread-safe. One owner changes it; other threads read the {@code Fib} that it feeds.
 */
public final class SelectedRoutes {
  private final RouteSelection selection;
  private final NavigableMap<IpPrefix, List<RouteCandidate>> candidates = new TreeMap<>();
  private final NavigableMap<IpPrefix, List<RouteCandidate>> inUse = new TreeMap<>();

  /** Prefixes with a local route: the only ones that rule over others. */
  private final TreeSet<IpPrefix> local = new TreeSet<>();

  /** An empty table that chooses by {@code selection}. */
  public SelectedRoutes(RouteSelection selection) {
    this.selection = Objects.requireNonNull(selection, "selection");
  }

  /**
   * A candidate is there, in place of the {@linkplain RouteCandidate#sameWay same way} with other
   * attributes.
   *
   * @throws IllegalArgumentException if such a table has no routes of that kind
   */
  public List<RouteShift> announce(RouteCandidate candidate) {
    selection.covering(candidate.prefix(), List.of(candidate)); // refuses the kind
    List<RouteCandidate> ways =
        candidates.computeIfAbsent(candidate.prefix(), prefix -> new ArrayList<>(2));
    ways.removeIf(candidate::sameWay);
    ways.add(candidate);
    return choose(candidate);
  }

  /** A candidate is gone, whatever its attributes are; nothing happens if it is not there. */
  public List<RouteShift> withdraw(RouteCandidate candidate) {
    List<RouteCandidate> ways = candidates.get(candidate.prefix());
    if (ways == null || !ways.removeIf(candidate::sameWay)) {
      return List.of();
    }
    if (ways.isEmpty()) {
      candidates.remove(candidate.prefix());
    }
    return choose(candidate);
  }

  /** All candidates over a tunnel, or to a target without one, are in that condition. */
  public List<RouteShift> condition(
      String targetId, Optional<IpAddress> tunnel, RouteCondition condition) {
    List<RouteShift> shifts = new ArrayList<>();
    for (RouteCandidate each :
        all(c -> c.targetId().equals(targetId) && c.tunnel().equals(tunnel))) {
      shifts.addAll(announce(each.withCondition(condition)));
    }
    return shifts;
  }

  /** All candidates of a tunnel, or of a target without one, are gone: its session has ended. */
  public List<RouteShift> withdrawAll(String targetId, Optional<IpAddress> tunnel) {
    List<RouteShift> shifts = new ArrayList<>();
    for (RouteCandidate each :
        all(c -> c.targetId().equals(targetId) && c.tunnel().equals(tunnel))) {
      shifts.addAll(withdraw(each));
    }
    return shifts;
  }

  /**
   * The candidates are these and no others. What stays the same is not touched.
   *
   * @param wanted no two the {@linkplain RouteCandidate#sameWay same way}
   * @throws IllegalArgumentException if such a table has no routes of one of their kinds
   */
  public List<RouteShift> replaceAll(Collection<RouteCandidate> wanted) {
    Map<IpPrefix, List<RouteCandidate>> byPrefix = new TreeMap<>();
    wanted.forEach(c -> byPrefix.computeIfAbsent(c.prefix(), p -> new ArrayList<>(2)).add(c));
    List<RouteShift> shifts = new ArrayList<>();
    for (RouteCandidate present : all(c -> true)) {
      if (byPrefix.getOrDefault(present.prefix(), List.of()).stream().noneMatch(present::sameWay)) {
        shifts.addAll(withdraw(present));
      }
    }
    for (RouteCandidate each : wanted) {
      if (!candidates.getOrDefault(each.prefix(), List.of()).contains(each)) {
        shifts.addAll(announce(each));
      }
    }
    return shifts;
  }

  /** The rules. */
  public RouteSelection selection() {
    return selection;
  }

  /** The routes in use: to each prefix one, or with ECMP several. */
  public Map<IpPrefix, List<RouteCandidate>> routes() {
    return new TreeMap<>(inUse);
  }

  /** The routes in use to exactly this prefix; with ECMP the one that AWS displays is the first. */
  public List<RouteCandidate> routes(IpPrefix prefix) {
    return inUse.getOrDefault(prefix, List.of());
  }

  /** Everything that was announced and not withdrawn. */
  public List<RouteCandidate> candidates() {
    return all(c -> true);
  }

  /** Which routes packets to {@code destination} take, and why not the others that cover it. */
  public RouteExplanation explain(IpPrefix destination) {
    List<RouteCandidate> covering = new ArrayList<>();
    for (int length = 0; length <= destination.length(); length++) {
      covering.addAll(
          candidates.getOrDefault(IpPrefix.containing(destination.address(), length), List.of()));
    }
    return selection.explain(destination, covering);
  }

  private List<RouteCandidate> all(Predicate<RouteCandidate> wanted) {
    return candidates.values().stream().flatMap(List::stream).filter(wanted).toList();
  }

  private List<RouteShift> choose(RouteCandidate changed) {
    IpPrefix prefix = changed.prefix();
    List<RouteShift> shifts = new ArrayList<>();
    if (changed.kind() != RouteKind.LOCAL) {
      choose(prefix, shifts);
      return shifts;
    }
    boolean isLocal =
        candidates.getOrDefault(prefix, List.of()).stream()
            .anyMatch(c -> c.kind() == RouteKind.LOCAL);
    if (isLocal) {
      local.add(prefix);
    } else {
      local.remove(prefix);
    }
    choose(prefix, shifts);
    // Prefixes inside come right after the one that covers them.
    for (IpPrefix inside : List.copyOf(candidates.tailMap(prefix, false).keySet())) {
      if (!prefix.contains(inside)) {
        break;
      }
      choose(inside, shifts);
    }
    return shifts;
  }

  private void choose(IpPrefix prefix, List<RouteShift> shifts) {
    List<RouteCandidate> before = routes(prefix);
    List<RouteCandidate> after = selected(prefix);
    if (after.isEmpty()) {
      inUse.remove(prefix);
    } else {
      inUse.put(prefix, after);
    }
    if (!before.equals(after)) {
      shifts.add(new RouteShift(prefix, before, after));
    }
  }

  private List<RouteCandidate> selected(IpPrefix prefix) {
    List<RouteCandidate> ways = new ArrayList<>(candidates.getOrDefault(prefix, List.of()));
    for (IpPrefix covering : local) {
      if (covering.contains(prefix) && !covering.equals(prefix)) {
        ways.addAll(candidates.get(covering));
      }
    }
    return selection.select(prefix, ways).stream().filter(c -> c.prefix().equals(prefix)).toList();
  }
}
