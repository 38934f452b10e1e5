package io.vpn4j.ike.state;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import java.util.function.Supplier;

/**
 * What stays the same for the whole life of a session.
 *
 * @param config the peer
 * @param crypto randomness and primitives
 * @param espSpis inbound SPIs that no other SA of the owner uses
 * @param ikeSpis SPIs for an IKE SA that takes the place of this one (RFC 7296 section 2.18), which
 *     no other IKE SA of the owner uses
 * @param localSpi our SPI of the first IKE SA
 */
public record SessionParameters(
    IkeConfig config,
    IkeCrypto crypto,
    Supplier<EspSpi> espSpis,
    Supplier<IkeSpi> ikeSpis,
    IkeSpi localSpi) {}
