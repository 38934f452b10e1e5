package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.EndpointStatus;
import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.PacketSink;
import io.vpn4j.gateway.TunnelStatus;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.VgwTelemetry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the parts of a running endpoint together: sockets, control loop, data plane, status. */
public final class EndpointRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointRuntime.class);

  /** How long close() waits for peers to answer a Delete. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final EndpointSpec spec;
  private final MonotonicClock clock = new MonotonicClock();
  private final Map<UdpEndpoint, UdpTransport> transports = new LinkedHashMap<>();

  /** By {@link TunnelSpec#socket}. */
  private final Map<String, LocalPorts> ports = new LinkedHashMap<>();

  private final DropCounters<IkeDropReason> ikeDrops = new DropCounters<>(IkeDropReason.class);
  private final DataPlane data;
  private final EndpointController controller;
  private final ControlLoop loop;

  private final ReentrantLock statusLock = new ReentrantLock();
  private final Condition statusChanged = statusLock.newCondition();
  private List<TunnelStatus> tunnelStatus = List.of();
  private boolean idle;
  private volatile boolean closed;

  private EndpointRuntime(EndpointSpec spec) {
    this.spec = spec;
    bind();
    this.data = new DataPlane(spec, transports, clock);
    this.controller =
        new EndpointController(
            spec,
            t -> ports.get(t.socket()),
            () -> data.freeSpi(spec.crypto().random()),
            new Effects(),
            clock.instant());
    this.loop =
        new ControlLoop(spec.name(), clock, controller::wakeAt, () -> step(controller::tick));
  }

  /** Binds, starts the threads, and begins the tunnels that are ours to begin. */
  public static EndpointRuntime start(EndpointSpec spec) {
    EndpointRuntime runtime = new EndpointRuntime(spec);
    runtime.publish();
    runtime.transports.forEach(
        (local, transport) ->
            transport.start(spec.name(), new SocketReader(runtime.data, runtime::ikeArrived)));
    runtime.spec.port().ifPresent(port -> port.attach(runtime.data));
    runtime.loop.start();
    runtime.onLoop(controller -> now -> controller.start(now));
    return runtime;
  }

  private void bind() {
    try {
      for (TunnelSpec tunnel : spec.tunnels()) {
        if (!ports.containsKey(tunnel.socket())) {
          ports.put(tunnel.socket(), bind(tunnel.local()));
        }
      }
    } catch (RuntimeException e) {
      transports.values().forEach(UdpTransport::close);
      throw e;
    }
  }

  private LocalPorts bind(OutsideSocket socket) {
    UdpEndpoint natTraversal =
        bind(new UdpEndpoint(socket.address(), socket.natTraversalPort()), true);
    UdpEndpoint ike =
        socket.isOnePort()
            ? natTraversal
            : bind(new UdpEndpoint(socket.address(), socket.ikePort().getAsInt()), false);
    return new LocalPorts(ike, natTraversal);
  }

  private UdpEndpoint bind(UdpEndpoint wanted, boolean natTraversal) {
    UdpTransport bound = UdpTransport.bind(wanted, natTraversal);
    transports.put(bound.local(), bound);
    return bound.local();
  }

  private void ikeArrived(UdpPath path, ByteBuffer octets) {
    loop.offer(() -> step(now -> controller.datagram(new IkeInput.Datagram(now, path, octets))));
  }

  /** Something that happens at a moment, on the loop's thread. */
  private interface Step {
    void run(Instant now);
  }

  /** Something to do with the controller, on the loop's thread. */
  private interface ControllerStep {
    Step with(EndpointController controller);
  }

  private void step(Step step) {
    step.run(clock.instant());
    publish();
  }

  private void onLoop(ControllerStep step) {
    try {
      loop.submit(() -> step(step.with(controller)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes what the controller knows visible to other threads. */
  private void publish() {
    List<TunnelStatus> now = new ArrayList<>();
    for (TunnelControl tunnel : controller.tunnels()) {
      now.add(status(tunnel));
    }
    statusLock.lock();
    try {
      tunnelStatus = now;
      idle = controller.isIdle();
      statusChanged.signalAll();
    } finally {
      statusLock.unlock();
    }
  }

  private TunnelStatus status(TunnelControl tunnel) {
    TunnelSpec t = tunnel.spec;
    VgwTelemetry telemetry;
    if (!t.bgp()) {
      telemetry =
          VgwTelemetry.ofStaticTunnel(
              t.outsideIpAddress(),
              tunnel.isUp(),
              t.remotePrefixes().size(),
              tunnel.lastStatusChange);
    } else if (tunnel.isUp()) {
      telemetry =
          VgwTelemetry.ofBgpTunnelWithoutSession(t.outsideIpAddress(), tunnel.lastStatusChange);
    } else {
      telemetry = VgwTelemetry.ofBgpTunnelDown(t.outsideIpAddress(), tunnel.lastStatusChange);
    }
    return new TunnelStatus(
        t.name(),
        t.vpnConnectionId(),
        telemetry,
        tunnel.ikeSa(),
        tunnel.current().map(TunnelControl.Installed::child),
        tunnel.lastFailure,
        data.counters(t.name()));
  }

  private final class Effects implements ControllerEffects {
    private final FirstOfEachKind<IkeDropReason> droppedBefore = new FirstOfEachKind<>();

    @Override
    public void transmit(UdpPath path, ByteBuffer octets) {
      data.sendIke(path, octets);
    }

    @Override
    public void keepalive(String tunnel, UdpPath path) {
      data.sendKeepalive(tunnel, path);
    }

    @Override
    public void install(String tunnel, IkeOutput.ChildSaUp up) {
      data.install(tunnel, up);
    }

    @Override
    public Optional<IkeCommand.ChildSaUsage> usage(String tunnel, EspSpi inboundSpi) {
      return data.usage(tunnel, inboundSpi);
    }

    @Override
    public void tick() {
      data.tick();
    }

    @Override
    public void remove(String tunnel, EspSpi inboundSpi) {
      data.remove(tunnel, inboundSpi);
    }

    @Override
    public void move(String tunnel, EspSpi inboundSpi, UdpPath path) {
      data.move(tunnel, inboundSpi, path);
    }

    @Override
    public void routes(String tunnel, boolean up) {
      data.routes(tunnel, up);
    }

    @Override
    public Optional<Instant> lastInbound(String tunnel) {
      return data.lastInbound(tunnel);
    }

    @Override
    public Optional<Instant> lastOutbound(String tunnel) {
      return data.lastOutbound(tunnel);
    }

    @Override
    public void event(GatewayEvent event) {
      publish();
      try {
        spec.listener().accept(event);
      } catch (RuntimeException thrownByApplication) {
        // The application's listener is not ours to trust with the life of the tunnels.
        LOG.warn("listener failed on {}", event, thrownByApplication);
      }
    }

    @Override
    public void dropped(IkeDropReason reason, String detail) {
      ikeDrops.count(reason);
      // A line for each would let any stranger fill a disk.
      Instant now = clock.instant();
      droppedBefore
          .over(now)
          .forEach(d -> LOG.debug("IKE messages dropped: {}, {} more", d.kind(), d.times()));
      if (droppedBefore.isFirst(now, reason)) {
        LOG.debug("IKE message dropped: {} {}", reason, detail);
      }
    }
  }

  /** Waits until the status is as wanted. */
  public boolean await(Predicate<EndpointStatus> wanted, Duration timeout)
      throws InterruptedException {
    long left = timeout.toNanos();
    statusLock.lockInterruptibly();
    try {
      while (!wanted.test(status())) {
        if (left <= 0) {
          return false;
        }
        left = statusChanged.awaitNanos(left);
      }
      return true;
    } finally {
      statusLock.unlock();
    }
  }

  /** All tunnels at this moment, with counters of this moment. */
  public EndpointStatus status() {
    List<TunnelStatus> tunnels;
    statusLock.lock();
    try {
      tunnels = tunnelStatus;
    } finally {
      statusLock.unlock();
    }
    return new EndpointStatus(
        tunnels.stream()
            .map(
                t ->
                    new TunnelStatus(
                        t.tunnel(),
                        t.vpnConnectionId(),
                        t.telemetry(),
                        t.ikeSa(),
                        t.childSa(),
                        t.lastFailure(),
                        data.counters(t.tunnel())))
            .toList(),
        ikeDrops.snapshot(),
        data.packetDrops(loop.overflows()),
        data.sendDrops());
  }

  /** Where a tunnel listens. */
  public OutsideSocket listening(String tunnel) {
    OutsideSocket asked = tunnel(tunnel).local();
    LocalPorts bound = ports.get(tunnel(tunnel).socket());
    return new OutsideSocket(
        asked.address(),
        asked.isOnePort() ? OptionalInt.empty() : OptionalInt.of(bound.ike().port()),
        bound.natTraversal().port());
  }

  /** The names of the tunnels. */
  public List<String> tunnels() {
    return spec.tunnels().stream().map(TunnelSpec::name).toList();
  }

  /** Replaces the IKE SA of a tunnel, now. */
  public void rekeyIkeSa(String tunnel) {
    String name = tunnel(tunnel).name();
    onLoop(controller -> now -> controller.rekeyIkeSa(now, name));
  }

  /** Replaces the Child SA of a tunnel, now. */
  public void rekeyChildSa(String tunnel) {
    String name = tunnel(tunnel).name();
    onLoop(controller -> now -> controller.rekeyChildSa(now, name));
  }

  /** Tells peers that we have another address. */
  public void addressChanged() {
    onLoop(controller -> controller::addressChanged);
  }

  /** Takes a tunnel down and keeps it down. */
  public void disable(String tunnel) {
    String name = tunnel(tunnel).name();
    onLoop(controller -> now -> controller.disable(now, name));
  }

  /** Lets a tunnel come up again. */
  public void enable(String tunnel) {
    String name = tunnel(tunnel).name();
    onLoop(controller -> now -> controller.enable(now, name));
  }

  private TunnelSpec tunnel(String name) {
    return spec.tunnels().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("tunnel '" + name + "' is none of " + tunnels()));
  }

  /** The way into the tunnels. */
  public PacketSink packets() {
    return data;
  }

  /**
   * Says farewell and ends everything. On the control thread, which is in the middle of telling a
   * listener something, all of it happens when that is over, without waiting for answers.
   */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    onLoop(controller -> controller::stop);
    if (loop.isLoopThread()) {
      onLoop(controller -> now -> end(controller, now));
      return;
    }
    boolean interrupted = !awaitIdle();
    onLoop(controller -> controller::abandon);
    try {
      loop.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    release();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(EndpointController controller, Instant now) {
    controller.abandon(now);
    try {
      loop.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release();
  }

  private void release() {
    transports.values().forEach(UdpTransport::close);
    data.close();
  }

  private boolean awaitIdle() {
    long left = FAREWELL.toNanos();
    statusLock.lock();
    try {
      while (!idle && left > 0) {
        left = statusChanged.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    } finally {
      statusLock.unlock();
    }
  }
}
