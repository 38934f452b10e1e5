package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * AES-GCM with an ICV that is shorter than what the JCA provider takes: the JDK's takes 12 octets
 * at least, RFC 4106 has one of 8.
 *
 * <p>The ICV is a whole tag cut off (NIST SP 800-38D section 5.2.1.2). On the way in the provider
 * cannot verify one, so the packet is decrypted in counter mode, encrypted again for its tag, and
 * erased if that is not what came: it costs about twice what a longer ICV does.
 */
final class ShortIcvGcm extends Aead {
  private static final int TAG_OCTETS = 16;
  private static final int CHUNK_OCTETS = 2048;

  private final JcaAeadCipher gcm;
  private final AesCtr ctr;
  private final byte[] scratch = new byte[CHUNK_OCTETS + 2 * TAG_OCTETS];
  private final byte[] expectedIcv;
  private final byte[] receivedIcv;

  /** A function for one direction, with a copy of {@code key[0, keyOctets)}. */
  ShortIcvGcm(Jca jca, boolean outbound, byte[] key, int keyOctets, int icvOctets)
      throws GeneralSecurityException {
    this.gcm = JcaAeadCipher.gcm(jca, Cipher.ENCRYPT_MODE, outbound, key, keyOctets, TAG_OCTETS);
    this.ctr = new AesCtr(jca, key, keyOctets);
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
    Cipher cipher = gcm.begin(nonce, aad);
    int next = outAt;
    if (whole > 0) {
      next += cipher.update(payload, payloadAt, whole, out, next);
    }
    // Aside, because out has no room for all of the tag.
    int octets = cipher.doFinal(tail, 0, tailOctets, scratch, 0);
    System.arraycopy(scratch, 0, out, next, octets - TAG_OCTETS + expectedIcv.length);
  }

  @Override
  boolean open(
      byte[] nonce, byte[] aad, byte[] sealed, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    int bodyOctets = octets - receivedIcv.length;
    System.arraycopy(sealed, at + bodyOctets, receivedIcv, 0, receivedIcv.length);
    // NIST SP 800-38D section 7.1: with a nonce of 96 bits the text begins at counter 2.
    System.arraycopy(nonce, 0, ctr.counter, 0, nonce.length);
    EspLayout.putInt(ctr.counter, nonce.length, 2);
    ctr.begin();
    ctr.doFinal(sealed, at, bodyOctets, plain, plainAt);

    Cipher cipher = gcm.begin(nonce, aad);
    int next = plainAt;
    int rest = bodyOctets;
    for (; rest > CHUNK_OCTETS; rest -= CHUNK_OCTETS) {
      cipher.update(plain, next, CHUNK_OCTETS, scratch, 0);
      next += CHUNK_OCTETS;
    }
    int last = cipher.doFinal(plain, next, rest, scratch, 0);
    System.arraycopy(scratch, last - TAG_OCTETS, expectedIcv, 0, expectedIcv.length);
    boolean authentic = MessageDigest.isEqual(expectedIcv, receivedIcv);
    if (!authentic) {
      Arrays.fill(plain, plainAt, plainAt + bodyOctets, (byte) 0);
    }
    return authentic;
  }

  @Override
  void destroy() {
    gcm.destroy();
    ctr.destroy();
    Arrays.fill(scratch, (byte) 0);
    Arrays.fill(expectedIcv, (byte) 0);
  }

  @Override
  boolean isErased() {
    return gcm.isErased() && ctr.isErased() && EspTransform.isZero(expectedIcv);
  }
}
