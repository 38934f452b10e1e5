package io.vpn4j.model;

/**
 * TunnelInsideIpVersion: which IP the tunnels of a connection carry. Never both; fixed for life.
 */
public enum TunnelInsideIpVersion {
  /** IPv4; the default. */
  IPV4("ipv4"),
  /** IPv6; not on a virtual private gateway. */
  IPV6("ipv6");

  private final String text;

  TunnelInsideIpVersion(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static TunnelInsideIpVersion of(String text) {
    return Rules.constant("tunnelInsideIpVersion", text, values(), TunnelInsideIpVersion::text);
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
