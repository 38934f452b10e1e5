package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * The last block of AES-CBC over a message, which is what CMAC, XCBC and CCM are made of.
 *
 * <p>The last block of the message is kept back, since how it ends is what they differ in. All
 * other ciphertext goes to a scratch array of a fixed size.
 */
final class CbcMac {
  private static final int BLOCK_OCTETS = EspTransform.BLOCK_OCTETS;
  private static final int CHUNK_OCTETS = 2048;

  private final Cipher cbc;
  private final SaKey key;
  private final byte[] last = new byte[BLOCK_OCTETS];
  private int lastOctets;
  private final byte[] scratch = new byte[CHUNK_OCTETS + BLOCK_OCTETS];

  /** A MAC with a copy of {@code key[0, keyOctets)}. */
  CbcMac(Jca jca, byte[] key, int keyOctets) throws GeneralSecurityException {
    this.cbc = jca.cipher("AES/CBC/NoPadding");
    this.key = new SaKey("AES", key, 0, keyOctets);
    // Set once: doFinal goes back to this IV, so that no message expands the key again.
    cbc.init(Cipher.ENCRYPT_MODE, this.key, new IvParameterSpec(new byte[BLOCK_OCTETS]));
  }

  void update(byte[] in, int at, int octets) throws GeneralSecurityException {
    int next = at;
    int rest = octets;
    if (lastOctets > 0) {
      int taken = Math.min(BLOCK_OCTETS - lastOctets, rest);
      System.arraycopy(in, next, last, lastOctets, taken);
      lastOctets += taken;
      next += taken;
      rest -= taken;
    }
    if (rest == 0) {
      return;
    }
    if (lastOctets == BLOCK_OCTETS) {
      cbc.update(last, 0, BLOCK_OCTETS, scratch, 0);
    }
    while (rest > BLOCK_OCTETS) {
      int chunk = Math.min(CHUNK_OCTETS, (rest - 1) / BLOCK_OCTETS * BLOCK_OCTETS);
      cbc.update(in, next, chunk, scratch, 0);
      next += chunk;
      rest -= chunk;
    }
    System.arraycopy(in, next, last, 0, rest);
    lastOctets = rest;
  }

  /** Fills the block with zeros, if it is begun and not full (RFC 3610 section 2.2). */
  void padWithZeros() {
    if (lastOctets > 0) {
      Arrays.fill(last, lastOctets, BLOCK_OCTETS, (byte) 0);
      lastOctets = BLOCK_OCTETS;
    }
  }

  /** XORs {@code full} into a full last block; pads another with 10... and XORs {@code partial}. */
  void padAndMask(byte[] full, byte[] partial) {
    byte[] mask = full;
    if (lastOctets < BLOCK_OCTETS) {
      last[lastOctets] = (byte) 0x80;
      Arrays.fill(last, lastOctets + 1, BLOCK_OCTETS, (byte) 0);
      mask = partial;
    }
    for (int i = 0; i < BLOCK_OCTETS; i++) {
      last[i] ^= mask[i];
    }
    lastOctets = BLOCK_OCTETS;
  }

  /** Writes the 16 octets of the MAC at {@code out[0]} and starts over; the last block is full. */
  void doFinal(byte[] out) throws GeneralSecurityException {
    int octets = cbc.doFinal(last, 0, BLOCK_OCTETS, scratch, 0);
    System.arraycopy(scratch, octets - BLOCK_OCTETS, out, 0, BLOCK_OCTETS);
    lastOctets = 0;
  }

  void destroy() {
    key.destroy();
    Arrays.fill(last, (byte) 0);
    Arrays.fill(scratch, (byte) 0);
  }

  boolean isErased() {
    return key.isErased() && EspTransform.isZero(last) && EspTransform.isZero(scratch);
  }
}
