package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspTransform;
import io.vpn4j.esp.wire.PacketMac;
import io.vpn4j.esp.wire.TransformFactory;
import java.security.GeneralSecurityException;

/** From a suite and its keys to the transform that does it. */
final class Transforms {
  private Transforms() {}

  /**
   * A transform with copies of the keys, whose lengths are those of {@code suite}.
   *
   * @throws GeneralSecurityException if the JCA provider lacks an algorithm
   */
  static EspTransform create(
      EspSuite suite, byte[] encryptionKey, byte[] integrityKey, TransformFactory factory)
      throws GeneralSecurityException {
    EspEncryption encryption = suite.encryption();
    int icvOctets = encryption.icvOctets();
    boolean implicitIv = encryption.hasImplicitIv();
    return switch (encryption.mode()) {
      case CBC -> factory.cbc(encryptionKey, mac(suite.integrity(), integrityKey, factory));
      case CTR -> factory.ctr(encryptionKey, mac(suite.integrity(), integrityKey, factory));
      case CCM -> factory.ccm(encryptionKey, icvOctets, implicitIv);
      case GCM -> factory.gcm(encryptionKey, icvOctets, implicitIv);
      case CHACHA20_POLY1305 -> factory.chaCha20Poly1305(encryptionKey, implicitIv);
      case GMAC -> factory.unencryptedGmac(encryptionKey);
      case NULL -> factory.unencrypted(mac(suite.integrity(), integrityKey, factory));
    };
  }

  private static PacketMac mac(EspIntegrity integrity, byte[] key, TransformFactory factory)
      throws GeneralSecurityException {
    return switch (integrity) {
      case NONE -> throw new IllegalArgumentException("a suite without an ICV");
      case AES_XCBC_96 -> factory.xcbc(key);
      case AES_CMAC_96 -> factory.cmac(key);
      case HMAC_SHA1_96, HMAC_SHA2_256_128, HMAC_SHA2_384_192, HMAC_SHA2_512_256 ->
          factory.hmac(integrity.jcaName(), key, integrity.icvOctets());
    };
  }
}
