package io.vpn4j.routing.aws;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.routing.Fib;
import io.vpn4j.routing.NextHopSets;
import io.vpn4j.routing.NextHops;
import java.util.List;
import java.util.function.Function;

/**
 * The routes to one prefix are others than before.
 *
 * @param prefix where to
 * @param before the routes in use until now; none, one, or with ECMP several
 * @param after the routes in use from now on
 */
public record RouteShift(IpPrefix prefix, List<RouteCandidate> before, List<RouteCandidate> after) {

  /** Copies the lists. */
  public RouteShift {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Makes {@code fib} follow.
   *
   * @param sets gives the sets of next hops
   * @param target what a route leads to. For a {@linkplain RouteCandidate#isBlackhole() blackhole}
   *     it must be a target that drops, since with none the packet would take a shorter prefix
   */
  public <T> void applyTo(
      Fib<NextHops<T>> fib, NextHopSets<T> sets, Function<RouteCandidate, T> target) {
    if (after.isEmpty()) {
      fib.remove(prefix);
    } else {
      fib.put(prefix, sets.of(after.stream().map(target).toList()));
    }
  }
}
