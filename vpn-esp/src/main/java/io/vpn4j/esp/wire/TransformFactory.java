package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the transforms of one direction of an SA. Each has copies of its keys; lengths are the
 * caller's duty.
 */
public final class TransformFactory {
  /** Octets of salt behind the key of AES-GCM, AES-GMAC and ChaCha20-Poly1305. */
  private static final int SALT_OCTETS = 4;

  /** Octets of salt behind the key of AES-CCM (RFC 4309 section 7.1). */
  private static final int CCM_SALT_OCTETS = 3;

  private final int opmode;
  private final boolean extendedSequenceNumbers;
  private final NonceSource nonces;
  private final Jca jca;

  /**
   * A factory for one direction.
   *
   * @param opmode {@code Cipher.ENCRYPT_MODE} to protect, {@code Cipher.DECRYPT_MODE} to unprotect
   * @param provider null for the first that has the algorithm
   */
  public TransformFactory(
      int opmode, boolean extendedSequenceNumbers, NonceSource nonces, Provider provider) {
    this.opmode = opmode;
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.nonces = nonces;
    this.jca = new Jca(provider);
  }

  /** AES-GCM (RFC 4106). */
  public EspTransform gcm(byte[] keyAndSalt, int icvOctets, boolean implicitIv)
      throws GeneralSecurityException {
    int keyOctets = keyAndSalt.length - SALT_OCTETS;
    boolean outbound = opmode == Cipher.ENCRYPT_MODE;
    Aead gcm =
        providerTakes(icvOctets)
            ? new JcaAead(
                JcaAeadCipher.gcm(jca, opmode, outbound, keyAndSalt, keyOctets, icvOctets),
                icvOctets)
            : new ShortIcvGcm(jca, outbound, keyAndSalt, keyOctets, icvOctets);
    return aead(gcm, keyAndSalt, keyOctets, implicitIv);
  }

  /** AES-CCM (RFC 4309). */
  public EspTransform ccm(byte[] keyAndSalt, int icvOctets, boolean implicitIv)
      throws GeneralSecurityException {
    int keyOctets = keyAndSalt.length - CCM_SALT_OCTETS;
    Aead ccm = new Ccm(jca, keyAndSalt, keyOctets, icvOctets);
    return aead(ccm, keyAndSalt, keyOctets, implicitIv);
  }

  /** ChaCha20-Poly1305 (RFC 7634). */
  public EspTransform chaCha20Poly1305(byte[] keyAndSalt, boolean implicitIv)
      throws GeneralSecurityException {
    int keyOctets = keyAndSalt.length - SALT_OCTETS;
    Aead chaCha =
        new JcaAead(JcaAeadCipher.chaCha20Poly1305(jca, opmode, keyAndSalt, keyOctets), 16);
    return aead(chaCha, keyAndSalt, keyOctets, implicitIv);
  }

  /** AES-GMAC (RFC 4543): encrypts nothing. */
  public EspTransform unencryptedGmac(byte[] keyAndSalt) throws GeneralSecurityException {
    int keyOctets = keyAndSalt.length - SALT_OCTETS;
    boolean outbound = opmode == Cipher.ENCRYPT_MODE;
    JcaAeadCipher gcm =
        JcaAeadCipher.gcm(jca, opmode, outbound, keyAndSalt, keyOctets, Gmac.ICV_OCTETS);
    return aead(new Gmac(gcm, SALT_OCTETS), keyAndSalt, keyOctets, false);
  }

  /** AES-CBC (RFC 3602) with a MAC. */
  public EspTransform cbc(byte[] key, PacketMac mac) throws GeneralSecurityException {
    return encryptThenMac(new CbcCipher(jca, opmode, key, nonces), mac);
  }

  /** AES-CTR (RFC 3686) with a MAC. */
  public EspTransform ctr(byte[] keyAndNonce, PacketMac mac) throws GeneralSecurityException {
    return encryptThenMac(new CtrCipher(jca, keyAndNonce, nonces), mac);
  }

  /** NULL encryption (RFC 2410) with a MAC: encrypts nothing. */
  public EspTransform unencrypted(PacketMac mac) {
    return encryptThenMac(new PacketCipher.None(), mac);
  }

  /** HMAC by what {@code javax.crypto.Mac} calls it (RFC 2404, RFC 4868). */
  public PacketMac hmac(String name, byte[] key, int icvOctets) throws GeneralSecurityException {
    return new HmacMac(jca, name, key, icvOctets);
  }

  /** AES-CMAC-96 (RFC 4494). */
  public PacketMac cmac(byte[] key) throws GeneralSecurityException {
    return AesMac.cmac(jca, key);
  }

  /** AES-XCBC-96 (RFC 3566). */
  public PacketMac xcbc(byte[] key) throws GeneralSecurityException {
    return AesMac.xcbc(jca, key);
  }

  private EspTransform aead(Aead aead, byte[] keyAndSalt, int keyOctets, boolean implicitIv) {
    return new AeadTransform(
        aead, keyAndSalt, keyOctets, implicitIv, extendedSequenceNumbers, nonces);
  }

  private EspTransform encryptThenMac(PacketCipher cipher, PacketMac mac) {
    return new EncryptThenMacTransform(cipher, mac, extendedSequenceNumbers);
  }

  /** Whether AES-GCM of the provider has tags of this length; the JDK's has 12 to 16 octets. */
  private boolean providerTakes(int icvOctets) throws GeneralSecurityException {
    if (icvOctets >= 12) {
      return true;
    }
    try {
      jca.cipher("AES/GCM/NoPadding")
          .init(
              opmode,
              new SecretKeySpec(new byte[16], "AES"),
              new GCMParameterSpec(8 * icvOctets, new byte[12]));
      return true;
    } catch (InvalidAlgorithmParameterException e) {
      return false;
    }
  }
}
