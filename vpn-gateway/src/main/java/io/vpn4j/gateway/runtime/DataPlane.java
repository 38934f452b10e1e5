package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.NatTraversal;
import io.vpn4j.esp.OpenResult;
import io.vpn4j.esp.SecurityAssociationTable;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import io.vpn4j.esp.mtu.TcpMssClamp;
import io.vpn4j.gateway.PacketDropReason;
import io.vpn4j.gateway.PacketPort;
import io.vpn4j.gateway.PacketSink;
import io.vpn4j.gateway.SendResult;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.packet.EchoHost;
import io.vpn4j.gateway.packet.IpPacket;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.routing.Fib;
import io.vpn4j.routing.Route;
import io.vpn4j.routing.RouteOrigin;
import io.vpn4j.routing.RouteTable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The way of packets, both ways, on the threads that bring them.
 *
 * <p>A packet from the network is opened by the thread that read it and given to the attached
 * network or the inside host; a packet from the attached network is routed, sealed and sent by the
 * thread that gave it. The control thread changes SAs and routes beside them: the table of SAs and
 * the FIB are read without locks, and a tunnel's pair of SAs is one volatile reference.
 */
public final class DataPlane implements PacketSink {
  /** The longest packet that fragments can make. */
  private static final int MAX_WHOLE_OCTETS = Ipv6Header.OCTETS + 0xffff;

  /** How long a replaced pair still opens, once its peer has deleted it. */
  private static final Duration RETIRED_OPENS = Duration.ofSeconds(5);

  /** A pair that still opens and does not seal. Touched by the control thread only. */
  private record Retired(TunnelData.Pair pair, Instant until) {}

  /** Where the packets of a prefix go. */
  private sealed interface Target permits ToTunnel, ToPort {
    int order();
  }

  private record ToTunnel(TunnelData tunnel, int order) implements Target {}

  private record ToPort(PacketPort port) implements Target {
    @Override
    public int order() {
      return -1;
    }
  }

  private final Map<UdpEndpoint, UdpTransport> transports;
  private final MonotonicClock clock;
  private final Map<String, TunnelData> tunnels = new LinkedHashMap<>();
  private final Map<String, ToTunnel> targets = new HashMap<>();
  private final SecurityAssociationTable<TunnelData.Pair> inboundSas =
      new SecurityAssociationTable<>();
  private final RouteTable<Target> routes =
      new RouteTable<>(Comparator.comparingInt(Target::order));
  private final Fib<Target> fib = new Fib<>();
  private final DropCounters<PacketDropReason> packetDrops =
      new DropCounters<>(PacketDropReason.class);
  private final DropCounters<SendResult> sendDrops = new DropCounters<>(SendResult.class);

  /** For packets that are fragmented and have none: one count, as a flow may change its tunnel. */
  private final AtomicInteger identifications = new AtomicInteger();

  private final ThreadLocal<TunnelSender> senders =
      ThreadLocal.withInitial(
          () -> new TunnelSender(this::toLocalNetwork, identifications::incrementAndGet));
  private final Deque<Retired> retired = new ArrayDeque<>();
  private volatile boolean closed;

  /** Lays the routes; those through tunnels are closed until a tunnel is up. */
  DataPlane(EndpointSpec spec, Map<UdpEndpoint, UdpTransport> transports, MonotonicClock clock) {
    this.transports = transports;
    this.clock = clock;
    for (TunnelSpec tunnel : spec.tunnels()) {
      TunnelData data = new TunnelData(tunnel, new TunnelReassembly(packetDrops));
      ToTunnel target = new ToTunnel(data, tunnels.size());
      tunnels.put(tunnel.name(), data);
      targets.put(tunnel.name(), target);
      add(new IpPrefix(tunnel.peerInside(), tunnel.peerInside().bits()), target, RouteOrigin.LOCAL);
      tunnel.remotePrefixes().forEach(prefix -> add(prefix, target, RouteOrigin.VPN_STATIC));
    }
    spec.port()
        .ifPresent(
            port -> {
              ToPort target = new ToPort(port);
              spec.localPrefixes().forEach(prefix -> add(prefix, target, RouteOrigin.LOCAL));
              routes.targetUp(target).applyTo(fib);
            });
  }

  private void add(IpPrefix prefix, Target target, RouteOrigin origin) {
    routes.add(Route.of(prefix, target, origin)).applyTo(fib);
  }

  /** What one reading thread needs: buffers of its own. */
  final class Inbound {
    private final ByteBuffer plain = ByteBuffer.allocate(UdpTransport.MAX_DATAGRAM_OCTETS);
    private final ByteBuffer reply = ByteBuffer.allocate(UdpTransport.MAX_DATAGRAM_OCTETS);
    private final TcpMssClamp clamp = new TcpMssClamp();
    private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

    /** What was put together; made for the first fragment. */
    private ByteBuffer whole = ByteBuffer.allocate(0);

    /** Opens an ESP packet and delivers what it carries. */
    void esp(ByteBuffer packet) {
      SecurityAssociationTable.Entry<TunnelData.Pair> entry = inboundSas.find(packet);
      if (entry == null) {
        packetDrops.count(PacketDropReason.UNKNOWN_SPI);
        return;
      }
      plain.clear();
      TunnelData.Pair pair = entry.owner();
      OpenResult result = entry.sa().open(packet, plain);
      if (result.isAuthentic()) {
        pair.tunnel().lastInboundNanos = System.nanoTime();
        pair.tunnel().confirm(pair);
      }
      if (result != OpenResult.OK) {
        drop(result);
        return;
      }
      plain.flip();
      deliver(pair);
    }

    private void deliver(TunnelData.Pair pair) {
      TunnelData tunnel = pair.tunnel();
      tunnel.packetsIn.increment();
      tunnel.octetsIn.add(plain.remaining());
      if (isFragment()) {
        // The SA's selectors took this fragment (RFC 4301 7.1), and the others in their turn.
        if (whole.capacity() == 0) {
          whole = ByteBuffer.allocate(MAX_WHOLE_OCTETS);
        }
        tunnel.reassembly.add(plain, System.nanoTime(), whole.clear());
        if (whole.position() > 0) {
          deliver(pair, whole.flip());
        }
      } else {
        deliver(pair, plain);
      }
    }

    private boolean isFragment() {
      if (IpPacket.version(plain) == 4) {
        return IpPacket.isFragment(plain);
      }
      chain.read(plain, plain.position());
      return chain.fragmentHeaderAt() >= 0;
    }

    private void deliver(TunnelData.Pair pair, ByteBuffer packet) {
      TunnelData tunnel = pair.tunnel();
      boolean ipv4 = IpPacket.version(packet) == 4;
      if (ipv4 && IpPacket.ipv4Destination(packet) == tunnel.insideIpv4) {
        answer(tunnel, packet);
        return;
      }
      Target target = lookup(packet, ipv4);
      if (target instanceof ToPort toPort) {
        // The way back is as narrow: what the far end announces is lowered here as well.
        clamp.clamp(packet, pair.mtu().ipv4Mss(), pair.mtu().ipv6Mss());
        toPort.port().receive(packet);
      } else {
        packetDrops.count(PacketDropReason.NO_ROUTE);
      }
    }

    /** The inside address answers on the tunnel it was asked on. */
    private void answer(TunnelData tunnel, ByteBuffer packet) {
      reply.clear();
      EchoHost.Outcome outcome = tunnel.insideHost.handle(packet, reply);
      if (outcome.isReply()) {
        count(send(tunnel, reply));
      } else {
        packetDrops.count(PacketDropReason.NOT_FOR_HOST);
      }
    }

    private void drop(OpenResult result) {
      switch (result) {
        case TOO_SHORT, BAD_LENGTH, BUFFER_TOO_SMALL ->
            packetDrops.count(PacketDropReason.ESP_TOO_SHORT);
        case UNKNOWN_SPI, CLOSED, LIFETIME_EXPIRED ->
            packetDrops.count(PacketDropReason.UNKNOWN_SPI);
        case REPLAYED -> packetDrops.count(PacketDropReason.REPLAYED);
        case BAD_ICV -> packetDrops.count(PacketDropReason.BAD_ICV);
        case BAD_PADDING -> packetDrops.count(PacketDropReason.BAD_PADDING);
        case BAD_NEXT_HEADER, BAD_INNER_PACKET ->
            packetDrops.count(PacketDropReason.MALFORMED_INNER_PACKET);
        case OUTSIDE_SELECTORS -> packetDrops.count(PacketDropReason.OUTSIDE_SELECTORS);
        case DUMMY -> packetDrops.count(PacketDropReason.DUMMY);
        case OK -> throw new IllegalArgumentException("an opened packet is not dropped");
      }
    }
  }

  Inbound newInbound() {
    return new Inbound();
  }

  @Override
  public SendResult send(ByteBuffer packet) {
    return count(route(packet));
  }

  private SendResult count(SendResult result) {
    if (result != SendResult.SENT) {
      sendDrops.count(result);
    }
    return result;
  }

  private SendResult route(ByteBuffer packet) {
    if (closed) {
      return SendResult.CLOSED;
    }
    if (IpPacket.check(packet) != IpPacket.Check.OK) {
      return SendResult.MALFORMED;
    }
    Target target = lookup(packet, IpPacket.version(packet) == 4);
    return target instanceof ToTunnel toTunnel
        ? send(toTunnel.tunnel(), packet)
        : SendResult.NO_ROUTE;
  }

  private Target lookup(ByteBuffer packet, boolean ipv4) {
    return ipv4
        ? fib.lookupIpv4(IpPacket.ipv4Destination(packet))
        : fib.lookupIpv6(IpPacket.ipv6DestinationHigh(packet), IpPacket.ipv6DestinationLow(packet));
  }

  private SendResult send(TunnelData tunnel, ByteBuffer packet) {
    TunnelData.Pair pair = tunnel.current;
    if (pair == null) {
      return SendResult.TUNNEL_DOWN;
    }
    return pair.selectors().allowsOutbound(packet, packet.position())
        ? senders.get().send(pair, packet)
        : SendResult.OUTSIDE_SELECTORS;
  }

  /** Delivers what we say ourselves, if its destination is behind the port. */
  private void toLocalNetwork(ByteBuffer message) {
    if (lookup(message, IpPacket.version(message) == 4) instanceof ToPort toPort) {
      toPort.port().receive(message);
    }
  }

  /** Sends an IKE message, behind the non-ESP marker where ESP shares the port. */
  void sendIke(UdpPath path, ByteBuffer octets) {
    UdpTransport transport = transports.get(path.local());
    ByteBuffer datagram =
        ByteBuffer.allocate(NatTraversal.NON_ESP_MARKER_OCTETS + octets.remaining());
    if (transport.isNatTraversal()) {
      NatTraversal.putNonEspMarker(datagram);
    }
    datagram.put(octets.duplicate()).flip();
    transport.send(datagram, UdpTransport.socketAddress(path.peer()));
  }

  void sendKeepalive(String tunnel, UdpPath path) {
    UdpTransport transport = transports.get(path.local());
    transport.send(NatTraversal.keepalive(), UdpTransport.socketAddress(path.peer()));
    tunnels.get(tunnel).lastOutboundNanos = System.nanoTime();
  }

  /** An inbound SPI that no SA has. */
  EspSpi freeSpi(RandomGenerator random) {
    int spi;
    do {
      spi = random.nextInt();
    } while (Integer.compareUnsigned(spi, 255) <= 0 || inboundSas.find(spi) != null);
    return new EspSpi(spi);
  }

  void install(String tunnel, IkeOutput.ChildSaUp up) {
    TunnelData data = tunnels.get(tunnel);
    TunnelData.Pair pair = data.pair(up, transports.get(up.path().local()));
    // Opens before it seals: the peer may answer at once.
    inboundSas.add(pair.inbound(), pair);
    data.add(pair);
  }

  void remove(String tunnel, EspSpi inboundSpi) {
    TunnelData data = tunnels.get(tunnel);
    data.remove(inboundSpi.value()).ifPresent(pair -> retire(data, pair));
  }

  /** What the peer sealed before it deleted a replaced pair may still be on its way. */
  private void retire(TunnelData data, TunnelData.Pair pair) {
    if (data.isEmpty()) {
      end(pair);
      retired.stream().filter(r -> r.pair().tunnel() == data).forEach(r -> end(r.pair()));
      retired.removeIf(r -> r.pair().tunnel() == data);
    } else {
      pair.outbound().close();
      retired.add(new Retired(pair, clock.instant().plus(RETIRED_OPENS)));
    }
  }

  private void end(TunnelData.Pair pair) {
    inboundSas.remove(pair.inbound().spi());
    pair.close();
  }

  /** Ends and forgets what was kept for a moment. Control thread only, as {@link #remove}. */
  void tick() {
    Instant now = clock.instant();
    while (!retired.isEmpty() && !retired.peek().until().isAfter(now)) {
      end(retired.poll().pair());
    }
    long nanos = System.nanoTime();
    tunnels.values().forEach(tunnel -> tunnel.reassembly.expire(nanos));
  }

  Optional<IkeCommand.ChildSaUsage> usage(String tunnel, EspSpi inboundSpi) {
    return tunnels
        .get(tunnel)
        .find(inboundSpi.value())
        .map(
            pair -> {
              var in = pair.inbound().counters();
              var out = pair.outbound().counters();
              return new IkeCommand.ChildSaUsage(
                  inboundSpi,
                  Math.max(in.packets(), out.packets()),
                  Math.max(in.octets(), out.octets()));
            });
  }

  void move(String tunnel, EspSpi inboundSpi, UdpPath path) {
    TunnelData data = tunnels.get(tunnel);
    data.move(
        inboundSpi.value(),
        pair ->
            pair.movedTo(transports.get(path.local()), UdpTransport.socketAddress(path.peer())));
  }

  void routes(String tunnel, boolean up) {
    ToTunnel target = targets.get(tunnel);
    (up ? routes.targetUp(target) : routes.targetDown(target)).applyTo(fib);
  }

  Optional<Instant> lastInbound(String tunnel) {
    return at(tunnels.get(tunnel).lastInboundNanos);
  }

  Optional<Instant> lastOutbound(String tunnel) {
    return at(tunnels.get(tunnel).lastOutboundNanos);
  }

  private Optional<Instant> at(long nanos) {
    return nanos == 0
        ? Optional.empty()
        : Optional.of(clock.instant().minus(Duration.ofNanos(System.nanoTime() - nanos)));
  }

  void dropped(PacketDropReason reason) {
    packetDrops.count(reason);
  }

  TunnelCounters counters(String tunnel) {
    return tunnels.get(tunnel).counters();
  }

  /** Drops of packets from the network; {@code overload} IKE messages were dropped elsewhere. */
  Map<PacketDropReason, Long> packetDrops(long overload) {
    Map<PacketDropReason, Long> drops = packetDrops.snapshot();
    if (overload > 0) {
      drops.put(PacketDropReason.CONTROL_OVERLOAD, overload);
    }
    return drops;
  }

  Map<SendResult, Long> sendDrops() {
    return sendDrops.snapshot();
  }

  /** Closes every SA; the control thread has ended. */
  void close() {
    closed = true;
    for (TunnelData tunnel : tunnels.values()) {
      tunnel.removeAll().forEach(TunnelData.Pair::close);
    }
    retired.forEach(r -> r.pair().close());
    retired.clear();
    inboundSas.entries().forEach(entry -> inboundSas.remove(entry.sa().spi()));
  }
}
