package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CBC (RFC 3602) and then an HMAC, truncated (RFC 2404, RFC 4868).
 *
 * <p>The IV must be unpredictable (RFC 3602 section 3). It is the encryption, under the same key,
 * of a nonce that never repeats: NIST SP 800-38A appendix C, first method. Both directions run
 * under a CBC IV of zeros that is set once: on the way out the nonce is the block before the
 * payload, so its ciphertext is the IV of the packet; on the way in the IV is XORed into the first
 * block. So no packet expands the key again.
 */
public final class CbcHmacTransform extends EspTransform {
  private final Cipher cipher;
  private final Mac mac;
  private final SaKey encryptionKey;
  private final SaKey integrityKey;
  private final boolean extendedSequenceNumbers;
  private final NonceSource nonces;
  private final byte[] nonce = new byte[BLOCK_OCTETS];
  private final byte[] sequenceNumberHigh = new byte[4];
  private final byte[] fullMac;
  private final byte[] expectedIcv;
  private final byte[] receivedIcv;

  /**
   * A transform with copies of its keys.
   *
   * @param opmode {@code Cipher.ENCRYPT_MODE} to protect, {@code Cipher.DECRYPT_MODE} to unprotect
   * @param macName what {@code javax.crypto.Mac} calls the HMAC
   * @param provider null for the first that has the algorithm
   */
  public CbcHmacTransform(
      int opmode,
      byte[] encryptionKey,
      String macName,
      byte[] integrityKey,
      int icvOctets,
      boolean extendedSequenceNumbers,
      NonceSource nonces,
      Provider provider)
      throws GeneralSecurityException {
    String name = "AES/CBC/NoPadding";
    this.cipher = provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    this.mac = provider == null ? Mac.getInstance(macName) : Mac.getInstance(macName, provider);
    this.encryptionKey = new SaKey("AES", encryptionKey, 0, encryptionKey.length);
    this.integrityKey = new SaKey(macName, integrityKey, 0, integrityKey.length);
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.nonces = nonces;
    this.cipher.init(opmode, this.encryptionKey, new IvParameterSpec(new byte[BLOCK_OCTETS]));
    this.mac.init(this.integrityKey);
    this.fullMac = new byte[mac.getMacLength()];
    this.expectedIcv = new byte[icvOctets];
    this.receivedIcv = new byte[icvOctets];
  }

  @Override
  public int ivOctets() {
    return BLOCK_OCTETS;
  }

  @Override
  public int icvOctets() {
    return expectedIcv.length;
  }

  @Override
  public int alignment() {
    return BLOCK_OCTETS;
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
    nonces.put(sequenceNumber, nonce);
    int next = at + EspLayout.HEADER_OCTETS;
    next += cipher.update(nonce, 0, BLOCK_OCTETS, packet, next);
    int whole = payloadOctets - payloadOctets % BLOCK_OCTETS;
    if (whole > 0) {
      next += cipher.update(payload, payloadAt, whole, packet, next);
    }
    next += cipher.doFinal(tail, 0, tailOctets, packet, next);
    computeMac(sequenceNumber, packet, at, next - at);
    System.arraycopy(fullMac, 0, packet, next, expectedIcv.length);
  }

  @Override
  public boolean unprotect(
      long sequenceNumber, byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    int authenticated = octets - expectedIcv.length;
    computeMac(sequenceNumber, packet, at, authenticated);
    System.arraycopy(fullMac, 0, expectedIcv, 0, expectedIcv.length);
    System.arraycopy(packet, at + authenticated, receivedIcv, 0, receivedIcv.length);
    if (!MessageDigest.isEqual(expectedIcv, receivedIcv)) {
      return false; // RFC 4303 section 3.4.3: nothing is decrypted before the ICV holds
    }
    int ivAt = at + EspLayout.HEADER_OCTETS;
    int bodyAt = ivAt + BLOCK_OCTETS;
    cipher.doFinal(packet, bodyAt, at + authenticated - bodyAt, plain, plainAt);
    for (int i = 0; i < BLOCK_OCTETS; i++) {
      plain[plainAt + i] ^= packet[ivAt + i];
    }
    return true;
  }

  /** Puts the whole HMAC of {@code packet[at, at + octets)} into {@link #fullMac}. */
  private void computeMac(long sequenceNumber, byte[] packet, int at, int octets)
      throws GeneralSecurityException {
    mac.update(packet, at, octets);
    if (extendedSequenceNumbers) {
      // RFC 4303 section 2.2.1: the high half is authenticated behind the packet, not sent.
      EspLayout.putInt(sequenceNumberHigh, 0, (int) (sequenceNumber >>> 32));
      mac.update(sequenceNumberHigh, 0, 4);
    }
    mac.doFinal(fullMac, 0);
  }

  @Override
  public void destroy() {
    encryptionKey.destroy();
    integrityKey.destroy();
    Arrays.fill(tail, (byte) 0);
    Arrays.fill(fullMac, (byte) 0);
  }

  @Override
  public boolean isErased() {
    return encryptionKey.isErased() && integrityKey.isErased();
  }
}
