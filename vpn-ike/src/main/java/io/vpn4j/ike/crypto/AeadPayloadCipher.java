package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An AEAD in the Encrypted payload: AES-GCM and AES-CCM (RFC 5282), ChaCha20-Poly1305 (RFC 7634
 * section 2). Nonce = salt | IV, associated data = everything of the message before the IV (RFC
 * 5282 section 5.1).
 */
final class AeadPayloadCipher extends SkPayloadCipher {
  private final IkeCrypto crypto;
  private final byte[] key;
  private final byte[] salt;

  /**
   * The IV is a counter (RFC 5282 section 3.1 and RFC 7634 section 2 leave the choice, and want no
   * repetition). An IKE SA ends after 2^32 messages (RFC 7296 section 2.2), long before 64 bits
   * wrap.
   */
  private long nextIv;

  AeadPayloadCipher(IkeCrypto crypto, EncryptionAlgorithm encryption, byte[] keyAndSalt) {
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
    byte[] sealed =
        Aead.seal(crypto, encryption(), key, nonce(iv), prefix.toByteArray(), plaintext);
    return Octets.concat(Octets.of(iv), Octets.of(sealed));
  }

  @Override
  Optional<byte[]> decrypt(Octets prefix, Octets body) {
    int ivOctets = encryption().ivOctets();
    if (body.length() < ivOctets + encryption().icvOctets()) {
      return Optional.empty();
    }
    byte[] iv = body.slice(0, ivOctets).toByteArray();
    byte[] sealed = body.slice(ivOctets, body.length()).toByteArray();
    return Aead.open(crypto, encryption(), key, nonce(iv), prefix.toByteArray(), sealed);
  }

  @Override
  void destroyKeys() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(salt, (byte) 0);
  }

  private byte[] nonce(byte[] iv) {
    byte[] nonce = Arrays.copyOf(salt, salt.length + iv.length);
    System.arraycopy(iv, 0, nonce, salt.length, iv.length);
    return nonce;
  }
}
