package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peer replaces the IKE SA (RFC 7296 section 1.3.2, 2.8.2, 2.18 and 2.25.2). */
final class PeerRekeyIkeSa {
  private final Association association;
  private final IkeSa sa;
  private final Turn turn;

  PeerRekeyIkeSa(Association association, IkeSa sa, Turn turn) {
    this.association = association;
    this.sa = sa;
    this.turn = turn;
  }

  /** Whether a CREATE_CHILD_SA is for an IKE SA and not for a Child SA. */
  static boolean isAskedFor(List<Payload> request) {
    return Payloads.first(request, SaPayload.class)
        .filter(s -> s.proposals().get(0).protocol().equals(ProtocolId.IKE))
        .isPresent();
  }

  List<Payload> answer(List<Payload> request) {
    SaPayload offered = Payloads.first(request, SaPayload.class).orElseThrow();
    Optional<Octets> ni =
        Payloads.first(request, NoncePayload.class)
            .map(NoncePayload::nonce)
            .filter(InitMessages::isNonceLegal);
    Optional<KePayload> ke = Payloads.first(request, KePayload.class);
    if (ni.isEmpty() || ke.isEmpty()) {
      return PeerRequests.INVALID_SYNTAX;
    }
    if (isBusy()) {
      return List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
    }
    SessionParameters session = association.session();
    ProposalSelection selection = ProposalSelection.forIkeSa(session.config().ikeAlgorithms());
    Optional<Proposal> chosen = selection.choose(offered, Optional.of(ke.get().method()));
    Optional<IkeSpi> peerSpi = chosen.flatMap(ProposalSelection::ikeSpi);
    if (peerSpi.isEmpty()) {
      turn.emit(new IkeOutput.Warned(selection.explainMismatch(offered)));
      return List.of(NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN));
    }
    IkeSuite suite = ProposalSelection.ikeSuite(chosen.get());
    if (suite.keyExchange().transformId() != ke.get().method()) {
      return List.of(PeerCreateChildSa.invalidKe(suite.keyExchange()));
    }
    KeyExchange.Reply reply;
    try {
      reply =
          KeyExchange.reply(
              session.crypto(), suite.keyExchange(), ke.get().keyData().toByteArray());
    } catch (InvalidKeyExchangeException e) {
      // RFC 6989 section 3: an invalid value must not be used and deserves INVALID_SYNTAX.
      return PeerRequests.INVALID_SYNTAX;
    }
    Octets nr = InitMessages.nonce(session.crypto());
    IkeSpi localSpi = session.ikeSpis().get();
    sa.pending(IkeSaRekeying.class, r -> true)
        .ifPresent(ours -> ours.collidesWith(RekeyCollision.lower(ni.get(), nr)));
    AwaitedSa.Ike awaited =
        new AwaitedSa.Ike(suite, ni.get(), nr, localSpi, peerSpi.get(), request);
    Optional<NotifyPayload> link = Optional.empty();
    if (suite.additionalKeyExchange().isEmpty()) {
      awaited.complete(association, sa, turn, List.of(reply.sharedSecret()));
    } else {
      link =
          Optional.of(
              sa.peerFollowUps()
                  .await(
                      session.crypto(),
                      turn,
                      awaited,
                      suite.additionalKeyExchange(),
                      reply.sharedSecret()));
    }
    Proposal mine =
        new Proposal(
            chosen.get().number(),
            chosen.get().protocol(),
            ProposalSelection.spiOctets(localSpi),
            chosen.get().transforms());
    List<Payload> answer = new ArrayList<>();
    answer.add(new SaPayload(List.of(mine)));
    answer.add(new NoncePayload(nr));
    answer.add(new KePayload(suite.keyExchange().transformId(), Octets.of(reply.publicValue())));
    WindowSize.announcement(session.config()).ifPresent(answer::add);
    link.ifPresent(answer::add);
    reply.destroy();
    return answer;
  }

  /** RFC 7296 2.25.2: not across the Child SAs' own exchanges, and not while it is closing. */
  private boolean isBusy() {
    return !association.isCurrent(sa)
        || sa.successor().isPresent()
        || sa.peerFollowUps().hasIkeSa()
        || !sa.peerFollowUps().hasRoom()
        || sa.hasPending(e -> e.concernsChildSas() || e instanceof IkeSaDeletion || e.isFollowUp());
  }
}
