package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Child SA that IKE_AUTH negotiates along the way (RFC 7296 section 1.2). */
final class FirstChildSa {
  private final ChildSaNegotiation negotiation;

  FirstChildSa(SessionParameters session) {
    this.negotiation =
        new ChildSaNegotiation(
            "IKE_AUTH",
            ProposalSelection.forFirstChildSa(session.config().childAlgorithms()),
            session.espSpis().get(),
            session.config().localTrafficSelectors(),
            session.config().peerTrafficSelectors());
  }

  /**
   * How the negotiation ended.
   *
   * @param child the Child SA, or empty
   * @param failure why there is none, or empty
   * @param answer what the responder puts into its message
   * @param unwanted our SPI of a Child SA that the responder believes in and we refuse, if any
   */
  record Outcome(
      Optional<ChildSa> child,
      Optional<IkeFailure> failure,
      List<Payload> answer,
      Optional<EspSpi> unwanted) {
    /** Neither a Child SA nor a failure: none was asked for (RFC 6023). */
    static final Outcome NONE =
        new Outcome(Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /** SA, TSi and TSr of the initiator. */
  List<Payload> offer() {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(negotiation.offeredSa());
    payloads.addAll(negotiation.offeredSelectors());
    return payloads;
  }

  /** As responder: chooses and narrows. */
  Outcome answer(IkeSaChannel channel, InitExchange init, List<Payload> request) {
    SaPayload sa = Payloads.first(request, SaPayload.class).orElseThrow();
    ChildSaNegotiation.Choice choice = negotiation.choose(sa, request, Optional.empty());
    if (choice.agreed().isEmpty()) {
      return new Outcome(
          Optional.empty(),
          choice.failure(),
          List.copyOf(choice.answer().stream().toList()),
          Optional.empty());
    }
    ChildSaNegotiation.Agreed agreed = choice.agreed().get();
    List<Payload> answer = new ArrayList<>();
    answer.add(agreed.sa());
    answer.addAll(agreed.selectors());
    ChildSa child =
        negotiation.create(agreed, channel, Optional.empty(), init.ni(), init.nr(), false);
    return new Outcome(Optional.of(child), Optional.empty(), answer, Optional.empty());
  }

  /** As initiator: checks the responder's choice. */
  Outcome finish(IkeSaChannel channel, InitExchange init, List<Payload> response) {
    ChildSaNegotiation.Choice choice = negotiation.accept(response);
    if (choice.agreed().isEmpty()) {
      boolean believed = Payloads.first(response, SaPayload.class).isPresent();
      return new Outcome(
          Optional.empty(),
          choice.failure(),
          List.of(),
          believed ? Optional.of(negotiation.inboundSpi()) : Optional.empty());
    }
    ChildSa child =
        negotiation.create(
            choice.agreed().get(), channel, Optional.empty(), init.ni(), init.nr(), true);
    return new Outcome(Optional.of(child), Optional.empty(), List.of(), Optional.empty());
  }
}
