package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.AttributeError;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.RouteRefreshMessage;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Routes are exchanged.
 *
 * <p>Deviation: RFC 4271 8.2.2 answers events 21 and 22 here with an FSM error; sections 6.1 and
 * 6.2 say what is wrong, and so do we.
 *
 * @param open where
 * @param agreed on what
 * @param since when it began
 */
public record Established(TransportId open, SessionInfo agreed, Instant since) implements FsmState {
  @Override
  public BgpState kind() {
    return BgpState.ESTABLISHED;
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
    NotificationMessage last = agreed.hardReset() ? NotificationMessage.hardReset(cease) : cease;
    return fsm.stopped(Optional.of(last), manual, cause);
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
    return this;
  }

  @Override
  public FsmState update(Fsm fsm, UpdateMessage update, List<AttributeError> errors) {
    fsm.restartHold(agreed);
    Optional<BgpFailure.TooManyPrefixes> tooMany = fsm.deliver(update, errors, agreed);
    return tooMany.<FsmState>map(failure -> fsm.fail(failure.answer(), failure)).orElse(this);
  }

  @Override
  public FsmState routeRefresh(Fsm fsm, RouteRefreshMessage refresh) {
    fsm.restartHold(agreed); // RFC 4271 section 6.5 names two messages; any shows that it lives
    fsm.deliver(refresh, agreed);
    return this;
  }

  @Override
  public FsmState unexpected(Fsm fsm, BgpMessage message) {
    return fsm.messageError(NotificationCode.UNEXPECTED_MESSAGE_IN_ESTABLISHED, message.type());
  }
}
