package io.vpn4j.examples.benchmark;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An AEAD by itself. AES-CCM is Bouncy Castle's, as the JDK has none; for an AES-GCM ICV of 8
 * octets, which the JDK refuses, the yardstick is one of 16. AES-GMAC is AES-GCM whose octets are
 * all associated data.
 */
final class BareAead extends BareCipher {
  private static final int HEADER_OCTETS = 8; // SPI and sequence number: the associated data
  private static final int TAG_OCTETS = 16;

  private enum Mode {
    CCM("AES", "AES/CCM/NoPadding", 11),
    GCM("AES", "AES/GCM/NoPadding", 12),
    GMAC("AES", "AES/GCM/NoPadding", 12),
    CHACHA20_POLY1305("ChaCha20", "ChaCha20-Poly1305", 12);

    private final String key;
    private final String cipher;
    private final int nonceOctets;

    Mode(String key, String cipher, int nonceOctets) {
      this.key = key;
      this.cipher = cipher;
      this.nonceOctets = nonceOctets;
    }

    /** By the IANA number of the encryption transform. */
    static Mode of(int transformId) {
      return switch (transformId) {
        case 14, 15, 16, 29 -> CCM;
        case 18, 19, 20, 30 -> GCM;
        case 21 -> GMAC;
        case 28, 31 -> CHACHA20_POLY1305;
        default -> throw new IllegalArgumentException("no yardstick for " + transformId);
      };
    }
  }

  private final Mode mode;
  private final int tagOctets;
  private final SecretKeySpec key;
  private final Cipher encrypting;
  private final Cipher decrypting;
  private final byte[] header = new byte[HEADER_OCTETS];
  private final byte[] nonce;
  private final byte[] plain;
  private final byte[] sealed;
  private final byte[] ring;
  private final byte[] opened;
  private long count;

  BareAead(PacketCase packets) throws GeneralSecurityException {
    super(packets);
    mode = Mode.of(packets.suite().encryption().transformId());
    tagOctets = mode == Mode.CCM ? packets.suite().icvOctets() : TAG_OCTETS;
    key = new SecretKeySpec(new byte[packets.suite().encryption().keyBits() / 8], mode.key);
    var provider = mode == Mode.CCM ? bouncyCastle() : packets.provider();
    encrypting = cipher(mode.cipher, provider);
    decrypting = cipher(mode.cipher, provider);
    nonce = new byte[mode.nonceOctets];
    plain = new byte[packets.ciphertextOctets()];
    sealed = new byte[plain.length + tagOctets];
    opened = new byte[plain.length];
    ring = new byte[packets.lap() * sealed.length];
    for (int i = 0; i < packets.lap(); i++) {
      seal();
      System.arraycopy(sealed, 0, ring, i * sealed.length, sealed.length);
    }
  }

  @Override
  void seal() throws GeneralSecurityException {
    putLong(nonce, nonce.length - Long.BYTES, ++count);
    encrypting.init(Cipher.ENCRYPT_MODE, key, parameters());
    encrypting.updateAAD(header);
    if (mode == Mode.GMAC) {
      encrypting.updateAAD(plain);
      encrypting.doFinal(sealed, plain.length);
    } else {
      encrypting.doFinal(plain, 0, plain.length, sealed, 0);
    }
  }

  @Override
  void open(int index) throws GeneralSecurityException {
    int at = index * sealed.length;
    putLong(nonce, nonce.length - Long.BYTES, index + 1L);
    decrypting.init(Cipher.DECRYPT_MODE, key, parameters());
    decrypting.updateAAD(header);
    if (mode == Mode.GMAC) {
      decrypting.updateAAD(plain);
      decrypting.doFinal(ring, at + plain.length, tagOctets, opened, 0);
    } else {
      decrypting.doFinal(ring, at, sealed.length, opened, 0);
    }
  }

  private AlgorithmParameterSpec parameters() {
    return mode == Mode.CHACHA20_POLY1305
        ? new IvParameterSpec(nonce)
        : new GCMParameterSpec(8 * tagOctets, nonce);
  }
}
