package io.vpn4j.routing.bgp;

import io.vpn4j.routing.bgp.fsm.Fsm;
import io.vpn4j.routing.bgp.fsm.FsmHost;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * BGP with one peer (RFC 4271), as a deterministic object.
 *
 * <p>Every input is legal in every state and none throws for what a peer sent. Carry out the
 * outputs of a step in order, and give a {@link BgpInput.Tick} at its {@code wakeAt}; a tick that
 * is early, late or repeated is harmless. Not thread-safe.
 *
 * <p>Two connections with the peer can be there at once, each with a state of its own, until one is
 * given up (RFC 4271 section 6.8); what the session says of itself is of the one further on.
 *
 * <pre>{@code
 * BgpStep step = session.handle(new BgpInput.Received(now, transport, octets));
 * for (BgpOutput output : step.outputs()) {
 *   if (output instanceof BgpOutput.Send s) { write(s.transport(), s.octets()); }
 *   ...
 * }
 * }</pre>
 */
public final class BgpSession {
  private final BgpConfig config;
  private final FsmHost host;
  private final StaleRoutes staleRoutes;
  private Fsm primary;
  private Optional<Fsm> second = Optional.empty();

  /**
   * A session that waits for {@link BgpInput.Start}.
   *
   * @param config the peer
   * @param random for the jitter of timers (RFC 4271 section 10); need not be unpredictable
   */
  public BgpSession(BgpConfig config, RandomGenerator random) {
    this.config = config;
    this.host = new FsmHost(config, random, this::admits);
    this.staleRoutes = new StaleRoutes(config.staleRoutesTime());
    this.primary = Fsm.idle(host);
  }

  /** What the session does about {@code input}. */
  public BgpStep handle(BgpInput input) {
    boolean wasEstablished = isEstablished();
    host.begin(input.now());
    dispatch(input);
    settle(wasEstablished);
    return new BgpStep(staleRoutes.follow(input.now(), host.outputs()), wakeAt());
  }

  private void dispatch(BgpInput input) {
    if (input instanceof BgpInput.Received received) {
      with(received.transport(), fsm -> fsm.received(received.octets()));
    } else if (input instanceof BgpInput.Written written) {
      with(written.transport(), fsm -> fsm.written(written.octets()));
    } else if (input instanceof BgpInput.Tick) {
      primary.tick();
      second.ifPresent(Fsm::tick);
    } else if (input instanceof BgpInput.TransportUp up) {
      transportUp(up.transport());
    } else if (input instanceof BgpInput.TransportDown down) {
      with(down.transport(), fsm -> fsm.transportDown(down.reason()));
    } else if (input instanceof BgpInput.Start) {
      primary.on(state -> state.start(primary));
    } else if (input instanceof BgpInput.Stop stop) {
      stop(true, NotificationCode.ADMINISTRATIVE_SHUTDOWN, stop.text());
    } else if (input instanceof BgpInput.Reset reset) {
      stop(false, NotificationCode.ADMINISTRATIVE_RESET, reset.text());
    } else {
      routes(input);
    }
  }

  private void routes(BgpInput input) {
    if (input instanceof BgpInput.Announce a) {
      primary.announce(a.family(), a.nextHops(), a.attributes(), a.nlri());
    } else if (input instanceof BgpInput.Withdraw withdraw) {
      primary.withdraw(withdraw.family(), withdraw.nlri());
    } else if (input instanceof BgpInput.EndOfRib end) {
      primary.endOfRib(end.family());
    } else if (input instanceof BgpInput.RequestRefresh refresh) {
      primary.requestRefresh(refresh.family());
    } else if (input instanceof BgpInput.RefreshMark mark) {
      primary.refreshMark(mark.family(), mark.complete());
    }
  }

  private void with(TransportId transport, Consumer<Fsm> action) {
    owner(transport).ifPresent(action);
  }

  private Optional<Fsm> owner(TransportId transport) {
    return Stream.concat(Stream.of(primary), second.stream())
        .filter(fsm -> fsm.transport().equals(Optional.of(transport)))
        .findFirst();
  }

  private void transportUp(TransportId transport) {
    Optional<Fsm> known = owner(transport);
    if (known.isPresent()) {
      Fsm fsm = known.get();
      if (!fsm.isOpen()) {
        fsm.on(state -> state.transportUp(fsm, transport));
      }
      return;
    }
    boolean free =
        primary.kind() == BgpState.IDLE
            || (primary.kind() == BgpState.ACTIVE && primary.transport().isEmpty());
    if (transport.inbound() && free) {
      primary.on(state -> state.transportUp(primary, transport));
    } else if (transport.inbound() && second.isEmpty()) {
      Fsm fsm = Fsm.active(host, primary);
      fsm.on(state -> state.transportUp(fsm, transport));
      second = Optional.of(fsm);
    } else {
      host.emit(new BgpOutput.CloseTransport(transport, false));
    }
  }

  private void stop(boolean manual, NotificationCode code, String text) {
    NotificationMessage cease =
        text.isEmpty() ? new NotificationMessage(code) : withText(code, text);
    BgpFailure cause = new BgpFailure.Stopped(text);
    second.ifPresent(fsm -> fsm.on(state -> state.stop(fsm, manual, cease, cause)));
    primary.on(state -> state.stop(primary, manual, cease, cause));
  }

  /** RFC 9003 section 2: 255 octets at most, and no character cut in half. */
  private static NotificationMessage withText(NotificationCode code, String text) {
    StringBuilder fitting = new StringBuilder();
    int octets = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      octets += character.getBytes(StandardCharsets.UTF_8).length;
      if (octets > NotificationMessage.MAX_TEXT_OCTETS) {
        break;
      }
      fitting.append(character);
    }
    return NotificationMessage.withText(code, fitting.toString());
  }

  /** Connection collision (RFC 4271 section 6.8): whether who has just got an OPEN may go on. */
  private boolean admits(Fsm newcomer, SessionInfo agreed) {
    Optional<Fsm> other = newcomer == primary ? second : Optional.of(primary);
    if (other.isEmpty()) {
      return true;
    }
    Fsm present = other.get();
    if (present.kind() == BgpState.ESTABLISHED) {
      if (!present.state().session().map(s -> s.peerRestart().isPresent()).orElse(false)) {
        return false;
      }
      // RFC 4724 section 5: the peer has restarted, and we had not noticed.
      present.transportLost(new BgpFailure.PeerRestarted());
      return true;
    }
    if (present.kind() != BgpState.OPEN_CONFIRM) {
      return true; // decided when its OPEN comes in
    }
    boolean stays = staysAgainst(newcomer, present, agreed);
    if (stays) {
      present.on(state -> state.collisionDump(present, new BgpFailure.Collision()));
    }
    return stays;
  }

  /**
   * The connection stays that the side with the higher identifier opened (RFC 6286 section 2.3).
   */
  private boolean staysAgainst(Fsm newcomer, Fsm present, SessionInfo agreed) {
    boolean newcomerInbound = isInbound(newcomer);
    if (newcomerInbound == isInbound(present)) {
      return true; // the peer opens one at a time: it has lost the older one
    }
    int order =
        Integer.compareUnsigned(config.bgpIdentifier().value(), agreed.peerIdentifier().value());
    boolean localHigher = order != 0 ? order > 0 : config.localAs().compareTo(agreed.peerAs()) > 0;
    return localHigher != newcomerInbound;
  }

  private static boolean isInbound(Fsm fsm) {
    return fsm.transport().map(TransportId::inbound).orElse(false);
  }

  /** After a step: at most one machine that is up, and it is the primary one. */
  private void settle(boolean wasEstablished) {
    second.ifPresent(
        fsm -> {
          if (fsm.kind() == BgpState.IDLE) {
            second = Optional.empty();
          } else if (primary.kind() == BgpState.IDLE || fsm.kind() == BgpState.ESTABLISHED) {
            Fsm replaced = primary;
            primary = fsm;
            second = Optional.empty();
            replaced.on(state -> state.collisionDump(replaced, new BgpFailure.Collision()));
          } else if (!wasEstablished && isEstablished()) {
            second = Optional.empty();
            fsm.on(state -> state.collisionDump(fsm, new BgpFailure.Collision()));
          }
        });
  }

  /** The peer. */
  public BgpConfig config() {
    return config;
  }

  /** The state. */
  public BgpState state() {
    return primary.kind();
  }

  /** Whether routes may be exchanged. */
  public boolean isEstablished() {
    return state() == BgpState.ESTABLISHED;
  }

  /** What the OPENs agree on, if they are exchanged. */
  public Optional<SessionInfo> session() {
    return primary.state().session();
  }

  /** The earliest deadline, as in the last step. */
  public Optional<Instant> wakeAt() {
    return Stream.of(primary.wakeAt(), second.flatMap(Fsm::wakeAt), staleRoutes.wakeAt())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Both sides and the state. */
  @Override
  public String toString() {
    return "BgpSession[AS " + config.localAs() + " to AS " + config.peerAs() + " " + state() + "]";
  }
}
