package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a session waits for, and what it does when something comes. */
public sealed interface IkeState
    permits Idle,
        AwaitInitResponse,
        AwaitIntermediateResponse,
        SolvingPuzzle,
        AwaitAuthResponse,
        AwaitResumeResponse,
        AwaitInitRequest,
        AwaitIntermediateRequest,
        AwaitAuthRequest,
        Established,
        AwaitDeleteResponse,
        Lingering,
        Closed {

  /**
   * A datagram with a readable header arrived.
   *
   * @param now the present time
   * @param path where it came in and from
   * @param header its header
   * @param message all its octets
   */
  Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message);

  /** Time has passed. */
  Transition tick(Instant now);

  /** The owner wants something. */
  Transition command(Instant now, IkeCommand command);

  /** Our SPIs under which messages may come; none means the one that the session began with. */
  default Set<IkeSpi> localSpis() {
    return Set.of();
  }

  /** The earliest deadline. */
  Optional<Instant> wakeAt();
}
