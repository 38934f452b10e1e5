package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.AttributeError;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import io.vpn4j.routing.bgp.message.RouteRefreshMessage;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.util.List;
import java.util.Optional;

/**
 * A state of RFC 4271 section 8.2.2: one method for each kind of event, which tells {@code fsm}
 * what to do and returns the next state.
 */
public sealed interface FsmState permits Idle, Connect, Active, OpenSent, OpenConfirm, Established {
  /** Its name. */
  BgpState kind();

  /** The transport that messages go over, if there is one. */
  default Optional<TransportId> transport() {
    return Optional.empty();
  }

  /** What the OPENs agree on, if they are exchanged. */
  default Optional<SessionInfo> session() {
    return Optional.empty();
  }

  /** Events 1 and 3 to 7; ignored unless idle. */
  default FsmState start(Fsm fsm) {
    return this;
  }

  /** Event 2, if {@code manual}, or 8. */
  FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause);

  /** Events 9 to 13, and 29. */
  FsmState timer(Fsm fsm, FsmTimer timer);

  /** Events 16 and 17. */
  FsmState transportUp(Fsm fsm, TransportId transport);

  /** Event 18. */
  FsmState transportDown(Fsm fsm, String reason);

  /** Events 19, 20 and 22. */
  default FsmState open(Fsm fsm, OpenMessage open) {
    return unexpected(fsm, open);
  }

  /** Events 21, 22 and 28: octets that are no message, or none that may be processed. */
  default FsmState refused(Fsm fsm, NotificationMessage answer, String detail) {
    return fsm.fail(answer, new BgpFailure.PeerMisbehaved(answer, detail));
  }

  /** Event 23: another connection with the peer stays. */
  default FsmState collisionDump(Fsm fsm, BgpFailure cause) {
    return fsm.fail(
        new NotificationMessage(NotificationCode.CONNECTION_COLLISION_RESOLUTION), cause);
  }

  /**
   * Events 24 and 25. Deviation: in OpenSent RFC 4271 8.2.2 answers event 25 with an FSM error, but
   * section 6.4 forbids to answer a NOTIFICATION; nothing is sent.
   */
  default FsmState notification(Fsm fsm, NotificationMessage notification) {
    return fsm.fall(
        new BgpFailure.PeerNotified(notification),
        !notification.code().equals(NotificationCode.UNSUPPORTED_VERSION_NUMBER));
  }

  /** Event 26. */
  default FsmState keepalive(Fsm fsm, BgpMessage message) {
    return unexpected(fsm, message);
  }

  /** Event 27. */
  default FsmState update(Fsm fsm, UpdateMessage update, List<AttributeError> errors) {
    return unexpected(fsm, update);
  }

  /** RFC 2918: a message that RFC 4271 does not know. */
  default FsmState routeRefresh(Fsm fsm, RouteRefreshMessage refresh) {
    return unexpected(fsm, refresh);
  }

  /** A message that this state does not expect (RFC 4271 section 6.6, RFC 6608). */
  FsmState unexpected(Fsm fsm, BgpMessage message);
}
