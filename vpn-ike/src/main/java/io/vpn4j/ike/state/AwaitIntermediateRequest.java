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
 * The responder has agreed to additional key exchanges and waits for the next (RFC 9370 section
 * 2.2.2).
 *
 * <p>The peer is still nobody: all rounds together have the time of one half-open session, each
 * costs one key exchange, and how many there are was settled in IKE_SA_INIT.
 */
public final class AwaitIntermediateRequest implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final AdditionalRound round;
  private final Instant expiresAt;

  private AwaitIntermediateRequest(
      SessionParameters session,
      IkeSaChannel channel,
      InitExchange init,
      AdditionalRound round,
      Instant expiresAt) {
    this.session = session;
    this.channel = channel;
    this.init = init;
    this.round = round;
    this.expiresAt = expiresAt;
  }

  /** The state that waits for what comes next: a round, or IKE_AUTH after the last. */
  static IkeState next(
      SessionParameters session,
      IkeSaChannel channel,
      InitExchange init,
      AdditionalRound round,
      Instant expiresAt) {
    if (!round.isOver(init)) {
      return new AwaitIntermediateRequest(session, channel, init, round, expiresAt);
    }
    InitExchange complete = round.done() == 0 ? init : round.authenticated(init);
    return new AwaitAuthRequest(session, channel, complete, expiresAt);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    if (message.equals(init.request())) {
      return Transition.to(this).transmit(path, init.response());
    }
    if (!header.exchangeType().equals(ExchangeType.IKE_INTERMEDIATE)
        && !header.exchangeType().equals(ExchangeType.IKE_AUTH)) {
      return Transition.to(this)
          .drop(IkeDropReason.UNEXPECTED_EXCHANGE, header.exchangeType().toString());
    }
    return channel.receive(header, message, new Receive(now, path, header, message));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Instant now;
    private final UdpPath path;
    private final IkeHeader header;
    private final Octets message;

    Receive(Instant now, UdpPath path, IkeHeader header, Octets message) {
      this.now = now;
      this.path = path;
      this.header = header;
      this.message = message;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      return Transition.to(AwaitIntermediateRequest.this).transmit(path, response);
    }

    @Override
    public Transition response(List<Payload> payloads) {
      return dropped(IkeDropReason.UNEXPECTED_MESSAGE_ID, "a response, and nothing was asked");
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      return Transition.to(AwaitIntermediateRequest.this).drop(reason, detail);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return refuse(
          NotifyPayload.of(NotifyType.INVALID_SYNTAX),
          new IkeFailure.InvalidSyntax("IKE_INTERMEDIATE", problem.getMessage()));
    }

    @Override
    public Transition request(List<Payload> payloads) {
      if (!header.exchangeType().equals(ExchangeType.IKE_INTERMEDIATE)) {
        // The peer has read an IKE_SA_INIT response that we did not send. AUTH would show it; but
        // we are not to read an AUTH that lacks what was agreed on.
        return refuse(
            NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED),
            new IkeFailure.AuthenticationFailed(
                false,
                "the peer leaves out the key exchange with "
                    + round.method(init)
                    + " that IKE_SA_INIT agreed on; somebody may have changed it on its way"));
      }
      Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
      if (critical.isPresent()) {
        int type = critical.get().type().value();
        return refuse(
            NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.of((byte) type)),
            new IkeFailure.UnsupportedCriticalPayload(type));
      }
      Optional<KePayload> ke = round.ke(init, payloads);
      if (ke.isEmpty()) {
        return refuse(
            NotifyPayload.of(NotifyType.INVALID_SYNTAX),
            new IkeFailure.InvalidSyntax(
                "IKE_INTERMEDIATE", "a KE payload of " + round.method(init) + " must be there"));
      }
      KeyExchange.Reply reply;
      try {
        reply =
            KeyExchange.reply(
                session.crypto(), round.method(init), ke.get().keyData().toByteArray());
      } catch (InvalidKeyExchangeException e) {
        return refuse(
            NotifyPayload.of(NotifyType.INVALID_SYNTAX),
            new IkeFailure.InvalidKeyExchange(e.getMessage()));
      }
      return answer(payloads, reply);
    }

    private Transition answer(List<Payload> payloads, KeyExchange.Reply reply) {
      List<Payload> answer =
          List.of(new KePayload(reply.method().transformId(), Octets.of(reply.publicValue())));
      // Sealed with the keys of this round, which the peer still has; the new ones come after.
      SealedMessage response = channel.respond(header, message, answer);
      IntermediateAuth auth =
          round
              .auth()
              .after(
                  channel.prf(),
                  channel.keys(),
                  IntermediateAuth.covered(header, message, payloads),
                  IntermediateAuth.covered(round.header(init, false), answer));
      byte[] secret = reply.sharedSecret();
      IkeSaChannel rekeyed = channel.mixed(session.crypto(), init, secret);
      session.config().dangerouslyLogKeysTo().ifPresent(rekeyed::logKeysTo);
      Arrays.fill(secret, (byte) 0);
      reply.destroy();
      return Transition.to(next(session, rekeyed, init, round.next(auth), expiresAt))
          .transmit(path, response);
    }

    /** RFC 9242 section 3.4: errors are those of IKE_AUTH (RFC 7296 section 2.21.2). */
    private Transition refuse(NotifyPayload notify, IkeFailure cause) {
      SealedMessage response = channel.respond(header, message, List.of(notify));
      channel.destroy();
      return Transition.to(
              new Lingering(message, response, now.plus(session.config().timers().giveUpAfter())))
          .transmit(path, response)
          .emit(new IkeOutput.Terminated(cause));
    }
  }

  @Override
  public Transition tick(Instant now) {
    return now.isBefore(expiresAt)
        ? Transition.to(this)
        : end(new IkeFailure.TimedOut("IKE_INTERMEDIATE", session.config().timers().halfOpen()));
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd() ? end(new IkeFailure.DeletedLocally()) : Transition.to(this);
  }

  private Transition end(IkeFailure cause) {
    channel.destroy();
    return Transition.to(Closed.INSTANCE).emit(new IkeOutput.Terminated(cause));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(expiresAt);
  }
}
