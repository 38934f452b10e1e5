package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.MessageType;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.util.Optional;

/**
 * Our OPEN is sent, the peer's is awaited.
 *
 * @param open where
 */
public record OpenSent(TransportId open) implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.OPEN_SENT;
  }

  @Override
  public Optional<TransportId> transport() {
    return Optional.of(open);
  }

  @Override
  public FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause) {
    return fsm.stopped(Optional.of(cease), manual, cause);
  }

  @Override
  public FsmState timer(Fsm fsm, FsmTimer timer) {
    return switch (timer) {
      case HOLD -> fsm.holdExpired(Fsm.OPEN_HOLD_TIME);
      case SEND_HOLD -> fsm.sendHoldExpired();
      case CONNECT_RETRY, KEEPALIVE, DELAY_OPEN, IDLE_HOLD -> fsm.timerError(timer);
    };
  }

  @Override
  public FsmState transportUp(Fsm fsm, TransportId transport) {
    fsm.close(transport); // a second connection has a machine of its own
    return this;
  }

  @Override
  public FsmState transportDown(Fsm fsm, String reason) {
    fsm.startConnectRetry();
    return new Active(Optional.empty());
  }

  @Override
  public FsmState open(Fsm fsm, OpenMessage message) {
    return fsm.acceptOpen(open, message, true);
  }

  /** An UPDATE is unexpected whatever is wrong with it (event 28). */
  @Override
  public FsmState refused(Fsm fsm, NotificationMessage answer, String detail) {
    return answer.code().code() == NotificationCode.MALFORMED_ATTRIBUTE_LIST.code()
        ? fsm.messageError(NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_SENT, MessageType.UPDATE)
        : FsmState.super.refused(fsm, answer, detail);
  }

  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return fsm.messageError(NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_SENT, message.type());
  }
}
