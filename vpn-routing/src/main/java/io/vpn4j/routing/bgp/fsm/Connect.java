package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.util.Optional;

/**
 * A transport is being opened; or it is open and DelayOpenTimer runs.
 *
 * @param attempt the transport
 * @param open whether it is open
 */
public record Connect(TransportId attempt, boolean open) implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.CONNECT;
  }

  @Override
  public Optional<TransportId> transport() {
    return open ? Optional.of(attempt) : Optional.empty();
  }

  @Override
  public FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause) {
    return fsm.stopped(Optional.empty(), manual, cause);
  }

  @Override
  public FsmState timer(Fsm fsm, FsmTimer timer) {
    return switch (timer) {
      case CONNECT_RETRY -> {
        fsm.closeTransport();
        fsm.stopTimer(FsmTimer.DELAY_OPEN);
        fsm.startConnectRetry();
        yield new Connect(fsm.connect(), false);
      }
      case DELAY_OPEN -> open ? fsm.sendOpen(attempt) : release(fsm, timer);
      case SEND_HOLD -> fsm.sendHoldExpired();
      case HOLD, KEEPALIVE, IDLE_HOLD -> release(fsm, timer);
    };
  }

  private FsmState release(Fsm fsm, FsmTimer timer) {
    return fsm.fall(new BgpFailure.FsmError(timer + " in " + kind()), true);
  }

  @Override
  public FsmState transportUp(Fsm fsm, TransportId transport) {
    if (fsm.delaysOpen()) {
      fsm.stopTimer(FsmTimer.CONNECT_RETRY);
      fsm.startDelayOpen(transport);
      return new Connect(transport, true);
    }
    return fsm.sendOpen(transport);
  }

  @Override
  public FsmState transportDown(Fsm fsm, String reason) {
    if (open) {
      fsm.stopTimer(FsmTimer.DELAY_OPEN);
      fsm.startConnectRetry();
      return new Active(Optional.empty());
    }
    return fsm.fall(new BgpFailure.TransportLost(reason), true);
  }

  @Override
  public FsmState open(Fsm fsm, OpenMessage message) {
    return open ? fsm.acceptOpen(attempt, message, false) : unexpected(fsm, message);
  }

  @Override
  public FsmState collisionDump(Fsm fsm, BgpFailure cause) {
    return fsm.fall(cause, true);
  }

  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return fsm.fall(new BgpFailure.FsmError(message.type() + " in " + kind()), true);
  }
}
