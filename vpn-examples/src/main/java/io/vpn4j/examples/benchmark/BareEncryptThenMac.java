package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspIntegrity;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CBC or CTR, or nothing, and a MAC over the packet. AES-CMAC is Bouncy Castle's, as the JDK
 * has none, and stands for AES-XCBC too, which takes as many blocks.
 */
final class BareEncryptThenMac extends BareCipher {
  private static final int HEADER_OCTETS = 8;
  private static final int BLOCK_OCTETS = 16;
  private static final int TRANSFORM_NULL = 11;
  private static final int TRANSFORM_CBC = 12;

  private final boolean encrypts;
  private final SecretKeySpec key;
  private final Cipher encrypting;
  private final Cipher decrypting;
  private final Mac mac;
  private final int icvOctets;
  private final byte[] iv = new byte[BLOCK_OCTETS];
  private final byte[] icv;
  private final byte[] plain;
  private final byte[] packet;
  private final byte[] ring;
  private final byte[] opened;
  private final int bodyAt;
  private long count;

  BareEncryptThenMac(PacketCase packets) throws GeneralSecurityException {
    super(packets);
    int transformId = packets.suite().encryption().transformId();
    encrypts = transformId != TRANSFORM_NULL;
    key =
        new SecretKeySpec(
            new byte[Math.max(packets.suite().encryption().keyBits(), 128) / 8], "AES");
    String name = transformId == TRANSFORM_CBC ? "AES/CBC/NoPadding" : "AES/CTR/NoPadding";
    encrypting = cipher(name, packets.provider());
    decrypting = cipher(name, packets.provider());
    mac = mac(packets);
    mac.init(new SecretKeySpec(new byte[packets.suite().integrity().keyOctets()], "MAC"));
    icvOctets = packets.suite().icvOctets();
    icv = new byte[mac.getMacLength()];
    plain = new byte[packets.ciphertextOctets()];
    opened = new byte[plain.length];
    bodyAt = HEADER_OCTETS + packets.suite().ivOctets();
    packet = new byte[bodyAt + plain.length + icvOctets];
    ring = new byte[packets.lap() * packet.length];
    for (int i = 0; i < packets.lap(); i++) {
      seal();
      System.arraycopy(packet, 0, ring, i * packet.length, packet.length);
    }
  }

  private static Mac mac(PacketCase packets) throws GeneralSecurityException {
    EspIntegrity integrity = packets.suite().integrity();
    return switch (integrity) {
      case NONE -> throw new IllegalArgumentException("no MAC");
      case AES_XCBC_96, AES_CMAC_96 -> mac("AESCMAC", bouncyCastle());
      case HMAC_SHA1_96 -> mac("HmacSHA1", packets.provider());
      case HMAC_SHA2_256_128 -> mac("HmacSHA256", packets.provider());
      case HMAC_SHA2_384_192 -> mac("HmacSHA384", packets.provider());
      case HMAC_SHA2_512_256 -> mac("HmacSHA512", packets.provider());
    };
  }

  @Override
  void seal() throws GeneralSecurityException {
    putLong(iv, 0, ++count);
    if (encrypts) {
      encrypting.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      encrypting.doFinal(plain, 0, plain.length, packet, bodyAt);
    } else {
      System.arraycopy(plain, 0, packet, bodyAt, plain.length);
    }
    mac.update(packet, 0, bodyAt + plain.length);
    mac.doFinal(icv, 0);
    System.arraycopy(icv, 0, packet, bodyAt + plain.length, icvOctets);
  }

  @Override
  void open(int index) throws GeneralSecurityException {
    int at = index * packet.length;
    int icvAt = at + bodyAt + plain.length;
    mac.update(ring, at, bodyAt + plain.length);
    mac.doFinal(icv, 0);
    if (!MessageDigest.isEqual(
        Arrays.copyOf(icv, icvOctets), Arrays.copyOfRange(ring, icvAt, icvAt + icvOctets))) {
      throw new IllegalStateException("a packet that was sealed does not open");
    }
    if (encrypts) {
      putLong(iv, 0, index + 1L);
      decrypting.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      decrypting.doFinal(ring, at + bodyAt, plain.length, opened, 0);
    } else {
      System.arraycopy(ring, at + bodyAt, opened, 0, plain.length);
    }
  }
}
