package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import java.util.Optional;

/** Not started, stopped, or waiting for IdleHoldTimer: every event but a start is ignored. */
public record Idle() implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.IDLE;
  }

  @Override
  public FsmState start(Fsm fsm) {
    fsm.stopTimer(FsmTimer.IDLE_HOLD);
    fsm.resetRetryCounter();
    return begin(fsm);
  }

  private static FsmState begin(Fsm fsm) {
    fsm.startConnectRetry();
    return fsm.isPassive() ? new Active(Optional.empty()) : new Connect(fsm.connect(), false);
  }

  @Override
  public FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause) {
    if (manual) {
      fsm.stopTimer(FsmTimer.IDLE_HOLD); // RFC 4271 section 8.1.1: no automatic start after it
    }
    return this;
  }

  @Override
  public FsmState timer(Fsm fsm, FsmTimer timer) {
    return timer == FsmTimer.IDLE_HOLD ? begin(fsm) : this;
  }

  @Override
  public FsmState transportUp(Fsm fsm, TransportId transport) {
    fsm.close(transport); // RFC 4271 section 8.2.2: refuses all incoming connections
    return this;
  }

  @Override
  public FsmState transportDown(Fsm fsm, String reason) {
    return this;
  }

  @Override
  public FsmState refused(Fsm fsm, NotificationMessage answer, String detail) {
    return this;
  }

  @Override
  public FsmState collisionDump(Fsm fsm, BgpFailure cause) {
    return this;
  }

  @Override
  public FsmState notification(Fsm fsm, NotificationMessage notification) {
    return this;
  }

  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return this;
  }
}
