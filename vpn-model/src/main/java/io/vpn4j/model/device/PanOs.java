package io.vpn4j.model.device;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;
import java.util.Locale;

/**
 * Palo Alto Networks PAN-OS, as {@code set} commands of configuration mode.
 *
 * <p>Groups 15, 16 and 21 came with PAN-OS 10.2 and are left out, as is AES-GCM for IKE, which came
 * with 10.0.3 and lets no one name the PRF.
 */
final class PanOs implements Renderer {
  private static final String ROUTER = "set network virtual-router default ";

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 19, 20).withoutPhase1Gcm();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines("").comment("#", site.head());
    text.add(
        """
        # Lines with # are no commands. TCP segments: adjusted to the MTU of the tunnel units by
        # the firewall. Dead peers: PAN-OS repeats a probe by its own count.

        """);
    site.tunnels().forEach(tunnel -> tunnel(text, site, tunnel));
    if (site.staticRouting()) {
      staticRoutes(text, site);
    } else {
      bgp(text, site);
    }
    return List.of(new DeviceFile("pan-os.txt", text.toString(), true));
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    Phase ike = tunnel.phase1();
    Phase esp = tunnel.phase2();
    boolean gcm = esp.encryption().isAead();
    text.add(
        """
        set network interface tunnel units tunnel.%1$s ip %2$s
        set network interface tunnel units tunnel.%1$s mtu %3$s
        set network interface tunnel units tunnel.%1$s comment %4$s
        set zone vpn network layer3 tunnel.%1$s
        %5$sinterface tunnel.%1$s
        """
            .formatted(
                tunnel.number(),
                tunnel.customerInsidePrefix(),
                tunnel.mtu().mtu(),
                tunnel.name(),
                ROUTER));
    text.add(
        """
        set network ike crypto-profiles ike-crypto-profiles %1$s dh-group group%2$s
        set network ike crypto-profiles ike-crypto-profiles %1$s hash %3$s
        set network ike crypto-profiles ike-crypto-profiles %1$s encryption aes-%4$s-cbc
        set network ike crypto-profiles ike-crypto-profiles %1$s lifetime seconds %5$s
        """
            .formatted(
                tunnel.name(),
                ike.group(),
                hash(ike.integrity()),
                ike.encryption().keyBits(),
                ike.lifetimeSeconds()));
    text.add(
        """
        set network ike crypto-profiles ipsec-crypto-profiles %1$s esp encryption aes-%2$s-%3$s
        set network ike crypto-profiles ipsec-crypto-profiles %1$s esp authentication %4$s
        set network ike crypto-profiles ipsec-crypto-profiles %1$s dh-group group%5$s
        set network ike crypto-profiles ipsec-crypto-profiles %1$s lifetime seconds %6$s
        """
            .formatted(
                tunnel.name(),
                esp.encryption().keyBits(),
                gcm ? "gcm" : "cbc",
                gcm ? "none" : hash(esp.integrity()),
                esp.group(),
                esp.lifetimeSeconds()));
    gateway(text, site, tunnel);
    text.add(
        """
        set network tunnel ipsec %1$s tunnel-interface tunnel.%2$s
        set network tunnel ipsec %1$s auto-key ike-gateway %1$s
        set network tunnel ipsec %1$s auto-key ipsec-crypto-profile %1$s
        set network tunnel ipsec %1$s anti-replay yes
        """
            .formatted(tunnel.name(), tunnel.number()));
    text.addIf(
        site.narrowSelectors(),
        "set network tunnel ipsec %s auto-key proxy-id aws local %s remote %s protocol any"
            .formatted(tunnel.name(), site.localSelector(), site.remoteSelector()));
    text.addIf(
        site.staticRouting(),
        "set network tunnel ipsec %1$s tunnel-monitor destination-ip %2$s\nset network tunnel ipsec %1$s tunnel-monitor enable yes"
            .formatted(tunnel.name(), tunnel.amazonInside()));
    text.add("\n");
  }

  private static void gateway(Lines text, Site site, TunnelEnd tunnel) {
    text.add(
        """
        set network ike gateway %1$s protocol version ikev2
        set network ike gateway %1$s protocol ikev2 ike-crypto-profile %1$s
        set network ike gateway %1$s protocol ikev2 dpd enable yes interval 10
        set network ike gateway %1$s protocol-common nat-traversal enable %2$s
        set network ike gateway %1$s local-address interface %3$s
        set network ike gateway %1$s peer-address ip %4$s
        set network ike gateway %1$s local-id type ipaddr id %5$s
        set network ike gateway %1$s peer-id type ipaddr id %4$s
        set network ike gateway %1$s authentication pre-shared-key key %6$s
        """
            .formatted(
                tunnel.name(),
                site.behindNat() ? "yes" : "no",
                site.outsideInterface("ethernet1/1"),
                tunnel.outside(),
                site.publicAddress(),
                tunnel.secret()));
  }

  private static void staticRoutes(Lines text, Site site) {
    int number = 1;
    for (var network : site.remoteNetworks()) {
      for (TunnelEnd tunnel : site.tunnels()) {
        text.add(
            """
            %1$srouting-table ip static-route %2$s-%3$s destination %4$s
            %1$srouting-table ip static-route %2$s-%3$s interface tunnel.%5$s
            %1$srouting-table ip static-route %2$s-%3$s nexthop ip-address %6$s
            %1$srouting-table ip static-route %2$s-%3$s metric %7$s
            """
                .formatted(
                    ROUTER,
                    tunnel.name(),
                    number,
                    network,
                    tunnel.number(),
                    tunnel.amazonInside(),
                    10 * tunnel.number()));
      }
      number++;
    }
  }

  private static void bgp(Lines text, Site site) {
    String bgp = ROUTER + "protocol bgp ";
    text.add(
        """
        %1$srouter-id %2$s
        %1$slocal-as %3$s
        %1$sinstall-route yes
        %1$spolicy export rules vpn-out action allow
        %1$spolicy export rules vpn-out enable yes
        %1$spolicy export rules vpn-out used-by vpn
        %1$speer-group vpn type ebgp
        """
            .formatted(bgp, site.routerId(), site.customerAsn()));
    for (var network : site.localNetworks()) {
      text.add(
          """
          %1$sredist-rules %2$s address-family-identifier ipv4
          %1$sredist-rules %2$s enable yes
          %1$spolicy export rules vpn-out match address-prefix %2$s exact yes
          """
              .formatted(bgp, network));
    }
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          """
          %1$speer-group vpn peer %2$s peer-as %3$s
          %1$speer-group vpn peer %2$s local-address interface tunnel.%4$s
          %1$speer-group vpn peer %2$s local-address ip %5$s
          %1$speer-group vpn peer %2$s peer-address ip %6$s
          %1$speer-group vpn peer %2$s connection-options hold-time %7$s
          %1$speer-group vpn peer %2$s connection-options keep-alive-interval %8$s
          %1$speer-group vpn peer %2$s enable yes
          """
              .formatted(
                  bgp,
                  tunnel.name(),
                  site.amazonAsn(),
                  tunnel.number(),
                  tunnel.customerInsidePrefix(),
                  tunnel.amazonInside(),
                  Site.HOLD_SECONDS,
                  Site.KEEPALIVE_SECONDS));
    }
    text.add(bgp + "enable yes");
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return integrity.text().toLowerCase(Locale.ROOT).replace("sha2-", "sha");
  }
}
