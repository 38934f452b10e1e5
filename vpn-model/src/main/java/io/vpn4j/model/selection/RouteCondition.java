package io.vpn4j.model.selection;

/**
 * Whether a route may be used. One that may not is kept all the same, so that an explanation can
 * name it.
 *
 * <p>A route that stands in a table is not removed when its target fails, but becomes a {@code
 * blackhole}: it catches packets and drops them. A learned or propagated one is out of the choice.
 */
public enum RouteCondition {
  /** The tunnel or interface is up, the target attached. */
  UP("is up"),
  /** The tunnel, or the BGP session over it, is down. */
  DOWN("is DOWN"),
  /** The gateway or attachment is not attached (any more). */
  DETACHED("is not attached"),
  /** There are more routes than the table takes. */
  OVER_LIMIT("is beyond the quota of routes");

  private final String text;

  RouteCondition(String text) {
    this.text = text;
  }

  /** A predicate, for a sentence about the route's target. */
  @Override
  public String toString() {
    return text;
  }
}
