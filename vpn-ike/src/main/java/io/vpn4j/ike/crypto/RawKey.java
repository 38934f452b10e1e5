package io.vpn4j.ike.crypto;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import javax.crypto.SecretKey;

/**
 * Octets as a JCA key, for one operation.
 *
 * <p>{@code SecretKeySpec} is not used because it keeps a copy that cannot be zeroed and refuses a
 * key without octets. This one looks at the caller's array.
 */
final class RawKey implements SecretKey {
  private static final long serialVersionUID = 1;
  private static final byte[] EMPTY_HMAC_KEY = {0};

  private final String algorithm;
  private final transient byte[] octets;

  private RawKey(String algorithm, byte[] octets) {
    this.algorithm = algorithm;
    this.octets = octets;
  }

  /** A key for AES; {@code octets} stay the caller's. */
  static RawKey aes(byte[] octets) {
    return new RawKey("AES", octets);
  }

  /** A key for ChaCha20-Poly1305; {@code octets} stay the caller's. */
  static RawKey chaCha20(byte[] octets) {
    return new RawKey("ChaCha20", octets);
  }

  /**
   * A key for an HMAC; {@code octets} stay the caller's.
   *
   * <p>Providers refuse an empty key, which RFC 2104 section 2 allows: it pads every key with zero
   * octets up to the block, so one zero octet is the same key.
   */
  static RawKey hmac(String algorithm, byte[] octets) {
    return new RawKey(algorithm, octets.length == 0 ? EMPTY_HMAC_KEY : octets);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return octets.clone();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(RawKey.class.getName());
  }

  @Override
  public String toString() {
    return "RawKey[" + algorithm + ", redacted]";
  }
}
