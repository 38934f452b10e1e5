package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.NatTraversal;
import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDemultiplexer;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeLimits;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeSession;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the tunnels of an endpoint as they should be: begins and begins again, installs and removes
 * SAs, opens and closes routes, and says what happens.
 *
 * <p>Deterministic: time comes with every call, effects go through {@link ControllerEffects}. Not
 * thread-safe.
 */
public final class EndpointController {
  private final EndpointSpec spec;
  private final ControllerEffects effects;
  private final Function<TunnelSpec, LocalPorts> localPorts;
  private final Map<String, TunnelControl> tunnels = new LinkedHashMap<>();
  private final IkeDemultiplexer ike;
  private final FirstOfEachKind<FailedAttempt> failedAttempts = new FirstOfEachKind<>();
  private Optional<Instant> ikeWakeAt = Optional.empty();
  private boolean stopping;

  /** How an attempt of somebody who has not proved who he is ended. */
  private record FailedAttempt(String tunnel, String cause) {}

  /**
   * A controller of tunnels that are all down.
   *
   * @param localPorts the ports that are really bound for a tunnel
   * @param espSpis inbound SPIs that are not in use
   */
  public EndpointController(
      EndpointSpec spec,
      Function<TunnelSpec, LocalPorts> localPorts,
      Supplier<EspSpi> espSpis,
      ControllerEffects effects,
      Instant now) {
    this.spec = spec;
    this.effects = effects;
    this.localPorts = localPorts;
    for (TunnelSpec tunnel : spec.tunnels()) {
      tunnels.put(tunnel.name(), new TunnelControl(tunnel, now));
    }
    this.ike = new IkeDemultiplexer(this::peerOf, spec.crypto(), espSpis, IkeLimits.DEFAULT);
  }

  /**
   * A first message belongs to the enabled tunnel that is reached at the path's local end. Several
   * tunnels may share that end; then the peer's address decides, or, on one host, its port.
   */
  private Optional<IkeConfig> peerOf(UdpPath path) {
    if (stopping) {
      return Optional.empty();
    }
    List<TunnelSpec> candidates =
        tunnels.values().stream()
            .filter(t -> t.enabled && localPorts.apply(t.spec).contains(path.local()))
            .map(t -> t.spec)
            .filter(t -> t.peer().map(p -> isAt(p.address(), path.peer())).orElse(true))
            .toList();
    return candidates.stream()
        .filter(t -> t.peer().filter(p -> hasPort(p, path.peer().port())).isPresent())
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .map(TunnelSpec::ike);
  }

  private static boolean isAt(IpAddress peer, UdpEndpoint from) {
    return peer.isUnspecified() || peer.equals(from.address());
  }

  private static boolean hasPort(OutsideSocket peer, int port) {
    return peer.natTraversalPort() == port || peer.ikePort().orElse(-1) == port;
  }

  /** Begins every tunnel that we initiate. */
  public void start(Instant now) {
    tunnels.values().forEach(t -> initiate(now, t));
  }

  /** Ends every IKE SA; {@link #isIdle} tells when the peers have answered. */
  public void stop(Instant now) {
    stopping = true;
    tunnels.values().forEach(t -> end(now, t));
  }

  /** Ends every session without a word and zeroes its keys. */
  public void abandon(Instant now) {
    stopping = true;
    for (IkeSession session : ike.sessions()) {
      carryOut(now, ike.command(now, session.localSpi(), new IkeCommand.Abandon()));
    }
  }

  /** Whether no IKE SA is left that its peer could still mean. */
  public boolean isIdle() {
    return tunnels.values().stream().allMatch(t -> t.ikeSas.isEmpty());
  }

  /** Replaces the newest IKE SA of a tunnel, now. */
  public void rekeyIkeSa(Instant now, String tunnel) {
    for (Map.Entry<IkeSpi, Optional<IkeSaInfo>> sa :
        List.copyOf(tunnels.get(tunnel).ikeSas.entrySet())) {
      if (sa.getValue().isPresent()) {
        carryOut(now, ike.command(now, sa.getKey(), new IkeCommand.RekeyIkeSa()));
      }
    }
  }

  /** Replaces the newest Child SA of a tunnel, now. */
  public void rekeyChildSa(Instant now, String tunnel) {
    tunnels
        .get(tunnel)
        .current()
        .ifPresent(
            child ->
                carryOut(
                    now,
                    ike.command(
                        now,
                        child.ikeSa(),
                        new IkeCommand.RekeyChildSa(child.child().inboundSpi()))));
  }

  /**
   * Tells peers that we have another address. The paths stay: they begin at a socket, which has it
   * already if it is bound to the unspecified address, and else cannot have it.
   */
  public void addressChanged(Instant now) {
    for (TunnelControl tunnel : tunnels.values()) {
      Map<IkeSpi, UdpPath> paths = new LinkedHashMap<>();
      tunnel.children.forEach(child -> paths.put(child.ikeSa(), child.path()));
      paths.forEach((sa, path) -> carryOut(now, ike.command(now, sa, new IkeCommand.Move(path))));
    }
  }

  /** Takes a tunnel down and keeps it down. */
  public void disable(Instant now, String tunnel) {
    TunnelControl control = tunnels.get(tunnel);
    control.enabled = false;
    end(now, control);
  }

  /** Lets a tunnel come up again, and begins it if that is ours to do. */
  public void enable(Instant now, String tunnel) {
    TunnelControl control = tunnels.get(tunnel);
    control.enabled = true;
    control.backoff.reset();
    if (control.ikeSas.isEmpty()) {
      initiate(now, control);
    }
  }

  private void end(Instant now, TunnelControl control) {
    control.retryAt = Optional.empty();
    // Also those that a peer has begun: it must not come up by going on with one.
    for (IkeSession session : ike.sessions()) {
      if (session.config().name().equals(control.spec.name())) {
        carryOut(now, ike.command(now, session.localSpi(), new IkeCommand.Delete()));
      }
    }
  }

  /** An IKE message arrived. */
  public void datagram(IkeInput.Datagram datagram) {
    carryOut(datagram.now(), ike.datagram(datagram));
  }

  /** Time has passed. */
  public void tick(Instant now) {
    for (TunnelControl tunnel : tunnels.values()) {
      if (tunnel.retryAt.filter(at -> !at.isAfter(now)).isPresent()) {
        initiate(now, tunnel);
      }
      keepAlive(now, tunnel);
      reportUsage(now, tunnel);
      // Packets of the peer are a sign of life: say so before liveness is judged.
      effects
          .lastInbound(tunnel.spec.name())
          .ifPresent(
              at ->
                  List.copyOf(tunnel.ikeSas.keySet())
                      .forEach(sa -> carryOut(now, inboundTraffic(now, sa, at))));
    }
    effects.tick();
    carryOut(now, ike.tick(now));
    failedAttempts
        .over(now)
        .forEach(
            many ->
                effects.event(
                    new GatewayEvent.AttemptsFailed(
                        now, many.kind().tunnel(), many.kind().cause(), many.times())));
  }

  /** Limits of traffic are looked at whenever there is something else to do. */
  private void reportUsage(Instant now, TunnelControl tunnel) {
    for (TunnelControl.Installed child : List.copyOf(tunnel.children)) {
      effects
          .usage(tunnel.spec.name(), child.child().inboundSpi())
          .ifPresent(usage -> carryOut(now, ike.command(now, child.ikeSa(), usage)));
    }
  }

  private IkeDemultiplexer.Step inboundTraffic(Instant now, IkeSpi sa, Instant at) {
    return ike.command(now, sa, new IkeCommand.InboundTraffic(at));
  }

  private void keepAlive(Instant now, TunnelControl tunnel) {
    Optional<Instant> due = keepaliveDue(tunnel);
    if (due.isPresent() && !now.isBefore(due.get())) {
      effects.keepalive(tunnel.spec.name(), tunnel.current().orElseThrow().path());
    }
  }

  private Optional<Instant> keepaliveDue(TunnelControl tunnel) {
    return tunnel.isUp()
        ? Optional.of(
            effects
                .lastOutbound(tunnel.spec.name())
                .orElse(tunnel.lastStatusChange)
                .plus(NatTraversal.KEEPALIVE_INTERVAL))
        : Optional.empty();
  }

  /** The earliest moment at which {@link #tick} has something to do. */
  public Optional<Instant> wakeAt() {
    Optional<Instant> earliest = min(ikeWakeAt, failedAttempts.wakeAt());
    for (TunnelControl tunnel : tunnels.values()) {
      earliest = min(min(earliest, tunnel.retryAt), keepaliveDue(tunnel));
    }
    return earliest;
  }

  private static Optional<Instant> min(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().isBefore(b.get()) ? a : b;
  }

  private void initiate(Instant now, TunnelControl tunnel) {
    tunnel.retryAt = Optional.empty();
    TunnelSpec t = tunnel.spec;
    if (stopping || !tunnel.enabled || !tunnel.begins() || t.peer().isEmpty()) {
      return;
    }
    OutsideSocket peer = t.peer().get();
    LocalPorts local = localPorts.apply(t);
    UdpPath natTraversal =
        new UdpPath(local.natTraversal(), new UdpEndpoint(peer.address(), peer.natTraversalPort()));
    // A port that serves both is spoken to with the marker from the first message on.
    UdpPath first =
        local.isOnePort() || peer.isOnePort()
            ? natTraversal
            : new UdpPath(local.ike(), new UdpEndpoint(peer.address(), peer.ikePort().getAsInt()));
    IkeDemultiplexer.Step step =
        ike.initiate(now, t.ike(), new IkeCommand.Initiate(first, natTraversal));
    step.outputs().forEach(one -> tunnel.ikeSas.put(one.session(), Optional.empty()));
    carryOut(now, step);
  }

  private void carryOut(Instant now, IkeDemultiplexer.Step step) {
    ikeWakeAt = step.wakeAt();
    // First: whoever sees that a tunnel is down must see why.
    for (IkeDemultiplexer.SessionOutput one : step.outputs()) {
      if (one.output() instanceof IkeOutput.Terminated terminated) {
        remember(tunnels.get(one.peer()), one.session(), terminated.cause());
      }
    }
    for (IkeDemultiplexer.SessionOutput one : step.outputs()) {
      if (one.output() instanceof IkeOutput.Transmit transmit) {
        effects.transmit(transmit.path(), transmit.octets());
      } else if (one.output() instanceof IkeOutput.Dropped dropped) {
        effects.dropped(dropped.reason(), dropped.detail());
      } else {
        carryOut(now, tunnels.get(one.peer()), one.session(), one.output());
      }
    }
  }

  private void carryOut(Instant now, TunnelControl tunnel, IkeSpi sa, IkeOutput output) {
    String name = tunnel.spec.name();
    if (output instanceof IkeOutput.Established established) {
      List<IkeSpi> older = new ArrayList<>(tunnel.ikeSas.keySet());
      older.remove(sa);
      tunnel.ikeSas.remove(sa);
      tunnel.ikeSas.put(sa, Optional.of(established.info()));
      effects.event(new GatewayEvent.IkeSaEstablished(now, name, established.info()));
      if (established.initialContact()) {
        // RFC 7296 2.4: the peer has no other IKE SA with us, so ours are left-overs.
        for (IkeSpi leftOver : older) {
          if (tunnel.ikeSas.get(leftOver).isPresent()) {
            carryOut(now, ike.command(now, leftOver, new IkeCommand.Delete()));
          }
        }
      }
    } else if (output instanceof IkeOutput.IkeSaRekeyed rekeyed) {
      tunnel.ikeSas.put(sa, Optional.of(rekeyed.info()));
      effects.event(new GatewayEvent.IkeSaRekeyed(now, name, rekeyed.info()));
    } else if (output instanceof IkeOutput.ChildSaUp up) {
      childUp(now, tunnel, sa, up);
    } else if (output instanceof IkeOutput.ChildSaDown down) {
      childDown(now, tunnel, sa, down);
    } else if (output instanceof IkeOutput.ChildSaFailed failed) {
      remember(tunnel, sa, failed.failure());
      effects.event(new GatewayEvent.ChildSaFailed(now, name, failed.failure()));
      if (tunnel.children.stream().noneMatch(c -> c.ikeSa().equals(sa))) {
        deleteIfOurs(now, tunnel, sa);
      }
    } else if (output instanceof IkeOutput.PathChanged moved) {
      pathChanged(now, tunnel, sa, moved.path());
    } else if (output instanceof IkeOutput.Warned warned) {
      if (!tunnel.isUp()) {
        remember(tunnel, sa, warned.failure());
      }
      effects.event(new GatewayEvent.NegotiationWarning(now, name, warned.failure()));
    } else if (output instanceof IkeOutput.Terminated terminated) {
      ended(now, tunnel, sa, terminated.cause());
    }
  }

  private void childUp(Instant now, TunnelControl tunnel, IkeSpi sa, IkeOutput.ChildSaUp up) {
    String name = tunnel.spec.name();
    boolean wasUp = tunnel.isUp();
    ChildSa child = up.child();
    effects.install(name, up);
    child.keys().destroy();
    tunnel.children.addLast(new TunnelControl.Installed(sa, child, up.path()));
    tunnel.backoff.reset();
    tunnel.restarting = false;
    tunnel.lastFailure = Optional.empty();
    if (!wasUp) {
      tunnel.lastStatusChange = now;
      effects.routes(name, true);
    }
    effects.event(
        wasUp && up.replaces().isPresent()
            ? new GatewayEvent.ChildSaRekeyed(now, name, child)
            : new GatewayEvent.TunnelUp(now, name, child));
  }

  private void childDown(Instant now, TunnelControl tunnel, IkeSpi sa, IkeOutput.ChildSaDown down) {
    Optional<TunnelControl.Installed> gone = tunnel.child(down.inboundSpi());
    if (gone.isEmpty()) {
      return;
    }
    tunnel.children.remove(gone.get());
    if (!tunnel.isUp()) {
      // Routes first: no packet is to find a tunnel without an SA.
      effects.routes(tunnel.spec.name(), false);
      tunnel.lastStatusChange = now;
    }
    effects.remove(tunnel.spec.name(), down.inboundSpi());
    if (!tunnel.isUp()) {
      effects.event(new GatewayEvent.TunnelDown(now, tunnel.spec.name()));
      deleteIfOurs(now, tunnel, sa);
    }
  }

  /** An IKE SA without a Child SA is of no use: whoever began it makes another. */
  private void deleteIfOurs(Instant now, TunnelControl tunnel, IkeSpi sa) {
    if (tunnel.spec.initiate()) {
      carryOut(now, ike.command(now, sa, new IkeCommand.Delete()));
    }
  }

  private void pathChanged(Instant now, TunnelControl tunnel, IkeSpi sa, UdpPath path) {
    List<TunnelControl.Installed> moved =
        tunnel.children.stream()
            .map(c -> c.ikeSa().equals(sa) ? new TunnelControl.Installed(sa, c.child(), path) : c)
            .toList();
    tunnel.children.clear();
    tunnel.children.addAll(moved);
    moved.stream()
        .filter(c -> c.ikeSa().equals(sa))
        .forEach(c -> effects.move(tunnel.spec.name(), c.child().inboundSpi(), path));
    effects.event(new GatewayEvent.PeerMoved(now, tunnel.spec.name(), path.peer()));
  }

  /**
   * Why a tunnel is down. Not of a tunnel that another IKE SA keeps up: anyone may begin one with
   * us, and fail.
   */
  private static void remember(TunnelControl tunnel, IkeSpi sa, IkeFailure failure) {
    boolean upOtherwise = tunnel.children.stream().anyMatch(c -> !c.ikeSa().equals(sa));
    if (!upOtherwise && failure.family() != IkeFailure.Family.ENDED) {
      tunnel.lastFailure = Optional.of(failure);
    }
  }

  private void ended(Instant now, TunnelControl tunnel, IkeSpi sa, IkeFailure cause) {
    boolean ours = tunnel.ikeSas.containsKey(sa);
    tunnel.ikeSas.remove(sa);
    if (!(cause instanceof IkeFailure.AskedForOtherKeyExchange)
        && (ours || failedAttempts.isFirst(now, failedAttempt(tunnel, cause)))) {
      effects.event(new GatewayEvent.IkeSaEnded(now, tunnel.spec.name(), cause));
    }
    if (tunnel.spec.restart() && ours && cause instanceof IkeFailure.TimedOut) {
      // DPDTimeoutAction=restart: from now on it is ours to begin, until it is up again.
      tunnel.restarting = true;
    }
    boolean again = tunnel.begins() && tunnel.enabled && !stopping;
    if (again && tunnel.ikeSas.isEmpty() && tunnel.retryAt.isEmpty()) {
      tunnel.retryAt = Optional.of(now.plus(tunnel.backoff.take(spec.crypto().random())));
    }
  }

  private static FailedAttempt failedAttempt(TunnelControl tunnel, IkeFailure cause) {
    return new FailedAttempt(tunnel.spec.name(), cause.getClass().getSimpleName());
  }

  /** What is known of each tunnel, in the order given. */
  List<TunnelControl> tunnels() {
    return List.copyOf(tunnels.values());
  }
}
