package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM in the Encrypted payload (RFC 5282): nonce = salt | IV, associated data = everything of
 * the message before the IV (section 5.1).
 */
final class GcmPayloadCipher extends SkPayloadCipher {
  private static final String NAME = "AES/GCM/NoPadding";

  private final IkeCrypto crypto;
  private final byte[] key;
  private final byte[] salt;

  /**
   * The IV is a counter (RFC 5282 section 3.1 leaves the choice, and wants no repetition). An IKE
   * SA ends after 2^32 messages (RFC 7296 section 2.2), long before 64 bits wrap.
   */
  private long nextIv;

  GcmPayloadCipher(IkeCrypto crypto, EncryptionAlgorithm encryption, byte[] keyAndSalt) {
    super(encryption, encryption.icvOctets());
    this.crypto = crypto;
    this.key = Arrays.copyOf(keyAndSalt, encryption.keyBits() / 8);
    this.salt = Arrays.copyOfRange(keyAndSalt, key.length, keyAndSalt.length);
  }

  @Override
  byte[] nextIv() {
    return ByteBuffer.allocate(Long.BYTES).putLong(nextIv++).array();
  }

  @Override
  int padOctets(int innerOctets) {
    return 0;
  }

  @Override
  Octets encrypt(Octets prefix, byte[] plaintext, byte[] iv) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, prefix, iv).doFinal(plaintext);
      return Octets.concat(Octets.of(iv), Octets.of(sealed));
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(NAME, e);
    }
  }

  @Override
  Optional<byte[]> decrypt(Octets prefix, Octets body) {
    int ivOctets = encryption().ivOctets();
    if (body.length() < ivOctets + encryption().icvOctets()) {
      return Optional.empty();
    }
    byte[] iv = body.slice(0, ivOctets).toByteArray();
    byte[] sealed = body.slice(ivOctets, body.length()).toByteArray();
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, prefix, iv).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(NAME, e);
    }
  }

  @Override
  void destroyKeys() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(salt, (byte) 0);
  }

  private Cipher cipher(int mode, Octets prefix, byte[] iv) throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOf(salt, salt.length + iv.length);
    System.arraycopy(iv, 0, nonce, salt.length, iv.length);
    Cipher cipher = Primitives.cipher(crypto, NAME);
    cipher.init(
        mode,
        RawKey.aes(key),
        new GCMParameterSpec(encryption().icvOctets() * 8, nonce),
        crypto.random());
    cipher.updateAAD(prefix.toByteArray());
    return cipher;
  }
}
