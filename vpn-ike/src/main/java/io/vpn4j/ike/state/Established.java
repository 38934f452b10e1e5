package io.vpn4j.ike.state;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeLifetimes;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Both ends have proved themselves: the IKE SA serves its Child SAs, and is replaced in time. What
 * happens between the two ends is the {@link Association}'s; here is what an input does to it.
 */
public final class Established implements IkeState {
  private final Association association;
  private Optional<IkeFailure> closing = Optional.empty();

  private Established(Association association) {
    this.association = association;
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
    channel.window().weTake(session.config().windowSize());
    IkeSa first =
        new IkeSa(
            channel, info, Lifetime.ofIkeSa(session.config(), session.crypto().random(), now));
    Association association = new Association(session, initiator, path, now, first);
    Turn turn = new Turn(now);
    turn.emit(new IkeOutput.Established(info, initialContact));
    // Install before answering: the peer may send at once on what it reads.
    outcome.child().ifPresent(child -> association.install(turn, child, Optional.empty(), true));
    outcome.failure().ifPresent(failure -> turn.emit(new IkeOutput.ChildSaFailed(failure)));
    answer.ifPresent(message -> turn.transmit(path, message));
    outcome.unwanted().ifPresent(spi -> association.enqueue(new ChildSaDeletion(spi, false)));
    return new Established(association).proceed(turn);
  }

  @Override
  public Transition datagram(Instant now, UdpPath from, IkeHeader header, Octets message) {
    Turn turn = new Turn(now);
    Optional<IkeSa> named = association.find(header);
    if (named.isEmpty()) {
      Optional<SealedMessage> again = association.answerOfRemnant(message);
      if (again.isPresent()) {
        turn.transmit(from, again.get());
        return turn.to(this);
      }
    }
    IkeSa sa = named.orElse(association.current());
    if (CrashDetection.proves(header, message, sa.channel())) {
      // RFC 6290 4.5: at once, and without a Delete that nobody could read.
      return end(turn, new IkeFailure.PeerLostState());
    }
    return sa.channel().receive(header, message, new Receive(turn, sa, from, header, message));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Turn turn;
    private final IkeSa sa;
    private final UdpPath from;
    private final IkeHeader header;
    private final Octets message;

    Receive(Turn turn, IkeSa sa, UdpPath from, IkeHeader header, Octets message) {
      this.turn = turn;
      this.sa = sa;
      this.from = from;
      this.header = header;
      this.message = message;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      turn.transmit(from, response);
      return turn.to(Established.this);
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      turn.drop(reason, detail);
      return turn.to(Established.this);
    }

    @Override
    public Transition response(List<Payload> payloads) {
      Optional<IkeSa.Pending> pending = sa.settle(header.messageId());
      association.heard(turn, from);
      if (Payloads.notify(payloads, NotifyType.INVALID_SYNTAX).isPresent()) {
        // RFC 7296 2.21.3: fatal for both ends, without a Delete.
        pending.ifPresent(p -> p.exchange().forget());
        return end(
            turn,
            new IkeFailure.PeerRefused(
                header.exchangeType().toString(),
                NotifyType.INVALID_SYNTAX.value(),
                NotifyType.INVALID_SYNTAX.toString()));
      }
      pending.ifPresent(p -> p.exchange().answered(association, sa, turn, payloads));
      return proceed(turn);
    }

    @Override
    public Transition request(List<Payload> payloads) {
      association.heard(turn, from);
      // A redundant IKE SA is deleted by who made it (RFC 7296 2.8.2): that is no use of it.
      if (!PeerRequests.deletesIkeSa(payloads)) {
        association.confirm(turn, sa);
      }
      PeerRequests requests = new PeerRequests(association, sa, turn, from);
      PeerRequests.Answer answer = requests.answer(header, payloads);
      SealedMessage response = sa.channel().respond(header, message, answer.payloads());
      turn.transmit(from, response);
      for (EspSpi gone : requests.deletedChildren()) {
        association.children().remove(turn, gone);
      }
      if (answer.end().isPresent()) {
        return linger(response, answer.end().get());
      }
      if (answer.deletesIkeSa() && !association.outlives(turn, sa, message, response)) {
        return linger(response, new IkeFailure.DeletedByPeer());
      }
      return proceed(turn);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      IkeFailure cause =
          new IkeFailure.InvalidSyntax(header.exchangeType().toString(), problem.getMessage());
      if (header.isResponse()) {
        return end(turn, cause);
      }
      // RFC 7296 2.21.3: INVALID_SYNTAX is fatal for the IKE SA.
      SealedMessage response = sa.channel().respond(header, message, PeerRequests.INVALID_SYNTAX);
      turn.transmit(from, response);
      return linger(response, cause);
    }

    /** All is over, but the peer may not have got our answer. */
    private Transition linger(SealedMessage response, IkeFailure cause) {
      IkeSpi localSpi = sa.channel().localSpi();
      association.end(turn, cause);
      Instant until = turn.now().plus(association.timers().giveUpAfter());
      return turn.to(new Lingering(localSpi, message, response, until));
    }
  }

  @Override
  public Transition tick(Instant now) {
    Turn turn = new Turn(now);
    association.removeRetired(turn);
    for (IkeSa sa : association.ikeSas()) {
      sa.peerFollowUps().expire(association, sa, turn);
    }
    for (IkeSa sa : association.ikeSas()) {
      if (sa.repeat(turn, association.path())) {
        if (association.isCurrent(sa)) {
          return end(
              turn,
              new IkeFailure.TimedOut(
                  "a sign of life of the peer", association.timers().giveUpAfter()));
        }
        association.remove(sa);
      }
    }
    age(turn);
    association.enqueueDue(turn);
    if (livenessDue().filter(due -> !now.isBefore(due)).isPresent()
        && !association.current().has(LivenessCheck.class::isInstance)) {
      association.enqueue(new LivenessCheck());
    }
    return proceed(turn);
  }

  /** Rekeys what is old enough, and ends what is too old. */
  private void age(Turn turn) {
    IkeSa current = association.current();
    if (current.lifetime().isOver(turn.now())) {
      close(new IkeFailure.LifetimeOver("IKE SA"));
    } else if (current.lifetime().isRekeyDue(turn.now())) {
      rekeyIkeSa();
    }
    for (ChildSas.Entry child : association.children().all()) {
      if (child.lifetime().isOver(turn.now()) && !child.isDeleting()) {
        turn.emit(new IkeOutput.Warned(new IkeFailure.LifetimeOver("Child SA")));
        association.delete(child);
      } else if (child.lifetime().isRekeyDue(turn.now())) {
        rekeyChildSa(child);
      }
    }
  }

  private void rekeyIkeSa() {
    IkeSa current = association.current();
    current.lifetime().rekeyed();
    if (current.successor().isEmpty() && !current.has(IkeSaRekeying.class::isInstance)) {
      association.enqueue(IkeSaRekeying.begin());
    }
  }

  private void rekeyChildSa(ChildSas.Entry child) {
    child.lifetime().rekeyed();
    boolean underWay =
        association
            .current()
            .has(e -> e instanceof ChildSaCreation c && c.isRekeying(child.inboundSpi()));
    if (!underWay && !child.isReplaced() && !child.isDeleting()) {
      association.enqueue(ChildSaCreation.rekeying(child));
    }
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    Turn turn = new Turn(now);
    if (command instanceof IkeCommand.Abandon) {
      return end(turn, new IkeFailure.DeletedLocally());
    } else if (command instanceof IkeCommand.Delete) {
      close(new IkeFailure.DeletedLocally());
    } else if (command instanceof IkeCommand.InboundTraffic traffic) {
      // Nothing was heard in the future; to believe it would put liveness off for good.
      association.heardTraffic(traffic.at().isBefore(now) ? traffic.at() : now);
    } else if (command instanceof IkeCommand.CheckLiveness) {
      if (!association.current().has(LivenessCheck.class::isInstance)) {
        association.enqueue(new LivenessCheck());
      }
    } else if (command instanceof IkeCommand.Move move) {
      move(turn, move.path());
    } else if (command instanceof IkeCommand.RekeyIkeSa) {
      rekeyIkeSa();
    } else if (command instanceof IkeCommand.RekeyChildSa rekey) {
      association.children().byInbound(rekey.inboundSpi()).ifPresent(this::rekeyChildSa);
    } else if (command instanceof IkeCommand.CreateChildSa create) {
      association.enqueue(ChildSaCreation.of(create.local(), create.peer()));
    } else if (command instanceof IkeCommand.DeleteChildSa delete) {
      association.children().byInbound(delete.inboundSpi()).ifPresent(association::delete);
    } else if (command instanceof IkeCommand.ChildSaUsage usage) {
      association.children().byInbound(usage.inboundSpi()).ifPresent(child -> used(child, usage));
    }
    return proceed(turn);
  }

  private void used(ChildSas.Entry child, IkeCommand.ChildSaUsage usage) {
    IkeLifetimes limits = association.session().config().lifetimes();
    if (Lifetime.isAtLimit(usage.packets(), limits.childPackets())
        || Lifetime.isAtLimit(usage.octets(), limits.childOctets())) {
      association.delete(child);
    } else if (Lifetime.isNearLimit(usage.packets(), limits.childPackets())
        || Lifetime.isNearLimit(usage.octets(), limits.childOctets())) {
      rekeyChildSa(child);
    }
  }

  /** The IKE SA is to be deleted as soon as nothing else is under way. */
  private void close(IkeFailure cause) {
    closing = Optional.of(closing.orElse(cause));
  }

  private void move(Turn turn, UdpPath path) {
    if (!association.isMobile() || !association.isInitiator()) {
      // RFC 4555 3.1, 3.5: agreed on by both, and the affair of whoever began.
      turn.emit(new IkeOutput.Warned(new IkeFailure.CannotMove(association.isInitiator())));
    } else {
      association.follow(turn, path);
      association.announceAddress();
    }
  }

  private Transition proceed(Turn turn) {
    if (association.broken().isPresent()) {
      return end(turn, association.broken().get());
    }
    if (association.current().channel().isExhausted()) {
      close(new IkeFailure.DeletedLocally());
    }
    // One request at a time (RFC 7296 2.3): as soon as the answer is here, or never comes.
    if (closing.isPresent() && association.current().isIdle()) {
      return AwaitDeleteResponse.send(association, turn, closing.get());
    }
    if (closing.isEmpty()) {
      association.startWaiting(turn);
    }
    return turn.to(this);
  }

  private Transition end(Turn turn, IkeFailure cause) {
    association.end(turn, cause);
    return turn.to(Closed.INSTANCE);
  }

  /** While a request is under way, it is the sign of life that is waited for. */
  private Optional<Instant> livenessDue() {
    Duration interval = association.timers().livenessInterval();
    return interval.isZero() || !association.current().isIdle()
        ? Optional.empty()
        : Optional.of(association.lastHeard().plus(interval));
  }

  @Override
  public Optional<Instant> wakeAt() {
    // When all is to end, only what is under way is waited for.
    return closing.isPresent()
        ? association.wakeAtClosing()
        : Earliest.of(association.wakeAt(), livenessDue());
  }

  @Override
  public Set<IkeSpi> localSpis() {
    return association.localSpis();
  }
}
