package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.TransformType;
import java.util.List;
import java.util.Optional;

/**
 * The algorithms agreed for an IKE SA.
 *
 * @param encryption the cipher
 * @param integrity none with an AEAD cipher
 * @param prf the pseudorandom function
 * @param keyExchange the group
 * @param additionalKeyExchange what is held besides, in this order; NONE left out (RFC 9370)
 */
public record IkeSuite(
    EncryptionAlgorithm encryption,
    Optional<IntegrityAlgorithm> integrity,
    PrfAlgorithm prf,
    KeyExchangeMethod keyExchange,
    List<KeyExchangeMethod> additionalKeyExchange) {
  /** Copies the list. */
  public IkeSuite {
    additionalKeyExchange = List.copyOf(additionalKeyExchange);
  }

  /** With one key exchange. */
  public IkeSuite(
      EncryptionAlgorithm encryption,
      Optional<IntegrityAlgorithm> integrity,
      PrfAlgorithm prf,
      KeyExchangeMethod keyExchange) {
    this(encryption, integrity, prf, keyExchange, List.of());
  }

  /** Reads a proposal that {@link ProposalTemplate#choose} has made or checked. */
  static IkeSuite of(Proposal chosen) {
    return new IkeSuite(
        Transforms.ofType(chosen.transforms(), TransformType.ENCR)
            .flatMap(Transforms::encryption)
            .orElseThrow(),
        Transforms.ofType(chosen.transforms(), TransformType.INTEG).flatMap(Transforms::integrity),
        Transforms.ofType(chosen.transforms(), TransformType.PRF)
            .flatMap(Transforms::prf)
            .orElseThrow(),
        Transforms.ofType(chosen.transforms(), TransformType.KE)
            .flatMap(Transforms::keyExchange)
            .orElseThrow(),
        Transforms.additionalKeyExchange(chosen.transforms()));
  }
}
