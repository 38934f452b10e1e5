package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.LAN_CIDR;
import static io.vpn4j.gateway.interop.SiteToSite.OFFICE;
import static io.vpn4j.gateway.interop.SiteToSite.SERVER;
import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.gateway.interop.IkeSaStatus.ChildSaStatus;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our customer side, from AWS's XML, against strongSwan as the Amazon side: two responders. */
@ExtendWith(StrongSwanExtension.class)
class CustomerSideInterop {
  private static final Logger LOG = LoggerFactory.getLogger(CustomerSideInterop.class);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** A dead peer is noticed after three seconds. */
  private static final IkeTimers IMPATIENT =
      new IkeTimers(
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  private final EventLog events = new EventLog();
  private final InMemoryHost office = InMemoryHost.at(OFFICE);
  private TestNetwork network;
  private SiteToSite site;
  private final List<StrongSwan> amazon = new ArrayList<>();

  @BeforeEach
  void startAmazonSide(TestNetwork network) {
    this.network = network;
    site = SiteToSite.between(network.far(), network.near());
    amazon.add(network.start(network.far(), site.strongSwanAmazon(0).build()));
    amazon.add(network.start(network.far(), site.strongSwanAmazon(1).build()));
  }

  private CustomerSideBuilder customerSide() {
    return site.customerSide(office)
        .listen(OutsideSocket.standard(network.near().address(0)))
        .onEvent(events);
  }

  @Test
  void carriesPacketsThroughBothTunnels() throws Exception {
    long start = System.nanoTime();
    try (VpnEndpoint device = customerSide().start()) {
      device.awaitUp(LIMIT);
      LOG.info(
          "both tunnels up after {} ms from the call to start()",
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      Host host = network.far();

      for (int i = 0; i < 2; i++) {
        IkeSaStatus sa = amazon.get(i).listSas().get(0);
        assertFalse(sa.initiator());
        assertEquals(network.near().address(0).toString(), sa.remoteId());
        assertEquals(network.near().address(0) + "[4500]", sa.remote());
        assertEquals("AES_CBC_128/HMAC_SHA1_96/PRF_HMAC_SHA1/MODP_1024", sa.proposal());
        assertEquals("AES_CBC_128/HMAC_SHA1_96", sa.children().get(0).proposal());
        assertEquals(TelemetryStatus.UP, tunnel(device, i).telemetry().status());
        assertEquals(2, host.ping(site.amazonInside(i), site.customerInside(i), 2));
        SiteToSite.routeThrough(amazon.get(i), SERVER, LAN_CIDR);
        assertEquals(2, host.ping(SERVER, OFFICE, 2));
        if (i == 0) {
          office.ping(SERVER, LIMIT);
          ChildSaStatus theirs = amazon.get(0).installedChild().orElseThrow();
          assertEquals(SiteToSite.mirrored(theirs), tunnel(device, 0).counters());
        }
      }

      // As on the Amazon side: what goes to the VPC goes through the first tunnel.
      assertEquals(new TunnelCounters(5, 5 * 84, 7, 7 * 84), tunnel(device, 0).counters());
      assertEquals(new TunnelCounters(4, 4 * 84, 2, 2 * 84), tunnel(device, 1).counters());
      assertEquals(Map.of(), device.status().packetDrops());
      assertEquals(Map.of(), device.status().sendDrops());
      assertEquals(Map.of(), device.status().ikeDrops());
    }
    for (StrongSwan peer : amazon) {
      peer.awaitNoSas(LIMIT);
      assertTrue(peer.log(20).contains("received DELETE for IKE_SA"), peer.log(20));
    }
  }

  @Test
  @Requirement({"RFC7296-2.11-1", "RFC7296-2.11-2", "RFC7296-2.23-1"})
  void worksFromAnyPortsAsBehindNat() throws Exception {
    OutsideSocket anyPorts = OutsideSocket.twoPorts(network.near().address(0).toString(), 0, 0);
    try (VpnEndpoint device = customerSide().listen(anyPorts).start()) {
      // The second charon of a host is not on port 500 either, and then wants the non-ESP marker
      // from the first message on: it cannot stand for a peer on 500 and 4500 here.
      device.disableTunnel(device.tunnels().get(1));
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      int port = device.listening(device.tunnels().get(0)).natTraversalPort();
      assertEquals(
          network.near().address(0) + "[" + port + "]", amazon.get(0).listSas().get(0).remote());
      assertEquals(1, network.far().ping(site.amazonInside(0), site.customerInside(0), 1));
      SiteToSite.routeThrough(amazon.get(0), SERVER, LAN_CIDR);
      office.ping(site.amazonInside(0), LIMIT);
    }
    amazon.get(0).awaitNoSas(LIMIT);
  }

  @Test
  void beginsAgainAfterPeerDeletes() throws Exception {
    try (VpnEndpoint device = customerSide().start()) {
      device.awaitUp(LIMIT);

      amazon.get(0).terminate().orThrow();
      device.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      assertTrue(tunnel(device, 1).isIpsecUp());
      device.awaitUp(LIMIT);
      assertEquals(1, network.far().ping(site.amazonInside(0), site.customerInside(0), 1));

      // A child alone is deleted too; as an IKE SA without one is of no use, we make both anew.
      amazon.get(1).terminateChild().orThrow();
      device.awaitStatus(s -> !s.tunnels().get(1).isIpsecUp(), LIMIT);
      device.awaitUp(LIMIT);
      assertEquals(1, network.far().ping(site.amazonInside(1), site.customerInside(1), 1));

      events.awaitKinds(
          device.tunnels().get(0),
          "IkeSaEstablished",
          "TunnelUp",
          "TunnelDown",
          "IkeSaEnded DeletedByPeer",
          "IkeSaEstablished",
          "TunnelUp");
      events.awaitKinds(
          device.tunnels().get(1),
          "IkeSaEstablished",
          "TunnelUp",
          "TunnelDown",
          "IkeSaEnded DeletedLocally",
          "IkeSaEstablished",
          "TunnelUp");
      assertEquals(1, amazon.get(0).listSas().size());
      assertEquals(1, amazon.get(1).listSas().size());
    }
  }

  @Test
  @Requirement({"RFC7296-2.4-7", "RFC7296-2.4-4"})
  void noticesDeadPeerAndComesBackWithIt() throws Exception {
    try (VpnEndpoint device = customerSide().timers(IMPATIENT).start()) {
      device.awaitUp(LIMIT);

      amazon.get(0).kill();
      device.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
      IkeFailure failure = tunnel(device, 0).lastFailure().orElseThrow();
      assertInstanceOf(IkeFailure.TimedOut.class, failure);
      assertEquals(
          "no answer for 2.0 s while waiting for a sign of life of the peer",
          failure.explanation());
      assertTrue(tunnel(device, 1).isIpsecUp());

      amazon.get(0).close();
      amazon.set(0, network.start(network.far(), site.strongSwanAmazon(0).build()));
      device.awaitUp(LIMIT);
      assertEquals(1, network.far().ping(site.amazonInside(0), site.customerInside(0), 1));
    }
  }

  @Test
  void staysDownWhileDisabled() throws Exception {
    try (VpnEndpoint device = customerSide().start()) {
      device.awaitUp(LIMIT);

      device.disableTunnel(device.tunnels().get(0));
      amazon.get(0).awaitNoSas(LIMIT);
      assertTrue(tunnel(device, 1).isIpsecUp());
      // Begun by the peer, it is refused as well.
      assertFalse(amazon.get(0).initiate("tunnel1", Duration.ofSeconds(1)).succeeded());
      amazon.get(0).terminate();

      device.enableTunnel(device.tunnels().get(0));
      device.awaitUp(LIMIT);
      assertEquals(1, network.far().ping(site.amazonInside(0), site.customerInside(0), 1));
    }
  }

  @Test
  void answersWhenAmazonSideBegins() throws Exception {
    try (VpnEndpoint device = customerSide().waitForAmazonSide().start()) {
      for (int i = 0; i < 2; i++) {
        amazon.get(i).initiate().orThrow();
      }
      device.awaitUp(LIMIT);
      for (int i = 0; i < 2; i++) {
        assertFalse(tunnel(device, i).ikeSa().orElseThrow().initiator());
        assertEquals(1, network.far().ping(site.amazonInside(i), site.customerInside(i), 1));
      }
    }
  }
}
