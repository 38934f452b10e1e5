package io.vpn4j.gateway;

import io.vpn4j.gateway.packet.EchoHost;
import io.vpn4j.gateway.packet.EchoMessage;
import io.vpn4j.gateway.packet.IpPacket;
import io.vpn4j.gateway.packet.PacketBuilder;
import io.vpn4j.gateway.packet.UdpDatagram;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A host in memory, for tests and demonstrations: answers ICMP echo and UDP echo (port 7), and can
 * ping and send UDP itself. It does not fragment or reassemble, which tunnels do, and has no TCP.
 */
public final class InMemoryHost implements PacketPort {
  private static final int MAX_PACKET_OCTETS = 65_535;
  private static final int PING_OCTETS = 56;

  private final List<IpAddress> addresses;
  private final EchoHost echo;
  private final AtomicInteger sequence = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Void>> pings = new ConcurrentHashMap<>();
  private final ThreadLocal<ByteBuffer> replies =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(MAX_PACKET_OCTETS));
  private volatile Consumer<ByteBuffer> udpListener = payload -> {};
  private volatile PacketSink tunnels = packet -> SendResult.CLOSED;

  private InMemoryHost(List<IpAddress> addresses) {
    this.addresses = addresses;
    this.echo =
        new EchoHost(addresses.stream().map(a -> new IpPrefix(a, a.bits())).toList(), Set.of());
  }

  /**
   * A host with one or more addresses; it sends from the first one of the destination's family.
   *
   * @throws IllegalArgumentException if an address is malformed, or no address of one host
   */
  public static InMemoryHost at(String address, String... more) {
    List<IpAddress> all = new ArrayList<>();
    all.add(IpAddress.of(address));
    for (String one : more) {
      all.add(IpAddress.of(one));
    }
    return new InMemoryHost(List.copyOf(all));
  }

  @Override
  public void attach(PacketSink tunnels) {
    this.tunnels = tunnels;
  }

  @Override
  public void receive(ByteBuffer packet) {
    if (EchoMessage.read(packet).filter(m -> !m.request()).map(this::pong).orElse(false)) {
      return;
    }
    ByteBuffer reply = replies.get().clear();
    if (echo.handle(packet, reply).isReply()) {
      tunnels.send(reply);
      return;
    }
    UdpDatagram.read(packet)
        .filter(datagram -> addresses.contains(IpPacket.destination(packet)))
        .ifPresent(datagram -> udpListener.accept(datagram.payload()));
  }

  private boolean pong(EchoMessage reply) {
    CompletableFuture<Void> waiting = pings.remove(reply.sequence());
    return waiting != null && waiting.complete(null);
  }

  /** Hears the payload of every UDP datagram for this host, on the thread that brought it. */
  public InMemoryHost onUdp(Consumer<ByteBuffer> listener) {
    this.udpListener = listener;
    return this;
  }

  /**
   * Sends an echo request and waits for its reply.
   *
   * @return the round-trip time
   * @throws TimeoutException if no reply came in time; the message says whether the request went
   *     out
   */
  public Duration ping(String destination, Duration timeout)
      throws InterruptedException, TimeoutException {
    return ping(destination, PING_OCTETS, timeout);
  }

  /**
   * {@link #ping(String, Duration)} with as many octets behind the header of the request, which
   * tunnels carry in fragments if need be.
   *
   * @param payloadOctets 0 to 65,487
   */
  public Duration ping(String destination, int payloadOctets, Duration timeout)
      throws InterruptedException, TimeoutException {
    IpAddress to = IpAddress.of(destination);
    int number = sequence.incrementAndGet() & 0xffff;
    CompletableFuture<Void> reply = new CompletableFuture<>();
    pings.put(number, reply);
    long start = System.nanoTime();
    SendResult sent =
        tunnels.send(
            PacketBuilder.echoRequest(
                source(to), to, 1, number, ByteBuffer.allocate(payloadOctets)));
    try {
      reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "no echo reply from " + to + " in " + timeout + "; the request was " + sent);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a ping is never failed", e);
    } finally {
      pings.remove(number);
    }
  }

  /**
   * Sends a UDP datagram.
   *
   * @param sourcePort 1 to 65,535, not 7
   * @param payload from position to limit
   */
  public SendResult sendUdp(
      int sourcePort, String destination, int destinationPort, ByteBuffer payload) {
    IpAddress to = IpAddress.of(destination);
    return tunnels.send(PacketBuilder.udp(source(to), sourcePort, to, destinationPort, payload));
  }

  private IpAddress source(IpAddress destination) {
    return addresses.stream()
        .filter(a -> a.bits() == destination.bits())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no address of the family of " + destination + " among " + addresses));
  }
}
