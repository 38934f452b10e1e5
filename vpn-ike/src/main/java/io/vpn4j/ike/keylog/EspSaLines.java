package io.vpn4j.ike.keylog;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.secret.SecretAccess;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Lines of {@code esp_sa}: IP version, source, destination, SPI, cipher with key and salt,
 * integrity algorithm with key.
 *
 * <p>Addresses are left open, because a NAT may change them between us and where packets are
 * captured; an SPI of 32 random bits tells SAs apart well enough.
 */
public final class EspSaLines {
  private static final String ANY_ADDRESS = "*";

  private EspSaLines() {}

  /** A line for each direction; none if Wireshark cannot decrypt with this cipher. */
  public static List<String> of(ChildSa child, UdpPath path) {
    String ipVersion = path.peer().address().isIpv4() ? "IPv4" : "IPv6";
    byte[] inbound = child.keys().inbound(SecretAccess.grant());
    byte[] outbound = child.keys().outbound(SecretAccess.grant());
    List<String> lines =
        encryption(child.encryption())
            .map(
                cipher ->
                    List.of(
                        line(ipVersion, child.inboundSpi(), cipher, child, inbound),
                        line(ipVersion, child.outboundSpi(), cipher, child, outbound)))
            .orElse(List.of());
    Arrays.fill(inbound, (byte) 0);
    Arrays.fill(outbound, (byte) 0);
    return lines;
  }

  private static String line(
      String ipVersion, EspSpi spi, String cipher, ChildSa child, byte[] keys) {
    int split = child.encryption().keymatOctets();
    HexFormat hex = HexFormat.of();
    String integrityKey = hex.formatHex(keys, split, keys.length);
    List<String> fields =
        List.of(
            ipVersion,
            ANY_ADDRESS,
            ANY_ADDRESS,
            "0x" + spi,
            cipher,
            "0x" + hex.formatHex(keys, 0, split),
            integrity(child.integrity()),
            integrityKey.isEmpty() ? "" : "0x" + integrityKey);
    return '"' + String.join("\",\"", fields) + '"';
  }

  private static Optional<String> encryption(EncryptionAlgorithm algorithm) {
    return switch (algorithm.transformId()) {
      case 12 -> Optional.of("AES-CBC [RFC3602]");
      case 13 -> Optional.of("AES-CTR [RFC3686]");
      case 18, 19, 20 ->
          Optional.of("AES-GCM with " + algorithm.icvOctets() + " octet ICV [RFC4106]");
      default -> Optional.empty();
    };
  }

  private static String integrity(Optional<IntegrityAlgorithm> algorithm) {
    if (algorithm.isEmpty()) {
      return "NULL";
    }
    return switch (algorithm.get().transformId()) {
      case 2 -> "HMAC-SHA-1-96 [RFC2404]";
      case 12 -> "HMAC-SHA-256-128 [RFC4868]";
      case 13 -> "HMAC-SHA-384-192 [RFC4868]";
      case 14 -> "HMAC-SHA-512-256 [RFC4868]";
      default -> "ANY " + 8 * algorithm.get().icvOctets() + " bit authentication [no checking]";
    };
  }
}
