package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.auth.AuthenticationException;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The initiator has proved itself and waits for the responder's proof. */
public final class AwaitAuthResponse implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final Optional<FirstChildSa> child;
  private final Retransmission retransmission;

  private AwaitAuthResponse(
      SessionParameters session,
      IkeSaChannel channel,
      InitExchange init,
      Optional<FirstChildSa> child,
      Retransmission retransmission) {
    this.session = session;
    this.channel = channel;
    this.init = init;
    this.child = child;
    this.retransmission = retransmission;
  }

  static Transition send(
      SessionParameters session,
      Instant now,
      UdpPath path,
      IkeSaChannel channel,
      InitExchange init) {
    IkeConfig config = session.config();
    AuthExchange auth = new AuthExchange(session, channel, init, true);
    List<Payload> ours;
    try {
      ours = auth.prove(auth.localId());
    } catch (AuthenticationException e) {
      channel.destroy();
      return Transition.to(Closed.INSTANCE).emit(new IkeOutput.Terminated(e.failure()));
    }
    Optional<FirstChildSa> child =
        auth.isChildless() ? Optional.empty() : Optional.of(new FirstChildSa(session));
    List<Payload> payloads = new ArrayList<>();
    payloads.add(auth.localId());
    payloads.addAll(auth.localCertificates());
    payloads.addAll(auth.wishes());
    payloads.add(NotifyPayload.of(NotifyType.INITIAL_CONTACT));
    config.peerIdentity().ifPresent(id -> payloads.add(AuthExchange.idPayload(false, id)));
    payloads.addAll(ours);
    WindowSize.announcement(config).ifPresent(payloads::add);
    Mobike.announcement(config).ifPresent(payloads::add);
    child.map(FirstChildSa::offer).ifPresent(payloads::addAll);
    CrashDetection.announcement(session, channel).ifPresent(payloads::add);
    payloads.addAll(Resumption.request(config));
    SealedMessage request = channel.request(ExchangeType.IKE_AUTH, payloads).message();
    return Transition.to(
            new AwaitAuthResponse(
                session,
                channel,
                init,
                child,
                new Retransmission(config.timers(), now, path, request)))
        .transmit(path, request);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    return channel.receive(header, message, new Receive(now));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Instant now;

    Receive(Instant now) {
      this.now = now;
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
      return Transition.to(AwaitAuthResponse.this).drop(reason, detail);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return end(new IkeFailure.InvalidSyntax("IKE_AUTH", problem.getMessage()));
    }

    @Override
    public Transition response(List<Payload> payloads) {
      Optional<UnknownPayload> critical = InitMessages.unknownCritical(payloads);
      if (critical.isPresent()) {
        return end(new IkeFailure.UnsupportedCriticalPayload(critical.get().type().value()));
      }
      Optional<IdPayload> idr = AwaitAuthRequest.id(payloads, false);
      boolean auth = payloads.stream().anyMatch(AuthPayload.class::isInstance);
      if (idr.isEmpty() || !auth) {
        return end(refusal(payloads));
      }
      Optional<IkeFailure> doubt =
          new AuthExchange(session, channel, init, true).doubt(now, idr.get(), payloads);
      if (doubt.isPresent()) {
        return refuse(doubt.get());
      }
      WindowSize.apply(payloads, channel.window());
      Mobike.apply(session.config(), payloads, channel);
      CrashDetection.apply(payloads, channel);
      Transition established = established(idr.get(), payloads);
      return Resumption.received(session.config(), now, channel, established, payloads)
          .map(ticket -> established.emit(new IkeOutput.SessionTicketIssued(ticket)))
          .orElse(established);
    }

    private Transition established(IdPayload idr, List<Payload> payloads) {
      return Established.enter(
          session,
          now,
          // Not where this message came from: who is behind a NAT stays on his path (RFC 7296
          // 2.23), and whoever sees the message could send it on from anywhere.
          retransmission.path(),
          channel,
          init,
          true,
          AuthExchange.identity(idr),
          InitMessages.initialContact(payloads),
          child
              .map(wanted -> wanted.finish(channel, init, payloads))
              .orElse(FirstChildSa.Outcome.NONE),
          Optional.empty());
    }

    private String proof() {
      return session.config().localAuthentication() instanceof LocalAuthentication.SharedKey
          ? "pre-shared key"
          : "certificate";
    }

    private IkeFailure refusal(List<Payload> payloads) {
      Optional<NotifyType> error = Payloads.error(payloads).map(NotifyPayload::notifyType);
      if (error.isEmpty()) {
        return new IkeFailure.InvalidSyntax("IKE_AUTH", "neither IDr and AUTH nor an error");
      }
      return error.get().equals(NotifyType.AUTHENTICATION_FAILED)
          ? new IkeFailure.AuthenticationFailed(
              true, "it does not accept our identity or our " + proof())
          : new IkeFailure.PeerRefused("IKE_AUTH", error.get().value(), error.get().toString());
    }

    /** The responder thinks the IKE SA stands: tell it otherwise (RFC 7296 section 2.21.2). */
    private Transition refuse(IkeFailure cause) {
      SealedMessage notice =
          channel
              .request(
                  ExchangeType.INFORMATIONAL,
                  List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)))
              .message();
      channel.destroy();
      return Transition.to(Closed.INSTANCE)
          .transmit(retransmission.path(), notice)
          .emit(new IkeOutput.Terminated(cause));
    }
  }

  @Override
  public Transition tick(Instant now) {
    if (retransmission.isOver(now)) {
      return end(
          new IkeFailure.TimedOut(
              "the answer to IKE_AUTH", session.config().timers().giveUpAfter()));
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
    channel.destroy();
    return Transition.to(Closed.INSTANCE).emit(new IkeOutput.Terminated(cause));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(retransmission.wakeAt());
  }
}
