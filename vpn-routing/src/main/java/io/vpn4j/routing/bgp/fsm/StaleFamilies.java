package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Capability.GracefulRestart;
import io.vpn4j.routing.bgp.message.NotificationCode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose routes outlive a session (RFC 4724 section 4.2, RFC 8538 section 4). */
final class StaleFamilies {
  private StaleFamilies() {}

  static Set<AddressFamily> of(FsmState state, BgpFailure cause) {
    Optional<SessionInfo> session = state.session();
    if (!(state instanceof Established) || session.isEmpty() || !keeps(session.get(), cause)) {
      return Set.of();
    }
    return session.get().peerRestart().stream()
        .flatMap(restart -> restart.families().stream())
        .map(GracefulRestart.RestartFamily::family)
        .filter(session.get().families()::contains)
        .collect(Collectors.toSet());
  }

  /** A lost transport leaves routes; a NOTIFICATION does where both say so, if it is not hard. */
  private static boolean keeps(SessionInfo session, BgpFailure cause) {
    if (cause instanceof BgpFailure.TransportLost || cause instanceof BgpFailure.PeerRestarted) {
      return true;
    }
    if (!session.hardReset()) {
      return false;
    }
    if (cause instanceof BgpFailure.PeerNotified notified) {
      return !notified.notification().code().equals(NotificationCode.HARD_RESET);
    }
    return cause instanceof BgpFailure.HoldTimerExpired
        || cause instanceof BgpFailure.SendHoldTimerExpired
        || cause instanceof BgpFailure.PeerMisbehaved;
  }
}
