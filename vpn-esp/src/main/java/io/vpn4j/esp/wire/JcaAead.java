package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** An AEAD that the JCA has: AES-GCM with a long ICV, and ChaCha20-Poly1305. */
final class JcaAead extends Aead {
  private final JcaAeadCipher aead;
  private final int icvOctets;

  /** A function for the direction that {@code aead} has. */
  JcaAead(JcaAeadCipher aead, int icvOctets) {
    this.aead = aead;
    this.icvOctets = icvOctets;
  }

  @Override
  int icvOctets() {
    return icvOctets;
  }

  @Override
  void seal(
      byte[] nonce,
      byte[] aad,
      byte[] payload,
      int payloadAt,
      int whole,
      byte[] tail,
      int tailOctets,
      byte[] out,
      int outAt)
      throws GeneralSecurityException {
    Cipher cipher = aead.begin(nonce, aad);
    int next = outAt;
    if (whole > 0) {
      next += cipher.update(payload, payloadAt, whole, out, next);
    }
    cipher.doFinal(tail, 0, tailOctets, out, next);
  }

  @Override
  boolean open(
      byte[] nonce, byte[] aad, byte[] sealed, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    Cipher cipher = aead.begin(nonce, aad);
    try {
      // The provider compares the tag in constant time, and before it gives any plaintext.
      cipher.doFinal(sealed, at, octets, plain, plainAt);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    }
  }

  @Override
  void destroy() {
    aead.destroy();
  }

  @Override
  boolean isErased() {
    return aead.isErased();
  }
}
