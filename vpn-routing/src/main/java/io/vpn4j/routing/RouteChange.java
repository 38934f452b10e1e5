package io.vpn4j.routing;

import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;

/** What happened to the best route of one prefix. */
public sealed interface RouteChange<T> {

  /** The prefix. */
  IpPrefix prefix();

  /** The best route until now. */
  Optional<Route<T>> before();

  /** The best route from now on. */
  Optional<Route<T>> after();

  /** A prefix without a usable route has one. */
  record Installed<T>(Route<T> route) implements RouteChange<T> {
    @Override
    public IpPrefix prefix() {
      return route.prefix();
    }

    @Override
    public Optional<Route<T>> before() {
      return Optional.empty();
    }

    @Override
    public Optional<Route<T>> after() {
      return Optional.of(route);
    }
  }

  /**
   * Another route of the same prefix is the best one.
   *
   * @param previous the best until now
   * @param route the best from now on
   */
  record Replaced<T>(Route<T> previous, Route<T> route) implements RouteChange<T> {
    @Override
    public IpPrefix prefix() {
      return route.prefix();
    }

    @Override
    public Optional<Route<T>> before() {
      return Optional.of(previous);
    }

    @Override
    public Optional<Route<T>> after() {
      return Optional.of(route);
    }
  }

  /**
   * The prefix has no usable route any more.
   *
   * @param route the best until now
   */
  record Withdrawn<T>(Route<T> route) implements RouteChange<T> {
    @Override
    public IpPrefix prefix() {
      return route.prefix();
    }

    @Override
    public Optional<Route<T>> before() {
      return Optional.of(route);
    }

    @Override
    public Optional<Route<T>> after() {
      return Optional.empty();
    }
  }
}
