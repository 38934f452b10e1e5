package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * We have asked the peer to delete the IKE SA, and with it any that is about to replace it or has
 * been replaced. Nothing is opened or sealed any more.
 */
public final class AwaitDeleteResponse implements IkeState {
  private final Association association;
  private final IkeFailure cause;

  private AwaitDeleteResponse(Association association, IkeFailure cause) {
    this.association = association;
    this.cause = cause;
  }

  static Transition send(Association association, Turn turn, IkeFailure cause) {
    association.children().removeAll(turn);
    for (IkeSa sa : association.ikeSas()) {
      sa.takeWaiting().forEach(OwnExchange::forget);
      if (!sa.hasPending(IkeSaDeletion.class::isInstance)) {
        // Another exchange that takes all of the window is on an IKE SA that the peer gives up,
        // too.
        sa.forgetPending(e -> true);
        sa.enqueue(new IkeSaDeletion());
      }
    }
    association.startWaiting(turn);
    return turn.to(new AwaitDeleteResponse(association, cause));
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    Turn turn = new Turn(now);
    Optional<IkeSa> named = association.find(header);
    if (named.isEmpty()) {
      Optional<SealedMessage> again = association.answerOfRemnant(message);
      if (again.isPresent()) {
        turn.transmit(path, again.get());
        return turn.to(this);
      }
    }
    IkeSa sa = named.orElse(association.ikeSas().get(0));
    return sa.channel().receive(header, message, new Receive(turn, sa, path, header, message));
  }

  private final class Receive implements IkeSaChannel.Receiver<Transition> {
    private final Turn turn;
    private final IkeSa sa;
    private final UdpPath path;
    private final IkeHeader header;
    private final Octets message;

    Receive(Turn turn, IkeSa sa, UdpPath path, IkeHeader header, Octets message) {
      this.turn = turn;
      this.sa = sa;
      this.path = path;
      this.header = header;
      this.message = message;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      turn.transmit(path, response);
      return turn.to(AwaitDeleteResponse.this);
    }

    @Override
    public Transition request(List<Payload> payloads) {
      PeerRequests.Answer answer =
          new PeerRequests(association, sa, turn, path).answer(header, payloads);
      IkeSpi localSpi = sa.channel().localSpi();
      SealedMessage response = sa.channel().respond(header, message, answer.payloads());
      turn.transmit(path, response);
      if (answer.end().isEmpty() && !answer.deletesIkeSa()) {
        return turn.to(AwaitDeleteResponse.this);
      }
      // Both ends delete at once (RFC 7296 2.25.2): each has told the other, so it is over.
      association.forget(turn, sa, message, response);
      if (!association.ikeSas().isEmpty()) {
        return turn.to(AwaitDeleteResponse.this);
      }
      association.end(turn, cause);
      Instant until = turn.now().plus(association.timers().giveUpAfter());
      return turn.to(new Lingering(localSpi, message, response, until));
    }

    @Override
    public Transition response(List<Payload> payloads) {
      return settled();
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return settled();
    }

    private Transition settled() {
      sa.settle(header.messageId())
          .filter(p -> p.exchange() instanceof IkeSaDeletion)
          .ifPresent(p -> association.remove(sa));
      return endIfDone(turn);
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      turn.drop(reason, detail);
      return turn.to(AwaitDeleteResponse.this);
    }
  }

  private Transition endIfDone(Turn turn) {
    if (!association.ikeSas().isEmpty()) {
      return turn.to(this);
    }
    association.end(turn, cause);
    return turn.to(Closed.INSTANCE);
  }

  @Override
  public Transition tick(Instant now) {
    Turn turn = new Turn(now);
    for (IkeSa sa : association.ikeSas()) {
      if (sa.repeat(turn, association.path())) {
        // The peer may be gone already; for us the IKE SA ends all the same.
        association.remove(sa);
      }
    }
    return endIfDone(turn);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    Turn turn = new Turn(now);
    if (command instanceof IkeCommand.Abandon) {
      association.end(turn, cause);
      return turn.to(Closed.INSTANCE);
    }
    return turn.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    Optional<Instant> earliest = Optional.empty();
    for (IkeSa sa : association.ikeSas()) {
      earliest = Earliest.of(earliest, sa.pendingWakeAt());
    }
    return earliest;
  }

  @Override
  public Set<IkeSpi> localSpis() {
    return association.localSpis();
  }
}
