package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * AES-GMAC (RFC 4543): the text is sent as it is, and is associated data of AES-GCM, together with
 * header and IV (section 3.3).
 */
final class Gmac extends Aead {
  static final int ICV_OCTETS = 16;

  private final JcaAeadCipher gcm;
  private final int saltOctets;
  private final byte[] nothing = new byte[0];

  /** A function for the direction that {@code gcm} has. */
  Gmac(JcaAeadCipher gcm, int saltOctets) {
    this.gcm = gcm;
    this.saltOctets = saltOctets;
  }

  @Override
  int icvOctets() {
    return ICV_OCTETS;
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
    System.arraycopy(payload, payloadAt, out, outAt, whole);
    System.arraycopy(tail, 0, out, outAt + whole, tailOctets);
    Cipher cipher = begin(nonce, aad);
    cipher.updateAAD(out, outAt, whole + tailOctets);
    cipher.doFinal(nothing, 0, 0, out, outAt + whole + tailOctets);
  }

  @Override
  boolean open(
      byte[] nonce, byte[] aad, byte[] sealed, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    int bodyOctets = octets - ICV_OCTETS;
    Cipher cipher = begin(nonce, aad);
    cipher.updateAAD(sealed, at, bodyOctets);
    try {
      cipher.doFinal(sealed, at + bodyOctets, ICV_OCTETS, nothing, 0);
    } catch (AEADBadTagException e) {
      return false;
    }
    System.arraycopy(sealed, at, plain, plainAt, bodyOctets);
    return true;
  }

  private Cipher begin(byte[] nonce, byte[] aad) throws GeneralSecurityException {
    Cipher cipher = gcm.begin(nonce, aad);
    cipher.updateAAD(nonce, saltOctets, nonce.length - saltOctets); // the IV
    return cipher;
  }

  @Override
  void destroy() {
    gcm.destroy();
  }

  @Override
  boolean isErased() {
    return gcm.isErased();
  }
}
