package io.vpn4j.ike;

import java.util.List;
import java.util.Optional;

/**
 * What both ends agreed on for an IKE SA.
 *
 * @param initiatorSpi the initiator's SPI
 * @param responderSpi the responder's SPI
 * @param initiator whether we are the initiator
 * @param encryption the cipher
 * @param integrity the integrity algorithm; none with an AEAD cipher
 * @param prf the pseudorandom function
 * @param keyExchange the group
 * @param additionalKeyExchange what was held besides, in this order (RFC 9370)
 * @param peerIdentity who the peer has proved to be
 * @param natDetected whether the peer's addresses, as it sees them, differ from ours: a NAT, or a
 *     peer that forces UDP encapsulation as we do
 */
public record IkeSaInfo(
    IkeSpi initiatorSpi,
    IkeSpi responderSpi,
    boolean initiator,
    EncryptionAlgorithm encryption,
    Optional<IntegrityAlgorithm> integrity,
    PrfAlgorithm prf,
    KeyExchangeMethod keyExchange,
    List<KeyExchangeMethod> additionalKeyExchange,
    IkeIdentity peerIdentity,
    boolean natDetected) {
  /** Copies the list. */
  public IkeSaInfo {
    additionalKeyExchange = List.copyOf(additionalKeyExchange);
  }
}
