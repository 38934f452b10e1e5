package io.vpn4j.routing;

import io.vpn4j.model.net.IpPrefix;
import java.util.Objects;

/**
 * A way to a prefix.
 *
 * @param prefix the destinations
 * @param target where their packets go; whatever the application forwards to (a tunnel, a port),
 *     with value or identity {@code equals}
 * @param origin how the route is known
 * @param metric among routes of one prefix and origin the lowest wins; 0 or more
 */
public record Route<T>(IpPrefix prefix, T target, RouteOrigin origin, int metric) {

  /**
   * @throws IllegalArgumentException if {@code metric} is negative
   */
  public Route {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(origin, "origin");
    if (metric < 0) {
      throw new IllegalArgumentException(
          "metric " + metric + " of " + prefix + " is not 0 or more");
    }
  }

  /** A route of metric 0. */
  public static <T> Route<T> of(IpPrefix prefix, T target, RouteOrigin origin) {
    return new Route<>(prefix, target, origin, 0);
  }

  /** This route with another metric. */
  public Route<T> withMetric(int newMetric) {
    return new Route<>(prefix, target, origin, newMetric);
  }
}
