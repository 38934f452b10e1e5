package io.vpn4j.gateway;

import io.vpn4j.gateway.runtime.ControllerEffects;
import io.vpn4j.gateway.runtime.EndpointController;
import io.vpn4j.gateway.runtime.EndpointSpec;
import io.vpn4j.gateway.runtime.LocalPorts;
import io.vpn4j.gateway.runtime.TunnelSpec;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/** Whole endpoints, without sockets and threads, on a network in virtual time. */
final class SimulatedNetwork {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** What happens to datagrams: chances of 0 to 1, the longest delay, and whether all is lost. */
  double loss;

  double duplication;
  Duration maxDelay = Duration.ofMillis(20);
  boolean partitioned;

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final PriorityQueue<Datagram> inFlight = new PriorityQueue<>();
  private Instant now = START;
  private long order;

  private record Datagram(Instant at, long order, UdpPath path, ByteBuffer octets)
      implements Comparable<Datagram> {
    @Override
    public int compareTo(Datagram other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  SimulatedNetwork(long seed) {
    this.random = new Random(seed);
  }

  /** One endpoint and what it has had done. */
  final class Node implements ControllerEffects {
    final EndpointSpec spec;
    final List<GatewayEvent> events = new ArrayList<>();
    final Map<IkeDropReason, Integer> drops = new TreeMap<>();

    /** Pairs of SAs at work, by tunnel, in order of age. */
    final Map<String, Map<Integer, ChildSa>> installed = new LinkedHashMap<>();

    final Map<String, Boolean> routes = new LinkedHashMap<>();
    private EndpointController controller;
    private int nextSpi = 256;

    private Node(EndpointSpec spec) {
      this.spec = spec;
      restart();
    }

    /** Forgets everything without a word, as a machine does that loses power. */
    void restart() {
      installed.clear();
      routes.clear();
      controller =
          new EndpointController(spec, Node::ports, () -> new EspSpi(nextSpi++), this, now);
      controller.start(now);
    }

    private static LocalPorts ports(TunnelSpec tunnel) {
      return new LocalPorts(
          new UdpEndpoint(tunnel.local().address(), tunnel.local().ikePort().orElseThrow()),
          new UdpEndpoint(tunnel.local().address(), tunnel.local().natTraversalPort()));
    }

    private boolean isAt(UdpEndpoint endpoint) {
      return spec.tunnels().stream()
          .map(Node::ports)
          .anyMatch(p -> p.ike().equals(endpoint) || p.natTraversal().equals(endpoint));
    }

    void stop() {
      controller.stop(now);
    }

    void disable(String tunnel) {
      controller.disable(now, tunnel);
    }

    void enable(String tunnel) {
      controller.enable(now, tunnel);
    }

    boolean isIdle() {
      return controller.isIdle();
    }

    boolean isUp(int tunnel) {
      return !installed.getOrDefault(spec.tunnels().get(tunnel).name(), Map.of()).isEmpty();
    }

    boolean isAllUp() {
      return isUp(0) && isUp(1);
    }

    /** The pair that a tunnel sends with. */
    ChildSa current(int tunnel) {
      ChildSa newest = null;
      for (ChildSa child : installed.get(spec.tunnels().get(tunnel).name()).values()) {
        newest = child;
      }
      return newest;
    }

    @Override
    public void transmit(UdpPath path, ByteBuffer octets) {
      send(path, octets);
    }

    @Override
    public void keepalive(String tunnel, UdpPath path) {
      if (!isUp(spec.tunnels().stream().map(TunnelSpec::name).toList().indexOf(tunnel))) {
        throw new AssertionError("a keepalive for a tunnel that is down");
      }
      keepalives.put(tunnel, now);
    }

    private final Map<String, Instant> keepalives = new LinkedHashMap<>();

    @Override
    public Optional<IkeCommand.ChildSaUsage> usage(String tunnel, EspSpi inboundSpi) {
      return Optional.empty();
    }

    @Override
    public void tick() {}

    @Override
    public void install(String tunnel, IkeOutput.ChildSaUp up) {
      ChildSa child = up.child();
      ChildSa before =
          installed
              .computeIfAbsent(tunnel, t -> new LinkedHashMap<>())
              .put(child.inboundSpi().value(), child);
      if (before != null) {
        throw new AssertionError("two SAs with SPI " + child.inboundSpi());
      }
    }

    @Override
    public void remove(String tunnel, EspSpi inboundSpi) {
      if (installed.get(tunnel).remove(inboundSpi.value()) == null) {
        throw new AssertionError("an SA was removed that was not there");
      }
    }

    @Override
    public void move(String tunnel, EspSpi inboundSpi, UdpPath path) {
      if (!installed.get(tunnel).containsKey(inboundSpi.value())) {
        throw new AssertionError("an SA was moved that is not there");
      }
    }

    @Override
    public void routes(String tunnel, boolean up) {
      if (routes.getOrDefault(tunnel, false) == up) {
        throw new AssertionError("routes of " + tunnel + " were " + up + " already");
      }
      routes.put(tunnel, up);
    }

    @Override
    public Optional<Instant> lastInbound(String tunnel) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> lastOutbound(String tunnel) {
      return Optional.ofNullable(keepalives.get(tunnel));
    }

    @Override
    public void event(GatewayEvent event) {
      events.add(event);
    }

    @Override
    public void dropped(IkeDropReason reason, String detail) {
      drops.merge(reason, 1, Integer::sum);
    }

    <T extends GatewayEvent> List<T> events(Class<T> type) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  Node add(EndpointSpec spec) {
    Node node = new Node(spec);
    nodes.add(node);
    return node;
  }

  Instant now() {
    return now;
  }

  /** Puts a datagram on the network that no node has sent. */
  void forge(UdpPath path, ByteBuffer octets) {
    inFlight.add(new Datagram(now, order++, path, octets));
  }

  private void send(UdpPath path, ByteBuffer octets) {
    int copies = random.nextDouble() < duplication ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (!partitioned && random.nextDouble() >= loss) {
        Instant at = now.plusNanos(1 + random.nextLong(maxDelay.toNanos()));
        inFlight.add(new Datagram(at, order++, path, octets.duplicate()));
      }
    }
  }

  void run(Duration duration) {
    Instant end = now.plus(duration);
    while (step(end)) {
      // each step moves the time
    }
    now = end;
  }

  private boolean step(Instant end) {
    Instant next = inFlight.isEmpty() ? null : inFlight.peek().at();
    for (Node node : nodes) {
      Instant wake = node.controller.wakeAt().orElse(null);
      if (wake != null && (next == null || wake.isBefore(next))) {
        next = wake;
      }
    }
    if (next == null || next.isAfter(end)) {
      return false;
    }
    now = next.isBefore(now) ? now : next;
    if (!inFlight.isEmpty() && !inFlight.peek().at().isAfter(now)) {
      Datagram datagram = inFlight.poll();
      for (Node node : nodes) {
        if (node.isAt(datagram.path().peer())) {
          node.controller.datagram(
              new IkeInput.Datagram(now, datagram.path().reversed(), datagram.octets()));
        }
      }
      return true;
    }
    for (Node node : nodes) {
      if (node.controller.wakeAt().filter(at -> !at.isAfter(now)).isPresent()) {
        node.controller.tick(now);
      }
    }
    return true;
  }
}
