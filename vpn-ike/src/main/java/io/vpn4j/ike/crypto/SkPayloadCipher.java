package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Destroyable;

/**
 * Protection of the Encrypted payload in one direction of an IKE SA: {@code IV | ciphertext | ICV},
 * the body that stands behind the generic header of SK.
 *
 * <p>The plaintext is {@code inner | padding | pad length}. We pad with zeros, with AES-CBC as
 * little as possible and with the others not at all; we accept any padding.
 *
 * <p>One object serves one key: sealing twice with different objects of one key of AEAD or AES-CTR
 * would repeat an IV. A retransmission repeats the octets of the first transmission and is not
 * sealed again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7296#section-3.14">RFC 7296 section 3.14</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5282#section-3">RFC 5282 section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5930#section-2">RFC 5930 section 2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7634#section-2">RFC 7634 section 2</a>
 */
public abstract sealed class SkPayloadCipher implements Destroyable
    permits EncryptThenMacPayloadCipher, AeadPayloadCipher {
  private final EncryptionAlgorithm encryption;
  private final int icvOctets;
  private boolean destroyed;

  SkPayloadCipher(EncryptionAlgorithm encryption, int icvOctets) {
    this.encryption = encryption;
    this.icvOctets = icvOctets;
  }

  /**
   * The cipher of one direction.
   *
   * @param skE SK_ei or SK_er: {@link EncryptionAlgorithm#keymatOctets()} octets; copied
   * @param skA SK_ai or SK_ar: {@link IntegrityAlgorithm#keyOctets()} octets, none with AEAD;
   *     copied
   * @throws IllegalArgumentException if the algorithms do not go together, or a key has another
   *     length
   */
  public static SkPayloadCipher of(
      IkeCrypto crypto,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      byte[] skE,
      byte[] skA) {
    Objects.requireNonNull(crypto, "crypto");
    checkLength("skE", skE, encryption.keymatOctets());
    checkLength("skA", skA, Suites.integrityKeyOctets(encryption, integrity));
    return integrity.isPresent()
        ? new EncryptThenMacPayloadCipher(crypto, encryption, integrity.get(), skE, skA)
        : new AeadPayloadCipher(crypto, encryption, skE);
  }

  /** Octets of the body that {@link #seal} makes of {@code innerOctets} octets. */
  public final int bodyOctets(int innerOctets) {
    return encryption.ivOctets() + innerOctets + 1 + padOctets(innerOctets) + icvOctets;
  }

  /**
   * Protects a payload chain.
   *
   * @param prefix the message from the IKE header through the generic header of SK, all lengths as
   *     they will be sent (with {@link #bodyOctets}); covered by the ICV
   * @param inner the payloads that SK holds, maybe none
   * @return the body
   * @throws IllegalStateException after {@link #destroy()}
   */
  public final Octets seal(Octets prefix, byte[] inner) {
    checkAlive();
    int padOctets = padOctets(inner.length);
    byte[] plaintext = Arrays.copyOf(inner, inner.length + padOctets + 1);
    plaintext[plaintext.length - 1] = (byte) padOctets;
    Octets body = encrypt(prefix, plaintext, nextIv());
    Arrays.fill(plaintext, (byte) 0);
    return body;
  }

  /**
   * Checks and opens a body.
   *
   * @param prefix the message as received, from the IKE header through the generic header of SK
   * @param body the rest of the payload as received
   * @return the payload chain inside, owned by the caller; empty if anything is wrong, and not
   *     saying what, because a stranger may have sent it
   * @throws IllegalStateException after {@link #destroy()}
   */
  public final Optional<byte[]> open(Octets prefix, Octets body) {
    checkAlive();
    return decrypt(prefix, body).flatMap(SkPayloadCipher::withoutPadding);
  }

  /** The IV for the next message; never the same twice. */
  abstract byte[] nextIv();

  /** Octets of padding for {@code innerOctets} octets, not counting the pad length. */
  abstract int padOctets(int innerOctets);

  /** {@code iv | ciphertext | ICV} of a plaintext that is padded already. */
  abstract Octets encrypt(Octets prefix, byte[] plaintext, byte[] iv);

  /** The padded plaintext; empty if {@code body} does not hold. */
  abstract Optional<byte[]> decrypt(Octets prefix, Octets body);

  /** Zeroes the keys. */
  abstract void destroyKeys();

  /** Zeroes the keys; nothing can be sealed or opened after that. */
  @Override
  public final void destroy() {
    destroyKeys();
    destroyed = true;
  }

  @Override
  public final boolean isDestroyed() {
    return destroyed;
  }

  /** The algorithm; nothing secret. */
  @Override
  public String toString() {
    return "SkPayloadCipher[" + encryption + ", redacted]";
  }

  final EncryptionAlgorithm encryption() {
    return encryption;
  }

  /** After the ICV held, a wrong pad length is the peer's own mistake and tells nothing. */
  private static Optional<byte[]> withoutPadding(byte[] plaintext) {
    if (plaintext.length == 0) {
      return Optional.empty();
    }
    int innerOctets = plaintext.length - 1 - (plaintext[plaintext.length - 1] & 0xff);
    if (innerOctets < 0) {
      return Optional.empty();
    }
    byte[] inner = Arrays.copyOf(plaintext, innerOctets);
    Arrays.fill(plaintext, (byte) 0);
    return Optional.of(inner);
  }

  private static void checkLength(String name, byte[] key, int octets) {
    if (key.length != octets) {
      throw new IllegalArgumentException(
          name + " has " + key.length + " octets; " + octets + " are wanted");
    }
  }

  private void checkAlive() {
    if (destroyed) {
      throw new IllegalStateException("the keys of this direction are destroyed");
    }
  }
}
