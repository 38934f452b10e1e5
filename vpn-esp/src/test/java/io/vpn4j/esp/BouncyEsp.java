package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
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

  /** GCM: the sequence number. CBC: its encryption as one block (SP 800-38A appendix C). */
  byte[] iv(long sequenceNumber) {
    if (suite.encryption().isAead()) {
      return ByteBuffer.allocate(8).putLong(sequenceNumber).array();
    }
    byte[] iv = new byte[16];
    BlockCipher aes = AESEngine.newInstance();
    aes.init(true, new KeyParameter(encryptionKey()));
    aes.processBlock(ByteBuffer.allocate(16).putLong(0).putLong(sequenceNumber).array(), 0, iv, 0);
    return iv;
  }

  /** The nonce whose encryption is {@code iv}: what the seam of the product wants for CBC. */
  byte[] nonceOf(byte[] iv) {
    if (suite.encryption().isAead()) {
      return iv;
    }
    byte[] nonce = new byte[16];
    BlockCipher aes = AESEngine.newInstance();
    aes.init(false, new KeyParameter(encryptionKey()));
    aes.processBlock(iv, 0, nonce, 0);
    return nonce;
  }

  byte[] packet(int spi, long sequenceNumber, byte[] iv, byte[] plaintext) {
    byte[] header =
        ByteBuffer.allocate(EspLayout.HEADER_OCTETS)
            .putInt(spi)
            .putInt((int) sequenceNumber)
            .array();
    byte[] high = ByteBuffer.allocate(4).putInt((int) (sequenceNumber >>> 32)).array();
    if (suite.encryption().isAead()) {
      byte[] aad =
          extendedSequenceNumbers
              ? concat(Arrays.copyOf(header, 4), high, Arrays.copyOfRange(header, 4, 8))
              : header;
      return concat(header, iv, gcm(iv, aad, plaintext));
    }
    byte[] authenticated = concat(header, iv, cbc(iv, plaintext));
    byte[] macInput = extendedSequenceNumbers ? concat(authenticated, high) : authenticated;
    return concat(authenticated, Arrays.copyOf(hmac(macInput), suite.icvOctets()));
  }

  static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private byte[] encryptionKey() {
    return Arrays.copyOf(keymat, suite.encryption().keyBits() / 8);
  }

  private byte[] gcm(byte[] iv, byte[] aad, byte[] plaintext) {
    int keyOctets = suite.encryption().keyBits() / 8;
    byte[] salt = Arrays.copyOfRange(keymat, keyOctets, keyOctets + 4);
    var gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(
        true, new AEADParameters(new KeyParameter(encryptionKey()), 128, concat(salt, iv), aad));
    byte[] out = new byte[gcm.getOutputSize(plaintext.length)];
    int n = gcm.processBytes(plaintext, 0, plaintext.length, out, 0);
    try {
      gcm.doFinal(out, n);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
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

  private byte[] hmac(byte[] input) {
    Digest digest =
        switch (suite.integrity()) {
          case NONE -> throw new IllegalStateException("no MAC");
          case HMAC_SHA1_96 -> new SHA1Digest();
          case HMAC_SHA2_256_128 -> new SHA256Digest();
          case HMAC_SHA2_384_192 -> new SHA384Digest();
          case HMAC_SHA2_512_256 -> new SHA512Digest();
        };
    HMac mac = new HMac(digest);
    byte[] key = Arrays.copyOfRange(keymat, suite.encryption().keymatOctets(), keymat.length);
    mac.init(new KeyParameter(key));
    mac.update(input, 0, input.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }
}
