package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/** An initiator that has not been told to start. */
public final class Idle implements IkeState {
  private final SessionParameters session;

  /** A fresh session. */
  public Idle(SessionParameters session) {
    this.session = session;
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    return Transition.to(this)
        .drop(IkeDropReason.UNEXPECTED_EXCHANGE, "the session has not started");
  }

  @Override
  public Transition tick(Instant now) {
    return Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    if (command instanceof IkeCommand.Initiate initiate) {
      return AwaitResumeResponse.start(session, now, initiate);
    }
    if (command.isEnd()) {
      return Transition.to(Closed.INSTANCE)
          .emit(new IkeOutput.Terminated(new IkeFailure.DeletedLocally()));
    }
    return Transition.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }
}
