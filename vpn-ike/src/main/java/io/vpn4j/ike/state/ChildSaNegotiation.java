package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.ChildSaKeys;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.KeySchedule;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.ike.negotiation.ChildSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.wire.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How two ends agree on a Child SA, in IKE_AUTH or CREATE_CHILD_SA: proposals, traffic selectors,
 * keys (RFC 7296 section 2.9 and 2.17).
 *
 * @param exchange its name, for explanations
 * @param selection what may be offered and chosen
 * @param inboundSpi the SPI that we choose
 * @param local what our side may send
 * @param peer what the peer's side may send
 */
record ChildSaNegotiation(
    String exchange,
    ProposalSelection selection,
    EspSpi inboundSpi,
    List<TrafficSelector> local,
    List<TrafficSelector> peer) {

  /**
   * What was agreed.
   *
   * @param proposal as the answer has it, with the responder's SPI
   * @param outboundSpi the SPI that the peer chose
   * @param tsi the traffic of the exchange's initiator
   * @param tsr the traffic of its responder
   */
  record Agreed(
      Proposal proposal, EspSpi outboundSpi, List<TrafficSelector> tsi, List<TrafficSelector> tsr) {
    ChildSuite suite() {
      return ProposalSelection.childSuite(proposal);
    }

    /** SA, TSi and TSr of the responder's message. */
    SaPayload sa() {
      return new SaPayload(List.of(proposal));
    }

    List<Payload> selectors() {
      return List.of(TrafficSelectors.payload(true, tsi), TrafficSelectors.payload(false, tsr));
    }
  }

  /** Either what was agreed, or why nothing was and what a responder says of it. */
  record Choice(
      Optional<Agreed> agreed, Optional<IkeFailure> failure, Optional<NotifyPayload> answer) {
    private static Choice of(Agreed agreed) {
      return new Choice(Optional.of(agreed), Optional.empty(), Optional.empty());
    }

    private static Choice refused(IkeFailure failure, NotifyType notify) {
      return new Choice(
          Optional.empty(), Optional.of(failure), Optional.of(NotifyPayload.of(notify)));
    }

    private static Choice failed(IkeFailure failure) {
      return new Choice(Optional.empty(), Optional.of(failure), Optional.empty());
    }
  }

  SaPayload offeredSa() {
    return selection.offer(ProposalSelection.spiOctets(inboundSpi));
  }

  List<Payload> offeredSelectors() {
    return List.of(TrafficSelectors.payload(true, local), TrafficSelectors.payload(false, peer));
  }

  /** As responder: chooses and narrows. */
  Choice choose(SaPayload sa, List<Payload> request, Optional<Integer> keyExchange) {
    Optional<Proposal> chosen = selection.choose(sa, keyExchange);
    Optional<EspSpi> outboundSpi = chosen.flatMap(ProposalSelection::espSpi);
    if (outboundSpi.isEmpty()) {
      return Choice.refused(selection.explainMismatch(sa), NotifyType.NO_PROPOSAL_CHOSEN);
    }
    List<TrafficSelector> offeredI = selectors(request, true);
    List<TrafficSelector> offeredR = selectors(request, false);
    List<TrafficSelector> tsi = TrafficSelector.narrow(offeredI, peer);
    List<TrafficSelector> tsr = TrafficSelector.narrow(offeredR, local);
    if (tsi.isEmpty() || tsr.isEmpty()) {
      return Choice.refused(
          new IkeFailure.TrafficSelectorsUnacceptable(false, offeredI, offeredR, peer, local),
          NotifyType.TS_UNACCEPTABLE);
    }
    Proposal mine =
        new Proposal(
            chosen.get().number(),
            chosen.get().protocol(),
            ProposalSelection.spiOctets(inboundSpi),
            chosen.get().transforms());
    return Choice.of(new Agreed(mine, outboundSpi.get(), tsi, tsr));
  }

  /** As initiator: checks the responder's choice. */
  Choice accept(List<Payload> response) {
    Optional<SaPayload> sa = Payloads.first(response, SaPayload.class);
    if (sa.isEmpty()) {
      return Choice.failed(refusal(response));
    }
    Optional<Proposal> chosen = selection.accept(sa.get());
    Optional<EspSpi> outboundSpi = chosen.flatMap(ProposalSelection::espSpi);
    if (outboundSpi.isEmpty()) {
      return Choice.failed(
          new IkeFailure.InvalidSyntax(exchange, "the peer chose what was not offered"));
    }
    List<TrafficSelector> tsi = selectors(response, true);
    List<TrafficSelector> tsr = selectors(response, false);
    if (!isWithin(tsi, local) || !isWithin(tsr, peer)) {
      return Choice.failed(
          new IkeFailure.TrafficSelectorsUnacceptable(false, local, peer, tsi, tsr));
    }
    return Choice.of(new Agreed(chosen.get(), outboundSpi.get(), tsi, tsr));
  }

  private IkeFailure refusal(List<Payload> response) {
    Optional<NotifyType> error = Payloads.error(response).map(NotifyPayload::notifyType);
    if (error.isEmpty()) {
      return new IkeFailure.InvalidSyntax(exchange, "neither a Child SA nor an error");
    }
    if (error.get().equals(NotifyType.NO_PROPOSAL_CHOSEN)) {
      return selection.refusedByPeer();
    }
    if (error.get().equals(NotifyType.TS_UNACCEPTABLE)) {
      return new IkeFailure.TrafficSelectorsUnacceptable(true, local, peer, List.of(), List.of());
    }
    return new IkeFailure.PeerRefused("the Child SA", error.get().value(), error.get().toString());
  }

  /**
   * The Child SA with its keys.
   *
   * @param sharedSecret of the key exchange of this Child SA, if there was one; not zeroed here
   * @param initiator whether we began the exchange
   */
  ChildSa create(
      Agreed agreed,
      IkeSaChannel channel,
      Optional<byte[]> sharedSecret,
      Octets ni,
      Octets nr,
      boolean initiator) {
    ChildSuite suite = agreed.suite();
    int half = suite.keymatOctets();
    byte[] keymat =
        KeySchedule.childKeymat(
            channel.prf(),
            channel.keys().skD(),
            sharedSecret,
            ni.toByteArray(),
            nr.toByteArray(),
            2 * half);
    return create(agreed, keymat, initiator);
  }

  /**
   * The Child SA with its keys.
   *
   * @param keymat zeroed here
   * @param initiator whether we began the exchange
   */
  ChildSa create(Agreed agreed, byte[] keymat, boolean initiator) {
    ChildSuite suite = agreed.suite();
    int half = suite.keymatOctets();
    // RFC 7296 2.17: keys for packets from the initiator come first.
    byte[] fromInitiator = Arrays.copyOfRange(keymat, 0, half);
    byte[] fromResponder = Arrays.copyOfRange(keymat, half, 2 * half);
    Arrays.fill(keymat, (byte) 0);
    ChildSaKeys keys =
        initiator
            ? new ChildSaKeys(fromResponder, fromInitiator)
            : new ChildSaKeys(fromInitiator, fromResponder);
    return new ChildSa(
        inboundSpi,
        agreed.outboundSpi(),
        suite.encryption(),
        suite.integrity(),
        false,
        initiator ? agreed.tsi() : agreed.tsr(),
        initiator ? agreed.tsr() : agreed.tsi(),
        keys);
  }

  private static boolean isWithin(List<TrafficSelector> narrowed, List<TrafficSelector> offered) {
    return !narrowed.isEmpty()
        && narrowed.stream().allMatch(n -> offered.stream().anyMatch(o -> o.contains(n)));
  }

  private static List<TrafficSelector> selectors(List<Payload> payloads, boolean initiator) {
    return payloads.stream()
        .filter(p -> p instanceof TsPayload ts && ts.initiator() == initiator)
        .findFirst()
        .map(p -> TrafficSelectors.read((TsPayload) p))
        .orElse(List.of());
  }
}
