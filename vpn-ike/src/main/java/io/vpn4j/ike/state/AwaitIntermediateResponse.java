package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The initiator has sent its value for an additional key exchange (RFC 9370 section 2.2.2).
 *
 * <p>Large values are the reason for this exchange: unlike IKE_SA_INIT it can be fragmented by IKE
 * itself (RFC 7383), which the channel does with any message that needs it.
 */
public final class AwaitIntermediateResponse implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final AdditionalRound round;
  private final KeyExchange.Offer offer;
  private final List<Payload> sent;
  private final Retransmission retransmission;

  private AwaitIntermediateResponse(
      SessionParameters session,
      IkeSaChannel channel,
      InitExchange init,
      AdditionalRound round,
      KeyExchange.Offer offer,
      List<Payload> sent,
      Retransmission retransmission) {
    this.session = session;
    this.channel = channel;
    this.init = init;
    this.round = round;
    this.offer = offer;
    this.sent = sent;
    this.retransmission = retransmission;
  }

  /** Begins what comes next: a round, or IKE_AUTH after the last. */
  static Transition send(
      SessionParameters session,
      Instant now,
      UdpPath path,
      IkeSaChannel channel,
      InitExchange init,
      AdditionalRound round) {
    if (round.isOver(init)) {
      InitExchange complete = round.done() == 0 ? init : round.authenticated(init);
      return AwaitAuthResponse.send(session, now, path, channel, complete);
    }
    KeyExchange.Offer offer = KeyExchange.offer(session.crypto(), round.method(init));
    List<Payload> payloads =
        List.of(new KePayload(offer.method().transformId(), Octets.of(offer.publicValue())));
    SealedMessage request = channel.request(ExchangeType.IKE_INTERMEDIATE, payloads).message();
    Retransmission retransmission =
        new Retransmission(session.config().timers(), now, path, request);
    return Transition.to(
            new AwaitIntermediateResponse(
                session, channel, init, round, offer, payloads, retransmission))
        .transmit(path, request);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    return channel.receive(header, message, new Receive(now, header, message));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Instant now;
    private final IkeHeader header;
    private final Octets message;

    Receive(Instant now, IkeHeader header, Octets message) {
      this.now = now;
      this.header = header;
      this.message = message;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      return dropped(IkeDropReason.UNEXPECTED_MESSAGE_ID, "a request before authentication");
    }

    @Override
    public Transition request(List<Payload> payloads) {
      return dropped(IkeDropReason.UNEXPECTED_EXCHANGE, "a request before authentication");
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      return Transition.to(AwaitIntermediateResponse.this).drop(reason, detail);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return end(new IkeFailure.InvalidSyntax("IKE_INTERMEDIATE", problem.getMessage()));
    }

    @Override
    public Transition response(List<Payload> payloads) {
      Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
      if (critical.isPresent()) {
        return end(new IkeFailure.UnsupportedCriticalPayload(critical.get().type().value()));
      }
      Optional<KePayload> ke = round.ke(init, payloads);
      if (ke.isEmpty()) {
        return end(refusal(payloads));
      }
      byte[] secret;
      try {
        secret = offer.complete(ke.get().keyData().toByteArray());
      } catch (InvalidKeyExchangeException e) {
        return end(new IkeFailure.InvalidKeyExchange(e.getMessage()));
      }
      IntermediateAuth auth =
          round
              .auth()
              .after(
                  channel.prf(),
                  channel.keys(),
                  IntermediateAuth.covered(round.header(init, true), sent),
                  IntermediateAuth.covered(header, message, payloads));
      IkeSaChannel rekeyed = channel.mixed(session.crypto(), init, secret);
      session.config().dangerouslyLogKeysTo().ifPresent(rekeyed::logKeysTo);
      Arrays.fill(secret, (byte) 0);
      offer.destroy();
      return send(session, now, retransmission.path(), rekeyed, init, round.next(auth));
    }

    private IkeFailure refusal(List<Payload> payloads) {
      Optional<NotifyType> error = Payloads.error(payloads).map(NotifyPayload::notifyType);
      return error.isPresent()
          ? new IkeFailure.PeerRefused(
              "IKE_INTERMEDIATE", error.get().value(), error.get().toString())
          : new IkeFailure.InvalidSyntax(
              "IKE_INTERMEDIATE",
              "neither a KE payload of " + round.method(init) + " nor an error");
    }
  }

  @Override
  public Transition tick(Instant now) {
    if (retransmission.isOver(now)) {
      return end(
          new IkeFailure.TimedOut(
              "the answer to IKE_INTERMEDIATE", session.config().timers().giveUpAfter()));
    }
    return retransmission.repeatNow(now)
        ? Transition.to(this).transmit(retransmission.path(), retransmission.request())
        : Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd() ? end(new IkeFailure.DeletedLocally()) : Transition.to(this);
  }

  private Transition end(IkeFailure cause) {
    offer.destroy();
    channel.destroy();
    return Transition.to(Closed.INSTANCE).emit(new IkeOutput.Terminated(cause));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(retransmission.wakeAt());
  }
}
