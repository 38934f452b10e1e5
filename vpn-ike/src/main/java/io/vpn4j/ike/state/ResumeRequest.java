package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.resumption.TicketContents;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The responder's side of IKE_SESSION_RESUME (RFC 5723 section 4.3.2): a ticket and two nonces in
 * the place of a key exchange.
 *
 * <p>A ticket that is not good is refused with TICKET_NACK, and the initiator starts anew. One that
 * is good is used up only in IKE_AUTH, because whoever sees it on the wire could send it first.
 */
final class ResumeRequest {
  private final SessionParameters session;
  private final AwaitInitRequest state;

  ResumeRequest(SessionParameters session, AwaitInitRequest state) {
    this.session = session;
    this.state = state;
  }

  Transition answer(Instant now, UdpPath path, IkeHeader header, Octets message) {
    IkeMessage request;
    try {
      request = IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      return Transition.to(state).drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    Optional<NoncePayload> ni = request.first(NoncePayload.class);
    Optional<NotifyPayload> ticket = request.notify(NotifyType.TICKET_OPAQUE);
    if (ni.isEmpty() || ticket.isEmpty() || !InitMessages.isNonceLegal(ni.get().nonce())) {
      return Transition.to(state)
          .drop(
              IkeDropReason.MALFORMED,
              "IKE_SESSION_RESUME needs a ticket and a nonce of 16 to 256 octets");
    }
    Optional<TicketContents> contents =
        InitMessages.supportsNatTraversal(request)
                && InitMessages.unknownCritical(request.payloads()).isEmpty()
            ? Resumption.open(session.config(), now, ticket.get().data())
            : Optional.empty();
    return contents.isEmpty()
        ? refuse(path, header)
        : resume(now, path, header, message, request, ni.get().nonce(), contents.get());
  }

  private Transition refuse(UdpPath path, IkeHeader header) {
    Octets response =
        encode(
            header.initiatorSpi(), IkeSpi.ZERO, List.of(NotifyPayload.of(NotifyType.TICKET_NACK)));
    return Transition.to(Closed.INSTANCE)
        .transmit(path, response)
        .emit(
            new IkeOutput.Terminated(
                new IkeFailure.AuthenticationFailed(
                    false, "its session ticket is unknown, expired or used")));
  }

  private Transition resume(
      Instant now,
      UdpPath path,
      IkeHeader header,
      Octets message,
      IkeMessage request,
      Octets ni,
      TicketContents ticket) {
    IkeConfig config = session.config();
    IkeSpi spiI = header.initiatorSpi();
    IkeSpi spiR = session.localSpi();
    Octets nr = InitMessages.nonce(session.crypto());
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new NoncePayload(nr));
    payloads.addAll(InitMessages.natDetection(session.crypto(), spiI, spiR, path));
    payloads.addAll(Fragmentation.answer(config, request));
    Octets response = encode(spiI, spiR, payloads);
    IkeSaChannel channel =
        IkeSaChannel.resumed(
            session.crypto(), ticket.suite(), ticket.skD(), ni, nr, spiI, spiR, false);
    ticket.destroy();
    config.dangerouslyLogKeysTo().ifPresent(channel::logKeysTo);
    channel.fragmentation().agree(config, request, path);
    boolean nat = InitMessages.natDetected(session.crypto(), request, spiI, IkeSpi.ZERO, path);
    InitExchange init =
        new InitExchange(ticket.suite(), spiI, spiR, ni, nr, message, response, nat)
            .resuming(new Resumption(ticket.peer(), ticket.id(), ticket.expiresAt()));
    return Transition.to(
            new AwaitAuthRequest(session, channel, init, now.plus(config.timers().halfOpen())))
        .transmit(path, response);
  }

  private static Octets encode(IkeSpi spiI, IkeSpi spiR, List<Payload> payloads) {
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(spiI, spiR, ExchangeType.IKE_SESSION_RESUME, false, true, 0), payloads));
  }
}
