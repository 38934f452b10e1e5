package io.vpn4j.model;

/** An encryption algorithm that a tunnel permits, lowest first: AWS tries them in this order. */
public enum VpnEncryptionAlgorithm {
  /** AES-CBC with a key of 128 bits. */
  AES128("AES128"),
  /** AES-CBC with a key of 256 bits. */
  AES256("AES256"),
  /** AES-GCM with a key of 128 bits and an ICV of 16 octets. */
  AES128_GCM_16("AES128-GCM-16"),
  /** AES-GCM with a key of 256 bits and an ICV of 16 octets. */
  AES256_GCM_16("AES256-GCM-16");

  private final String text;

  VpnEncryptionAlgorithm(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static VpnEncryptionAlgorithm of(String text) {
    return Rules.constant("encryptionAlgorithm", text, values(), VpnEncryptionAlgorithm::text);
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** Whether the algorithm brings its own integrity, so that no integrity algorithm is used. */
  public boolean isAead() {
    return this == AES128_GCM_16 || this == AES256_GCM_16;
  }

  /** Length of the key: 128 or 256 bits. */
  public int keyBits() {
    return this == AES128 || this == AES128_GCM_16 ? 128 : 256;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
