package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CBC with a truncated HMAC over the whole message before it (RFC 7296 section 3.14): encrypt,
 * then MAC; on receipt the MAC is checked before anything is decrypted.
 */
final class CbcHmacPayloadCipher extends SkPayloadCipher {
  private static final String NAME = "AES/CBC/NoPadding";
  private static final int BLOCK_OCTETS = 16;

  private final IkeCrypto crypto;
  private final IntegrityAlgorithm integrity;
  private final byte[] encryptionKey;
  private final byte[] integrityKey;

  CbcHmacPayloadCipher(
      IkeCrypto crypto,
      EncryptionAlgorithm encryption,
      IntegrityAlgorithm integrity,
      byte[] encryptionKey,
      byte[] integrityKey) {
    super(encryption, integrity.icvOctets());
    this.crypto = crypto;
    this.integrity = integrity;
    this.encryptionKey = encryptionKey.clone();
    this.integrityKey = integrityKey.clone();
  }

  /** Unpredictable, as CBC needs it (RFC 7296 section 3.14). */
  @Override
  byte[] nextIv() {
    byte[] iv = new byte[BLOCK_OCTETS];
    crypto.random().nextBytes(iv);
    return iv;
  }

  @Override
  int padOctets(int innerOctets) {
    return BLOCK_OCTETS - 1 - innerOctets % BLOCK_OCTETS;
  }

  @Override
  Octets encrypt(Octets prefix, byte[] plaintext, byte[] iv) {
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plaintext);
      Octets ivAndCiphertext = Octets.concat(Octets.of(iv), Octets.of(ciphertext));
      return Octets.concat(ivAndCiphertext, Octets.of(icv(prefix, ivAndCiphertext)));
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(NAME, e);
    }
  }

  @Override
  Optional<byte[]> decrypt(Octets prefix, Octets body) {
    int icvAt = body.length() - integrity.icvOctets();
    int ciphertextOctets = icvAt - BLOCK_OCTETS;
    if (ciphertextOctets < BLOCK_OCTETS || ciphertextOctets % BLOCK_OCTETS != 0) {
      return Optional.empty();
    }
    byte[] received = body.slice(icvAt, body.length()).toByteArray();
    if (!MessageDigest.isEqual(icv(prefix, body.slice(0, icvAt)), received)) {
      return Optional.empty();
    }
    byte[] iv = body.slice(0, BLOCK_OCTETS).toByteArray();
    byte[] ciphertext = body.slice(BLOCK_OCTETS, icvAt).toByteArray();
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, iv).doFinal(ciphertext));
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(NAME, e);
    }
  }

  @Override
  void destroyKeys() {
    Arrays.fill(encryptionKey, (byte) 0);
    Arrays.fill(integrityKey, (byte) 0);
  }

  private byte[] icv(Octets prefix, Octets ivAndCiphertext) {
    Mac mac = Primitives.hmac(crypto, integrity.jcaName(), integrityKey);
    mac.update(prefix.toByteArray());
    mac.update(ivAndCiphertext.toByteArray());
    return Arrays.copyOf(mac.doFinal(), integrity.icvOctets());
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Primitives.cipher(crypto, NAME);
    cipher.init(mode, RawKey.aes(encryptionKey), new IvParameterSpec(iv), crypto.random());
    return cipher;
  }
}
