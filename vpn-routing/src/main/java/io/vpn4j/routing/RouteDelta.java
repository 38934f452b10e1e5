package io.vpn4j.routing;

import java.util.List;

/**
 * The difference between the best routes before and after one change of a {@link RouteTable}.
 *
 * @param changes at most one for a prefix, in the order of prefixes
 */
public record RouteDelta<T>(List<RouteChange<T>> changes) {

  /** Copies the list. */
  public RouteDelta {
    changes = List.copyOf(changes);
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Makes the targets of {@code fib} follow. A prefix whose route is replaced is never unmatched in
   * between.
   */
  public void applyTo(Fib<T> fib) {
    for (RouteChange<T> change : changes) {
      change
          .after()
          .ifPresentOrElse(
              route -> fib.put(route.prefix(), route.target()), () -> fib.remove(change.prefix()));
    }
  }
}
