package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/** The end: messages are counted, nothing else happens. */
public final class Closed implements IkeState {
  static final Closed INSTANCE = new Closed();

  private Closed() {}

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    return Transition.to(this).drop(IkeDropReason.CLOSED, "the session is over");
  }

  @Override
  public Transition tick(Instant now) {
    return Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return Transition.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }
}
