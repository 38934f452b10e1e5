package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.Octets;

/**
 * What IKE_SA_INIT has settled and IKE_AUTH needs.
 *
 * @param suite the algorithms
 * @param initiatorSpi the initiator's SPI
 * @param responderSpi the responder's SPI
 * @param ni the initiator's nonce
 * @param nr the responder's nonce
 * @param request the request as it was on the wire, which the initiator signs
 * @param response the response as it was on the wire, which the responder signs
 * @param natDetected whether the peer's NAT detection payloads tell of a NAT
 */
record InitExchange(
    IkeSuite suite,
    IkeSpi initiatorSpi,
    IkeSpi responderSpi,
    Octets ni,
    Octets nr,
    Octets request,
    Octets response,
    boolean natDetected) {}
