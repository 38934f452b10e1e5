package io.vpn4j.ike.crypto;

import java.util.Arrays;
import java.util.List;
import javax.security.auth.Destroyable;

/**
 * The seven secrets of one IKE SA.
 *
 * <p>Ownership: every accessor returns the array that this object holds, not a copy. Callers read
 * it, never write it and never keep it; {@link #destroy()} zeroes it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-2.14">RFC 7296 section 2.14</a>
 */
public final class SkKeys implements Destroyable {
  private final byte[] skD;
  private final byte[] skAi;
  private final byte[] skAr;
  private final byte[] skEi;
  private final byte[] skEr;
  private final byte[] skPi;
  private final byte[] skPr;
  private boolean destroyed;

  /**
   * Cuts {@code material} = SK_d | SK_ai | SK_ar | SK_ei | SK_er | SK_pi | SK_pr and zeroes it.
   *
   * @param prfOctets octets of SK_d, SK_pi and SK_pr
   * @param integrityOctets octets of SK_ai and SK_ar; 0 with AEAD
   * @param encryptionOctets octets of SK_ei and SK_er: the key, then the salt if any
   */
  static SkKeys cut(byte[] material, int prfOctets, int integrityOctets, int encryptionOctets) {
    Cutter cutter = new Cutter(material);
    SkKeys keys =
        new SkKeys(
            List.of(
                cutter.next(prfOctets),
                cutter.next(integrityOctets),
                cutter.next(integrityOctets),
                cutter.next(encryptionOctets),
                cutter.next(encryptionOctets),
                cutter.next(prfOctets),
                cutter.next(prfOctets)));
    Arrays.fill(material, (byte) 0);
    return keys;
  }

  private SkKeys(List<byte[]> inOrder) {
    this.skD = inOrder.get(0);
    this.skAi = inOrder.get(1);
    this.skAr = inOrder.get(2);
    this.skEi = inOrder.get(3);
    this.skEr = inOrder.get(4);
    this.skPi = inOrder.get(5);
    this.skPr = inOrder.get(6);
  }

  /** SK_d, the key that keys of Child SAs and of the next IKE SA come from. */
  public byte[] skD() {
    return alive(skD);
  }

  /** SK_ai, the integrity key of the initiator's messages; empty with AEAD. */
  public byte[] skAi() {
    return alive(skAi);
  }

  /** SK_ar, the integrity key of the responder's messages; empty with AEAD. */
  public byte[] skAr() {
    return alive(skAr);
  }

  /**
   * SK_ei, the encryption key of the initiator's messages, followed by the salt if the cipher has
   * one.
   */
  public byte[] skEi() {
    return alive(skEi);
  }

  /**
   * SK_er, the encryption key of the responder's messages, followed by the salt if the cipher has
   * one.
   */
  public byte[] skEr() {
    return alive(skEr);
  }

  /** SK_pi, the key that covers the initiator's identity in AUTH. */
  public byte[] skPi() {
    return alive(skPi);
  }

  /** SK_pr, the key that covers the responder's identity in AUTH. */
  public byte[] skPr() {
    return alive(skPr);
  }

  /**
   * Mixes a post-quantum pre-shared key into SK_d, SK_pi and SK_pr, in place.
   *
   * @see #mixed
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8784#section-3">RFC 8784 section 3</a>
   */
  public void mix(Prf prf, byte[] ppk) {
    for (byte[] key : List.of(alive(skD), skPi, skPr)) {
      byte[] mixed = mixed(prf, ppk, key);
      System.arraycopy(mixed, 0, key, 0, key.length);
      Arrays.fill(mixed, (byte) 0);
    }
  }

  /** {@code prf+(PPK, key)}, as long as {@code key}; owned by the caller. */
  public static byte[] mixed(Prf prf, byte[] ppk, byte[] key) {
    return prf.plus(ppk, key, key.length);
  }

  /** Zeroes all seven; they cannot be read after that. */
  @Override
  public void destroy() {
    for (byte[] key : List.of(skD, skAi, skAr, skEi, skEr, skPi, skPr)) {
      Arrays.fill(key, (byte) 0);
    }
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** {@code SkKeys[redacted]}. */
  @Override
  public String toString() {
    return "SkKeys[redacted]";
  }

  /** An all-zero key must never be taken for a key. */
  private byte[] alive(byte[] key) {
    if (destroyed) {
      throw new IllegalStateException("the keys of this IKE SA are destroyed");
    }
    return key;
  }

  private static final class Cutter {
    private final byte[] material;
    private int position;

    Cutter(byte[] material) {
      this.material = material;
    }

    byte[] next(int octets) {
      int from = position;
      position += octets;
      return Arrays.copyOfRange(material, from, position);
    }
  }
}
