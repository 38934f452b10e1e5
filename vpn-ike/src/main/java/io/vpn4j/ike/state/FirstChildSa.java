package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.ChildSaKeys;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeConfig;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The Child SA that IKE_AUTH negotiates along the way (RFC 7296 section 1.2). */
final class FirstChildSa {
  private final SessionParameters session;
  private final EspSpi inboundSpi;
  private final ProposalSelection selection;

  FirstChildSa(SessionParameters session) {
    this.session = session;
    this.inboundSpi = session.espSpis().get();
    this.selection = ProposalSelection.forFirstChildSa(session.config().childAlgorithms());
  }

  /**
   * How the negotiation ended.
   *
   * @param child the Child SA, or empty
   * @param failure why there is none, or empty
   * @param answer what the responder puts into its message
   */
  record Outcome(Optional<ChildSa> child, Optional<IkeFailure> failure, List<Payload> answer) {
    private static Outcome failed(IkeFailure failure, NotifyType notify) {
      return new Outcome(Optional.empty(), Optional.of(failure), List.of(NotifyPayload.of(notify)));
    }

    private static Outcome failed(IkeFailure failure) {
      return new Outcome(Optional.empty(), Optional.of(failure), List.of());
    }
  }

  /** SA, TSi and TSr of the initiator. */
  List<Payload> offer() {
    IkeConfig config = session.config();
    return List.of(
        selection.offer(ProposalSelection.spiOctets(inboundSpi)),
        TrafficSelectors.payload(true, config.localTrafficSelectors()),
        TrafficSelectors.payload(false, config.peerTrafficSelectors()));
  }

  /** As responder: chooses and narrows. */
  Outcome answer(IkeSaChannel channel, InitExchange init, List<Payload> request) {
    IkeConfig config = session.config();
    SaPayload sa = first(request, SaPayload.class).orElseThrow();
    Optional<Proposal> chosen = selection.choose(sa, Optional.empty());
    Optional<EspSpi> outboundSpi = chosen.flatMap(ProposalSelection::espSpi);
    if (outboundSpi.isEmpty()) {
      return Outcome.failed(selection.explainMismatch(sa), NotifyType.NO_PROPOSAL_CHOSEN);
    }
    List<TrafficSelector> offeredI = selectors(request, true);
    List<TrafficSelector> offeredR = selectors(request, false);
    List<TrafficSelector> tsi = TrafficSelector.narrow(offeredI, config.peerTrafficSelectors());
    List<TrafficSelector> tsr = TrafficSelector.narrow(offeredR, config.localTrafficSelectors());
    if (tsi.isEmpty() || tsr.isEmpty()) {
      return Outcome.failed(
          new IkeFailure.TrafficSelectorsUnacceptable(
              false,
              offeredI,
              offeredR,
              config.peerTrafficSelectors(),
              config.localTrafficSelectors()),
          NotifyType.TS_UNACCEPTABLE);
    }
    Proposal mine =
        new Proposal(
            chosen.get().number(),
            chosen.get().protocol(),
            ProposalSelection.spiOctets(inboundSpi),
            chosen.get().transforms());
    ChildSa child = child(channel, init, mine, outboundSpi.get(), tsr, tsi, false);
    return new Outcome(
        Optional.of(child),
        Optional.empty(),
        List.of(
            new SaPayload(List.of(mine)),
            TrafficSelectors.payload(true, tsi),
            TrafficSelectors.payload(false, tsr)));
  }

  /** As initiator: checks the responder's choice. */
  Outcome finish(IkeSaChannel channel, InitExchange init, List<Payload> response) {
    IkeConfig config = session.config();
    Optional<SaPayload> sa = first(response, SaPayload.class);
    if (sa.isEmpty()) {
      return Outcome.failed(refusal(response));
    }
    Optional<Proposal> chosen = selection.accept(sa.get());
    Optional<EspSpi> outboundSpi = chosen.flatMap(ProposalSelection::espSpi);
    if (chosen.isEmpty() || outboundSpi.isEmpty()) {
      return Outcome.failed(
          new IkeFailure.InvalidSyntax("IKE_AUTH", "the peer chose what was not offered"));
    }
    List<TrafficSelector> tsi = selectors(response, true);
    List<TrafficSelector> tsr = selectors(response, false);
    if (!isWithin(tsi, config.localTrafficSelectors())
        || !isWithin(tsr, config.peerTrafficSelectors())) {
      return Outcome.failed(
          new IkeFailure.TrafficSelectorsUnacceptable(
              false, config.localTrafficSelectors(), config.peerTrafficSelectors(), tsi, tsr));
    }
    return new Outcome(
        Optional.of(child(channel, init, chosen.get(), outboundSpi.get(), tsi, tsr, true)),
        Optional.empty(),
        List.of());
  }

  private IkeFailure refusal(List<Payload> response) {
    Optional<NotifyType> error =
        response.stream()
            .filter(NotifyPayload.class::isInstance)
            .map(p -> ((NotifyPayload) p).notifyType())
            .filter(NotifyType::isError)
            .findFirst();
    if (error.isEmpty()) {
      return new IkeFailure.InvalidSyntax("IKE_AUTH", "neither a Child SA nor an error");
    }
    if (error.get().equals(NotifyType.NO_PROPOSAL_CHOSEN)) {
      return selection.refusedByPeer();
    }
    if (error.get().equals(NotifyType.TS_UNACCEPTABLE)) {
      return new IkeFailure.TrafficSelectorsUnacceptable(
          true,
          session.config().localTrafficSelectors(),
          session.config().peerTrafficSelectors(),
          List.of(),
          List.of());
    }
    return new IkeFailure.PeerRefused("the Child SA", error.get().value(), error.get().toString());
  }

  private ChildSa child(
      IkeSaChannel channel,
      InitExchange init,
      Proposal chosen,
      EspSpi outboundSpi,
      List<TrafficSelector> local,
      List<TrafficSelector> peer,
      boolean initiator) {
    ChildSuite suite = ProposalSelection.childSuite(chosen);
    int half = suite.keymatOctets();
    byte[] keymat =
        KeySchedule.childKeymat(
            channel.prf(),
            channel.keys().skD(),
            Optional.empty(),
            init.ni().toByteArray(),
            init.nr().toByteArray(),
            2 * half);
    // RFC 7296 2.17: keys for packets from the initiator come first.
    byte[] fromInitiator = Arrays.copyOfRange(keymat, 0, half);
    byte[] fromResponder = Arrays.copyOfRange(keymat, half, 2 * half);
    Arrays.fill(keymat, (byte) 0);
    ChildSaKeys keys =
        initiator
            ? new ChildSaKeys(fromResponder, fromInitiator)
            : new ChildSaKeys(fromInitiator, fromResponder);
    return new ChildSa(
        inboundSpi, outboundSpi, suite.encryption(), suite.integrity(), false, local, peer, keys);
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

  private static <T extends Payload> Optional<T> first(List<Payload> payloads, Class<T> type) {
    return payloads.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
