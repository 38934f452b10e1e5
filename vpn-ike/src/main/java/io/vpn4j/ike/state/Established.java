package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Both ends have proved themselves; the IKE SA serves its Child SA. */
public final class Established implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final boolean initiator;
  private final PeerRequests peerRequests;
  private UdpPath path;
  private Instant lastHeard;
  private Optional<Retransmission> livenessCheck = Optional.empty();
  private boolean deleteWanted;

  private Established(
      SessionParameters session,
      IkeSaChannel channel,
      boolean initiator,
      UdpPath path,
      Instant now,
      PeerRequests peerRequests) {
    this.session = session;
    this.channel = channel;
    this.initiator = initiator;
    this.path = path;
    this.lastHeard = now;
    this.peerRequests = peerRequests;
  }

  /**
   * Enters from either side of IKE_AUTH.
   *
   * @param answer the responder's last message
   */
  static Transition enter(
      SessionParameters session,
      Instant now,
      UdpPath path,
      IkeSaChannel channel,
      InitExchange init,
      boolean initiator,
      IkeIdentity peer,
      boolean initialContact,
      FirstChildSa.Outcome outcome,
      Optional<SealedMessage> answer) {
    IkeSaInfo info =
        new IkeSaInfo(
            init.initiatorSpi(),
            init.responderSpi(),
            initiator,
            init.suite().encryption(),
            init.suite().integrity(),
            init.suite().prf(),
            init.suite().keyExchange(),
            init.suite().additionalKeyExchange(),
            peer,
            init.natDetected());
    PeerRequests requests = new PeerRequests(outcome.child());
    Transition transition =
        Transition.to(new Established(session, channel, initiator, path, now, requests))
            .emit(new IkeOutput.Established(info, initialContact));
    // Install before answering: the peer may send at once on what it reads.
    if (outcome.child().isPresent()) {
      transition = transition.emit(new IkeOutput.ChildSaUp(outcome.child().get(), path));
    }
    if (outcome.failure().isPresent()) {
      transition = transition.emit(new IkeOutput.ChildSaFailed(outcome.failure().get()));
    }
    return answer.isEmpty() ? transition : transition.transmit(path, answer.get());
  }

  @Override
  public Transition datagram(Instant now, UdpPath from, IkeHeader header, Octets message) {
    return channel.receive(header, message, new Receive(now, from, header, message));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Instant now;
    private final UdpPath from;
    private final IkeHeader header;
    private final Octets message;

    Receive(Instant now, UdpPath from, IkeHeader header, Octets message) {
      this.now = now;
      this.from = from;
      this.header = header;
      this.message = message;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      return Transition.to(Established.this).transmit(from, response);
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      return Transition.to(Established.this).drop(reason, detail);
    }

    @Override
    public Transition response(List<Payload> payloads) {
      livenessCheck = Optional.empty();
      if (InitMessages.hasNotify(payloads, NotifyType.INVALID_SYNTAX)) {
        // RFC 7296 2.21.3: fatal for both ends, without a Delete.
        return Established.this.end(
            new IkeFailure.PeerRefused(
                header.exchangeType().toString(),
                NotifyType.INVALID_SYNTAX.value(),
                NotifyType.INVALID_SYNTAX.toString()));
      }
      Transition heard = heard();
      return deleteWanted || channel.isExhausted() ? sendDelete(now, heard) : heard;
    }

    @Override
    public Transition request(List<Payload> payloads) {
      Transition heard = heard();
      PeerRequests.Answer answer = peerRequests.answer(header.exchangeType(), payloads);
      SealedMessage response = channel.respond(header, message, answer.payloads());
      Transition answered = heard.transmit(from, response);
      for (IkeOutput output : answer.outputs()) {
        answered = answered.emit(output);
      }
      if (answer.end().isPresent()) {
        return end(answered, response, answer.end().get());
      }
      return channel.isExhausted() ? delete(now, answered) : answered;
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      IkeFailure cause =
          new IkeFailure.InvalidSyntax(header.exchangeType().toString(), problem.getMessage());
      if (header.isResponse()) {
        return Established.this.end(cause);
      }
      // RFC 7296 2.21.3: INVALID_SYNTAX is fatal for the IKE SA.
      SealedMessage response = channel.respond(header, message, PeerRequests.INVALID_SYNTAX);
      return end(Transition.to(Established.this).transmit(from, response), response, cause);
    }

    private Transition end(Transition answered, SealedMessage response, IkeFailure cause) {
      Transition down = down(answered).emit(new IkeOutput.Terminated(cause));
      channel.destroy();
      Instant until = now.plus(session.config().timers().giveUpAfter());
      return new Transition(new Lingering(message, response, until), down.outputs());
    }

    /** The peer lives; and it may have moved, if we are not the one behind a NAT. */
    private Transition heard() {
      lastHeard = now;
      if (initiator || from.equals(path)) {
        return Transition.to(Established.this);
      }
      path = from;
      return Transition.to(Established.this).emit(new IkeOutput.PathChanged(from));
    }
  }

  @Override
  public Transition tick(Instant now) {
    if (livenessCheck.isPresent()) {
      Retransmission check = livenessCheck.get();
      if (check.isOver(now)) {
        return end(
            new IkeFailure.TimedOut(
                "a sign of life of the peer", session.config().timers().giveUpAfter()));
      }
      return check.repeatNow(now)
          // Not on the path of the first time: the peer's NAT may have moved it meanwhile.
          ? Transition.to(this).transmit(path, check.request())
          : Transition.to(this);
    }
    return livenessDue().filter(due -> !now.isBefore(due)).isPresent()
        ? sendLivenessCheck(now)
        : Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    if (command instanceof IkeCommand.Abandon) {
      return end(new IkeFailure.DeletedLocally());
    }
    if (command instanceof IkeCommand.Delete) {
      return delete(now, Transition.to(this));
    } else if (command instanceof IkeCommand.InboundTraffic traffic) {
      // Nothing was heard in the future; to believe it would put liveness off for good.
      Instant at = traffic.at().isBefore(now) ? traffic.at() : now;
      if (at.isAfter(lastHeard)) {
        lastHeard = at;
      }
    } else if (command instanceof IkeCommand.CheckLiveness && livenessCheck.isEmpty()) {
      return sendLivenessCheck(now);
    }
    return Transition.to(this);
  }

  private Transition sendLivenessCheck(Instant now) {
    SealedMessage request = channel.request(ExchangeType.INFORMATIONAL, List.of()).message();
    livenessCheck = Optional.of(new Retransmission(session.config().timers(), now, path, request));
    return Transition.to(this).transmit(path, request);
  }

  private Transition delete(Instant now, Transition before) {
    if (livenessCheck.isEmpty()) {
      return sendDelete(now, before);
    }
    // One request at a time (RFC 7296 2.3): as soon as the answer is here, or never comes.
    deleteWanted = true;
    return before;
  }

  private Transition sendDelete(Instant now, Transition before) {
    return AwaitDeleteResponse.send(session, now, path, channel, peerRequests, down(before));
  }

  private Transition down(Transition before) {
    return peerRequests
        .takeChild()
        .map(c -> before.emit(new IkeOutput.ChildSaDown(c.inboundSpi(), c.outboundSpi())))
        .orElse(before);
  }

  private Transition end(IkeFailure cause) {
    Transition down = down(Transition.to(this)).emit(new IkeOutput.Terminated(cause));
    channel.destroy();
    return new Transition(Closed.INSTANCE, down.outputs());
  }

  private Optional<Instant> livenessDue() {
    Duration interval = session.config().timers().livenessInterval();
    return interval.isZero() ? Optional.empty() : Optional.of(lastHeard.plus(interval));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return livenessCheck.isPresent() ? livenessCheck.map(Retransmission::wakeAt) : livenessDue();
  }
}
