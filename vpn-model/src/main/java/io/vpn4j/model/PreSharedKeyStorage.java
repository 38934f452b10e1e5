package io.vpn4j.model;

/** PreSharedKeyStorage: where the service keeps the pre-shared keys of a connection. */
public enum PreSharedKeyStorage {
  /** In the VPN service, which returns them; the default. */
  STANDARD("Standard"),
  /** In Secrets Manager; only an ARN is returned. */
  SECRETS_MANAGER("SecretsManager");

  private final String text;

  PreSharedKeyStorage(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static PreSharedKeyStorage of(String text) {
    return Rules.constant("preSharedKeyStorage", text, values(), PreSharedKeyStorage::text);
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
