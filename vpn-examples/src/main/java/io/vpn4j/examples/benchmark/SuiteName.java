package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspSuite;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of suites in figures: {@code aes128gcm16}, {@code aes256cbc_sha256}. */
final class SuiteName {
  private static final Pattern AES_WITH_KEY_BITS = Pattern.compile("aes_(.*)_(\\d+)");

  private SuiteName() {}

  static String of(EspSuite suite) {
    return encryption(suite) + integrity(suite);
  }

  private static String encryption(EspSuite suite) {
    String name =
        suite
            .encryption()
            .name()
            .toLowerCase(Locale.ROOT)
            .replace("dangerously_unencrypted_", "")
            .replace("dangerously_unencrypted", "null");
    return AES_WITH_KEY_BITS.matcher(name).replaceFirst("aes$2$1").replace("_", "");
  }

  private static String integrity(EspSuite suite) {
    return switch (suite.integrity()) {
      case NONE -> "";
      case HMAC_SHA1_96 -> "_sha1";
      case AES_XCBC_96 -> "_aesxcbc";
      case AES_CMAC_96 -> "_aescmac";
      case HMAC_SHA2_256_128 -> "_sha256";
      case HMAC_SHA2_384_192 -> "_sha384";
      case HMAC_SHA2_512_256 -> "_sha512";
    };
  }
}
