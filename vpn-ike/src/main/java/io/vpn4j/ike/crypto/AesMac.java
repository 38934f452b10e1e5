package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-CMAC (RFC 4493) and AES-XCBC (RFC 3566): the last block of AES-CBC over the message, whose
 * own last block is masked in one way if it is full, and padded and masked in another if not. They
 * differ in where key and masks come from.
 */
final class AesMac {
  static final int BLOCK_OCTETS = 16;

  /** The last octet of x^128 in the field that CMAC doubles in (RFC 4493 section 2.3). */
  private static final int REDUCTION = 0x87;

  private AesMac() {}

  /**
   * @param key 16 octets; read only
   */
  static byte[] cmac(IkeCrypto crypto, byte[] key, byte[]... parts) {
    byte[] l = encryptBlock(crypto, key, new byte[BLOCK_OCTETS]);
    byte[] k1 = doubled(l);
    byte[] k2 = doubled(k1);
    byte[] mac = cbcMac(crypto, key, k1, k2, parts);
    zero(l, k1, k2);
    return mac;
  }

  /**
   * @param key 16 octets; read only
   */
  static byte[] xcbc(IkeCrypto crypto, byte[] key, byte[]... parts) {
    byte[] k1 = encryptBlock(crypto, key, repeated(1));
    byte[] k2 = encryptBlock(crypto, key, repeated(2));
    byte[] k3 = encryptBlock(crypto, key, repeated(3));
    byte[] mac = cbcMac(crypto, k1, k2, k3, parts);
    zero(k1, k2, k3);
    return mac;
  }

  private static byte[] cbcMac(
      IkeCrypto crypto, byte[] key, byte[] fullMask, byte[] partialMask, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    int blocks = Math.max(1, (length + BLOCK_OCTETS - 1) / BLOCK_OCTETS);
    byte[] message = new byte[blocks * BLOCK_OCTETS];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, message, at, part.length);
      at += part.length;
    }
    boolean full = length == message.length;
    if (!full) {
      message[length] = (byte) 0x80;
    }
    byte[] mask = full ? fullMask : partialMask;
    int last = message.length - BLOCK_OCTETS;
    for (int i = 0; i < BLOCK_OCTETS; i++) {
      message[last + i] ^= mask[i];
    }
    byte[] encrypted = cbc(crypto, key, message);
    byte[] mac = Arrays.copyOfRange(encrypted, last, encrypted.length);
    zero(message, encrypted);
    return mac;
  }

  /** CBC of one block with an IV of zeros is the block cipher itself. */
  private static byte[] encryptBlock(IkeCrypto crypto, byte[] key, byte[] block) {
    return cbc(crypto, key, block);
  }

  private static byte[] cbc(IkeCrypto crypto, byte[] key, byte[] blocks) {
    String name = "AES/CBC/NoPadding";
    Cipher cipher = Primitives.cipher(crypto, Primitive.AES_CBC, name);
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          RawKey.aes(key),
          new IvParameterSpec(new byte[BLOCK_OCTETS]),
          crypto.random());
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(name, e);
    }
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

  private static byte[] repeated(int octet) {
    byte[] block = new byte[BLOCK_OCTETS];
    Arrays.fill(block, (byte) octet);
    return block;
  }

  private static void zero(byte[]... arrays) {
    for (byte[] array : arrays) {
      Arrays.fill(array, (byte) 0);
    }
  }
}
