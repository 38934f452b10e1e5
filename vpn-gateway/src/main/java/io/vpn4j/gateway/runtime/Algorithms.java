package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.ike.AlgorithmPolicy;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.aws.Tunnel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From the words of AWS to those of IKE. */
public final class Algorithms {
  /**
   * Group 22 is on the list of AWS (user guide, tunnel options), and in its defaults, although RFC
   * 8247 section 2.4 says MUST NOT. Whoever lists other groups for a tunnel does without it.
   */
  private static final AlgorithmPolicy AS_AWS_ALLOWS =
      AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160);

  /** What sequence numbers of 32 bits can count (RFC 4303 section 3.3.3). */
  public static final long MAX_PACKETS = 0xffff_ffffL;

  private Algorithms() {}

  /**
   * Phase 1 of a tunnel, in the order of AWS, which starts with its own lowest value and ignores
   * the device's order (user guide, tunnel options).
   */
  public static IkeAlgorithms phase1(TunnelParameters tunnel) {
    return new IkeAlgorithms(
        map(tunnel.phase1EncryptionAlgorithms()),
        tunnel.phase1IntegrityAlgorithms().stream().map(Algorithms::integrity).toList(),
        tunnel.phase1IntegrityAlgorithms().stream().map(Algorithms::prf).toList(),
        groups(tunnel.phase1DHGroupNumbers()),
        AS_AWS_ALLOWS);
  }

  /** Phase 2 of a tunnel, in the order of AWS. */
  public static ChildAlgorithms phase2(TunnelParameters tunnel) {
    return new ChildAlgorithms(
        map(tunnel.phase2EncryptionAlgorithms()),
        tunnel.phase2IntegrityAlgorithms().stream().map(Algorithms::integrity).toList(),
        groups(tunnel.phase2DHGroupNumbers()),
        AS_AWS_ALLOWS);
  }

  /** Phase 1 exactly as the document for the device says. */
  public static IkeAlgorithms phase1(Tunnel tunnel) {
    VpnEncryptionAlgorithm encryption = tunnel.ike().encryptionAlgorithm();
    VpnIntegrityAlgorithm integrity = tunnel.ike().integrityAlgorithm();
    return new IkeAlgorithms(
        List.of(encryption(encryption)),
        encryption.isAead() ? List.of() : List.of(integrity(integrity)),
        List.of(prf(integrity)),
        groups(List.of(tunnel.ike().dhGroupNumber())),
        AS_AWS_ALLOWS);
  }

  /** Phase 2 exactly as the document for the device says. */
  public static ChildAlgorithms phase2(Tunnel tunnel) {
    return new ChildAlgorithms(
        List.of(encryption(tunnel.ipsec().encryptionAlgorithm())),
        tunnel.ipsec().integrityAlgorithm().stream().map(Algorithms::integrity).toList(),
        groups(List.of(tunnel.ipsec().dhGroupNumber())),
        AS_AWS_ALLOWS);
  }

  /** The ESP suite of a negotiated pair; empty if ESP has none, which the tests rule out. */
  static Optional<EspSuite> espSuite(
      EncryptionAlgorithm encryption, Optional<IntegrityAlgorithm> integrity) {
    return EspSuite.ofTransforms(
        encryption.transformId(),
        encryption.keyBits(),
        integrity.map(IntegrityAlgorithm::transformId).orElse(0));
  }

  private static List<EncryptionAlgorithm> map(List<VpnEncryptionAlgorithm> algorithms) {
    return algorithms.stream().map(Algorithms::encryption).toList();
  }

  private static EncryptionAlgorithm encryption(VpnEncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case AES128 -> EncryptionAlgorithm.AES_CBC_128;
      case AES256 -> EncryptionAlgorithm.AES_CBC_256;
      case AES128_GCM_16 -> EncryptionAlgorithm.AES_GCM_16_128;
      case AES256_GCM_16 -> EncryptionAlgorithm.AES_GCM_16_256;
    };
  }

  private static IntegrityAlgorithm integrity(VpnIntegrityAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA1 -> IntegrityAlgorithm.HMAC_SHA1_96;
      case SHA2_256 -> IntegrityAlgorithm.HMAC_SHA2_256_128;
      case SHA2_384 -> IntegrityAlgorithm.HMAC_SHA2_384_192;
      case SHA2_512 -> IntegrityAlgorithm.HMAC_SHA2_512_256;
    };
  }

  private static PrfAlgorithm prf(VpnIntegrityAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA1 -> PrfAlgorithm.HMAC_SHA1;
      case SHA2_256 -> PrfAlgorithm.HMAC_SHA2_256;
      case SHA2_384 -> PrfAlgorithm.HMAC_SHA2_384;
      case SHA2_512 -> PrfAlgorithm.HMAC_SHA2_512;
    };
  }

  private static List<KeyExchangeMethod> groups(List<Integer> numbers) {
    return numbers.stream()
        .map(
            number ->
                Stream.of(KeyExchangeMethod.values())
                    .filter(method -> method.transformId() == number)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "Diffie-Hellman group " + number + " is not known")))
        .toList();
  }
}
