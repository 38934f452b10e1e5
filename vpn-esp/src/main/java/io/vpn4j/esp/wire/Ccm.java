package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * AES-CCM (RFC 3610), of the JCA's counter mode and CBC: the JDK has no CCM.
 *
 * <p>A nonce of n octets leaves 15 - n to the counter and to the length of the text; ESP has 11
 * (RFC 4309 section 4). The ICV is over the plaintext, so a packet that comes in is decrypted
 * before it is verified, and erased if it is not authentic.
 */
final class Ccm extends Aead {
  private static final int BLOCK_OCTETS = EspTransform.BLOCK_OCTETS;
  private static final int HAS_AAD = 0x40; // RFC 3610 section 2.2

  private final AesCtr ctr;
  private final CbcMac mac;
  private final byte[] block = new byte[BLOCK_OCTETS];
  private final byte[] expectedIcv;
  private final byte[] receivedIcv;

  /** A function with a copy of {@code key[0, keyOctets)}. */
  Ccm(Jca jca, byte[] key, int keyOctets, int icvOctets) throws GeneralSecurityException {
    this.ctr = new AesCtr(jca, key, keyOctets);
    this.mac = new CbcMac(jca, key, keyOctets);
    this.expectedIcv = new byte[icvOctets];
    this.receivedIcv = new byte[icvOctets];
  }

  @Override
  int icvOctets() {
    return expectedIcv.length;
  }

  @Override
  void seal(
      byte[] nonce,
      byte[] aad,
      byte[] payload,
      int payloadAt,
      int whole,
      byte[] tail,
      int tailOctets,
      byte[] out,
      int outAt)
      throws GeneralSecurityException {
    beginMac(nonce, aad, whole + tailOctets);
    mac.update(payload, payloadAt, whole); // before the ciphertext may overwrite it
    mac.update(tail, 0, tailOctets);
    mac.padWithZeros();
    mac.doFinal(block);

    beginKeyStream(nonce);
    ctr.update(block, 0, BLOCK_OCTETS, block, 0);
    int next = outAt;
    if (whole > 0) {
      next += ctr.update(payload, payloadAt, whole, out, next);
    }
    next += ctr.doFinal(tail, 0, tailOctets, out, next);
    System.arraycopy(block, 0, out, next, expectedIcv.length);
  }

  @Override
  boolean open(
      byte[] nonce, byte[] aad, byte[] sealed, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    int bodyOctets = octets - receivedIcv.length;
    Arrays.fill(block, (byte) 0);
    System.arraycopy(sealed, at + bodyOctets, block, 0, receivedIcv.length);
    beginKeyStream(nonce);
    ctr.update(block, 0, BLOCK_OCTETS, block, 0);
    ctr.doFinal(sealed, at, bodyOctets, plain, plainAt);
    System.arraycopy(block, 0, receivedIcv, 0, receivedIcv.length);

    beginMac(nonce, aad, bodyOctets);
    mac.update(plain, plainAt, bodyOctets);
    mac.padWithZeros();
    mac.doFinal(block);
    System.arraycopy(block, 0, expectedIcv, 0, expectedIcv.length);
    boolean authentic = MessageDigest.isEqual(expectedIcv, receivedIcv);
    if (!authentic) {
      Arrays.fill(plain, plainAt, plainAt + bodyOctets, (byte) 0);
    }
    return authentic;
  }

  /** RFC 3610 section 2.2: flags, nonce and length; then the associated data with its length. */
  private void beginMac(byte[] nonce, byte[] aad, int textOctets) throws GeneralSecurityException {
    int lengthOctets = BLOCK_OCTETS - 1 - nonce.length;
    Arrays.fill(block, (byte) 0);
    // The text is shorter than 2^31: where the length has fewer octets, these are zeros that the
    // nonce may lie on.
    EspLayout.putInt(block, BLOCK_OCTETS - 4, textOctets);
    block[0] =
        (byte)
            ((aad.length > 0 ? HAS_AAD : 0)
                | (((expectedIcv.length - 2) / 2) << 3)
                | (lengthOctets - 1));
    System.arraycopy(nonce, 0, block, 1, nonce.length);
    mac.update(block, 0, BLOCK_OCTETS);
    if (aad.length > 0) {
      block[0] = (byte) (aad.length >>> 8);
      block[1] = (byte) aad.length;
      mac.update(block, 0, 2);
      mac.update(aad, 0, aad.length);
      mac.padWithZeros();
    }
  }

  /** RFC 3610 section 2.3: block 0 hides the ICV, the text begins at block 1. */
  private void beginKeyStream(byte[] nonce) throws GeneralSecurityException {
    Arrays.fill(ctr.counter, (byte) 0);
    ctr.counter[0] = (byte) (BLOCK_OCTETS - 2 - nonce.length);
    System.arraycopy(nonce, 0, ctr.counter, 1, nonce.length);
    ctr.begin();
  }

  @Override
  void destroy() {
    ctr.destroy();
    mac.destroy();
    Arrays.fill(block, (byte) 0);
    Arrays.fill(expectedIcv, (byte) 0);
  }

  @Override
  boolean isErased() {
    return ctr.isErased() && mac.isErased() && EspTransform.isZero(block);
  }
}
