package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;

/**
 * An AEAD of RFC 5116, with its key: (nonce, associated data, text) to text. What ESP gives it as
 * nonce and associated data is the business of {@link AeadTransform}.
 */
abstract sealed class Aead permits JcaAead, ShortIcvGcm, Ccm, Gmac {
  /** Octets of the ICV. */
  abstract int icvOctets();

  /**
   * Writes the ciphertext of {@code payload[payloadAt, payloadAt + whole)}, which are whole blocks,
   * and of {@code tail[0, tailOctets)}, and then the ICV, at {@code out[outAt]}.
   */
  abstract void seal(
      byte[] nonce,
      byte[] aad,
      byte[] payload,
      int payloadAt,
      int whole,
      byte[] tail,
      int tailOctets,
      byte[] out,
      int outAt)
      throws GeneralSecurityException;

  /**
   * Verifies {@code sealed[at, at + octets)}, ciphertext and ICV, and writes the plaintext.
   *
   * @return whether the ICV holds; if not, no plaintext is left
   */
  abstract boolean open(
      byte[] nonce, byte[] aad, byte[] sealed, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException;

  abstract void destroy();

  abstract boolean isErased();
}
