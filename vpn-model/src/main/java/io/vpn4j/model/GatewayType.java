package io.vpn4j.model;

/** Type of gateways and connections. */
public enum GatewayType {
  /** IPsec; the only type. */
  IPSEC_1("ipsec.1");

  private final String text;

  GatewayType(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static GatewayType of(String text) {
    return Rules.constant("type", text, values(), GatewayType::text);
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
