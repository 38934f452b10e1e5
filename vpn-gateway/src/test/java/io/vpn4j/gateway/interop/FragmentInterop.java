package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.OFFICE;
import static io.vpn4j.gateway.interop.SiteToSite.SERVER;
import static io.vpn4j.gateway.interop.SiteToSite.VPC_CIDR;
import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.VpnEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets longer than the tunnel's MTU, both ways, with the kernel of a strongSwan device. */
@ExtendWith(StrongSwanExtension.class)
class FragmentInterop {
  private static final Logger LOG = LoggerFactory.getLogger(FragmentInterop.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int PINGS = 3;

  @ParameterizedTest
  @ValueSource(ints = {4000, 8000})
  void carriesLongPacketsBothWays(int octets, TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    InMemoryHost server = InMemoryHost.at(SERVER);
    StrongSwan device = network.start(network.far(), site.strongSwanCustomer(0).build());
    try (VpnEndpoint aws = site.amazonSide(server).start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      SiteToSite.routeThrough(device, OFFICE, VPC_CIDR);
      // An MTU below what goes through whole, so that the kernel fragments before it encrypts.
      device.host().run("ip", "link", "set", "dev", device.device(), "mtu", "1400");

      assertEquals(
          PINGS, device.host().ping(site.customerInside(0), site.amazonInside(0), PINGS, octets));
      assertEquals(PINGS, device.host().ping(OFFICE, SERVER, PINGS, octets));
      for (int i = 0; i < PINGS; i++) {
        server.ping(OFFICE, octets, LIMIT);
      }

      TunnelCounters counters = tunnel(aws, 0).counters();
      LOG.info("pings of {} octets: {}", octets, counters);
      int least = 3 * PINGS * (octets / 1400 + 1);
      assertTrue(counters.packetsIn() >= least, "fragments in: " + counters);
      assertTrue(counters.packetsOut() >= least, "fragments out: " + counters);
      assertEquals(Map.of(), aws.status().packetDrops());
      assertEquals(Map.of(), aws.status().sendDrops());
    }
  }
}
