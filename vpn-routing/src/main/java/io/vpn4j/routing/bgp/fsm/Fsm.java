package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.BgpConfig;
import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpOutput;
import io.vpn4j.routing.bgp.BgpState;
import io.vpn4j.routing.bgp.PrefixLimit;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.AttributeError;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.BgpMessage;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.DecodeResult;
import io.vpn4j.routing.bgp.message.KeepaliveMessage;
import io.vpn4j.routing.bgp.message.MessageType;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import io.vpn4j.routing.bgp.message.PathAttribute;
import io.vpn4j.routing.bgp.message.RouteRefreshMessage;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One connection with a peer: its state, its timers, its transport (RFC 4271 section 8). */
public final class Fsm {
  /** How long the peer's OPEN may take (RFC 4271 section 8.2.2: a large value, four minutes). */
  static final Duration OPEN_HOLD_TIME = Duration.ofMinutes(4);

  private final FsmHost host;
  private final TimerTable timers = new TimerTable();
  private FsmState state;
  private MessageStream stream = new MessageStream();
  private PrefixCount prefixes;
  private Optional<TransportId> live = Optional.empty();
  private boolean open;
  private long unwritten;
  private int retryCounter;

  private Fsm(FsmHost host, FsmState state, int retryCounter) {
    this.host = host;
    this.state = state;
    this.retryCounter = retryCounter;
    this.prefixes = new PrefixCount(host.config().prefixLimits());
  }

  /** A machine that waits for a start. */
  public static Fsm idle(FsmHost host) {
    return new Fsm(host, new Idle(), 0);
  }

  /** A machine that waits for a transport of the peer, beside {@code other}. */
  public static Fsm active(FsmHost host, Fsm other) {
    return new Fsm(host, new Active(Optional.empty()), other.retryCounter);
  }

  /** The state. */
  public FsmState state() {
    return state;
  }

  /** The name of the state. */
  public BgpState kind() {
    return state.kind();
  }

  /** The transport that is open or being opened, if there is one. */
  public Optional<TransportId> transport() {
    return live;
  }

  /** Whether messages can go over the transport. */
  public boolean isOpen() {
    return open;
  }

  /** The earliest deadline. */
  public Optional<Instant> wakeAt() {
    return timers.earliest();
  }

  /** Failures in a row (ConnectRetryCounter). */
  public int retryCounter() {
    return retryCounter;
  }

  // Events, from outside.

  /** Lets {@code event} decide on the next state. */
  public void on(UnaryOperator<FsmState> event) {
    state = event.apply(state);
  }

  /** The transport is gone. */
  public void transportDown(String reason) {
    live = Optional.empty();
    open = false;
    unwritten = 0;
    timers.stop(FsmTimer.SEND_HOLD);
    state = state.transportDown(this, reason);
  }

  /** Another connection takes over; the peer is told nothing. */
  public void transportLost(BgpFailure cause) {
    state = fall(cause, false);
  }

  /** Timers that have run out. */
  public void tick() {
    for (Optional<FsmTimer> expired = timers.pollExpired(host.now());
        expired.isPresent();
        expired = timers.pollExpired(host.now())) {
      state = state.timer(this, expired.get());
    }
  }

  /** TCP has taken octets (RFC 9687 section 3.1). */
  public void written(long octets) {
    unwritten = Math.max(0, unwritten - Math.max(0, octets));
    timers.stop(FsmTimer.SEND_HOLD);
    if (unwritten > 0) {
      startSendHold();
    }
  }

  /** Octets of the transport. */
  public void received(ByteBuffer octets) {
    ByteBuffer in = octets.duplicate();
    while (open) {
      CodecContext context = receiveContext();
      Optional<ByteBuffer> message = stream.next(in, context);
      if (message.isEmpty()) {
        return;
      }
      DecodeResult result = BgpCodec.decode(message.get(), context);
      if (result instanceof DecodeResult.Accepted accepted) {
        state = dispatch(accepted.message(), accepted.errors());
      } else if (result instanceof DecodeResult.Refused refused) {
        state = state.refused(this, refused.answer(), refused.reason());
      }
    }
  }

  private FsmState dispatch(BgpMessage message, List<AttributeError> errors) {
    if (message instanceof UpdateMessage update) {
      return state.update(this, update, errors);
    }
    if (message instanceof OpenMessage openMessage) {
      return state.open(this, openMessage);
    }
    if (message instanceof NotificationMessage notification) {
      return state.notification(this, notification);
    }
    if (message instanceof RouteRefreshMessage refresh) {
      return state.routeRefresh(this, refresh);
    }
    return state.keepalive(this, message);
  }

  private CodecContext receiveContext() {
    return state.session().map(SessionInfo::receive).orElse(CodecContext.PLAIN);
  }

  private CodecContext sendContext() {
    return state.session().map(SessionInfo::send).orElse(CodecContext.PLAIN);
  }

  // What the owner wants of an established session.

  /** Announces routes, if the session has the family. */
  public void announce(
      AddressFamily family,
      List<IpAddress> nextHops,
      List<PathAttribute> attributes,
      List<Nlri> nlri) {
    packer(family).ifPresent(p -> p.announce(nextHops, attributes, nlri).forEach(this::send));
  }

  /** Withdraws routes, if the session has the family. */
  public void withdraw(AddressFamily family, List<Nlri> nlri) {
    packer(family).ifPresent(p -> p.withdraw(nlri).forEach(this::send));
  }

  private Optional<UpdatePacker> packer(AddressFamily family) {
    return established(family).map(session -> new UpdatePacker(family, session.send()));
  }

  /** Marks the end of all routes, if the session has the family. */
  public void endOfRib(AddressFamily family) {
    established(family).ifPresent(session -> send(UpdateMessage.endOfRib(family)));
  }

  /** Asks for all routes again, if the peer can do that. */
  public void requestRefresh(AddressFamily family) {
    established(family)
        .filter(SessionInfo::routeRefresh)
        .ifPresent(session -> send(new RouteRefreshMessage(family, RouteRefreshMessage.REQUEST)));
  }

  /** Marks the begin or the end of all routes, if the peer knows such marks. */
  public void refreshMark(AddressFamily family, boolean complete) {
    int subtype = complete ? RouteRefreshMessage.END : RouteRefreshMessage.BEGIN;
    established(family)
        .filter(SessionInfo::enhancedRefresh)
        .ifPresent(session -> send(new RouteRefreshMessage(family, subtype)));
  }

  private Optional<SessionInfo> established(AddressFamily family) {
    return kind() == BgpState.ESTABLISHED
        ? state.session().filter(session -> session.families().contains(family))
        : Optional.empty();
  }

  // What states want.

  boolean isPassive() {
    return host.config().passive();
  }

  boolean delaysOpen() {
    return !host.config().delayOpenTime().isZero();
  }

  void resetRetryCounter() {
    retryCounter = 0;
  }

  void stopTimer(FsmTimer timer) {
    timers.stop(timer);
  }

  private void startTimer(FsmTimer timer, Duration time) {
    timers.start(timer, host.now().plus(time));
  }

  private Duration jittered(Duration time) {
    return Duration.ofNanos((long) (time.toNanos() * host.jitter()));
  }

  void startConnectRetry() {
    startTimer(FsmTimer.CONNECT_RETRY, jittered(host.config().connectRetryTime()));
  }

  void startDelayOpen(TransportId transport) {
    take(transport);
    startTimer(FsmTimer.DELAY_OPEN, host.config().delayOpenTime());
  }

  /** Opens a transport. */
  TransportId connect() {
    TransportId transport = host.nextOutbound();
    live = Optional.of(transport);
    open = false;
    host.emit(new BgpOutput.Connect(transport, host.config().minimumTtl()));
    return transport;
  }

  private void take(TransportId transport) {
    if (!live.equals(Optional.of(transport))) {
      closeTransport();
    }
    live = Optional.of(transport);
    open = true;
    stream = new MessageStream();
    prefixes = new PrefixCount(host.config().prefixLimits());
  }

  /** Closes a transport that is not this machine's. */
  void close(TransportId transport) {
    host.emit(new BgpOutput.CloseTransport(transport, false));
  }

  /** Closes the transport of this machine, if there is one. */
  void closeTransport() {
    closeTransport(false);
  }

  private void closeTransport(boolean discard) {
    live.ifPresent(transport -> host.emit(new BgpOutput.CloseTransport(transport, discard)));
    live = Optional.empty();
    open = false;
    unwritten = 0;
    timers.stop(FsmTimer.SEND_HOLD);
  }

  private void send(BgpMessage message) {
    send(message, sendContext());
  }

  private void send(BgpMessage message, CodecContext context) {
    if (!open || live.isEmpty()) {
      return;
    }
    Octets octets = BgpCodec.encode(message, context);
    host.emit(new BgpOutput.Send(live.get(), octets));
    if (unwritten == 0) {
      startSendHold();
    }
    unwritten += octets.length();
  }

  private Duration sendHoldTime() {
    Duration twice =
        state.session().map(session -> session.holdTime().multipliedBy(2)).orElse(Duration.ZERO);
    Duration configured = host.config().sendHoldTime();
    return configured.compareTo(twice) >= 0 ? configured : twice;
  }

  private void startSendHold() {
    boolean noHold = state.session().filter(session -> session.holdTime().isZero()).isPresent();
    if (!host.config().sendHoldTime().isZero() && !noHold) {
      startTimer(FsmTimer.SEND_HOLD, sendHoldTime());
    }
  }

  /** Over {@code transport}, and waits for the peer's. */
  FsmState sendOpen(TransportId transport) {
    take(transport);
    timers.stop(FsmTimer.CONNECT_RETRY);
    timers.stop(FsmTimer.DELAY_OPEN);
    send(OpenNegotiation.local(host.config()));
    startTimer(FsmTimer.HOLD, OPEN_HOLD_TIME);
    return new OpenSent(transport);
  }

  /** Judges the peer's OPEN; {@code sent} says whether it has ours. */
  FsmState acceptOpen(TransportId transport, OpenMessage message, boolean sent) {
    OpenNegotiation.Result result = OpenNegotiation.of(host.config(), message);
    if (result.refusal().isPresent()) {
      OpenNegotiation.Refusal refusal = result.refusal().get();
      return fail(
          refusal.answer(), new BgpFailure.PeerIncompatible(refusal.answer(), refusal.detail()));
    }
    SessionInfo agreed = result.session().orElseThrow();
    if (!host.admits(this, agreed)) {
      return fail(
          new NotificationMessage(NotificationCode.CONNECTION_COLLISION_RESOLUTION),
          new BgpFailure.Collision());
    }
    timers.stop(FsmTimer.CONNECT_RETRY);
    timers.stop(FsmTimer.DELAY_OPEN);
    timers.stop(FsmTimer.HOLD);
    if (!sent) {
      send(OpenNegotiation.local(host.config()));
    }
    sendKeepalive(agreed);
    restartHold(agreed);
    return new OpenConfirm(transport, agreed);
  }

  void sendKeepalive(SessionInfo agreed) {
    send(KeepaliveMessage.KEEPALIVE, agreed.send());
    if (!agreed.holdTime().isZero()) {
      startTimer(FsmTimer.KEEPALIVE, jittered(agreed.keepaliveInterval()));
    }
  }

  void restartHold(SessionInfo agreed) {
    if (!agreed.holdTime().isZero()) {
      startTimer(FsmTimer.HOLD, agreed.holdTime());
    }
  }

  FsmState establish(TransportId transport, SessionInfo agreed) {
    host.emit(new BgpOutput.Established(agreed));
    return new Established(transport, agreed, host.now());
  }

  FsmState holdExpired(Duration holdTime) {
    return fail(
        new NotificationMessage(NotificationCode.HOLD_TIMER_EXPIRED),
        new BgpFailure.HoldTimerExpired(holdTime));
  }

  /** RFC 9687 section 3.2: a NOTIFICATION would not get through either, so none is sent. */
  FsmState sendHoldExpired() {
    BgpFailure cause = new BgpFailure.SendHoldTimerExpired(sendHoldTime());
    closeTransport(true);
    return fall(cause, true);
  }

  FsmState timerError(FsmTimer timer) {
    return fail(
        new NotificationMessage(NotificationCode.FSM_ERROR),
        new BgpFailure.FsmError(timer + " in " + kind()));
  }

  FsmState messageError(NotificationCode code, MessageType type) {
    NotificationMessage answer = new NotificationMessage(code, Octets.of((byte) type.value()));
    return fail(answer, new BgpFailure.PeerMisbehaved(answer, type + " in " + kind()));
  }

  /** Tells the peer why, and ends. */
  FsmState fail(NotificationMessage answer, BgpFailure cause) {
    send(answer);
    return fall(cause, true);
  }

  /** The owner has ended it; no automatic start after a manual stop (RFC 4271 section 8.1.1). */
  FsmState stopped(Optional<NotificationMessage> cease, boolean manual, BgpFailure cause) {
    cease.ifPresent(this::send);
    FsmState idle = fall(cause, !manual);
    if (manual) {
      retryCounter = 0;
      timers.stopAll();
    }
    return idle;
  }

  /** Ends, and starts again when IdleHoldTimer is over. */
  FsmState fall(BgpFailure cause, boolean counts) {
    if (state instanceof Established established
        && !host.now().isBefore(established.since().plus(host.config().maxIdleHoldTime()))) {
      retryCounter = 0;
    }
    Set<AddressFamily> stale = StaleFamilies.of(state, cause);
    boolean wasEstablished = kind() == BgpState.ESTABLISHED;
    closeTransport();
    timers.stopAll();
    startTimer(FsmTimer.IDLE_HOLD, jittered(idleHold()));
    if (counts) {
      retryCounter++;
    }
    host.emit(new BgpOutput.Down(cause, wasEstablished, stale));
    return new Idle();
  }

  /** DampPeerOscillations in a simple form: twice as long with each failure in a row. */
  private Duration idleHold() {
    BgpConfig config = host.config();
    Duration wait = config.idleHoldTime().multipliedBy(1L << Math.min(retryCounter, 20));
    return wait.compareTo(config.maxIdleHoldTime()) > 0 ? config.maxIdleHoldTime() : wait;
  }

  /** Hands routes to the owner; returns why not, if they are too many. */
  Optional<BgpFailure.TooManyPrefixes> deliver(
      UpdateMessage update, List<AttributeError> errors, SessionInfo agreed) {
    UpdateMessage usable = UpdateFilter.usable(update, agreed);
    Optional<AddressFamily> tooMany = prefixes.add(usable, host::emit);
    if (tooMany.isPresent()) {
      return tooMany.map(family -> tooMany(family, agreed));
    }
    Optional<AddressFamily> end = update.endOfRibFamily();
    if (end.isPresent() && errors.isEmpty()) {
      end.filter(agreed.families()::contains)
          .ifPresent(family -> host.emit(new BgpOutput.EndOfRibReceived(family)));
    } else if (!UpdateFilter.isEmpty(usable)) {
      host.emit(new BgpOutput.RoutesReceived(usable, errors));
    }
    return Optional.empty();
  }

  /** RFC 4486 section 4: the data is the family and the limit; RFC 8538 section 5 resets hard. */
  private BgpFailure.TooManyPrefixes tooMany(AddressFamily family, SessionInfo agreed) {
    PrefixLimit limit = host.config().prefixLimits().get(family);
    ByteBuffer data = ByteBuffer.allocate(7);
    data.putShort((short) family.afi()).put((byte) family.safi()).putInt(limit.maximum()).flip();
    NotificationMessage answer =
        new NotificationMessage(NotificationCode.MAXIMUM_PREFIXES_REACHED, Octets.of(data));
    return new BgpFailure.TooManyPrefixes(
        limit, agreed.hardReset() ? NotificationMessage.hardReset(answer) : answer);
  }

  /** RFC 7313 section 5: families and subtypes that were not agreed on are ignored. */
  void deliver(RouteRefreshMessage refresh, SessionInfo agreed) {
    if (!agreed.families().contains(refresh.family())) {
      return;
    }
    if (refresh.subtype() == RouteRefreshMessage.REQUEST) {
      host.emit(new BgpOutput.RefreshRequested(refresh.family()));
    } else if (agreed.enhancedRefresh() && refresh.subtype() <= RouteRefreshMessage.END) {
      host.emit(
          new BgpOutput.RefreshMarkReceived(
              refresh.family(), refresh.subtype() == RouteRefreshMessage.END));
    }
  }
}
