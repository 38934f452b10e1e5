package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** The same functions put together from Bouncy Castle's parts, block by block where it has none. */
final class PlainConstruction {
  private PlainConstruction() {}

  /** IV, ciphertext, ICV, with the keys of {@link Suite#cipher(long)}. */
  static byte[] seal(Suite suite, long keySeed, byte[] prefix, byte[] plaintext, byte[] iv)
      throws InvalidCipherTextException {
    EncryptionAlgorithm encryption = suite.encryption();
    Random random = new Random(keySeed);
    byte[] skE = new byte[encryption.keymatOctets()];
    byte[] skA = new byte[suite.integrity().map(IntegrityAlgorithm::keyOctets).orElse(0)];
    random.nextBytes(skE);
    random.nextBytes(skA);
    byte[] key = Arrays.copyOf(skE, encryption.keyBits() / 8);
    byte[] salt = Arrays.copyOfRange(skE, key.length, skE.length);
    var body = new ByteArrayOutputStream();
    body.writeBytes(iv);
    switch (encryption.mode()) {
      case CBC -> body.writeBytes(cbc(key, iv, plaintext));
      case CTR -> body.writeBytes(ctr(key, salt, iv, plaintext));
      case CCM -> {
        return concat(
            iv,
            aead(
                CCMBlockCipher.newInstance(AESEngine.newInstance()),
                suite,
                key,
                salt,
                prefix,
                plaintext,
                iv));
      }
      case GCM -> {
        return concat(
            iv,
            aead(
                GCMBlockCipher.newInstance(AESEngine.newInstance()),
                suite,
                key,
                salt,
                prefix,
                plaintext,
                iv));
      }
      case CHACHA20_POLY1305 -> {
        return concat(iv, aead(new ChaCha20Poly1305(), suite, key, salt, prefix, plaintext, iv));
      }
    }
    byte[] covered = concat(prefix, body.toByteArray());
    body.write(mac(suite.integrity().orElseThrow(), skA, covered), 0, suite.icvOctets());
    return body.toByteArray();
  }

  private static byte[] aead(
      AEADCipher cipher,
      Suite suite,
      byte[] key,
      byte[] salt,
      byte[] prefix,
      byte[] plaintext,
      byte[] iv)
      throws InvalidCipherTextException {
    cipher.init(
        true,
        new AEADParameters(new KeyParameter(key), suite.icvOctets() * 8, concat(salt, iv), prefix));
    byte[] output = new byte[plaintext.length + suite.icvOctets()];
    int done = cipher.processBytes(plaintext, 0, plaintext.length, output, 0);
    cipher.doFinal(output, done);
    return output;
  }

  private static byte[] cbc(byte[] key, byte[] iv, byte[] plaintext) {
    byte[] output = new byte[plaintext.length];
    byte[] previous = iv;
    for (int at = 0; at < plaintext.length; at += 16) {
      previous = aes(key, xor(previous, Arrays.copyOfRange(plaintext, at, at + 16)));
      System.arraycopy(previous, 0, output, at, 16);
    }
    return output;
  }

  private static byte[] ctr(byte[] key, byte[] nonce, byte[] iv, byte[] plaintext) {
    byte[] output = plaintext.clone();
    for (int i = 0; i < output.length; i++) {
      byte[] block = ByteBuffer.allocate(16).put(nonce).put(iv).putInt(1 + i / 16).array();
      output[i] ^= aes(key, block)[i % 16];
    }
    return output;
  }

  private static byte[] mac(IntegrityAlgorithm integrity, byte[] key, byte[] message) {
    return switch (integrity) {
      case HMAC_SHA1_96 -> mac(new HMac(new SHA1Digest()), key, message);
      case HMAC_SHA2_256_128 -> mac(new HMac(SHA256Digest.newInstance()), key, message);
      case HMAC_SHA2_384_192 -> mac(new HMac(new SHA384Digest()), key, message);
      case HMAC_SHA2_512_256 -> mac(new HMac(new SHA512Digest()), key, message);
      case AES_CMAC_96 -> cmac(key, message);
      case AES_XCBC_96 -> xcbc(key, message);
    };
  }

  private static byte[] mac(Mac mac, byte[] key, byte[] message) {
    mac.init(new KeyParameter(key));
    mac.update(message, 0, message.length);
    byte[] output = new byte[mac.getMacSize()];
    mac.doFinal(output, 0);
    return output;
  }

  static byte[] cmac(byte[] key, byte[] message) {
    return mac(new CMac(AESEngine.newInstance()), key, message);
  }

  /** RFC 3566 section 4, step by step. */
  static byte[] xcbc(byte[] key, byte[] message) {
    byte[] k1 = aes(key, filled(1));
    byte[] k2 = aes(key, filled(2));
    byte[] k3 = aes(key, filled(3));
    byte[] e = new byte[16];
    int at = 0;
    while (message.length - at > 16) {
      e = aes(k1, xor(e, Arrays.copyOfRange(message, at, at + 16)));
      at += 16;
    }
    byte[] last = Arrays.copyOfRange(message, at, at + 16);
    if (message.length - at == 16) {
      return aes(k1, xor(xor(last, e), k2));
    }
    last[message.length - at] = (byte) 0x80;
    return aes(k1, xor(xor(last, e), k3));
  }

  private static byte[] aes(byte[] key, byte[] block) {
    var engine = AESEngine.newInstance();
    engine.init(true, new KeyParameter(key));
    byte[] output = new byte[16];
    engine.processBlock(block, 0, output, 0);
    return output;
  }

  private static byte[] filled(int octet) {
    byte[] block = new byte[16];
    Arrays.fill(block, (byte) octet);
    return block;
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] result = a.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= b[i];
    }
    return result;
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
