package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.PrfAlgorithm;
import java.util.Arrays;
import javax.crypto.Mac;

/** The keyed functions under PRFs and integrity algorithms, with all of their output. */
enum MacFunction {
  HMAC_SHA1("HmacSHA1"),
  HMAC_SHA2_256("HmacSHA256"),
  HMAC_SHA2_384("HmacSHA384"),
  HMAC_SHA2_512("HmacSHA512"),
  AES_CMAC("AES-CMAC"),
  AES_XCBC("AES-XCBC");

  private final String jcaName;

  MacFunction(String jcaName) {
    this.jcaName = jcaName;
  }

  static MacFunction of(PrfAlgorithm algorithm) {
    return switch (algorithm) {
      case HMAC_SHA1 -> HMAC_SHA1;
      case HMAC_SHA2_256 -> HMAC_SHA2_256;
      case HMAC_SHA2_384 -> HMAC_SHA2_384;
      case HMAC_SHA2_512 -> HMAC_SHA2_512;
      case AES128_XCBC -> AES_XCBC;
      case AES128_CMAC -> AES_CMAC;
    };
  }

  static MacFunction of(IntegrityAlgorithm algorithm) {
    return switch (algorithm) {
      case HMAC_SHA1_96 -> HMAC_SHA1;
      case HMAC_SHA2_256_128 -> HMAC_SHA2_256;
      case HMAC_SHA2_384_192 -> HMAC_SHA2_384;
      case HMAC_SHA2_512_256 -> HMAC_SHA2_512;
      case AES_XCBC_96 -> AES_XCBC;
      case AES_CMAC_96 -> AES_CMAC;
    };
  }

  /**
   * The function of {@code parts}, read one after the other as if concatenated.
   *
   * @param key of any length for HMAC, of 16 octets for the others
   */
  byte[] compute(IkeCrypto crypto, byte[] key, byte[]... parts) {
    return switch (this) {
      case HMAC_SHA1, HMAC_SHA2_256, HMAC_SHA2_384, HMAC_SHA2_512 -> {
        Mac mac = Primitives.hmac(crypto, jcaName, key);
        for (byte[] part : parts) {
          mac.update(part);
        }
        yield mac.doFinal();
      }
      case AES_CMAC -> AesMac.cmac(crypto, key, parts);
      case AES_XCBC -> AesMac.xcbc(crypto, key, parts);
    };
  }

  /**
   * {@code key} as a PRF takes it: a key of any length becomes one of 16 octets (RFC 4434 section
   * 2, RFC 4615 section 3); HMAC takes every key as it is.
   *
   * @return never {@code key} itself
   */
  byte[] prfKey(IkeCrypto crypto, byte[] key) {
    int octets = AesMac.BLOCK_OCTETS;
    return switch (this) {
      case HMAC_SHA1, HMAC_SHA2_256, HMAC_SHA2_384, HMAC_SHA2_512 -> key.clone();
      case AES_CMAC ->
          key.length == octets ? key.clone() : AesMac.cmac(crypto, new byte[octets], key);
      case AES_XCBC ->
          key.length <= octets
              ? Arrays.copyOf(key, octets)
              : AesMac.xcbc(crypto, new byte[octets], key);
    };
  }
}
