package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * An AEAD cipher of the JCA that is initialised anew for each packet, with a nonce that may repeat
 * where a repetition does no harm.
 *
 * <p>The JCA wants a fresh {@code init} for each packet; that is part of what the bare cipher
 * costs. One parameter object serves all packets.
 */
final class JcaAeadCipher {
  private static final int NONCE_OCTETS = 12;
  private static final String GCM = "AES/GCM/NoPadding";

  private final Cipher cipher;
  private final int opmode;
  private final boolean outbound;
  private final SaKey key;
  private final byte[] nonce;
  private final AlgorithmParameterSpec spec;

  private JcaAeadCipher(
      Cipher cipher,
      int opmode,
      boolean outbound,
      SaKey key,
      byte[] nonce,
      AlgorithmParameterSpec spec) {
    this.cipher = cipher;
    this.opmode = opmode;
    this.outbound = outbound;
    this.key = key;
    this.nonce = nonce;
    this.spec = spec;
  }

  /**
   * AES-GCM.
   *
   * @param outbound whether a repeated nonce is refused, as the provider does
   */
  static JcaAeadCipher gcm(
      Jca jca, int opmode, boolean outbound, byte[] key, int keyOctets, int icvOctets)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_OCTETS];
    return new JcaAeadCipher(
        jca.cipher(GCM),
        opmode,
        outbound,
        new SaKey("AES", key, 0, keyOctets),
        nonce,
        new GcmSpec(icvOctets, nonce));
  }

  /** ChaCha20 with Poly1305. */
  static JcaAeadCipher chaCha20Poly1305(Jca jca, int opmode, byte[] key, int keyOctets)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_OCTETS];
    return new JcaAeadCipher(
        jca.cipher("ChaCha20-Poly1305"),
        opmode,
        opmode == Cipher.ENCRYPT_MODE,
        new SaKey("ChaCha20", key, 0, keyOctets),
        nonce,
        new IvSpec(nonce));
  }

  /** The cipher, ready for the text of one packet. */
  Cipher begin(byte[] packetNonce, byte[] aad) throws GeneralSecurityException {
    if (!outbound && MessageDigest.isEqual(nonce, packetNonce)) {
      // Providers refuse a nonce twice in a row, some even to decrypt. A forged packet may come
      // with the nonce of the true one behind it: put another in between.
      nonce[0] ^= 1;
      cipher.init(opmode, key, spec);
    }
    System.arraycopy(packetNonce, 0, nonce, 0, NONCE_OCTETS);
    cipher.init(opmode, key, spec);
    cipher.updateAAD(aad, 0, aad.length);
    return cipher;
  }

  void destroy() {
    key.destroy();
    Arrays.fill(nonce, (byte) 0);
  }

  boolean isErased() {
    return key.isErased() && EspTransform.isZero(nonce);
  }
}
