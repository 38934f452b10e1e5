package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;

/** AES-CTR (RFC 3686): four octets of nonce behind the key, eight of IV, and a counter from 1. */
final class CtrCipher extends PacketCipher {
  /** Octets of nonce behind the key (RFC 3686 section 5.1). */
  static final int NONCE_OCTETS = 4;

  private static final int IV_OCTETS = 8;
  private static final int ALIGNMENT = 4;

  private final AesCtr ctr;
  private final NonceSource nonces;
  private final byte[] iv = new byte[IV_OCTETS];

  /** A cipher with a copy of {@code keyAndNonce}. */
  CtrCipher(Jca jca, byte[] keyAndNonce, NonceSource nonces) throws GeneralSecurityException {
    int keyOctets = keyAndNonce.length - NONCE_OCTETS;
    this.ctr = new AesCtr(jca, keyAndNonce, keyOctets);
    this.nonces = nonces;
    System.arraycopy(keyAndNonce, keyOctets, ctr.counter, 0, NONCE_OCTETS);
    ctr.counter[ctr.counter.length - 1] = 1; // RFC 3686 section 4
  }

  @Override
  int ivOctets() {
    return IV_OCTETS;
  }

  @Override
  int alignment() {
    return ALIGNMENT;
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
    nonces.put(sequenceNumber, iv);
    System.arraycopy(iv, 0, packet, at, IV_OCTETS);
    System.arraycopy(iv, 0, ctr.counter, NONCE_OCTETS, IV_OCTETS);
    ctr.begin();
    int next = at + IV_OCTETS;
    if (whole > 0) {
      next += ctr.update(payload, payloadAt, whole, packet, next);
    }
    next += ctr.doFinal(tail, 0, tailOctets, packet, next);
    return next - at;
  }

  @Override
  void decrypt(byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    System.arraycopy(packet, at, ctr.counter, NONCE_OCTETS, IV_OCTETS);
    ctr.begin();
    ctr.doFinal(packet, at + IV_OCTETS, octets - IV_OCTETS, plain, plainAt);
  }

  @Override
  void destroy() {
    ctr.destroy();
  }

  @Override
  boolean isErased() {
    return ctr.isErased();
  }
}
