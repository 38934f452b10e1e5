package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.IkeLifetimes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rekeying with strongSwan, by either side, of Child SAs and IKE SAs, while a ping runs that must
 * not lose a packet.
 */
@ExtendWith(StrongSwanExtension.class)
class RekeyingInterop {
  private static final Logger LOG = LoggerFactory.getLogger(RekeyingInterop.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PING = Duration.ofMillis(5);
  private static final String TUNNEL = "tunnel1";

  private final InMemoryHost server = InMemoryHost.at(SiteToSite.SERVER);
  private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();

  private VpnEndpoint amazonSide(SiteToSite site, StrongSwan device) throws Exception {
    VpnEndpoint aws =
        site.amazonSide(server).lifetimes(IkeLifetimes.UNLIMITED).onEvent(events::add).start();
    try {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
    } catch (Exception | AssertionError e) {
      aws.close();
      throw e;
    }
    return aws;
  }

  private long count(Class<? extends GatewayEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }

  private void awaitCount(VpnEndpoint aws, Class<? extends GatewayEvent> type, long wanted)
      throws Exception {
    aws.awaitStatus(s -> count(type) >= wanted, LIMIT);
  }

  /** What a rekeying leaves behind: one of each, on both sides. */
  private static void awaitSettled(StrongSwan device) {
    device.awaitSas(
        "one IKE SA with one Child SA",
        LIMIT,
        sas -> sas.size() == 1 && sas.get(0).children().size() == 1);
  }

  @Test
  void losesNothingWhileEitherSideRekeys(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device = network.start(network.far(), site.strongSwanCustomer(0).build());
    try (VpnEndpoint aws = amazonSide(site, device);
        PingStream ping =
            PingStream.start(device.host(), site.customerInside(0), site.amazonInside(0), PING)) {
      String name = aws.tunnels().get(0);
      var firstChild = tunnel(aws, 0).ikeSa().orElseThrow();
      int children = 0;
      int ikeSas = 0;
      for (int round = 0; round < 3; round++) {
        device.swanctl("--rekey", "--child", TUNNEL).orThrow();
        awaitCount(aws, GatewayEvent.ChildSaRekeyed.class, ++children);
        aws.rekeyChildSa(name);
        awaitCount(aws, GatewayEvent.ChildSaRekeyed.class, ++children);
        device.swanctl("--rekey", "--ike", TUNNEL).orThrow();
        awaitCount(aws, GatewayEvent.IkeSaRekeyed.class, ++ikeSas);
        aws.rekeyIkeSa(name);
        awaitCount(aws, GatewayEvent.IkeSaRekeyed.class, ++ikeSas);
      }
      awaitSettled(device);
      PingStream.Summary summary = ping.stop();

      LOG.info("{} rekeyings of each kind: {}", children, summary);
      assertEquals(0, summary.lost(), summary::toString);
      assertTrue(summary.sent() > 10, summary::toString);
      assertNotEquals(firstChild, tunnel(aws, 0).ikeSa().orElseThrow());
      assertEquals(0, count(GatewayEvent.TunnelDown.class));
      assertEquals(0, count(GatewayEvent.NegotiationWarning.class));
    }
  }

  @Test
  void rekeysTwoHundredTimesInARow(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device = network.start(network.far(), site.strongSwanCustomer(0).build());
    try (VpnEndpoint aws = amazonSide(site, device);
        PingStream ping =
            PingStream.start(device.host(), site.customerInside(0), site.amazonInside(0), PING)) {
      String name = aws.tunnels().get(0);
      int children = 0;
      int ikeSas = 0;
      for (int i = 0; i < 200; i++) {
        if (i % 10 == 9) {
          aws.rekeyIkeSa(name);
          awaitCount(aws, GatewayEvent.IkeSaRekeyed.class, ++ikeSas);
        } else {
          aws.rekeyChildSa(name);
          awaitCount(aws, GatewayEvent.ChildSaRekeyed.class, ++children);
        }
      }
      awaitSettled(device);
      PingStream.Summary summary = ping.stop();

      LOG.info("{} Child SAs and {} IKE SAs rekeyed: {}", children, ikeSas, summary);
      assertEquals(0, summary.lost(), summary::toString);
      assertEquals(0, count(GatewayEvent.TunnelDown.class));
    }
  }

  @Test
  void theDeviceRekeysTheIkeSaByTime(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(
            network.far(),
            site.strongSwanCustomer(0)
                .ikeRekey(Duration.ofSeconds(4))
                .connectionSetting("over_time", "30s")
                .build());
    try (VpnEndpoint aws = amazonSide(site, device);
        PingStream ping =
            PingStream.start(device.host(), site.customerInside(0), site.amazonInside(0), PING)) {
      // Not of Child SAs: libipsec tells charon of their hard end only.
      awaitCount(aws, GatewayEvent.IkeSaRekeyed.class, 2);
      PingStream.Summary summary = ping.stop();
      assertEquals(0, summary.lost(), summary::toString);
    }
  }

  @Test
  void weRekeyByTimeAsInitiator(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    IkeLifetimes seconds =
        IkeLifetimes.UNLIMITED
            .withIkeSa(Duration.ofSeconds(8))
            .withChildSa(Duration.ofSeconds(5))
            .withRekeying(Duration.ofSeconds(4), 50);
    try (VpnEndpoint office =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .lifetimes(seconds)
            .listen(OutsideSocket.standard(network.near().address(0)))
            .onEvent(events::add)
            .start()) {
      office.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      try (PingStream ping =
          PingStream.start(amazon.host(), site.amazonInside(0), site.customerInside(0), PING)) {
        awaitCount(office, GatewayEvent.ChildSaRekeyed.class, 3);
        awaitCount(office, GatewayEvent.IkeSaRekeyed.class, 2);
        PingStream.Summary summary = ping.stop();
        assertEquals(0, summary.lost(), summary::toString);
      }
    }
  }
}
