package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.MessageType;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import java.util.Optional;

/**
 * The OPENs are exchanged, the peer's KEEPALIVE is awaited.
 *
 * @param open where
 * @param agreed on what
 */
public record OpenConfirm(TransportId open, SessionInfo agreed) implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.OPEN_CONFIRM;
  }

  @Override
  public Optional<TransportId> transport() {
    return Optional.of(open);
  }

  @Override
  public Optional<SessionInfo> session() {
    return Optional.of(agreed);
  }

  @Override
  public FsmState stop(Fsm fsm, boolean manual, NotificationMessage cease, BgpFailure cause) {
    return fsm.stopped(Optional.of(cease), manual, cause);
  }

  @Override
  public FsmState timer(Fsm fsm, FsmTimer timer) {
    return switch (timer) {
      case HOLD -> fsm.holdExpired(agreed.holdTime());
      case KEEPALIVE -> {
        fsm.sendKeepalive(agreed);
        yield this;
      }
      case SEND_HOLD -> fsm.sendHoldExpired();
      case CONNECT_RETRY, DELAY_OPEN, IDLE_HOLD -> fsm.timerError(timer);
    };
  }

  @Override
  public FsmState transportUp(Fsm fsm, TransportId transport) {
    fsm.close(transport);
    return this;
  }

  @Override
  public FsmState transportDown(Fsm fsm, String reason) {
    return fsm.fall(new BgpFailure.TransportLost(reason), true);
  }

  @Override
  public FsmState keepalive(Fsm fsm, BgpMessage message) {
    fsm.restartHold(agreed);
    return fsm.establish(open, agreed);
  }

  /** An UPDATE is unexpected whatever is wrong with it (event 28). */
  @Override
  public FsmState refused(Fsm fsm, NotificationMessage answer, String detail) {
    return answer.code().code() == NotificationCode.MALFORMED_ATTRIBUTE_LIST.code()
        ? fsm.messageError(NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM, MessageType.UPDATE)
        : FsmState.super.refused(fsm, answer, detail);
  }

  /**
   * Deviation: RFC 4271 8.2.2 puts a second OPEN through collision detection. On one connection it
   * collides with nothing and is as unexpected as any other message.
   */
  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return fsm.messageError(NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM, message.type());
  }
}
