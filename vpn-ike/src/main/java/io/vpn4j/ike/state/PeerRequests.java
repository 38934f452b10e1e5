package io.vpn4j.ike.state;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an established IKE SA answers to a request of its peer. */
final class PeerRequests {
  static final List<Payload> INVALID_SYNTAX = List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX));

  private final Association association;
  private final IkeSa sa;
  private final Turn turn;
  private final UdpPath from;
  private final List<EspSpi> deletedChildren = new ArrayList<>();

  /**
   * @param from the path that the request came by
   */
  PeerRequests(Association association, IkeSa sa, Turn turn, UdpPath from) {
    this.association = association;
    this.sa = sa;
    this.turn = turn;
    this.from = from;
  }

  /**
   * An answer and its consequences.
   *
   * @param payloads what goes into the response
   * @param deletesIkeSa whether the IKE SA that carried the request is gone with it
   * @param end why all ends with this answer, if it does
   */
  record Answer(List<Payload> payloads, boolean deletesIkeSa, Optional<IkeFailure> end) {
    private static Answer of(List<Payload> payloads) {
      return new Answer(payloads, false, Optional.empty());
    }

    private static Answer end(List<Payload> payloads, IkeFailure cause) {
      return new Answer(payloads, false, Optional.of(cause));
    }
  }

  /** Whether the IKE SA that carries the request ends with it. */
  static boolean deletesIkeSa(List<Payload> payloads) {
    return payloads.stream()
        .anyMatch(p -> p instanceof DeletePayload d && d.protocol().equals(ProtocolId.IKE));
  }

  /** Child SAs that the request has deleted, by our SPI; they are down once the answer is sent. */
  List<EspSpi> deletedChildren() {
    return deletedChildren;
  }

  Answer answer(IkeHeader header, List<Payload> payloads) {
    ExchangeType exchange = header.exchangeType();
    Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
    if (critical.isPresent()) {
      // RFC 7296 2.5: the request is refused as a whole, the IKE SA stays.
      byte type = (byte) critical.get().type().value();
      return Answer.of(
          List.of(NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.of(type))));
    }
    if (exchange.equals(ExchangeType.CREATE_CHILD_SA)) {
      return createChildSa(payloads);
    }
    if (exchange.equals(ExchangeType.IKE_FOLLOWUP_KE)) {
      return fatalIfInvalid(exchange, sa.peerFollowUps().answer(association, sa, turn, payloads));
    }
    if (!exchange.equals(ExchangeType.INFORMATIONAL)) {
      return Answer.end(
          INVALID_SYNTAX,
          new IkeFailure.InvalidSyntax(exchange.toString(), "no place in an established IKE SA"));
    }
    return informational(header.messageId(), payloads);
  }

  private Answer createChildSa(List<Payload> payloads) {
    List<Payload> answer =
        PeerRekeyIkeSa.isAskedFor(payloads)
            ? new PeerRekeyIkeSa(association, sa, turn).answer(payloads)
            : new PeerCreateChildSa(association, sa, turn).answer(payloads);
    return fatalIfInvalid(ExchangeType.CREATE_CHILD_SA, answer);
  }

  /** RFC 7296 2.21.3: INVALID_SYNTAX is fatal for the IKE SA. */
  private static Answer fatalIfInvalid(ExchangeType exchange, List<Payload> answer) {
    return answer.equals(INVALID_SYNTAX)
        ? Answer.end(
            answer,
            new IkeFailure.InvalidSyntax(
                exchange.toString(), "a payload lacks or must not be used"))
        : Answer.of(answer);
  }

  private Answer informational(long messageId, List<Payload> payloads) {
    List<Payload> answer =
        new ArrayList<>(Mobike.answer(association, sa, turn, from, messageId, payloads));
    for (Payload payload : payloads) {
      if (payload instanceof DeletePayload delete) {
        if (delete.protocol().equals(ProtocolId.IKE)) {
          // RFC 7296 1.4.1: deleting the IKE SA deletes its Child SAs; the answer is empty.
          // Child SAs that the same message has named before are down already.
          return new Answer(List.of(), true, Optional.empty());
        }
        deleteChildren(delete, answer);
      } else if (payload instanceof NotifyPayload notify
          && notify.notifyType().equals(NotifyType.AUTHENTICATION_FAILED)) {
        // RFC 7296 2.21.2: the initiator could not verify us after the fact.
        return Answer.end(
            List.of(),
            new IkeFailure.AuthenticationFailed(
                true, "it could not verify our proof of who we are"));
      }
    }
    return Answer.of(answer);
  }

  private void deleteChildren(DeletePayload delete, List<Payload> answer) {
    if (!delete.protocol().equals(ProtocolId.ESP)) {
      return;
    }
    List<EspSpi> ours = new ArrayList<>();
    for (Octets spi : delete.spis()) {
      Optional<ChildSas.Entry> child =
          spi.length() == 4
              ? association.children().byOutbound(new EspSpi(spi.asByteBuffer().getInt()))
              : Optional.empty();
      if (child.isEmpty() && spi.length() == 4) {
        // Perhaps the one that is coming to be, if the answer to our request was lost.
        sa.pending(ChildSaCreation.class, c -> true)
            .ifPresent(c -> c.deletedByPeer(new EspSpi(spi.asByteBuffer().getInt())));
      }
      if (child.isPresent() && !deletedChildren.contains(child.get().inboundSpi())) {
        deletedChildren.add(child.get().inboundSpi());
        // RFC 7296 1.4.1, 2.25.1: what we have asked to delete ourselves is not named once more.
        if (!child.get().isDeleting()) {
          ours.add(child.get().inboundSpi());
        }
      }
    }
    if (!ours.isEmpty()) {
      answer.add(DeletePayload.esp(ours.toArray(EspSpi[]::new)));
    }
  }
}
