package io.vpn4j.model.device;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;

/**
 * Yamaha RTX routers.
 *
 * <p>The models differ; what all of them have is AES-CBC, SHA-1, SHA-256 and the groups 2, 5 and
 * 14, of which one serves both phases ({@code ipsec ike group}).
 */
final class YamahaRtx implements Renderer {
  private static final int MAX_KEEPALIVE_INTERVAL = 600;
  private static final int MAX_KEEPALIVE_COUNT = 50;

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14)
        .withoutGcm()
        .withIntegrity(VpnIntegrityAlgorithm.SHA1, VpnIntegrityAlgorithm.SHA2_256)
        .withOnlyOneGroup();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines(" ").comment("#", site.head());
    site.tunnels().forEach(tunnel -> tunnel(text, site, tunnel));
    text.add("ipsec auto refresh on");
    if (site.staticRouting()) {
      staticRoutes(text, site);
    } else {
      bgp(text, site);
    }
    return List.of(new DeviceFile("rtx.txt", text.toString(), true));
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    Phase ike = tunnel.phase1();
    Phase esp = tunnel.phase2();
    int id = tunnel.number();
    var keepalive = tunnel.deadPeerDetection(MAX_KEEPALIVE_INTERVAL, MAX_KEEPALIVE_COUNT);
    text.open("tunnel select " + id);
    text.add("description tunnel " + tunnel.name());
    text.open("ipsec tunnel " + (200 + id));
    text.add(
        """
        ipsec sa policy %1$s %2$s esp %3$s %4$s
        ipsec ike version %2$s 2
        ipsec ike duration ike-sa %2$s %5$s
        ipsec ike duration child-sa %2$s %6$s
        ipsec ike encryption %2$s %7$s
        ipsec ike group %2$s %8$s
        ipsec ike hash %2$s %9$s
        ipsec ike pfs %2$s on
        ipsec ike proposal-limitation %2$s on
        """
            .formatted(
                200 + id,
                id,
                cipher(esp),
                esp.integrity() == VpnIntegrityAlgorithm.SHA1 ? "sha-hmac" : "sha256-hmac",
                ike.lifetimeSeconds(),
                esp.lifetimeSeconds(),
                cipher(ike),
                Groups.name(ike.group()),
                ike.integrity() == VpnIntegrityAlgorithm.SHA1 ? "sha" : "sha256"));
    text.add(
        """
        ipsec ike keepalive use %1$s on rfc4306 %2$s %3$s
        ipsec ike local address %1$s %4$s
        ipsec ike local name %1$s %5$s ipv4-addr
        ipsec ike local id %1$s %6$s
        ipsec ike remote address %1$s %7$s
        ipsec ike remote name %1$s %7$s ipv4-addr
        ipsec ike remote id %1$s %8$s
        ipsec ike pre-shared-key %1$s text %9$s
        """
            .formatted(
                id,
                keepalive.intervalSeconds(),
                keepalive.retries(),
                site.deviceAddress(),
                site.publicAddress(),
                site.localSelector(),
                tunnel.outside(),
                site.remoteSelector(),
                tunnel.secret()));
    text.addIf(site.behindNat(), "ipsec ike nat-traversal " + id + " on");
    text.close(
        """
        ipsec tunnel outer df-bit clear
        ip tunnel address %s
        ip tunnel remote address %s
        ip tunnel mtu %s
        ip tunnel tcp mss limit %s
        """
            .formatted(
                tunnel.customerInsidePrefix(),
                tunnel.amazonInside(),
                tunnel.mtu().mtu(),
                tunnel.mtu().mssIpv4()));
    text.close("tunnel enable " + id).add("\n");
  }

  private static void staticRoutes(Lines text, Site site) {
    for (var network : site.remoteNetworks()) {
      StringBuilder route = new StringBuilder("ip route ").append(network);
      for (TunnelEnd tunnel : site.tunnels()) {
        // "hide" takes the gateway away while its tunnel is down; of two the first is used.
        route.append(" gateway tunnel ").append(tunnel.number()).append(" hide");
        route.append(tunnel.number() == 1 ? " weight 1" : " weight 0");
      }
      text.add(route.toString());
    }
  }

  private static void bgp(Lines text, Site site) {
    text.add(
        "bgp use on\nbgp autonomous-system %s\nbgp router id %s\nbgp log neighbor"
            .formatted(site.customerAsn(), site.routerId()));
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          "bgp neighbor %s %s %s hold-time=%s local-address=%s"
              .formatted(
                  tunnel.number(),
                  site.amazonAsn(),
                  tunnel.amazonInside(),
                  Site.HOLD_SECONDS,
                  tunnel.customerInside()));
    }
    int filter = 1;
    StringBuilder filters = new StringBuilder();
    for (var network : site.localNetworks()) {
      text.add("bgp import filter " + filter + " equal " + network);
      filters.append(' ').append(filter++);
    }
    text.addIf(
        !site.localNetworks().isEmpty(),
        "bgp import %1$s static filter%2$s\nbgp import %1$s implicit filter%2$s"
            .formatted(site.amazonAsn(), filters));
    text.add("bgp configure refresh");
  }

  private static String cipher(Phase phase) {
    return phase.encryption().keyBits() == 128 ? "aes-cbc" : "aes256-cbc";
  }
}
