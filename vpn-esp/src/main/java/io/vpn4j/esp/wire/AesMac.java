package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * AES-CMAC-96 (RFC 4494) and AES-XCBC-96 (RFC 3566): CBC-MACs whose last block is masked, in one
 * way if it is full, in another, after padding, if not. They differ in where key and masks come
 * from.
 */
final class AesMac extends PacketMac {
  private static final int BLOCK_OCTETS = EspTransform.BLOCK_OCTETS;
  private static final int ICV_OCTETS = 12;

  /** The last octet of x^128 in the field that CMAC doubles in (RFC 4493 section 2.3). */
  private static final int REDUCTION = 0x87;

  private final CbcMac mac;
  private final byte[] fullMask;
  private final byte[] partialMask;

  private AesMac(CbcMac mac, byte[] fullMask, byte[] partialMask) {
    this.mac = mac;
    this.fullMask = fullMask;
    this.partialMask = partialMask;
  }

  /**
   * AES-CMAC.
   *
   * @param key 16 octets; copied
   */
  static AesMac cmac(Jca jca, byte[] key) throws GeneralSecurityException {
    CbcMac mac = new CbcMac(jca, key, key.length);
    byte[] zeroEncrypted = encryptBlock(mac, 0);
    byte[] k1 = doubled(zeroEncrypted);
    Arrays.fill(zeroEncrypted, (byte) 0);
    return new AesMac(mac, k1, doubled(k1));
  }

  /**
   * AES-XCBC-MAC.
   *
   * @param key 16 octets; copied
   */
  static AesMac xcbc(Jca jca, byte[] key) throws GeneralSecurityException {
    CbcMac derivation = new CbcMac(jca, key, key.length);
    byte[] k1 = encryptBlock(derivation, 1);
    AesMac mac =
        new AesMac(
            new CbcMac(jca, k1, k1.length),
            encryptBlock(derivation, 2),
            encryptBlock(derivation, 3));
    Arrays.fill(k1, (byte) 0);
    derivation.destroy();
    return mac;
  }

  /** The CBC-MAC of one block is its encryption; here of {@code octet} sixteen times. */
  private static byte[] encryptBlock(CbcMac mac, int octet) throws GeneralSecurityException {
    byte[] block = new byte[BLOCK_OCTETS];
    Arrays.fill(block, (byte) octet);
    mac.update(block, 0, BLOCK_OCTETS);
    mac.doFinal(block);
    return block;
  }

  /** Times x in GF(2^128), without a branch on the secret. */
  private static byte[] doubled(byte[] value) {
    byte[] result = new byte[BLOCK_OCTETS];
    int carry = 0;
    for (int i = BLOCK_OCTETS - 1; i >= 0; i--) {
      int octet = value[i] & 0xff;
      result[i] = (byte) (octet << 1 | carry);
      carry = octet >>> 7;
    }
    result[BLOCK_OCTETS - 1] ^= (byte) (-carry & REDUCTION);
    return result;
  }

  @Override
  int macOctets() {
    return BLOCK_OCTETS;
  }

  @Override
  int icvOctets() {
    return ICV_OCTETS;
  }

  @Override
  void update(byte[] in, int at, int octets) throws GeneralSecurityException {
    mac.update(in, at, octets);
  }

  @Override
  void doFinal(byte[] out) throws GeneralSecurityException {
    mac.padAndMask(fullMask, partialMask);
    mac.doFinal(out);
  }

  @Override
  void destroy() {
    mac.destroy();
    Arrays.fill(fullMask, (byte) 0);
    Arrays.fill(partialMask, (byte) 0);
  }

  @Override
  boolean isErased() {
    return mac.isErased() && EspTransform.isZero(fullMask) && EspTransform.isZero(partialMask);
  }
}
