package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The IKE SA is gone and its keys are zeroed, but the peer may not have got our last answer: until
 * it must have given up, the same request gets the same octets again.
 */
public final class Lingering implements IkeState {
  private final Set<IkeSpi> localSpis;
  private final Octets request;
  private final SealedMessage response;
  private final Instant until;

  /** Of the first IKE SA of a session. */
  Lingering(Octets request, SealedMessage response, Instant until) {
    this(Set.of(), request, response, until);
  }

  /** Of the IKE SA whose SPI of ours {@code localSpi} is. */
  Lingering(IkeSpi localSpi, Octets request, SealedMessage response, Instant until) {
    this(Set.of(localSpi), request, response, until);
  }

  private Lingering(Set<IkeSpi> localSpis, Octets request, SealedMessage response, Instant until) {
    this.localSpis = localSpis;
    this.request = request;
    this.response = response;
    this.until = until;
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    return message.equals(request)
        ? Transition.to(this).transmit(path, response)
        : Transition.to(this).drop(IkeDropReason.CLOSED, "the session is over");
  }

  @Override
  public Transition tick(Instant now) {
    return Transition.to(now.isBefore(until) ? this : Closed.INSTANCE);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return Transition.to(command instanceof IkeCommand.Abandon ? Closed.INSTANCE : this);
  }

  @Override
  public Set<IkeSpi> localSpis() {
    return localSpis;
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(until);
  }
}
