package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CBC (RFC 3602).
 *
 * <p>The IV must be unpredictable (RFC 3602 section 3). It is the encryption, under the same key,
 * of a nonce that never repeats: NIST SP 800-38A appendix C, first method. Both directions run
 * under a CBC IV of zeros that is set once: on the way out the nonce is the block before the
 * payload, so its ciphertext is the IV of the packet; on the way in the IV is XORed into the first
 * block. So no packet expands the key again.
 */
final class CbcCipher extends PacketCipher {
  private static final int BLOCK_OCTETS = EspTransform.BLOCK_OCTETS;

  private final Cipher cipher;
  private final SaKey key;
  private final NonceSource nonces;
  private final byte[] nonce = new byte[BLOCK_OCTETS];

  /** A cipher for one direction, with a copy of {@code key}. */
  CbcCipher(Jca jca, int opmode, byte[] key, NonceSource nonces) throws GeneralSecurityException {
    this.cipher = jca.cipher("AES/CBC/NoPadding");
    this.key = new SaKey("AES", key, 0, key.length);
    this.nonces = nonces;
    cipher.init(opmode, this.key, new IvParameterSpec(new byte[BLOCK_OCTETS]));
  }

  @Override
  int ivOctets() {
    return BLOCK_OCTETS;
  }

  @Override
  int alignment() {
    return BLOCK_OCTETS;
  }

  @Override
  int encrypt(
      long sequenceNumber,
      byte[] payload,
      int payloadAt,
      int whole,
      byte[] tail,
      int tailOctets,
      byte[] packet,
      int at)
      throws GeneralSecurityException {
    nonces.put(sequenceNumber, nonce);
    int next = at;
    next += cipher.update(nonce, 0, BLOCK_OCTETS, packet, next);
    if (whole > 0) {
      next += cipher.update(payload, payloadAt, whole, packet, next);
    }
    next += cipher.doFinal(tail, 0, tailOctets, packet, next);
    return next - at;
  }

  @Override
  void decrypt(byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    cipher.doFinal(packet, at + BLOCK_OCTETS, octets - BLOCK_OCTETS, plain, plainAt);
    for (int i = 0; i < BLOCK_OCTETS; i++) {
      plain[plainAt + i] ^= packet[at + i];
    }
  }

  @Override
  void destroy() {
    key.destroy();
    Arrays.fill(nonce, (byte) 0);
  }

  @Override
  boolean isErased() {
    return key.isErased();
  }
}
