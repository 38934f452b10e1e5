package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an established IKE SA answers to requests of its peer, and the Child SA they are about. */
final class PeerRequests {
  static final List<Payload> INVALID_SYNTAX = List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX));

  /** The SPIs of a Child SA; its keys have been handed on and are not kept here. */
  record ChildSpis(EspSpi inboundSpi, EspSpi outboundSpi) {}

  private Optional<ChildSpis> child;

  PeerRequests(Optional<ChildSa> child) {
    this.child = child.map(c -> new ChildSpis(c.inboundSpi(), c.outboundSpi()));
  }

  /**
   * An answer and its consequences.
   *
   * @param payloads what goes into the response
   * @param outputs what the owner must know
   * @param end why the IKE SA ends with this answer, if it does
   */
  record Answer(List<Payload> payloads, List<IkeOutput> outputs, Optional<IkeFailure> end) {
    private static Answer of(List<Payload> payloads) {
      return new Answer(payloads, List.of(), Optional.empty());
    }
  }

  /** The Child SA, which is then gone from here. */
  Optional<ChildSpis> takeChild() {
    Optional<ChildSpis> taken = child;
    child = Optional.empty();
    return taken;
  }

  Answer answer(ExchangeType exchange, List<Payload> payloads) {
    Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
    if (critical.isPresent()) {
      // RFC 7296 2.5: the request is refused as a whole, the IKE SA stays.
      byte type = (byte) critical.get().type().value();
      return Answer.of(
          List.of(NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.of(type))));
    }
    if (exchange.equals(ExchangeType.CREATE_CHILD_SA)) {
      // RFC 7296 1.3: an endpoint with one Child SA and no rekeying says so; the peer then makes a
      // new IKE SA when the old one has lived long enough.
      return Answer.of(List.of(NotifyPayload.of(NotifyType.NO_ADDITIONAL_SAS)));
    }
    if (!exchange.equals(ExchangeType.INFORMATIONAL)) {
      return new Answer(
          INVALID_SYNTAX,
          List.of(),
          Optional.of(
              new IkeFailure.InvalidSyntax(
                  exchange.toString(), "no place in an established IKE SA")));
    }
    return informational(payloads);
  }

  private Answer informational(List<Payload> payloads) {
    List<Payload> answer = new ArrayList<>();
    List<IkeOutput> outputs = new ArrayList<>();
    for (Payload payload : payloads) {
      if (payload instanceof DeletePayload delete) {
        if (delete.protocol().equals(ProtocolId.IKE)) {
          // RFC 7296 1.4.1: deleting the IKE SA deletes its Child SAs; the answer is empty.
          // Child SAs that the same message has named before are down already.
          return new Answer(List.of(), outputs, Optional.of(new IkeFailure.DeletedByPeer()));
        }
        deleteChild(delete, answer, outputs);
      } else if (payload instanceof NotifyPayload notify
          && notify.notifyType().equals(NotifyType.AUTHENTICATION_FAILED)) {
        // RFC 7296 2.21.2: the initiator could not verify us after the fact.
        return new Answer(
            List.of(),
            outputs,
            Optional.of(
                new IkeFailure.AuthenticationFailed(
                    true, "it could not verify our pre-shared key or identity")));
      }
    }
    return new Answer(answer, outputs, Optional.empty());
  }

  private void deleteChild(DeletePayload delete, List<Payload> answer, List<IkeOutput> outputs) {
    boolean ours =
        delete.protocol().equals(ProtocolId.ESP)
            && child
                .filter(c -> delete.spis().contains(ProposalSelection.spiOctets(c.outboundSpi())))
                .isPresent();
    if (ours) {
      ChildSpis gone = takeChild().orElseThrow();
      answer.add(DeletePayload.esp(gone.inboundSpi()));
      outputs.add(new IkeOutput.ChildSaDown(gone.inboundSpi(), gone.outboundSpi()));
    }
  }
}
