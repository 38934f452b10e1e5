package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
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
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * ESP packets built field by field with Bouncy Castle: plain, slow, and sharing no code with what
 * it is compared to. Builds whatever plaintext it is given, right or wrong.
 */
final class BouncyEsp {
  private final EspSuite suite;
  private final byte[] keymat;
  private final boolean extendedSequenceNumbers;

  BouncyEsp(EspSuite suite, byte[] keymat, boolean extendedSequenceNumbers) {
    this.suite = suite;
    this.keymat = keymat;
    this.extendedSequenceNumbers = extendedSequenceNumbers;
  }

  /** The packet that the RFCs prescribe for {@code inner}, with the IV that the product sends. */
  byte[] packet(int spi, long sequenceNumber, byte[] inner, int nextHeader) {
    return packet(spi, sequenceNumber, iv(sequenceNumber), plaintext(inner, nextHeader));
  }

  /** Inner packet, padding 1, 2, 3 ..., pad length, next header. */
  byte[] plaintext(byte[] inner, int nextHeader) {
    int padding = 0;
    while ((inner.length + padding + 2) % suite.alignmentOctets() != 0) {
      padding++;
    }
    ByteBuffer plain = ByteBuffer.allocate(inner.length + padding + 2).put(inner);
    for (int i = 1; i <= padding; i++) {
      plain.put((byte) i);
    }
    return plain.put((byte) padding).put((byte) nextHeader).array();
  }

  /** The sequence number. With CBC its encryption as one block (SP 800-38A appendix C). */
  byte[] iv(long sequenceNumber) {
    byte[] iv = new byte[suite.ivOctets()];
    if (iv.length > 0) {
      ByteBuffer.wrap(iv).putLong(iv.length - 8, sequenceNumber);
    }
    return isCbc() ? aes(true, encryptionKey(), iv) : iv;
  }

  /** The nonce whose encryption is {@code iv}: what the seam of the product wants for CBC. */
  byte[] nonceOf(byte[] iv) {
    return isCbc() ? aes(false, encryptionKey(), iv) : iv;
  }

  byte[] packet(int spi, long sequenceNumber, byte[] iv, byte[] plaintext) {
    byte[] header =
        ByteBuffer.allocate(EspLayout.HEADER_OCTETS)
            .putInt(spi)
            .putInt((int) sequenceNumber)
            .array();
    int sentHigh = extendedSequenceNumbers ? (int) (sequenceNumber >>> 32) : 0;
    byte[] high = ByteBuffer.allocate(4).putInt(sentHigh).array();
    byte[] low = Arrays.copyOfRange(header, 4, 8);
    byte[] aad = extendedSequenceNumbers ? concat(Arrays.copyOf(header, 4), high, low) : header;
    byte[] nonce = suite.encryption().hasImplicitIv() ? concat(high, low) : iv;
    byte[] ciphertext =
        switch (suite.encryption().mode()) {
          case CBC -> cbc(iv, plaintext);
          case CTR -> ctr(iv, plaintext);
          case NULL -> plaintext;
          case CCM ->
              aead(CCMBlockCipher.newInstance(AESEngine.newInstance()), nonce, aad, plaintext);
          case GCM ->
              aead(GCMBlockCipher.newInstance(AESEngine.newInstance()), nonce, aad, plaintext);
          case CHACHA20_POLY1305 -> aead(new ChaCha20Poly1305(), nonce, aad, plaintext);
          case GMAC ->
              concat(
                  plaintext,
                  aead(
                      GCMBlockCipher.newInstance(AESEngine.newInstance()),
                      nonce,
                      concat(aad, iv, plaintext),
                      new byte[0]));
        };
    byte[] packet = concat(header, iv, ciphertext);
    if (suite.integrity() == EspIntegrity.NONE) {
      return packet;
    }
    byte[] macInput = extendedSequenceNumbers ? concat(packet, high) : packet;
    return concat(packet, Arrays.copyOf(mac(macInput), suite.icvOctets()));
  }

  static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private boolean isCbc() {
    return suite.encryption().mode() == EspEncryption.Mode.CBC;
  }

  private byte[] encryptionKey() {
    return Arrays.copyOf(keymat, suite.encryption().keyBits() / 8);
  }

  private byte[] salt() {
    int keyOctets = suite.encryption().keyBits() / 8;
    return Arrays.copyOfRange(keymat, keyOctets, suite.encryption().keymatOctets());
  }

  private byte[] aead(AEADCipher cipher, byte[] nonce, byte[] aad, byte[] plaintext) {
    cipher.init(
        true,
        new AEADParameters(
            new KeyParameter(encryptionKey()), 8 * suite.icvOctets(), concat(salt(), nonce), aad));
    byte[] out = new byte[cipher.getOutputSize(plaintext.length)];
    int n = cipher.processBytes(plaintext, 0, plaintext.length, out, 0);
    try {
      cipher.doFinal(out, n);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
    return out;
  }

  private byte[] ctr(byte[] iv, byte[] plaintext) {
    var ctr = SICBlockCipher.newInstance(AESEngine.newInstance());
    byte[] counter = concat(salt(), iv, new byte[] {0, 0, 0, 1});
    ctr.init(true, new ParametersWithIV(new KeyParameter(encryptionKey()), counter));
    byte[] out = new byte[plaintext.length];
    ctr.processBytes(plaintext, 0, plaintext.length, out, 0);
    return out;
  }

  private byte[] cbc(byte[] iv, byte[] plaintext) {
    var cbc = CBCBlockCipher.newInstance(AESEngine.newInstance());
    cbc.init(true, new ParametersWithIV(new KeyParameter(encryptionKey()), iv));
    byte[] out = new byte[plaintext.length];
    for (int at = 0; at < plaintext.length; at += 16) {
      cbc.processBlock(plaintext, at, out, at);
    }
    return out;
  }

  private byte[] mac(byte[] input) {
    return switch (suite.integrity()) {
      case NONE -> throw new IllegalStateException("no MAC");
      case AES_XCBC_96 -> xcbc(input);
      case AES_CMAC_96 -> run(new CMac(AESEngine.newInstance()), input);
      case HMAC_SHA1_96 -> hmac(new SHA1Digest(), input);
      case HMAC_SHA2_256_128 -> hmac(new SHA256Digest(), input);
      case HMAC_SHA2_384_192 -> hmac(new SHA384Digest(), input);
      case HMAC_SHA2_512_256 -> hmac(new SHA512Digest(), input);
    };
  }

  private byte[] integrityKey() {
    return Arrays.copyOfRange(keymat, suite.encryption().keymatOctets(), keymat.length);
  }

  private byte[] hmac(Digest digest, byte[] input) {
    return run(new HMac(digest), input);
  }

  private byte[] run(Mac mac, byte[] input) {
    mac.init(new KeyParameter(integrityKey()));
    mac.update(input, 0, input.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }

  /** RFC 3566 section 4, block by block. */
  private byte[] xcbc(byte[] input) {
    byte[][] keys = new byte[4][];
    for (int i = 1; i <= 3; i++) {
      byte[] constant = new byte[16];
      Arrays.fill(constant, (byte) i);
      keys[i] = aes(true, integrityKey(), constant);
    }
    byte[] state = new byte[16];
    for (int at = 0; at < input.length; at += 16) {
      byte[] block = Arrays.copyOfRange(input, at, at + 16);
      int left = input.length - at;
      if (left < 16) {
        block[left] = (byte) 0x80;
      }
      for (int i = 0; i < 16; i++) {
        byte last = left > 16 ? 0 : keys[left == 16 ? 2 : 3][i];
        state[i] ^= (byte) (block[i] ^ last);
      }
      state = aes(true, keys[1], state);
    }
    return state;
  }

  private static byte[] aes(boolean encrypt, byte[] key, byte[] block) {
    BlockCipher aes = AESEngine.newInstance();
    aes.init(encrypt, new KeyParameter(key));
    byte[] out = new byte[16];
    aes.processBlock(block, 0, out, 0);
    return out;
  }
}
