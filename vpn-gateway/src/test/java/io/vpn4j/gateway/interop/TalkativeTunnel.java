package io.vpn4j.gateway.interop;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.VpnEndpoint;
import java.time.Duration;

/**
 * A program that has a tunnel refused for a wrong key, brings it up, uses it and closes it; its
 * standard output is charon's log with all keys, its standard error our own log.
 */
final class TalkativeTunnel {
  static final String WRONG_KEY = "another_Key.than.ours";

  private TalkativeTunnel() {}

  public static void main(String[] arguments) throws Exception {
    try (TestNetwork network = TestNetwork.open()) {
      SiteToSite site = SiteToSite.between(network.near(), network.far());
      StrongSwanConfig good = site.strongSwanCustomer(0).log("ike", 4).log("chd", 4).build();
      StrongSwan device = network.start(network.far(), good);
      try (VpnEndpoint aws = site.amazonSide(InMemoryHost.at(SiteToSite.SERVER)).start()) {
        device.reload(good.toBuilder().preSharedKey(WRONG_KEY).build());
        device.initiate();
        device.reload(good);
        device.initiate().orThrow();
        aws.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), Duration.ofSeconds(10));
        network.far().ping(site.customerInside(0), site.amazonInside(0), 1);
      }
      System.out.println(device.log(Integer.MAX_VALUE));
    }
  }
}
