package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.Octets;
import java.util.Optional;

/**
 * What the exchanges before IKE_AUTH have settled and IKE_AUTH needs.
 *
 * @param suite the algorithms
 * @param initiatorSpi the initiator's SPI
 * @param responderSpi the responder's SPI
 * @param ni the initiator's nonce
 * @param nr the responder's nonce
 * @param request the request as it was on the wire, which the initiator signs
 * @param response the response as it was on the wire, which the responder signs
 * @param natDetected whether the peer's NAT detection payloads tell of a NAT
 * @param intAuth what both ends sign behind all else: what was said in IKE_INTERMEDIATE, if it was
 *     used (RFC 9242 section 3.3.2)
 * @param resumption what a ticket has told, if IKE_SESSION_RESUME came in the place of IKE_SA_INIT
 *     (RFC 5723)
 */
record InitExchange(
    IkeSuite suite,
    IkeSpi initiatorSpi,
    IkeSpi responderSpi,
    Octets ni,
    Octets nr,
    Octets request,
    Octets response,
    boolean natDetected,
    Optional<Octets> intAuth,
    Optional<Resumption> resumption) {

  /** IKE_AUTH follows IKE_SA_INIT at once. */
  InitExchange(
      IkeSuite suite,
      IkeSpi initiatorSpi,
      IkeSpi responderSpi,
      Octets ni,
      Octets nr,
      Octets request,
      Octets response,
      boolean natDetected) {
    this(
        suite,
        initiatorSpi,
        responderSpi,
        ni,
        nr,
        request,
        response,
        natDetected,
        Optional.empty(),
        Optional.empty());
  }

  /** With what IKE_INTERMEDIATE has added. */
  InitExchange withIntAuth(Octets octets) {
    return new InitExchange(
        suite,
        initiatorSpi,
        responderSpi,
        ni,
        nr,
        request,
        response,
        natDetected,
        Optional.of(octets),
        resumption);
  }

  /** With what a ticket has told. */
  InitExchange resuming(Resumption ticket) {
    return new InitExchange(
        suite,
        initiatorSpi,
        responderSpi,
        ni,
        nr,
        request,
        response,
        natDetected,
        intAuth,
        Optional.of(ticket));
  }
}
