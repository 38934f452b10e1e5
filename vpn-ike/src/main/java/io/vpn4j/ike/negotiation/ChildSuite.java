package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.TransformType;
import java.util.List;
import java.util.Optional;

/**
 * The algorithms agreed for a Child SA.
 *
 * @param encryption the cipher
 * @param integrity none with an AEAD cipher
 * @param keyExchange the group for perfect forward secrecy, if there is to be any
 * @param additionalKeyExchange what is held besides, in this order; NONE left out (RFC 9370)
 */
public record ChildSuite(
    EncryptionAlgorithm encryption,
    Optional<IntegrityAlgorithm> integrity,
    Optional<KeyExchangeMethod> keyExchange,
    List<KeyExchangeMethod> additionalKeyExchange) {
  /** Copies the list. */
  public ChildSuite {
    additionalKeyExchange = List.copyOf(additionalKeyExchange);
  }

  /** Octets of keying material for one direction (RFC 7296 section 2.17). */
  public int keymatOctets() {
    return encryption.keymatOctets() + integrity.map(IntegrityAlgorithm::keyOctets).orElse(0);
  }

  /** Reads a proposal that {@link ProposalTemplate#choose} has made or checked. */
  static ChildSuite of(Proposal chosen) {
    return new ChildSuite(
        Transforms.ofType(chosen.transforms(), TransformType.ENCR)
            .flatMap(Transforms::encryption)
            .orElseThrow(),
        Transforms.ofType(chosen.transforms(), TransformType.INTEG).flatMap(Transforms::integrity),
        Transforms.ofType(chosen.transforms(), TransformType.KE).flatMap(Transforms::keyExchange),
        Transforms.additionalKeyExchange(chosen.transforms()));
  }
}
