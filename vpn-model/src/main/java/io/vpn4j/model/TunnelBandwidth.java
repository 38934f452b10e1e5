package io.vpn4j.model;

/** TunnelBandwidth: how much each tunnel of a connection carries; both tunnels alike. */
public enum TunnelBandwidth {
  /** Up to 1.25 Gbit/s; the default. */
  STANDARD("standard"),
  /** Up to 5 Gbit/s; transit gateway and Cloud WAN only, not accelerated. */
  LARGE("large");

  private final String text;

  TunnelBandwidth(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static TunnelBandwidth of(String text) {
    return Rules.constant("tunnelBandwidth", text, values(), TunnelBandwidth::text);
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
