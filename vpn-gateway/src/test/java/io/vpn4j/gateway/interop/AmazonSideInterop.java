package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.OFFICE;
import static io.vpn4j.gateway.interop.SiteToSite.SERVER;
import static io.vpn4j.gateway.interop.SiteToSite.VPC_CIDR;
import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.TunnelStatus;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.gateway.interop.IkeSaStatus.ChildSaStatus;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our Amazon side against strongSwan as the customer gateway, one charon for each tunnel. */
@ExtendWith(StrongSwanExtension.class)
class AmazonSideInterop {
  private static final Logger LOG = LoggerFactory.getLogger(AmazonSideInterop.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final EventLog events = new EventLog();
  private final InMemoryHost server = InMemoryHost.at(SERVER);
  private SiteToSite site;
  private List<StrongSwan> devices;

  @BeforeEach
  void startDevices(TestNetwork network) {
    site = SiteToSite.between(network.near(), network.far());
    devices =
        List.of(
            network.start(network.far(), site.strongSwanCustomer(0).build()),
            network.start(network.far(), site.strongSwanCustomer(1).build()));
  }

  private VpnEndpoint startAmazonSide() {
    return site.amazonSide(server).onEvent(events).start();
  }

  private void bringUp(VpnEndpoint aws) throws Exception {
    for (StrongSwan device : devices) {
      device.initiate().orThrow();
    }
    aws.awaitUp(LIMIT);
  }

  @Test
  @Requirement({"RFC7296-2.23-6", "RFC7296-2.17-3", "RFC7296-2.17-4", "RFC7296-2-3"})
  void carriesPacketsThroughBothTunnels() throws Exception {
    try (VpnEndpoint aws = startAmazonSide()) {
      long start = System.nanoTime();
      bringUp(aws);
      LOG.info(
          "both tunnels up after {} ms, each begun by swanctl after the other",
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      Host host = devices.get(0).host();

      for (int i = 0; i < 2; i++) {
        StrongSwan device = devices.get(i);
        IkeSaStatus sa = device.listSas().get(0);
        assertTrue(sa.natRemote() && sa.children().get(0).encapsulated(), sa.toString());
        assertEquals(device.host().address(0).toString(), sa.localId());
        assertEquals(
            List.of("0.0.0.0/0", "0.0.0.0/0"),
            List.of(sa.children().get(0).localTs().get(0), sa.children().get(0).remoteTs().get(0)));
        assertEquals(TelemetryStatus.UP, tunnel(aws, i).telemetry().status());
        assertEquals(VgwTelemetry.IPSEC_IS_UP, tunnel(aws, i).telemetry().statusMessage());

        // Inside address to inside address; then LAN to VPC.
        assertEquals(2, host.ping(site.customerInside(i), site.amazonInside(i), 2));
        SiteToSite.routeThrough(device, OFFICE, VPC_CIDR);
        assertEquals(2, host.ping(OFFICE, SERVER, 2));
        if (i == 0) {
          // Both ways by the first tunnel: we route by the lowest, and so does the host until now.
          server.ping(OFFICE, LIMIT);
          assertCountersAgree(device, tunnel(aws, i), 5);
        }
      }

      // The second ping to the VPC went out through the second tunnel and came back through the
      // first, as static routes of both tunnels are equal to us.
      assertEquals(new TunnelCounters(5, 5 * 84, 7, 7 * 84), tunnel(aws, 0).counters());
      assertEquals(new TunnelCounters(4, 4 * 84, 2, 2 * 84), tunnel(aws, 1).counters());
      assertEquals(Map.of(), aws.status().packetDrops());
      assertEquals(Map.of(), aws.status().sendDrops());
      assertEquals(Map.of(), aws.status().ikeDrops());
    }
  }

  private static void assertCountersAgree(StrongSwan device, TunnelStatus ours, long packets) {
    ChildSaStatus theirs = device.installedChild().orElseThrow();
    assertEquals(SiteToSite.mirrored(theirs), ours.counters());
    assertEquals(packets, ours.counters().packetsIn());
  }

  @Test
  @Requirement("RFC7296-1.4.1-6")
  void takesTunnelDownWhenDeviceDeletesIt() throws Exception {
    try (VpnEndpoint aws = startAmazonSide()) {
      bringUp(aws);
      SiteToSite.routeThrough(devices.get(1), OFFICE, VPC_CIDR);
      server.ping(site.customerInside(0), LIMIT);

      devices.get(0).terminate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);

      TunnelStatus down = tunnel(aws, 0);
      assertEquals(TelemetryStatus.DOWN, down.telemetry().status());
      assertEquals(VgwTelemetry.IPSEC_IS_DOWN, down.telemetry().statusMessage());
      assertFalse(down.isIpsecUp());
      assertEquals(Optional.empty(), down.lastFailure());
      assertEquals(List.of(), devices.get(0).listSas());
      events.awaitKinds(
          down.tunnel(), "IkeSaEstablished", "TunnelUp", "TunnelDown", "IkeSaEnded DeletedByPeer");
      events.awaitKinds(tunnel(aws, 1).tunnel(), "IkeSaEstablished", "TunnelUp");
      // The other tunnel takes over at once.
      assertTrue(tunnel(aws, 1).isIpsecUp());
      server.ping(OFFICE, LIMIT);

      // And the first comes again when the device wants it.
      devices.get(0).initiate().orThrow();
      aws.awaitUp(LIMIT);
      assertEquals(1, devices.get(0).host().ping(site.customerInside(0), site.amazonInside(0), 1));
    }
  }

  @Test
  @Requirement("RFC7296-1.4.1-1")
  void knowsDeletedChildFromDeletedIkeSa() throws Exception {
    try (VpnEndpoint aws = startAmazonSide()) {
      bringUp(aws);

      devices.get(0).terminateChild().orThrow();
      aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);

      assertTrue(tunnel(aws, 0).ikeSa().isPresent());
      IkeSaStatus sa = devices.get(0).listSas().get(0);
      assertTrue(sa.established() && sa.children().isEmpty(), sa.toString());
      devices.get(0).terminate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
    }
  }

  @Test
  void deletesOneTunnelWhenDisabledAndBothWhenClosed() throws Exception {
    VpnEndpoint aws = startAmazonSide();
    try (aws) {
      bringUp(aws);

      aws.disableTunnel(aws.tunnels().get(0));
      devices.get(0).awaitNoSas(LIMIT);
      aws.awaitStatus(s -> s.tunnels().get(0).ikeSa().isEmpty(), LIMIT);
      assertTrue(tunnel(aws, 1).isIpsecUp());
      assertTrue(devices.get(1).installedChild().isPresent());
      assertFalse(devices.get(0).initiate("tunnel1", Duration.ofSeconds(1)).succeeded());
      // Whatever charon still tries.
      devices.get(0).terminate();

      aws.enableTunnel(aws.tunnels().get(0));
      devices.get(0).initiate().orThrow();
      aws.awaitUp(LIMIT);
    }
    for (StrongSwan device : devices) {
      device.awaitNoSas(LIMIT);
      assertTrue(device.log(20).contains("received DELETE for IKE_SA"), device.log(20));
    }
    assertFalse(tunnel(aws, 0).isIpsecUp() || tunnel(aws, 1).isIpsecUp());
    events.awaitKinds(
        aws.tunnels().get(1),
        "IkeSaEstablished",
        "TunnelUp",
        "TunnelDown",
        "IkeSaEnded DeletedLocally");
  }

  @Test
  void beginsWithStartupActionStart() throws Exception {
    try (VpnEndpoint aws =
        site.amazonSide(site.connectionThatAmazonBegins(), server).onEvent(events).start()) {
      aws.awaitUp(LIMIT);
      for (int i = 0; i < 2; i++) {
        assertTrue(tunnel(aws, i).ikeSa().orElseThrow().initiator());
        assertFalse(devices.get(i).listSas().get(0).initiator());
        assertEquals(
            1, devices.get(i).host().ping(site.customerInside(i), site.amazonInside(i), 1));
      }

      // Deleted by the device, and begun again by us.
      devices.get(0).terminate().orThrow();
      aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      aws.awaitUp(LIMIT);
      devices.get(0).awaitInstalled(LIMIT);
    }
  }
}
