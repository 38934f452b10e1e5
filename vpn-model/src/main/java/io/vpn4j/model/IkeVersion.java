package io.vpn4j.model;

/** IKEVersions: which IKE a tunnel permits. IKEv1 is main mode only. */
public enum IkeVersion {
  /** IKE of RFC 2409, main mode only. */
  IKEV1("ikev1"),
  /** IKE of RFC 7296. */
  IKEV2("ikev2");

  private final String text;

  IkeVersion(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static IkeVersion of(String text) {
    return Rules.constant("ikeVersions", text, values(), IkeVersion::text);
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
