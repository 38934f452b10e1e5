package io.vpn4j.model;

/** An integrity algorithm that a tunnel permits, lowest first: AWS tries them in this order. */
public enum VpnIntegrityAlgorithm {
  /** HMAC-SHA-1, as integrity cut to 96 bits (RFC 2404). */
  SHA1("SHA1"),
  /** HMAC-SHA-256, as integrity cut to 128 bits (RFC 4868). */
  SHA2_256("SHA2-256"),
  /** HMAC-SHA-384, as integrity cut to 192 bits (RFC 4868). */
  SHA2_384("SHA2-384"),
  /** HMAC-SHA-512, as integrity cut to 256 bits (RFC 4868). */
  SHA2_512("SHA2-512");

  private final String text;

  VpnIntegrityAlgorithm(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static VpnIntegrityAlgorithm of(String text) {
    return Rules.constant("integrityAlgorithm", text, values(), VpnIntegrityAlgorithm::text);
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
