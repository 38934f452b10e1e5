package io.vpn4j.model;

/** Source of a static route. */
public enum RouteSource {
  /** Entered by the user; the only source. */
  STATIC("Static");

  private final String text;

  RouteSource(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static RouteSource of(String text) {
    return Rules.constant("source", text, values(), RouteSource::text);
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
