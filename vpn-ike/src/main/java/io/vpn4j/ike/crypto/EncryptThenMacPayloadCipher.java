package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EncryptionAlgorithm.Mode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CBC or AES-CTR (RFC 5930) with a truncated MAC over the whole message before it (RFC 7296
 * section 3.14): encrypt, then MAC; on receipt the MAC is checked before anything is decrypted.
 */
final class EncryptThenMacPayloadCipher extends SkPayloadCipher {
  private static final int BLOCK_OCTETS = 16;

  private final IkeCrypto crypto;
  private final IntegrityAlgorithm integrity;
  private final byte[] encryptionKey;

  /** The nonce of AES-CTR (RFC 3686 section 5.1); empty with AES-CBC. */
  private final byte[] salt;

  private final byte[] integrityKey;

  /** For AES-CTR, which wants no repetition and needs no surprise (RFC 5930 section 2.2). */
  private long nextIv;

  EncryptThenMacPayloadCipher(
      IkeCrypto crypto,
      EncryptionAlgorithm encryption,
      IntegrityAlgorithm integrity,
      byte[] keyAndSalt,
      byte[] integrityKey) {
    super(encryption, integrity.icvOctets());
    this.crypto = crypto;
    this.integrity = integrity;
    this.encryptionKey = Arrays.copyOf(keyAndSalt, encryption.keyBits() / 8);
    this.salt = Arrays.copyOfRange(keyAndSalt, encryptionKey.length, keyAndSalt.length);
    this.integrityKey = integrityKey.clone();
  }

  /** Unpredictable with CBC, as it needs it (RFC 7296 section 3.14); a counter with CTR. */
  @Override
  byte[] nextIv() {
    if (!isCbc()) {
      return ByteBuffer.allocate(Long.BYTES).putLong(nextIv++).array();
    }
    byte[] iv = new byte[BLOCK_OCTETS];
    crypto.random().nextBytes(iv);
    return iv;
  }

  @Override
  int padOctets(int innerOctets) {
    return isCbc() ? BLOCK_OCTETS - 1 - innerOctets % BLOCK_OCTETS : 0;
  }

  @Override
  Octets encrypt(Octets prefix, byte[] plaintext, byte[] iv) {
    byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, iv, plaintext);
    Octets ivAndCiphertext = Octets.concat(Octets.of(iv), Octets.of(ciphertext));
    return Octets.concat(ivAndCiphertext, Octets.of(icv(prefix, ivAndCiphertext)));
  }

  @Override
  Optional<byte[]> decrypt(Octets prefix, Octets body) {
    int ivOctets = encryption().ivOctets();
    int icvAt = body.length() - integrity.icvOctets();
    int ciphertextOctets = icvAt - ivOctets;
    int unit = isCbc() ? BLOCK_OCTETS : 1;
    if (ciphertextOctets < unit || ciphertextOctets % unit != 0) {
      return Optional.empty();
    }
    byte[] received = body.slice(icvAt, body.length()).toByteArray();
    if (!MessageDigest.isEqual(icv(prefix, body.slice(0, icvAt)), received)) {
      return Optional.empty();
    }
    byte[] iv = body.slice(0, ivOctets).toByteArray();
    byte[] ciphertext = body.slice(ivOctets, icvAt).toByteArray();
    return Optional.of(crypt(Cipher.DECRYPT_MODE, iv, ciphertext));
  }

  @Override
  void destroyKeys() {
    Arrays.fill(encryptionKey, (byte) 0);
    Arrays.fill(salt, (byte) 0);
    Arrays.fill(integrityKey, (byte) 0);
  }

  private boolean isCbc() {
    return encryption().mode() == Mode.CBC;
  }

  private byte[] icv(Octets prefix, Octets ivAndCiphertext) {
    byte[] mac =
        MacFunction.of(integrity)
            .compute(crypto, integrityKey, prefix.toByteArray(), ivAndCiphertext.toByteArray());
    return Arrays.copyOf(mac, integrity.icvOctets());
  }

  private byte[] crypt(int mode, byte[] iv, byte[] text) {
    String name = isCbc() ? "AES/CBC/NoPadding" : "AES/CTR/NoPadding";
    Primitive primitive = isCbc() ? Primitive.AES_CBC : Primitive.AES_CTR;
    Cipher cipher = Primitives.cipher(crypto, primitive, name);
    try {
      cipher.init(
          mode,
          RawKey.aes(encryptionKey),
          new IvParameterSpec(isCbc() ? iv : firstCounterBlock(iv)),
          crypto.random());
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(name, e);
    }
  }

  /** Nonce, IV, and 32 bits that count blocks from 1 (RFC 3686 section 4). */
  private byte[] firstCounterBlock(byte[] iv) {
    return ByteBuffer.allocate(BLOCK_OCTETS).put(salt).put(iv).putInt(1).array();
  }
}
