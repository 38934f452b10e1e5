package io.vpn4j.esp.wire;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key that can be erased, which {@code SecretKeySpec} cannot.
 *
 * <p>Prints as its algorithm only, does not serialize, and refuses to be used once destroyed, so
 * that no packet is ever protected with the zeros that erasing leaves.
 */
public final class SaKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte[] octets;
  private transient volatile boolean destroyed;

  /** A key with a copy of {@code octets[from, to)}. */
  public SaKey(String algorithm, byte[] octets, int from, int to) {
    this.algorithm = algorithm;
    this.octets = Arrays.copyOfRange(octets, from, to);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /**
   * A copy, which the provider erases after use.
   *
   * @throws IllegalStateException if the key is destroyed
   */
  @Override
  public byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("key of a closed SA");
    }
    return octets.clone();
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Whether every octet is zero, as it is after {@link #destroy()}. */
  boolean isErased() {
    return EspTransform.isZero(octets);
  }

  @Override
  public String toString() {
    return "SaKey[" + algorithm + ", redacted]";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(SaKey.class.getName());
  }
}
