package io.vpn4j.model;

/** OutsideIpAddressType: the kind of the addresses between which a tunnel runs. */
public enum OutsideIpAddressType {
  /** Internet-routable IPv4; the default. */
  PUBLIC_IPV4("PublicIpv4"),
  /** Private IPv4 over Direct Connect; transit gateway only. */
  PRIVATE_IPV4("PrivateIpv4"),
  /** IPv6; transit gateway and Cloud WAN only. */
  IPV6("Ipv6");

  private final String text;

  OutsideIpAddressType(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static OutsideIpAddressType of(String text) {
    return Rules.constant("outsideIpAddressType", text, values(), OutsideIpAddressType::text);
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
