package io.vpn4j.ike;

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
    IkeIdentity peerIdentity,
    boolean natDetected) {}
