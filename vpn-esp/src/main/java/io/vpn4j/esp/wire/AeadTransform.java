package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * An AEAD in ESP. The nonce is the salt that stands behind the key and eight octets, which are sent
 * as the IV (RFC 4106, RFC 4309, RFC 4543, RFC 7634) or are the sequence number and not sent (RFC
 * 8750). The associated data is the SPI and the sequence number, in 8 or 12 octets.
 */
final class AeadTransform extends EspTransform {
  private static final int IV_OCTETS = 8;
  private static final int ALIGNMENT = 4; // RFC 4106 section 3.2, RFC 4309 section 3.1, RFC 7634

  private final Aead aead;
  private final boolean implicitIv;
  private final boolean extendedSequenceNumbers;
  private final NonceSource nonces;
  private final byte[] nonce;
  private final byte[] iv = new byte[IV_OCTETS];
  private final byte[] aad;

  /** A transform with a copy of {@code keyAndSalt[keyOctets, keyAndSalt.length)}. */
  AeadTransform(
      Aead aead,
      byte[] keyAndSalt,
      int keyOctets,
      boolean implicitIv,
      boolean extendedSequenceNumbers,
      NonceSource nonces) {
    int saltOctets = keyAndSalt.length - keyOctets;
    this.aead = aead;
    this.implicitIv = implicitIv;
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.nonces = nonces;
    this.nonce = new byte[saltOctets + IV_OCTETS];
    System.arraycopy(keyAndSalt, keyOctets, nonce, 0, saltOctets);
    this.aad = new byte[extendedSequenceNumbers ? 12 : 8];
  }

  @Override
  public int ivOctets() {
    return implicitIv ? 0 : IV_OCTETS;
  }

  @Override
  public int icvOctets() {
    return aead.icvOctets();
  }

  @Override
  public int alignment() {
    return ALIGNMENT;
  }

  @Override
  public void protect(
      int spi,
      long sequenceNumber,
      byte[] payload,
      int payloadAt,
      int payloadOctets,
      int nextHeader,
      byte[] packet,
      int at)
      throws GeneralSecurityException {
    int tailOctets = fillTail(payload, payloadAt, payloadOctets, nextHeader);
    EspLayout.putHeader(packet, at, spi, sequenceNumber);
    if (!implicitIv) {
      nonces.put(sequenceNumber, iv);
      System.arraycopy(iv, 0, packet, at + EspLayout.HEADER_OCTETS, IV_OCTETS);
    }
    fillNonceAndAad(sequenceNumber, packet, at);
    aead.seal(
        nonce,
        aad,
        payload,
        payloadAt,
        wholeBlocks(payloadOctets),
        tail,
        tailOctets,
        packet,
        at + EspLayout.HEADER_OCTETS + ivOctets());
  }

  @Override
  public boolean unprotect(
      long sequenceNumber, byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    fillNonceAndAad(sequenceNumber, packet, at);
    int bodyAt = EspLayout.HEADER_OCTETS + ivOctets();
    return aead.open(nonce, aad, packet, at + bodyAt, octets - bodyAt, plain, plainAt);
  }

  private void fillNonceAndAad(long sequenceNumber, byte[] packet, int at) {
    int high = (int) (sequenceNumber >>> 32);
    int ivAt = nonce.length - IV_OCTETS;
    if (implicitIv) {
      // RFC 8750 section 4: without extended sequence numbers the high half is zero.
      EspLayout.putInt(nonce, ivAt, extendedSequenceNumbers ? high : 0);
      EspLayout.putInt(nonce, ivAt + 4, (int) sequenceNumber);
    } else {
      System.arraycopy(packet, at + EspLayout.HEADER_OCTETS, nonce, ivAt, IV_OCTETS);
    }
    System.arraycopy(packet, at + EspLayout.SPI, aad, 0, 4);
    if (extendedSequenceNumbers) {
      EspLayout.putInt(aad, 4, high); // RFC 4106 section 5: all 64 bits
    }
    System.arraycopy(packet, at + EspLayout.SEQUENCE_NUMBER, aad, aad.length - 4, 4);
  }

  @Override
  public void destroy() {
    aead.destroy();
    Arrays.fill(nonce, (byte) 0);
    Arrays.fill(tail, (byte) 0);
  }

  @Override
  public boolean isErased() {
    return aead.isErased() && isZero(nonce) && isZero(tail);
  }
}
