package io.vpn4j.gateway;

import static io.vpn4j.gateway.GatewayFixtures.OFFICE;
import static io.vpn4j.gateway.GatewayFixtures.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.interop.Await;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides over real sockets on loopback. */
@Timeout(60)
class VpnEndpointTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final InMemoryHost server = InMemoryHost.at(SERVER);
  private final InMemoryHost office = InMemoryHost.at(OFFICE);

  private VpnEndpoint amazonSide() {
    return GatewayFixtures.amazonSideOnLoopback()
        .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
        .start();
  }

  private CustomerSideBuilder device(VpnEndpoint aws) {
    return GatewayFixtures.deviceOf(aws).lan("192.168.0.0/16", office);
  }

  private static void awaitBothUp(VpnEndpoint aws, VpnEndpoint device) throws Exception {
    device.awaitUp(LIMIT);
    aws.awaitUp(LIMIT);
  }

  @Test
  void carriesPacketsBothWaysThroughBothTunnels() throws Exception {
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device = device(aws).start()) {
      awaitBothUp(aws, device);
      office.ping(SERVER, LIMIT);
      server.ping(OFFICE, LIMIT);
      // The inside addresses answer, each on its own tunnel.
      office.ping(GatewayFixtures.INSIDE_AWS_1, LIMIT);
      office.ping(GatewayFixtures.INSIDE_AWS_2, LIMIT);

      List<TunnelStatus> tunnels = device.status().tunnels();
      assertEquals(new TunnelCounters(3, 252, 3, 252), tunnels.get(0).counters());
      assertEquals(new TunnelCounters(1, 84, 1, 84), tunnels.get(1).counters());
      assertEquals(
          tunnels.get(0).counters(), aws.status().tunnels().get(0).counters(), "symmetric here");
    }
  }

  @Test
  void reportsTelemetryAsAwsDoes() throws Exception {
    try (VpnEndpoint aws = amazonSide()) {
      TunnelStatus before = aws.status().tunnels().get(0);
      assertEquals(TelemetryStatus.DOWN, before.telemetry().status());
      assertEquals("IPSEC IS DOWN", before.telemetry().statusMessage());
      assertEquals(1, before.telemetry().acceptedRouteCount(), "static routes count while down");
      assertEquals(GatewayFixtures.OUTSIDE_1, before.telemetry().outsideIpAddress().toString());

      try (VpnEndpoint device = device(aws).start()) {
        awaitBothUp(aws, device);
        TunnelStatus up = aws.status().tunnels().get(0);
        assertEquals(TelemetryStatus.UP, up.telemetry().status());
        assertEquals("IPSEC IS UP", up.telemetry().statusMessage());
        assertTrue(
            up.telemetry()
                .lastStatusChange()
                .orElseThrow()
                .isAfter(before.telemetry().lastStatusChange().orElseThrow()));
        assertEquals(GatewayFixtures.DEVICE, up.ikeSa().orElseThrow().peerIdentity().toString());
        assertTrue(up.ikeSa().orElseThrow().natDetected());
      }
      aws.awaitStatus(s -> s.tunnels().stream().noneMatch(TunnelStatus::isIpsecUp), LIMIT);
      assertEquals("IPSEC IS DOWN", aws.status().tunnels().get(1).telemetry().statusMessage());
    }
  }

  @Test
  void worksWithTwoPortsAsTheRfcHasThem() throws Exception {
    try (VpnEndpoint aws =
            GatewayFixtures.amazonSide()
                .listen(
                    OutsideSocket.twoPorts("127.0.0.1", 0, 0),
                    OutsideSocket.twoPorts("127.0.0.1", 0, 0))
                .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
                .start();
        VpnEndpoint device = device(aws).start()) {
      awaitBothUp(aws, device);
      office.ping(SERVER, LIMIT);
      assertFalse(aws.listening(0).isOnePort());
    }
  }

  @Test
  void trafficGoesOnWhenATunnelGoesAndComesBackWithIt() throws Exception {
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device = device(aws).start()) {
      awaitBothUp(aws, device);
      String first = aws.tunnels().get(0);
      aws.disableTunnel(first);
      device.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      office.ping(SERVER, LIMIT);
      server.ping(OFFICE, LIMIT);
      assertEquals(2, device.status().tunnels().get(1).counters().packetsIn());

      aws.enableTunnel(first);
      awaitBothUp(aws, device);
      office.ping(SERVER, LIMIT);
      assertEquals(1, device.status().tunnels().get(0).counters().packetsIn());
    }
  }

  @Test
  void aSilentTunnelIsLeftForTheOther() throws Exception {
    IkeTimers quick =
        IkeTimers.DEFAULT
            .withLivenessInterval(Duration.ofMillis(300))
            .withGiveUpAfter(Duration.ofMillis(900));
    try (VpnEndpoint aws =
            GatewayFixtures.amazonSideOnLoopback()
                .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
                .timers(quick)
                .start();
        UdpRelay relay = new UdpRelay(aws.listening(0).natTraversalPort());
        VpnEndpoint device =
            device(aws)
                .amazonSideAt(OutsideSocket.onePort("127.0.0.1", relay.port()), aws.listening(1))
                .timers(quick)
                .start()) {
      awaitBothUp(aws, device);
      relay.clientFilter = octets -> null;
      relay.serverFilter = octets -> null;
      device.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      office.ping(SERVER, LIMIT);
      assertInstanceOf(
          IkeFailure.TimedOut.class, device.lastFailure(device.tunnels().get(0)).orElseThrow());

      relay.clientFilter = octets -> octets;
      relay.serverFilter = octets -> octets;
      awaitBothUp(aws, device);
    }
  }

  /** With MOBIKE the Amazon side does not do it by itself: the device finds out and tells it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void followsADeviceWhoseNatHasMoved(boolean mobike) throws Exception {
    IkeTimers quick = IkeTimers.DEFAULT.withLivenessInterval(Duration.ofMillis(200));
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    try (VpnEndpoint aws =
            GatewayFixtures.amazonSideOnLoopback()
                .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
                .mobike(mobike)
                .onEvent(events::add)
                .start();
        UdpRelay relay = new UdpRelay(aws.listening(0).natTraversalPort());
        UdpRelay moved = new UdpRelay(aws.listening(0).natTraversalPort());
        VpnEndpoint device =
            device(aws)
                .amazonSideAt(OutsideSocket.onePort("127.0.0.1", relay.port()), aws.listening(1))
                .timers(quick)
                .mobike(mobike)
                .start()) {
      awaitBothUp(aws, device);
      // From now on the Amazon side sees the device at another port, and the old one is dead.
      relay.clientFilter =
          octets -> {
            moved.sendToServer(octets);
            return null;
          };
      relay.serverFilter = octets -> null;
      moved.serverFilter =
          octets -> {
            relay.sendToClient(octets);
            return null;
          };
      Await.until(
          "the move noticed",
          LIMIT,
          () -> events.stream().anyMatch(GatewayEvent.PeerMoved.class::isInstance));
      server.ping(OFFICE, LIMIT);
      assertEquals(1, device.status().tunnels().get(0).counters().packetsIn());
    }
  }

  @Test
  void anAddressChangeIsWarnedOfWhereATunnelCannotMove() throws Exception {
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device = device(aws).mobike(true).onEvent(events::add).start()) {
      awaitBothUp(aws, device);
      device.addressChanged();
      Await.until(
          "a warning for each tunnel",
          LIMIT,
          () ->
              device.tunnels().stream()
                  .allMatch(
                      tunnel ->
                          events.stream()
                              .filter(GatewayEvent.NegotiationWarning.class::isInstance)
                              .map(GatewayEvent.NegotiationWarning.class::cast)
                              .filter(e -> e.tunnel().equals(tunnel))
                              .anyMatch(e -> e.failure().equals(new IkeFailure.CannotMove(true)))));
      assertTrue(device.status().tunnels().stream().allMatch(TunnelStatus::isIpsecUp));
    }
  }

  @Test
  @SuppressWarnings("try") // closing twice is the point
  void closeEndsThreadsAndFreesPorts() throws Exception {
    int port;
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device = device(aws).start()) {
      awaitBothUp(aws, device);
      port = aws.listening(0).natTraversalPort();
      assertTrue(threads() >= 6, "control and reading threads of both: " + threads());
      assertThrows(
          UncheckedIOException.class,
          () ->
              GatewayFixtures.amazonSide()
                  .listen(
                      OutsideSocket.onePort("127.0.0.1", port),
                      OutsideSocket.onePort("127.0.0.1", 0))
                  .start());
    }
    assertEquals(0, threads());
    assertEquals(SendResult.CLOSED, office.sendUdp(9, SERVER, 9, ByteBuffer.allocate(1)));
    try (VpnEndpoint again =
        GatewayFixtures.amazonSide()
            .listen(OutsideSocket.onePort("127.0.0.1", port), OutsideSocket.onePort("127.0.0.1", 0))
            .start()) {
      assertEquals(port, again.listening(again.tunnels().get(0)).natTraversalPort());
      again.close();
      again.close();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("vpn4j-"))
        .count();
  }

  @Test
  void aListenerMayThrowOrCloseTheEndpoint() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    VpnEndpoint[] self = new VpnEndpoint[1];
    CountDownLatch known = new CountDownLatch(1);
    try (VpnEndpoint aws = amazonSide()) {
      self[0] =
          device(aws)
              .onEvent(
                  event -> {
                    if (event instanceof GatewayEvent.TunnelUp) {
                      awaitQuietly(known);
                      self[0].close();
                      closed.countDown();
                    }
                    throw new IllegalStateException("a listener of bad manners");
                  })
              .start();
      known.countDown();
      assertTrue(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
      Await.until("only the threads of the other side are left", LIMIT, () -> threads() == 3);
      assertEquals(SendResult.CLOSED, office.sendUdp(9, SERVER, 9, ByteBuffer.allocate(1)));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aListenerMayTakeTunnelsDownAndUp() throws Exception {
    VpnEndpoint[] self = new VpnEndpoint[1];
    CountDownLatch known = new CountDownLatch(1);
    CountDownLatch ups = new CountDownLatch(3);
    try (VpnEndpoint aws = amazonSide()) {
      self[0] =
          device(aws)
              .onEvent(
                  event -> {
                    awaitQuietly(known);
                    if (event instanceof GatewayEvent.TunnelUp up) {
                      if (ups.getCount() == 3) {
                        self[0].disableTunnel(up.tunnel());
                        self[0].enableTunnel(up.tunnel());
                      }
                      ups.countDown();
                    }
                  })
              .start();
      known.countDown();
      assertTrue(ups.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "up, down and up again");
      awaitBothUp(aws, self[0]);
      office.ping(SERVER, LIMIT);
      self[0].close();
    }
  }

  @Test
  void explainsAWrongKeyOnBothSides() throws Exception {
    VpnConnection connection = GatewayFixtures.connection();
    VpnConnection otherKeys =
        connection.toBuilder()
            .options(
                connection.options().toBuilder()
                    .tunnelOptions(
                        connection.options().tunnelOptions().stream()
                            .map(t -> t.toBuilder().preSharedKey("quite_Another.Key").build())
                            .toList())
                    .build())
            .build();
    List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    try (VpnEndpoint aws =
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(otherKeys, GatewayFixtures.customerGateway())
                .listen(
                    OutsideSocket.onePort("127.0.0.1", 0), OutsideSocket.onePort("127.0.0.1", 0))
                .onEvent(events::add)
                .start();
        VpnEndpoint device = device(aws).start()) {
      TimeoutException why =
          assertThrows(TimeoutException.class, () -> device.awaitUp(Duration.ofSeconds(2)));
      assertTrue(why.getMessage().contains("pre-shared key"), why.getMessage());
      aws.awaitStatus(s -> s.tunnels().get(0).lastFailure().isPresent(), LIMIT);
      IkeFailure.AuthenticationFailed failure =
          assertInstanceOf(
              IkeFailure.AuthenticationFailed.class,
              aws.lastFailure(aws.tunnels().get(0)).orElseThrow());
      assertFalse(failure.refusedByPeer());
      assertFalse((events + why.getMessage()).contains("Another"), "no key in any event");
    }
  }

  @Test
  void explainsThatNoProposalIsCommonAtOnce() throws Exception {
    VpnConnection connection = GatewayFixtures.connection();
    VpnConnection onlyGcm =
        connection.toBuilder()
            .options(
                connection.options().toBuilder()
                    .tunnelOptions(
                        connection.options().tunnelOptions().stream()
                            .map(
                                t ->
                                    t.toBuilder()
                                        .phase1EncryptionAlgorithms(
                                            VpnEncryptionAlgorithm.AES256_GCM_16)
                                        .build())
                            .toList())
                    .build())
            .build();
    try (VpnEndpoint aws =
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(onlyGcm, GatewayFixtures.customerGateway())
                .listen(
                    OutsideSocket.onePort("127.0.0.1", 0), OutsideSocket.onePort("127.0.0.1", 0))
                .start();
        VpnEndpoint device = device(aws).start()) {
      device.awaitStatus(s -> s.tunnels().get(0).lastFailure().isPresent(), LIMIT);
      assertInstanceOf(
          IkeFailure.NoProposalChosen.class,
          device.lastFailure(device.tunnels().get(0)).orElseThrow());
      aws.awaitStatus(s -> s.tunnels().get(0).lastFailure().isPresent(), LIMIT);
      IkeFailure.NoProposalChosen why =
          assertInstanceOf(
              IkeFailure.NoProposalChosen.class,
              aws.lastFailure(aws.tunnels().get(0)).orElseThrow());
      assertTrue(
          why.nearest().orElseThrow().differences().get(0).contains("AES-GCM-16-256"),
          why.explanation());
    }
  }

  @Test
  void negotiatesBetterAlgorithmsWhenTheDeviceNamesThem() throws Exception {
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device =
            device(aws)
                .ikeAlgorithms(
                    IkeAlgorithms.aead(
                        EncryptionAlgorithm.AES_GCM_16_256,
                        PrfAlgorithm.HMAC_SHA2_384,
                        KeyExchangeMethod.ECP_384))
                .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_256))
                .start()) {
      awaitBothUp(aws, device);
      office.ping(SERVER, LIMIT);
      TunnelStatus tunnel = aws.status().tunnels().get(0);
      assertEquals(EncryptionAlgorithm.AES_GCM_16_256, tunnel.childSa().orElseThrow().encryption());
      assertEquals(KeyExchangeMethod.ECP_384, tunnel.ikeSa().orElseThrow().keyExchange());
    }
  }

  @Test
  void saysWhyAPacketWentNowhere() throws Exception {
    try (VpnEndpoint aws = amazonSide();
        VpnEndpoint device = device(aws).clearDfBit(false).start()) {
      awaitBothUp(aws, device);
      assertEquals(SendResult.NO_ROUTE, office.sendUdp(9, "172.16.0.1", 9, ByteBuffer.allocate(1)));
      assertEquals(SendResult.MALFORMED, device.packets().send(ByteBuffer.allocate(19)));
      assertEquals(SendResult.TOO_BIG, office.sendUdp(9, SERVER, 9, ByteBuffer.allocate(1500)));
      device.tunnels().forEach(device::disableTunnel);
      device.awaitStatus(s -> s.tunnels().stream().noneMatch(TunnelStatus::isIpsecUp), LIMIT);
      assertEquals(
          SendResult.NO_ROUTE,
          office.sendUdp(9, SERVER, 9, ByteBuffer.allocate(1)),
          "routes through a tunnel that is down are closed");
      assertEquals(2L, device.status().sendDrops().get(SendResult.NO_ROUTE));
    }
  }
}
