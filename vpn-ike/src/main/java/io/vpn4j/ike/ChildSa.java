package io.vpn4j.ike;

import java.util.List;
import java.util.Optional;

/**
 * A pair of ESP SAs as negotiated, ready to be installed.
 *
 * @param inboundSpi the SPI in packets from the peer; we chose it
 * @param outboundSpi the SPI in packets to the peer; it chose it
 * @param encryption the cipher
 * @param integrity the integrity algorithm; none with an AEAD cipher
 * @param extendedSequenceNumbers whether sequence numbers have 64 bits
 * @param localSelectors what our side may send, after narrowing
 * @param peerSelectors what the peer's side may send, after narrowing
 * @param keys the keying material, never printed
 */
public record ChildSa(
    EspSpi inboundSpi,
    EspSpi outboundSpi,
    EncryptionAlgorithm encryption,
    Optional<IntegrityAlgorithm> integrity,
    boolean extendedSequenceNumbers,
    List<TrafficSelector> localSelectors,
    List<TrafficSelector> peerSelectors,
    ChildSaKeys keys) {}
