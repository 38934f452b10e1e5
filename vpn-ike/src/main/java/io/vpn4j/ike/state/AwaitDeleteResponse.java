package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** We have asked the peer to delete the IKE SA. Nothing is opened or sealed any more. */
public final class AwaitDeleteResponse implements IkeState {
  private final SessionParameters session;
  private final IkeSaChannel channel;
  private final PeerRequests peerRequests;
  private final Retransmission retransmission;

  private AwaitDeleteResponse(
      SessionParameters session,
      IkeSaChannel channel,
      PeerRequests peerRequests,
      Retransmission retransmission) {
    this.session = session;
    this.channel = channel;
    this.peerRequests = peerRequests;
    this.retransmission = retransmission;
  }

  static Transition send(
      SessionParameters session,
      Instant now,
      UdpPath path,
      IkeSaChannel channel,
      PeerRequests peerRequests,
      Transition before) {
    SealedMessage request =
        channel.request(ExchangeType.INFORMATIONAL, List.of(DeletePayload.ikeSa())).message();
    AwaitDeleteResponse next =
        new AwaitDeleteResponse(
            session,
            channel,
            peerRequests,
            new Retransmission(session.config().timers(), now, path, request));
    return new Transition(next, before.outputs()).transmit(path, request);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
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
      return Transition.to(AwaitDeleteResponse.this).transmit(path, response);
    }

    @Override
    public Transition request(List<Payload> payloads) {
      PeerRequests.Answer answer = peerRequests.answer(header.exchangeType(), payloads);
      SealedMessage response = channel.respond(header, message, answer.payloads());
      Transition answered = Transition.to(AwaitDeleteResponse.this).transmit(path, response);
      if (answer.end().isEmpty()) {
        return answered;
      }
      // Both ends delete at once (RFC 7296 2.25.2): each has told the other, so it is over.
      channel.destroy();
      Instant until = now.plus(session.config().timers().giveUpAfter());
      return new Transition(new Lingering(message, response, until), answered.outputs())
          .emit(new IkeOutput.Terminated(new IkeFailure.DeletedLocally()));
    }

    @Override
    public Transition response(List<Payload> payloads) {
      return end();
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      return end();
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      return Transition.to(AwaitDeleteResponse.this).drop(reason, detail);
    }
  }

  private Transition end() {
    channel.destroy();
    return Transition.to(Closed.INSTANCE)
        .emit(new IkeOutput.Terminated(new IkeFailure.DeletedLocally()));
  }

  @Override
  public Transition tick(Instant now) {
    if (retransmission.isOver(now)) {
      // The peer may be gone already; for us the IKE SA ends all the same.
      return end();
    }
    return retransmission.repeatNow(now)
        ? Transition.to(this).transmit(retransmission.path(), retransmission.request())
        : Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command instanceof IkeCommand.Abandon ? end() : Transition.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(retransmission.wakeAt());
  }
}
