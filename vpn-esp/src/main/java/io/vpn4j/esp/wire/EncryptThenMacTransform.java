package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A cipher, and then a MAC over header, IV and ciphertext (RFC 4303 section 3.3.2.1). */
final class EncryptThenMacTransform extends EspTransform {
  private final PacketCipher cipher;
  private final PacketMac mac;
  private final boolean extendedSequenceNumbers;
  private final byte[] sequenceNumberHigh = new byte[4];
  private final byte[] fullMac;
  private final byte[] expectedIcv;
  private final byte[] receivedIcv;

  EncryptThenMacTransform(PacketCipher cipher, PacketMac mac, boolean extendedSequenceNumbers) {
    this.cipher = cipher;
    this.mac = mac;
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.fullMac = new byte[mac.macOctets()];
    this.expectedIcv = new byte[mac.icvOctets()];
    this.receivedIcv = new byte[mac.icvOctets()];
  }

  @Override
  public int ivOctets() {
    return cipher.ivOctets();
  }

  @Override
  public int icvOctets() {
    return expectedIcv.length;
  }

  @Override
  public int alignment() {
    return cipher.alignment();
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
    int octets = EspLayout.HEADER_OCTETS;
    octets +=
        cipher.encrypt(
            sequenceNumber,
            payload,
            payloadAt,
            wholeBlocks(payloadOctets),
            tail,
            tailOctets,
            packet,
            at + octets);
    computeMac(sequenceNumber, packet, at, octets);
    System.arraycopy(fullMac, 0, packet, at + octets, expectedIcv.length);
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
    cipher.decrypt(
        packet,
        at + EspLayout.HEADER_OCTETS,
        authenticated - EspLayout.HEADER_OCTETS,
        plain,
        plainAt);
    return true;
  }

  /** Puts the whole MAC of {@code packet[at, at + octets)} into {@link #fullMac}. */
  private void computeMac(long sequenceNumber, byte[] packet, int at, int octets)
      throws GeneralSecurityException {
    mac.update(packet, at, octets);
    if (extendedSequenceNumbers) {
      // RFC 4303 section 2.2.1: the high half is authenticated behind the packet, not sent.
      EspLayout.putInt(sequenceNumberHigh, 0, (int) (sequenceNumber >>> 32));
      mac.update(sequenceNumberHigh, 0, sequenceNumberHigh.length);
    }
    mac.doFinal(fullMac);
  }

  @Override
  public void destroy() {
    cipher.destroy();
    mac.destroy();
    Arrays.fill(tail, (byte) 0);
    Arrays.fill(fullMac, (byte) 0);
    Arrays.fill(expectedIcv, (byte) 0);
  }

  @Override
  public boolean isErased() {
    return cipher.isErased() && mac.isErased() && isZero(tail);
  }
}
