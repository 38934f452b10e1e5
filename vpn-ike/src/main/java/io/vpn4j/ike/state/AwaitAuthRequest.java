package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.auth.AuthenticationException;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The responder has answered IKE_SA_INIT; the peer has to prove who it is. */
public final class AwaitAuthRequest implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final Instant expiresAt;

  AwaitAuthRequest(
      SessionParameters session, IkeSaChannel channel, InitExchange init, Instant expiresAt) {
    this.session = session;
    this.channel = channel;
    this.init = init;
    this.expiresAt = expiresAt;
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    if (message.equals(init.request())) {
      return Transition.to(this).transmit(path, init.response());
    }
    // IKE_INTERMEDIATE comes here when our last answer of it was lost.
    if (!header.exchangeType().equals(ExchangeType.IKE_AUTH)
        && !header.exchangeType().equals(ExchangeType.IKE_INTERMEDIATE)) {
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
      return Transition.to(AwaitAuthRequest.this).transmit(path, response);
    }

    @Override
    public Transition response(List<Payload> payloads) {
      return dropped(IkeDropReason.UNEXPECTED_MESSAGE_ID, "a response, and nothing was asked");
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      return Transition.to(AwaitAuthRequest.this).drop(reason, detail);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return refuse(
          NotifyPayload.of(NotifyType.INVALID_SYNTAX),
          new IkeFailure.InvalidSyntax("IKE_AUTH", problem.getMessage()));
    }

    @Override
    public Transition request(List<Payload> payloads) {
      if (!header.exchangeType().equals(ExchangeType.IKE_AUTH)) {
        return refuse(
            NotifyPayload.of(NotifyType.INVALID_SYNTAX),
            new IkeFailure.InvalidSyntax(
                header.exchangeType().toString(), "more than IKE_SA_INIT has agreed on"));
      }
      Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
      if (critical.isPresent()) {
        int type = critical.get().type().value();
        return refuse(
            NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.of((byte) type)),
            new IkeFailure.UnsupportedCriticalPayload(type));
      }
      Optional<IdPayload> idi = id(payloads, true);
      boolean tsi = payloads.stream().anyMatch(p -> p instanceof TsPayload ts && ts.initiator());
      boolean tsr = payloads.stream().anyMatch(p -> p instanceof TsPayload ts && !ts.initiator());
      boolean sa = payloads.stream().anyMatch(SaPayload.class::isInstance);
      boolean childless = !tsi && !tsr && !sa; // RFC 6023 section 4: all of them or none.
      if (idi.isEmpty() || (!childless && (!tsi || !tsr || !sa))) {
        return refuse(
            NotifyPayload.of(NotifyType.INVALID_SYNTAX),
            new IkeFailure.InvalidSyntax("IKE_AUTH", "IDi, SA, TSi and TSr must be there"));
      }
      AuthExchange auth = new AuthExchange(session, channel, init, false);
      Optional<IkeFailure> doubt = auth.doubt(now, idi.get(), payloads);
      if (doubt.isPresent()) {
        // One answer for a wrong identity and a wrong key: a guesser learns nothing.
        return refuse(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED), doubt.get());
      }
      if (Mobike.isRefused(session.config(), payloads, path)) {
        return refuse(
            NotifyPayload.of(NotifyType.UNEXPECTED_NAT_DETECTED), new IkeFailure.UnexpectedNat());
      }
      List<Payload> ours;
      try {
        ours = auth.prove(auth.localId());
      } catch (AuthenticationException e) {
        return refuse(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED), e.failure());
      }
      FirstChildSa.Outcome outcome =
          childless
              ? FirstChildSa.Outcome.NONE
              : new FirstChildSa(session).answer(channel, init, payloads);
      List<Payload> answer = new ArrayList<>();
      answer.add(auth.localId());
      answer.addAll(auth.localCertificates());
      answer.addAll(ours);
      WindowSize.announcement(session.config()).ifPresent(answer::add);
      WindowSize.apply(payloads, channel.window());
      if (InitMessages.hasNotify(payloads, NotifyType.MOBIKE_SUPPORTED)) {
        Mobike.announcement(session.config()).ifPresent(answer::add);
      }
      Mobike.apply(session.config(), payloads, channel);
      answer.addAll(outcome.answer());
      CrashDetection.announcement(session, channel).ifPresent(answer::add);
      CrashDetection.apply(payloads, channel);
      answer.addAll(
          Resumption.issue(
              session, now, channel, init, AuthExchange.identity(idi.get()), payloads));
      SealedMessage response = channel.respond(header, message, answer);
      return Established.enter(
          session,
          now,
          path,
          channel,
          init,
          false,
          AuthExchange.identity(idi.get()),
          InitMessages.initialContact(payloads),
          outcome,
          Optional.of(response));
    }

    private Transition refuse(NotifyPayload notify, IkeFailure cause) {
      SealedMessage response = channel.respond(header, message, List.of(notify));
      channel.destroy();
      return Transition.to(
              new Lingering(message, response, now.plus(session.config().timers().giveUpAfter())))
          .transmit(path, response)
          .emit(new IkeOutput.Terminated(cause));
    }
  }

  static Optional<IdPayload> id(List<Payload> payloads, boolean initiator) {
    return payloads.stream()
        .filter(p -> p instanceof IdPayload id && id.initiator() == initiator)
        .map(IdPayload.class::cast)
        .findFirst();
  }

  @Override
  public Transition tick(Instant now) {
    return now.isBefore(expiresAt)
        ? Transition.to(this)
        : end(new IkeFailure.TimedOut("IKE_AUTH", session.config().timers().halfOpen()));
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
