package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static io.vpn4j.gateway.interop.UdpRelay.IKE_PORT;
import static io.vpn4j.gateway.interop.UdpRelay.NAT_TRAVERSAL_PORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.EndpointStatus;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.PacketDropReason;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.gateway.interop.UdpRelay.Datagram;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.testing.Requirement;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A tunnel with strongSwan under attack, by a stranger and by someone on the path: it stays up,
 * packets go on, and each drop is counted under its reason.
 */
@ExtendWith(StrongSwanExtension.class)
class HostileInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int IKE_SA_INIT = 34;
  private static final int IKE_AUTH = 35;
  private static final long SEED = 20_240_229;

  private final EventLog events = new EventLog();
  private SiteToSite site;
  private StrongSwan device;
  private VpnEndpoint aws;
  private UdpRelay relay;
  private InetAddress strangersAddress;
  private DatagramSocket stranger;
  private InetAddress endpoint;

  @BeforeEach
  void establish(TestNetwork network) throws Exception {
    Host near = network.near();
    site = SiteToSite.between(near, network.far());
    endpoint = InetAddress.getByAddress(near.address(2).toOctets());
    relay = new UdpRelay(near.address(0), near.address(2));
    strangersAddress = InetAddress.getByAddress(near.address(3).toOctets());
    stranger = new DatagramSocket(0, strangersAddress);
    aws =
        site.amazonSide(InMemoryHost.at(SiteToSite.SERVER))
            .listen(
                OutsideSocket.standard(near.address(2)), OutsideSocket.standard(near.address(1)))
            .onEvent(events)
            .start();
    device = network.start(network.far(), site.strongSwanCustomer(0).build());
    device.initiate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    assertStillWorks();
    assertEquals(new Drops(Map.of(), Map.of()), drops());
  }

  @AfterEach
  void close() {
    if (stranger != null) {
      stranger.close();
    }
    if (aws != null) {
      aws.close();
    }
    if (relay != null) {
      relay.close();
    }
  }

  /** Drops of both planes. */
  private record Drops(Map<IkeDropReason, Long> ike, Map<PacketDropReason, Long> packets) {}

  private Drops drops() {
    EndpointStatus status = aws.status();
    return new Drops(status.ikeDrops(), status.packetDrops());
  }

  /** Waits until exactly this was dropped since the start, which also says that all was read. */
  private void awaitDrops(Map<IkeDropReason, Long> ike, Map<PacketDropReason, Long> packets) {
    Drops expected = new Drops(ike, packets);
    Await.until(
        "drops are " + expected, LIMIT, () -> drops().equals(expected), () -> "but " + drops());
  }

  /**
   * Waits until all that was sent to a port has been read and handled: a message in IKEv1, which is
   * counted by itself, is handled after what went before it.
   */
  private void awaitAllRead(int port) throws IOException {
    byte[] ikev1 = ikeHeader(0, 0x10, 2, 28);
    long counted = drops().ike().getOrDefault(IkeDropReason.IKEV1, 0L);
    sendFromStranger(port, port == IKE_PORT ? ikev1 : behindMarker(ikev1));
    Await.until(
        "all that was sent to port " + port + " is read",
        LIMIT,
        () -> drops().ike().getOrDefault(IkeDropReason.IKEV1, 0L) > counted);
  }

  private void assertStillWorks() {
    assertEquals(2, device.host().ping(site.customerInside(0), site.amazonInside(0), 2));
    assertTrue(tunnel(aws, 0).isIpsecUp());
    assertTrue(tunnel(aws, 0).lastFailure().isEmpty());
    assertTrue(events.kinds(aws.tunnels().get(0)).stream().noneMatch("TunnelDown"::equals));
    assertTrue(events.kinds(aws.tunnels().get(0)).stream().noneMatch("PeerMoved"::equals));
    assertEquals(1, device.listSas().size());
  }

  private void sendFromStranger(int port, byte[] octets) throws IOException {
    stranger.send(new DatagramPacket(octets, octets.length, endpoint, port));
  }

  private List<Datagram> passedToEndpoint(Predicate<Datagram> which) {
    return relay.passed().stream().filter(Datagram::toEndpoint).filter(which).toList();
  }

  /**
   * The device's first IKE_SA_INIT or IKE_AUTH. Not by its place: charon repeats what a JVM that
   * has just begun does not answer within a second.
   */
  private Datagram firstOf(int exchange) {
    return passedToEndpoint(Datagram::isIke).stream()
        .filter(d -> ikeMessage(d)[18] == exchange)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] ikeMessage(Datagram datagram) {
    byte[] octets = datagram.octets();
    return datagram.port() == IKE_PORT ? octets : Arrays.copyOfRange(octets, 4, octets.length);
  }

  /** An IKE header alone, of an initiator's request. */
  private static byte[] ikeHeader(long responderSpi, int version, int exchange, int claimedOctets) {
    return ByteBuffer.allocate(28)
        .putLong(0x0123456789abcdefL)
        .putLong(responderSpi)
        .put((byte) 46)
        .put((byte) version)
        .put((byte) exchange)
        .put((byte) 0x08)
        .putInt(5)
        .putInt(claimedOctets)
        .array();
  }

  private static byte[] behindMarker(byte[] ike) {
    return ByteBuffer.allocate(4 + ike.length).putInt(0).put(ike).array();
  }

  private static byte[] flipped(byte[] octets, int bit) {
    byte[] copy = octets.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  @Test
  @Requirement("RFC7296-2.21.4-5")
  void dropsForeignIkeMessagesUnderTheirReasons() throws Exception {
    byte[] unknownSpi = ikeHeader(0xfeedL, 0x20, 37, 28);
    byte[] ikev1 = ikeHeader(0, 0x10, 2, 28);
    byte[] tooLong = ikeHeader(0xfeedL, 0x20, 37, 300);
    for (int i = 0; i < 10; i++) {
      sendFromStranger(IKE_PORT, unknownSpi);
      sendFromStranger(NAT_TRAVERSAL_PORT, behindMarker(ikev1));
      relay.sendToEndpoint(IKE_PORT, ikev1);
      relay.sendToEndpoint(NAT_TRAVERSAL_PORT, behindMarker(unknownSpi));
      sendFromStranger(IKE_PORT, tooLong);
      sendFromStranger(IKE_PORT, Arrays.copyOf(unknownSpi, 27));
      // Without an SPI of ours only IKE_SA_INIT has a place.
      sendFromStranger(IKE_PORT, ikeHeader(0, 0x20, 37, 28));
      // A first message without payloads.
      sendFromStranger(IKE_PORT, ikeHeader(0, 0x20, 34, 28));
    }
    awaitDrops(
        Map.of(
            IkeDropReason.UNKNOWN_SPI,
            30L,
            IkeDropReason.IKEV1,
            20L,
            IkeDropReason.MALFORMED,
            20L,
            IkeDropReason.UNEXPECTED_EXCHANGE,
            10L),
        Map.of());
    assertStillWorks();
  }

  @Test
  void dropsForgedAndReplayedEsp() throws Exception {
    List<byte[]> real = passedToEndpoint(Datagram::isEsp).stream().map(Datagram::octets).toList();
    assertEquals(2, real.size());
    TunnelCounters before = tunnel(aws, 0).counters();

    // A copy, from the path and from a stranger.
    for (byte[] packet : real) {
      relay.sendToEndpoint(NAT_TRAVERSAL_PORT, packet);
      sendFromStranger(NAT_TRAVERSAL_PORT, packet);
    }
    awaitDrops(Map.of(), Map.of(PacketDropReason.REPLAYED, 4L));

    // A number far ahead, which must not move the window; and every bit of a fresh packet behind
    // its SPI and number.
    byte[] ahead = real.get(1).clone();
    ByteBuffer.wrap(ahead).putInt(4, 1_000_000);
    sendFromStranger(NAT_TRAVERSAL_PORT, ahead);
    int forged = 1;
    for (int bit = 64; bit < 8 * ahead.length; bit++) {
      relay.sendToEndpoint(NAT_TRAVERSAL_PORT, flipped(ahead, bit));
      forged++;
      if (forged % 100 == 0) {
        awaitBadIcv(forged);
      }
    }
    awaitBadIcv(forged);

    byte[] spi = Arrays.copyOf(real.get(0), 4);
    byte[] unknown = real.get(0).clone();
    unknown[3] ^= 1;
    sendFromStranger(NAT_TRAVERSAL_PORT, unknown);
    sendFromStranger(NAT_TRAVERSAL_PORT, Arrays.copyOf(real.get(0), 20));
    sendFromStranger(NAT_TRAVERSAL_PORT, Arrays.copyOf(spi, 3));
    // A keepalive is no drop.
    sendFromStranger(NAT_TRAVERSAL_PORT, new byte[] {(byte) 0xff});
    awaitDrops(
        Map.of(),
        Map.of(
            PacketDropReason.REPLAYED,
            4L,
            PacketDropReason.BAD_ICV,
            (long) forged,
            PacketDropReason.UNKNOWN_SPI,
            1L,
            PacketDropReason.ESP_TOO_SHORT,
            1L,
            PacketDropReason.DATAGRAM_TOO_SHORT,
            1L));
    assertEquals(before, tunnel(aws, 0).counters());
    assertStillWorks();
  }

  /** Keeps the attack in step with the reader: what a full socket buffer drops, nobody counts. */
  private void awaitBadIcv(long forged) {
    Await.until(
        forged + " forged packets are dropped",
        LIMIT,
        () -> drops().packets().getOrDefault(PacketDropReason.BAD_ICV, 0L) == forged,
        () -> "but " + drops());
  }

  @Test
  void survivesDamagedAndRepeatedCopiesOfItsOwnMessages() throws Exception {
    Datagram auth = firstOf(IKE_AUTH);
    for (Datagram message : List.of(firstOf(IKE_SA_INIT), auth)) {
      for (int bit = 0; bit < 8 * message.octets().length; bit += 5) {
        byte[] damaged = flipped(message.octets(), bit);
        sendFromStranger(message.port(), damaged);
        relay.sendToEndpoint(message.port(), damaged);
        if (bit % 200 == 0) {
          awaitAllRead(message.port());
        }
      }
      for (int length = 0; length < message.octets().length; length += 3) {
        sendFromStranger(message.port(), Arrays.copyOf(message.octets(), length));
      }
      awaitAllRead(message.port());
    }
    // The last answer is repeated to whoever repeats the request, and nothing else happens.
    // A fresh socket: the buffer of the other one is full of cookies and refusals.
    stranger.close();
    stranger = new DatagramSocket(0, strangersAddress);
    sendFromStranger(auth.port(), auth.octets());
    stranger.setSoTimeout((int) LIMIT.toMillis());
    byte[] answer = receivedAnswerTo(auth);
    assertTrue(
        relay.passed().stream()
            .anyMatch(d -> !d.toEndpoint() && Arrays.equals(d.octets(), answer)));

    Map<IkeDropReason, Long> dropped = drops().ike();
    // Every copy of IKE_AUTH has the Message ID of a request that is answered; copies of the first
    // message begin sessions of their own, until they have to bring cookies.
    assertTrue(dropped.get(IkeDropReason.UNEXPECTED_MESSAGE_ID) > 500, dropped::toString);
    assertFalse(dropped.containsKey(IkeDropReason.TOO_MANY_HALF_OPEN), dropped::toString);
    assertTrue(dropped.get(IkeDropReason.MALFORMED) > 150, dropped::toString);
    assertFalse(drops().packets().containsKey(PacketDropReason.CONTROL_OVERLOAD));
    assertStillWorks();
  }

  @Test
  @Requirement({"RFC7296-3.14-7", "RFC7296-1.4-2"})
  void takesRequestOnlyWithEveryBitInPlace() throws Exception {
    relay.withhold(Datagram::isIke);
    CompletableFuture<CommandResult> terminating = CompletableFuture.supplyAsync(device::terminate);
    Await.until("charon asks for deletion", LIMIT, () -> !relay.withheld().isEmpty());
    Datagram delete = relay.withheld().get(0);
    // Behind the non-ESP marker, and behind the SPIs and the version, which lead elsewhere.
    for (int bit = 8 * (4 + 18); bit < 8 * delete.octets().length; bit++) {
      relay.sendToEndpoint(delete.port(), flipped(delete.octets(), bit));
    }
    awaitAllRead(delete.port());

    Map<IkeDropReason, Long> dropped = drops().ike();
    // The Message ID and the lengths have reasons of their own.
    assertTrue(dropped.get(IkeDropReason.BAD_INTEGRITY) > 300, dropped::toString);
    assertTrue(tunnel(aws, 0).isIpsecUp());
    assertEquals(
        8L * (delete.octets().length - 4 - 18),
        dropped.entrySet().stream()
            .filter(e -> e.getKey() != IkeDropReason.IKEV1)
            .mapToLong(Map.Entry::getValue)
            .sum(),
        dropped::toString);

    relay.withhold(datagram -> false);
    relay.sendToEndpoint(delete.port(), delete.octets());
    terminating.get(LIMIT.toSeconds(), TimeUnit.SECONDS).orThrow();
    aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
  }

  @Test
  @Requirement({"RFC7296-2.6-7", "RFC7296-2.15-2"})
  void letsTheDeviceInWithACookieUnderAFloodOfFirstMessages() throws Exception {
    device.terminate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
    byte[] first = firstOf(IKE_SA_INIT).octets();
    for (int i = 1; i <= 1000; i++) {
      ByteBuffer.wrap(first).putLong(0, i);
      sendFromStranger(IKE_PORT, first);
      // As if from the device: one source alone would not make others bring a cookie.
      relay.sendToEndpoint(IKE_PORT, first.clone());
      if (i % 100 == 0) {
        awaitAllRead(IKE_PORT);
      }
    }

    device.initiate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    assertEquals(1, device.host().ping(site.customerInside(0), site.amazonInside(0), 1));
    String log = device.log(1000);
    assertTrue(log.contains("parsed IKE_SA_INIT response 0 [ N(COOKIE) ]"), log);
    assertFalse(drops().ike().containsKey(IkeDropReason.TOO_MANY_HALF_OPEN));
  }

  @Test
  void disabledTunnelStaysDownForPeerThatHadBegun() throws Exception {
    device.terminate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
    relay.withhold(d -> d.isIke() && d.port() == NAT_TRAVERSAL_PORT);
    CompletableFuture<CommandResult> initiating =
        CompletableFuture.supplyAsync(() -> device.initiate("tunnel1", Duration.ofSeconds(2)));
    Await.until("charon authenticates", LIMIT, () -> !relay.withheld().isEmpty());

    aws.disableTunnel(aws.tunnels().get(0));
    Datagram auth = relay.withheld().get(0);
    relay.sendToEndpoint(auth.port(), auth.octets());
    awaitAllRead(auth.port());

    assertEquals(1, drops().ike().get(IkeDropReason.UNKNOWN_SPI));
    assertTrue(tunnel(aws, 0).ikeSa().isEmpty());
    assertFalse(initiating.get(LIMIT.toSeconds(), TimeUnit.SECONDS).succeeded());
  }

  private byte[] receivedAnswerTo(Datagram auth) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      stranger.receive(packet);
      byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
      // A response, behind the marker.
      if (packet.getPort() == auth.port()
          && octets.length > 28
          && octets[4 + 18] == IKE_AUTH
          && (octets[4 + 19] & 0x20) != 0) {
        return octets;
      }
    }
  }

  @Test
  void survivesGarbage() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      byte[] garbage = new byte[random.nextInt(1400)];
      random.nextBytes(garbage);
      if (garbage.length > 17) {
        garbage[17] |= (byte) 0x80; // No IKEv1: that is what awaitAllRead counts.
      }
      sendFromStranger(i % 2 == 0 ? IKE_PORT : NAT_TRAVERSAL_PORT, garbage);
      relay.sendToEndpoint(i % 2 == 0 ? IKE_PORT : NAT_TRAVERSAL_PORT, garbage);
      if (garbage.length > 32) {
        // As a header of IKEv2 with our session's SPIs, so that it gets further.
        byte[] likely = likely(garbage);
        sendFromStranger(IKE_PORT, likely);
        relay.sendToEndpoint(NAT_TRAVERSAL_PORT, behindMarker(likely));
      }
      if (i % 50 == 49) {
        awaitAllRead(IKE_PORT);
        awaitAllRead(NAT_TRAVERSAL_PORT);
      }
    }
    assertStillWorks();
    assertTrue(drops().packets().get(PacketDropReason.UNKNOWN_SPI) >= 490, () -> "" + drops());
    assertTrue(
        drops().ike().getOrDefault(IkeDropReason.BAD_INTEGRITY, 0L) > 100, () -> "" + drops());
  }

  private byte[] likely(byte[] garbage) {
    byte[] likely = garbage.clone();
    // SPIs, next payload, version, exchange type, flags, Message ID of a next request, length; then
    // an SK payload to the end.
    System.arraycopy(ikeMessage(firstOf(IKE_AUTH)), 0, likely, 0, 20);
    ByteBuffer.wrap(likely).putInt(20, 2).putInt(24, likely.length).putInt(28, likely.length - 28);
    return likely;
  }

  @Test
  void knowsNothingOfSessionThatIsOver() throws Exception {
    device.terminate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
    Drops before = drops();
    List<Datagram> esp = passedToEndpoint(Datagram::isEsp);

    for (Datagram packet : esp) {
      sendFromStranger(packet.port(), packet.octets());
    }
    // IKE_AUTH: of the session that lingers to repeat its last answer, and of no other request.
    Datagram auth = firstOf(IKE_AUTH);
    sendFromStranger(auth.port(), auth.octets());
    awaitDrops(
        Map.of(IkeDropReason.CLOSED, 1L), Map.of(PacketDropReason.UNKNOWN_SPI, (long) esp.size()));
    assertEquals(new Drops(Map.of(), Map.of()), before);

    device.initiate().orThrow();
    aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    assertEquals(1, device.host().ping(site.customerInside(0), site.amazonInside(0), 1));
  }
}
