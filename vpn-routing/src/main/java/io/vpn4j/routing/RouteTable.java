package io.vpn4j.routing;

import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Routes of many targets, several to one prefix, and the best of each prefix.
 *
 * <p>The best route of a prefix is, among those whose target is up, the first by {@link
 * RouteOrigin#BY_PREFERENCE origin}, then by lowest metric, then by the order of targets given at
 * construction. The choice depends on what the table holds, never on the order in which it came.
 * Every change returns the {@link RouteDelta} of the best routes, to be applied to a {@link Fib}.
 *
 * <p>A target is down until {@link #targetUp} is told otherwise: AWS uses static VPN routes only
 * while the connection is {@code UP}, and prefers a healthy tunnel before it looks at anything
 * else.
 *
 * <p>Rules that cross prefixes are not here: that a VPC's local route beats a more specific
 * propagated one is for whoever fills the table.
 *
 * <p>Not thread-safe. One owner changes it; other threads read the {@code Fib}.
 *
 * @see <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html">Route tables
 *     and AWS Site-to-Site VPN route priority</a>
 */
public final class RouteTable<T> {
  private final Comparator<Route<T>> byPreference;
  private final NavigableMap<IpPrefix, List<Route<T>>> routes = new TreeMap<>();
  private final NavigableMap<IpPrefix, Route<T>> best = new TreeMap<>();
  private final Map<T, SortedSet<IpPrefix>> prefixesOfTarget = new HashMap<>();
  private final Set<T> up = new HashSet<>();

  /**
   * An empty table with every target down.
   *
   * @param targetOrder decides between routes that are otherwise equal, preferred target first; it
   *     must tell any two targets apart
   */
  public RouteTable(Comparator<? super T> targetOrder) {
    byPreference =
        Comparator.<Route<T>, RouteOrigin>comparing(Route::origin, RouteOrigin.BY_PREFERENCE)
            .thenComparingInt(Route::metric)
            .thenComparing(Route::target, targetOrder);
  }

  /** Adds a route. It takes the place of one with the same prefix, target and origin. */
  public RouteDelta<T> add(Route<T> route) {
    List<Route<T>> candidates =
        routes.computeIfAbsent(route.prefix(), prefix -> new ArrayList<>(2));
    candidates.removeIf(other -> sameIdentity(other, route));
    candidates.add(route);
    candidates.sort(byPreference);
    prefixesOfTarget.computeIfAbsent(route.target(), target -> new TreeSet<>()).add(route.prefix());
    return reselect(List.of(route.prefix()));
  }

  /**
   * Removes the route with this prefix, target and origin, whatever its metric. Nothing happens if
   * there is none.
   */
  public RouteDelta<T> remove(Route<T> route) {
    List<Route<T>> candidates = routes.get(route.prefix());
    if (candidates == null || !candidates.removeIf(other -> sameIdentity(other, route))) {
      return new RouteDelta<>(List.of());
    }
    if (candidates.stream().noneMatch(other -> other.target().equals(route.target()))) {
      unlink(route.target(), route.prefix());
    }
    if (candidates.isEmpty()) {
      routes.remove(route.prefix());
    }
    return reselect(List.of(route.prefix()));
  }

  /** Removes every route to {@code target}. The target stays up or down as it is. */
  public RouteDelta<T> removeAll(T target) {
    SortedSet<IpPrefix> prefixes = prefixesOfTarget.remove(target);
    if (prefixes == null) {
      return new RouteDelta<>(List.of());
    }
    for (IpPrefix prefix : prefixes) {
      List<Route<T>> candidates = routes.get(prefix);
      candidates.removeIf(route -> route.target().equals(target));
      if (candidates.isEmpty()) {
        routes.remove(prefix);
      }
    }
    return reselect(prefixes);
  }

  /** The target can carry packets: its routes are candidates. */
  public RouteDelta<T> targetUp(T target) {
    return up.add(Objects.requireNonNull(target, "target"))
        ? reselectTarget(target)
        : new RouteDelta<>(List.of());
  }

  /** The target cannot carry packets: its routes are kept but not used. */
  public RouteDelta<T> targetDown(T target) {
    return up.remove(target) ? reselectTarget(target) : new RouteDelta<>(List.of());
  }

  /** Whether the target is up. */
  public boolean isUp(T target) {
    return up.contains(target);
  }

  /** The route in use for exactly this prefix. */
  public Optional<Route<T>> best(IpPrefix prefix) {
    return Optional.ofNullable(best.get(prefix));
  }

  /** The routes in use, in the order of prefixes. */
  public List<Route<T>> bestRoutes() {
    return List.copyOf(best.values());
  }

  /** All routes of a prefix, preferred first, whether their targets are up or down. */
  public List<Route<T>> candidates(IpPrefix prefix) {
    return List.copyOf(routes.getOrDefault(prefix, List.of()));
  }

  private RouteDelta<T> reselectTarget(T target) {
    SortedSet<IpPrefix> prefixes = prefixesOfTarget.get(target);
    return prefixes == null ? new RouteDelta<>(List.of()) : reselect(prefixes);
  }

  private RouteDelta<T> reselect(Collection<IpPrefix> prefixes) {
    List<RouteChange<T>> changes = new ArrayList<>();
    for (IpPrefix prefix : prefixes) {
      Route<T> before = best.get(prefix);
      Route<T> after = choose(prefix);
      if (Objects.equals(before, after)) {
        continue;
      }
      if (after == null) {
        best.remove(prefix);
        changes.add(new RouteChange.Withdrawn<>(before));
      } else {
        best.put(prefix, after);
        changes.add(
            before == null
                ? new RouteChange.Installed<>(after)
                : new RouteChange.Replaced<>(before, after));
      }
    }
    return new RouteDelta<>(changes);
  }

  private Route<T> choose(IpPrefix prefix) {
    for (Route<T> route : routes.getOrDefault(prefix, List.of())) {
      if (up.contains(route.target())) {
        return route;
      }
    }
    return null;
  }

  private void unlink(T target, IpPrefix prefix) {
    SortedSet<IpPrefix> prefixes = prefixesOfTarget.get(target);
    prefixes.remove(prefix);
    if (prefixes.isEmpty()) {
      prefixesOfTarget.remove(target);
    }
  }

  private static <T> boolean sameIdentity(Route<T> a, Route<T> b) {
    return a.prefix().equals(b.prefix())
        && a.target().equals(b.target())
        && a.origin() == b.origin();
  }
}
