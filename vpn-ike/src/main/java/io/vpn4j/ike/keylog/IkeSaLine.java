package io.vpn4j.ike.keylog;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.crypto.SkKeys;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code ikev2_decryption_table}: SPIs of initiator and responder, SK_ei, SK_er, the
 * cipher, SK_ai, SK_ar, the integrity algorithm.
 */
public final class IkeSaLine {
  private IkeSaLine() {}

  /** The line; empty if Wireshark cannot decrypt with these algorithms. */
  public static Optional<String> of(
      IkeSpi initiatorSpi,
      IkeSpi responderSpi,
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      SkKeys keys) {
    HexFormat hex = HexFormat.of();
    return encryption(encryption)
        .map(
            cipher ->
                String.join(
                    ",",
                    List.of(
                        initiatorSpi.toString(),
                        responderSpi.toString(),
                        hex.formatHex(keys.skEi()),
                        hex.formatHex(keys.skEr()),
                        '"' + cipher + '"',
                        hex.formatHex(keys.skAi()),
                        hex.formatHex(keys.skAr()),
                        '"' + integrity(integrity) + '"')));
  }

  private static Optional<String> encryption(EncryptionAlgorithm algorithm) {
    int bits = algorithm.keyBits();
    return switch (algorithm.transformId()) {
      case 12 -> Optional.of("AES-CBC-" + bits + " [RFC3602]");
      case 13 -> Optional.of("AES-CTR-" + bits + " [RFC5930]");
      case 14, 15, 16 -> Optional.of("AES-CCM-" + bits + icv(algorithm) + " [RFC5282]");
      case 18, 19, 20 -> Optional.of("AES-GCM-" + bits + icv(algorithm) + " [RFC5282]");
      default -> Optional.empty();
    };
  }

  private static String icv(EncryptionAlgorithm algorithm) {
    return " with " + algorithm.icvOctets() + " octet ICV";
  }

  private static String integrity(Optional<IntegrityAlgorithm> algorithm) {
    if (algorithm.isEmpty()) {
      return "NONE [RFC4306]";
    }
    return switch (algorithm.get().transformId()) {
      case 2 -> "HMAC_SHA1_96 [RFC2404]";
      case 12 -> "HMAC_SHA2_256_128 [RFC4868]";
      case 13 -> "HMAC_SHA2_384_192 [RFC4868]";
      case 14 -> "HMAC_SHA2_512_256 [RFC4868]";
      // Not checked, but then the length is all that it takes to decrypt.
      default -> "ANY " + 8 * algorithm.get().icvOctets() + "-bits of Authentication [No Checking]";
    };
  }
}
