package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The peer asks for a Child SA, a new one or one that replaces another (RFC 7296 section 1.3.1,
 * 1.3.3, 2.8.1 and 2.25.1).
 */
final class PeerCreateChildSa {
  private final Association association;
  private final IkeSa sa;
  private final Turn turn;

  PeerCreateChildSa(Association association, IkeSa sa, Turn turn) {
    this.association = association;
    this.sa = sa;
    this.turn = turn;
  }

  /** The payloads of the answer; what comes up is told before. */
  List<Payload> answer(List<Payload> request) {
    Optional<SaPayload> offered = Payloads.first(request, SaPayload.class);
    Optional<Octets> ni =
        Payloads.first(request, NoncePayload.class)
            .map(NoncePayload::nonce)
            .filter(InitMessages::isNonceLegal);
    if (offered.isEmpty() || ni.isEmpty()) {
      return PeerRequests.INVALID_SYNTAX;
    }
    Optional<NotifyPayload> rekey = Payloads.notify(request, NotifyType.REKEY_SA);
    Optional<ChildSas.Entry> old = rekey.flatMap(this::rekeyed);
    if (rekey.isPresent() && old.isEmpty()) {
      // Perhaps the one that is coming to be, if the answer to our request was lost.
      if (sa.hasPending(ChildSaCreation.class::isInstance)) {
        return List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
      }
      return List.of(
          new NotifyPayload(
              rekey.get().protocol(),
              rekey.get().spi(),
              NotifyType.CHILD_SA_NOT_FOUND,
              Octets.EMPTY));
    }
    if (isBusy() || old.filter(this::isTaken).isPresent() || !sa.peerFollowUps().hasRoom()) {
      return List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
    }
    IkeConfig config = association.session().config();
    long children = association.children().count() + sa.peerFollowUps().newChildren();
    if (old.isEmpty() && children >= config.maxChildSas()) {
      return List.of(NotifyPayload.of(NotifyType.NO_ADDITIONAL_SAS));
    }
    return negotiate(request, offered.get(), ni.get(), old);
  }

  /**
   * It is going to be replaced or deleted without this. Our own rekeying counts once its first
   * answer is here: the peer has judged the collision before it sent that (RFC 9370 section 2.2.4).
   */
  private boolean isTaken(ChildSas.Entry old) {
    EspSpi spi = old.inboundSpi();
    return old.isDeleting()
        || old.isReplaced()
        || sa.peerFollowUps().isReplacing(spi)
        || sa.has(e -> e instanceof ChildSaCreation c && c.isRekeying(spi) && c.isFollowUp());
  }

  /** RFC 7296 2.25.2: nothing new on an IKE SA that is being replaced or deleted. */
  private boolean isBusy() {
    return !association.isCurrent(sa)
        || sa.successor().isPresent()
        || sa.peerFollowUps().hasIkeSa()
        || sa.hasPending(e -> e instanceof IkeSaRekeying || e instanceof IkeSaDeletion);
  }

  /** The peer names the SPI of its own inbound packets, which is the one we send to. */
  private Optional<ChildSas.Entry> rekeyed(NotifyPayload rekey) {
    return rekey.protocol().equals(ProtocolId.ESP) && rekey.spi().length() == 4
        ? association.children().byOutbound(new EspSpi(rekey.spi().asByteBuffer().getInt()))
        : Optional.empty();
  }

  private List<Payload> negotiate(
      List<Payload> request, SaPayload offered, Octets ni, Optional<ChildSas.Entry> old) {
    SessionParameters session = association.session();
    IkeConfig config = session.config();
    ChildSaNegotiation negotiation =
        new ChildSaNegotiation(
            "CREATE_CHILD_SA",
            ProposalSelection.forChildSa(config.childAlgorithms()),
            session.espSpis().get(),
            config.localTrafficSelectors(),
            config.peerTrafficSelectors());
    Optional<KePayload> ke = Payloads.first(request, KePayload.class);
    ChildSaNegotiation.Choice choice =
        negotiation.choose(offered, request, ke.map(KePayload::method));
    if (choice.agreed().isEmpty()) {
      turn.emit(new IkeOutput.Warned(choice.failure().orElseThrow()));
      return List.of(choice.answer().orElseThrow());
    }
    ChildSaNegotiation.Agreed agreed = choice.agreed().get();
    Optional<KeyExchangeMethod> method = agreed.suite().keyExchange();
    Optional<KeyExchange.Reply> reply = Optional.empty();
    if (method.isPresent()) {
      if (ke.isEmpty() || ke.get().method() != method.get().transformId()) {
        return List.of(invalidKe(method.get()));
      }
      try {
        reply =
            Optional.of(
                KeyExchange.reply(
                    session.crypto(), method.get(), ke.get().keyData().toByteArray()));
      } catch (InvalidKeyExchangeException e) {
        // RFC 6989 section 3: an invalid value must not be used and deserves INVALID_SYNTAX.
        return PeerRequests.INVALID_SYNTAX;
      }
    }
    Octets nr = InitMessages.nonce(session.crypto());
    Optional<EspSpi> replaces = old.map(ChildSas.Entry::inboundSpi);
    old.ifPresent(o -> noteCollision(o, RekeyCollision.lower(ni, nr)));
    List<KeyExchangeMethod> rounds = agreed.suite().additionalKeyExchange();
    Optional<NotifyPayload> link = Optional.empty();
    if (rounds.isEmpty() || reply.isEmpty()) {
      ChildSa child =
          negotiation.create(
              agreed, sa.channel(), reply.map(KeyExchange.Reply::sharedSecret), ni, nr, false);
      association.install(turn, child, replaces, old.isEmpty());
    } else {
      AwaitedSa awaited = new AwaitedSa.Child(negotiation, agreed, ni, nr, replaces);
      link =
          Optional.of(
              sa.peerFollowUps()
                  .await(session.crypto(), turn, awaited, rounds, reply.get().sharedSecret()));
    }
    List<Payload> answer = new ArrayList<>();
    answer.add(agreed.sa());
    answer.add(new NoncePayload(nr));
    reply.ifPresent(
        r -> answer.add(new KePayload(r.method().transformId(), Octets.of(r.publicValue()))));
    answer.addAll(agreed.selectors());
    link.ifPresent(answer::add);
    reply.ifPresent(KeyExchange.Reply::destroy);
    return answer;
  }

  /** Both of us rekey it: who gives way is decided when the answer to ours is here. */
  private void noteCollision(ChildSas.Entry old, Octets lowerNonce) {
    sa.pending(ChildSaCreation.class, c -> c.isRekeying(old.inboundSpi()))
        .ifPresent(ours -> ours.collidesWith(lowerNonce));
  }

  static NotifyPayload invalidKe(KeyExchangeMethod wanted) {
    return NotifyPayload.of(
        NotifyType.INVALID_KE_PAYLOAD,
        Octets.of(ByteBuffer.allocate(2).putShort(0, (short) wanted.transformId())));
  }
}
