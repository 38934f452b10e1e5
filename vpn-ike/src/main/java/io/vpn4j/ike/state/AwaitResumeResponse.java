package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.SessionTicket;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The initiator has shown a ticket in IKE_SESSION_RESUME (RFC 5723 section 4.3.2).
 *
 * <p>A refusal, or no answer at all, which is what a responder gives that knows no tickets, leads
 * to a full exchange. A refusal may be forged, but costs no more than that.
 */
public final class AwaitResumeResponse implements IkeState {
  private static final int MAX_COOKIES = 3;
  private static final int MAX_COOKIE_OCTETS = 64;

  private final SessionParameters session;
  private final IkeCommand.Initiate paths;
  private final SessionTicket ticket;
  private final Octets ni;
  private final int cookies;
  private final Retransmission retransmission;

  private AwaitResumeResponse(
      SessionParameters session,
      IkeCommand.Initiate paths,
      SessionTicket ticket,
      Octets ni,
      int cookies,
      Retransmission retransmission) {
    this.session = session;
    this.paths = paths;
    this.ticket = ticket;
    this.ni = ni;
    this.cookies = cookies;
    this.retransmission = retransmission;
  }

  /** With the ticket of the configuration if that is good, with a full exchange if not. */
  static Transition start(SessionParameters session, Instant now, IkeCommand.Initiate paths) {
    Optional<SessionTicket> ticket =
        session
            .config()
            .sessionTicket()
            .filter(t -> !t.isDestroyed() && now.isBefore(t.expiresAt()));
    return ticket.isPresent()
        ? send(
            session, now, paths, ticket.get(), InitMessages.nonce(session.crypto()), 0, List.of())
        : AwaitInitResponse.start(session, now, paths);
  }

  private static Transition send(
      SessionParameters session,
      Instant now,
      IkeCommand.Initiate paths,
      SessionTicket ticket,
      Octets ni,
      int cookies,
      List<Payload> cookie) {
    List<Payload> payloads = new ArrayList<>(cookie);
    payloads.add(new NoncePayload(ni));
    payloads.add(NotifyPayload.of(NotifyType.TICKET_OPAQUE, ticket.opaque()));
    payloads.addAll(
        InitMessages.natDetection(
            session.crypto(), session.localSpi(), IkeSpi.ZERO, paths.ikePath()));
    payloads.addAll(Fragmentation.offer(session.config()));
    Octets request =
        IkeCodec.encode(
            new IkeMessage(
                IkeHeader.of(
                    session.localSpi(),
                    IkeSpi.ZERO,
                    ExchangeType.IKE_SESSION_RESUME,
                    true,
                    false,
                    0),
                payloads));
    Retransmission retransmission =
        new Retransmission(
            session.config().timers(), now, paths.ikePath(), SealedMessage.of(request));
    return Transition.to(
            new AwaitResumeResponse(session, paths, ticket, ni, cookies, retransmission))
        .transmit(paths.ikePath(), request);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    if (!header.exchangeType().equals(ExchangeType.IKE_SESSION_RESUME)
        || !header.isResponse()
        || header.isInitiator()
        || header.messageId() != 0) {
      return Transition.to(this)
          .drop(IkeDropReason.UNEXPECTED_EXCHANGE, header.exchangeType().toString());
    }
    if (!path.equals(paths.ikePath())) {
      return Transition.to(this).drop(IkeDropReason.WRONG_PATH, path.toString());
    }
    IkeMessage response;
    try {
      response = IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      return Transition.to(this).drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    Optional<NotifyPayload> cookie = response.notify(NotifyType.COOKIE);
    if (cookie.isPresent() && response.first(NoncePayload.class).isEmpty()) {
      return again(now, cookie.get());
    }
    if (response.notify(NotifyType.TICKET_NACK).isPresent()) {
      return AwaitInitResponse.start(session, now, paths);
    }
    return resumed(now, path, header, message, response);
  }

  private Transition again(Instant now, NotifyPayload cookie) {
    if (cookie.data().isEmpty()
        || cookie.data().length() > MAX_COOKIE_OCTETS
        || cookies == MAX_COOKIES) {
      return Transition.to(this).drop(IkeDropReason.UNUSABLE_ANSWER, "cookie");
    }
    return send(
        session,
        now,
        paths,
        ticket,
        ni,
        cookies + 1,
        List.of(NotifyPayload.of(NotifyType.COOKIE, cookie.data())));
  }

  private Transition resumed(
      Instant now, UdpPath path, IkeHeader header, Octets message, IkeMessage response) {
    Optional<NoncePayload> nr = response.first(NoncePayload.class);
    if (nr.isEmpty()
        || header.responderSpi().isZero()
        || !InitMessages.isNonceLegal(nr.get().nonce())
        || !InitMessages.supportsNatTraversal(response)
        || InitMessages.unknownCritical(response.payloads()).isPresent()) {
      return Transition.to(this)
          .drop(IkeDropReason.UNUSABLE_ANSWER, "IKE_SESSION_RESUME without what it needs");
    }
    if (ticket.isDestroyed()) {
      return AwaitInitResponse.start(session, now, paths);
    }
    IkeConfig config = session.config();
    IkeSuite suite =
        new IkeSuite(
            ticket.encryption(),
            ticket.integrity(),
            ticket.prf(),
            ticket.keyExchange(),
            ticket.additionalKeyExchange());
    IkeSpi spiI = session.localSpi();
    IkeSpi spiR = header.responderSpi();
    byte[] skD = ticket.skD(SecretAccess.grant());
    IkeSaChannel channel =
        IkeSaChannel.resumed(session.crypto(), suite, skD, ni, nr.get().nonce(), spiI, spiR, true);
    Arrays.fill(skD, (byte) 0);
    config.dangerouslyLogKeysTo().ifPresent(channel::logKeysTo);
    channel.fragmentation().agree(config, response, path);
    boolean nat = InitMessages.natDetected(session.crypto(), response, spiI, spiR, path);
    InitExchange init =
        new InitExchange(
                suite,
                spiI,
                spiR,
                ni,
                nr.get().nonce(),
                retransmission.request().first(),
                message,
                nat)
            .resuming(new Resumption(ticket.peer(), Octets.EMPTY, ticket.expiresAt()));
    return AwaitAuthResponse.send(session, now, paths.natTraversalPath(), channel, init);
  }

  @Override
  public Transition tick(Instant now) {
    if (retransmission.isOver(now)) {
      return AwaitInitResponse.start(session, now, paths);
    }
    return retransmission.repeatNow(now)
        ? Transition.to(this).transmit(paths.ikePath(), retransmission.request())
        : Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd()
        ? Transition.to(Closed.INSTANCE)
            .emit(new IkeOutput.Terminated(new IkeFailure.DeletedLocally()))
        : Transition.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(retransmission.wakeAt());
  }
}
