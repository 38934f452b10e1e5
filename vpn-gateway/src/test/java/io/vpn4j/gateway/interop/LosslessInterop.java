package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.VpnEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hundred thousand packets each way, on a link that loses none. */
@ExtendWith(StrongSwanExtension.class)
class LosslessInterop {
  private static final Logger LOG = LoggerFactory.getLogger(LosslessInterop.class);
  private static final int PACKETS = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration FLOOD_LIMIT = Duration.ofMinutes(4);

  @Test
  void aHundredThousandPacketsEachWayAndNoneIsLost(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    StrongSwan device =
        network.start(
            network.far(),
            site.strongSwanCustomer(0)
                .ikeProposals("aes256gcm16-prfsha256-ecp256")
                .espProposals("aes256gcm16-ecp256")
                .build());
    try (VpnEndpoint aws = site.amazonSide(InMemoryHost.at(SiteToSite.SERVER)).start()) {
      device.initiate().orThrow();
      aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      TunnelCounters before = tunnel(aws, 0).counters();
      // Adaptive: the next packet goes when the last one is answered, and none is given up early.
      CommandResult flood =
          device
              .host()
              .tryRun(
                  FLOOD_LIMIT,
                  "ping",
                  "-n",
                  "-q",
                  "-A",
                  "-W",
                  "10",
                  "-c",
                  String.valueOf(PACKETS),
                  "-s",
                  "1000",
                  "-I",
                  site.customerInside(0),
                  site.amazonInside(0));

      LOG.info("{}", flood.output());
      assertTrue(flood.output().contains(PACKETS + " received, 0% packet loss"), flood::output);
      TunnelCounters after = tunnel(aws, 0).counters();
      assertEquals(PACKETS, after.packetsIn() - before.packetsIn());
      assertEquals(PACKETS, after.packetsOut() - before.packetsOut());
      assertEquals(1028L * PACKETS, after.octetsIn() - before.octetsIn());
      assertEquals(Map.of(), aws.status().packetDrops());
      assertEquals(Map.of(), aws.status().sendDrops());
    }
  }
}
