package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.util.Optional;

/**
 * The peer may open a transport; or it has, and DelayOpenTimer runs.
 *
 * @param transport the one that is open, if it is
 */
public record Active(Optional<TransportId> transport) implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.ACTIVE;
  }

  @Override
  public FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause) {
    return fsm.stopped(manual ? Optional.of(cease) : Optional.empty(), manual, cause);
  }

  @Override
  public FsmState timer(Fsm fsm, FsmTimer timer) {
    return switch (timer) {
      case CONNECT_RETRY -> retry(fsm);
      case DELAY_OPEN ->
          transport.map(fsm::sendOpen).orElseGet(() -> release(fsm, timer.toString()));
      case SEND_HOLD -> fsm.sendHoldExpired();
      case HOLD, KEEPALIVE, IDLE_HOLD -> release(fsm, timer.toString());
    };
  }

  /** Deviation: RFC 4271 8.2.2 lets a passive side open a transport here; we keep waiting. */
  private FsmState retry(Fsm fsm) {
    fsm.startConnectRetry();
    return fsm.isPassive() || transport.isPresent() ? this : new Connect(fsm.connect(), false);
  }

  private static FsmState release(Fsm fsm, String what) {
    return fsm.fall(new BgpFailure.FsmError(what + " in ACTIVE"), true);
  }

  @Override
  public FsmState transportUp(Fsm fsm, TransportId up) {
    if (fsm.delaysOpen()) {
      fsm.stopTimer(FsmTimer.CONNECT_RETRY);
      fsm.startDelayOpen(up);
      return new Active(Optional.of(up));
    }
    return fsm.sendOpen(up);
  }

  @Override
  public FsmState transportDown(Fsm fsm, String reason) {
    return fsm.fall(new BgpFailure.TransportLost(reason), true);
  }

  @Override
  public FsmState open(Fsm fsm, OpenMessage message) {
    return transport
        .map(up -> fsm.acceptOpen(up, message, false))
        .orElseGet(() -> unexpected(fsm, message));
  }

  @Override
  public FsmState collisionDump(Fsm fsm, BgpFailure cause) {
    return fsm.fall(cause, true);
  }

  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return release(fsm, message.type().toString());
  }
}
