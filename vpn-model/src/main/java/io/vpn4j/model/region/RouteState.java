package io.vpn4j.model.region;

/** Whether a route of a VPC or transit gateway carries traffic. */
public enum RouteState {
  /** It does. */
  ACTIVE("active"),
  /** The target is gone or detached: what the route catches is dropped. */
  BLACKHOLE("blackhole");

  private final String text;

  RouteState(String text) {
    this.text = text;
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
