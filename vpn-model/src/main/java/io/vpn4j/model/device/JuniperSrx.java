package io.vpn4j.model.device;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;

/**
 * Juniper SRX, as {@code set} commands: route-based tunnels on {@code st0}.
 *
 * <p>Its groups are 1, 2, 5, 14 to 16, 19 to 21 and 24 (statement {@code proposal (Security IKE)}).
 * AES-GCM is proposed for ESP only: with it an IKE proposal has no place for the PRF.
 */
final class JuniperSrx implements Renderer {
  private static final int MAX_DPD_INTERVAL = 60;
  private static final int MAX_DPD_THRESHOLD = 5;

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 15, 16, 19, 20, 21, 24).withoutPhase1Gcm();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines("").comment("#", site.head());
    site.tunnels().forEach(tunnel -> tunnel(text, site, tunnel));
    // One value for all tunnels of the device.
    int mss = site.tunnels().stream().mapToInt(t -> t.mtu().mssIpv4()).min().orElseThrow();
    text.add("set security flow tcp-mss ipsec-vpn mss " + mss);
    if (site.staticRouting()) {
      staticRoutes(text, site);
    } else {
      bgp(text, site);
    }
    return List.of(new DeviceFile("junos.txt", text.toString(), true));
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    Phase ike = tunnel.phase1();
    Phase esp = tunnel.phase2();
    String name = tunnel.name();
    var dpd = tunnel.deadPeerDetection(MAX_DPD_INTERVAL, MAX_DPD_THRESHOLD);
    String external = site.outsideInterface("ge-0/0/0.0");
    text.add(
        """
        set security ike proposal %1$s authentication-method pre-shared-keys
        set security ike proposal %1$s authentication-algorithm %2$s
        set security ike proposal %1$s encryption-algorithm aes-%3$s-cbc
        set security ike proposal %1$s dh-group group%4$s
        set security ike proposal %1$s lifetime-seconds %5$s
        set security ike policy %1$s proposals %1$s
        set security ike policy %1$s pre-shared-key ascii-text "%6$s"
        """
            .formatted(
                name,
                hash(ike.integrity()),
                ike.encryption().keyBits(),
                ike.group(),
                ike.lifetimeSeconds(),
                tunnel.secret()));
    text.add(
        """
        set security ike gateway %1$s ike-policy %1$s
        set security ike gateway %1$s address %2$s
        set security ike gateway %1$s external-interface %3$s
        set security ike gateway %1$s local-address %4$s
        set security ike gateway %1$s local-identity inet %5$s
        set security ike gateway %1$s remote-identity inet %2$s
        set security ike gateway %1$s version v2-only
        set security ike gateway %1$s dead-peer-detection always-send
        set security ike gateway %1$s dead-peer-detection interval %6$s
        set security ike gateway %1$s dead-peer-detection threshold %7$s
        """
            .formatted(
                name,
                tunnel.outside(),
                external,
                site.deviceAddress(),
                site.publicAddress(),
                dpd.intervalSeconds(),
                dpd.retries()));
    boolean gcm = esp.encryption().isAead();
    text.add("set security ipsec proposal " + name + " protocol esp");
    text.addIf(
        !gcm,
        "set security ipsec proposal %s authentication-algorithm %s"
            .formatted(name, hmac(esp.integrity())));
    text.add(
        """
        set security ipsec proposal %1$s encryption-algorithm aes-%2$s-%3$s
        set security ipsec proposal %1$s lifetime-seconds %4$s
        set security ipsec policy %1$s perfect-forward-secrecy keys group%5$s
        set security ipsec policy %1$s proposals %1$s
        set security ipsec vpn %1$s bind-interface st0.%6$s
        set security ipsec vpn %1$s df-bit clear
        set security ipsec vpn %1$s ike gateway %1$s
        set security ipsec vpn %1$s ike ipsec-policy %1$s
        """
            .formatted(
                name,
                esp.encryption().keyBits(),
                gcm ? "gcm" : "cbc",
                esp.lifetimeSeconds(),
                esp.group(),
                tunnel.number()));
    text.addIf(
        site.narrowSelectors(),
        """
        set security ipsec vpn %1$s ike proxy-identity local %2$s
        set security ipsec vpn %1$s ike proxy-identity remote %3$s
        set security ipsec vpn %1$s ike proxy-identity service any
        """
            .formatted(name, site.localSelector(), site.remoteSelector()));
    text.add(
        """
        set security ipsec vpn %1$s establish-tunnels immediately
        set interfaces st0 unit %2$s description %1$s
        set interfaces st0 unit %2$s family inet address %3$s
        set interfaces st0 unit %2$s family inet mtu %4$s
        set security zones security-zone vpn interfaces st0.%2$s
        """
            .formatted(name, tunnel.number(), tunnel.customerInsidePrefix(), tunnel.mtu().mtu()));
    text.addIf(
        !site.staticRouting(),
        "set security zones security-zone vpn interfaces st0.%s host-inbound-traffic protocols bgp"
            .formatted(tunnel.number()));
    text.add(
        "set security zones security-zone vpn interfaces st0.%s".formatted(tunnel.number())
            + " host-inbound-traffic system-services ping\n\n");
  }

  private static void staticRoutes(Lines text, Site site) {
    for (var network : site.remoteNetworks()) {
      for (TunnelEnd tunnel : site.tunnels()) {
        text.add(
            "set routing-options static route %s qualified-next-hop st0.%s preference %s"
                .formatted(network, tunnel.number(), 4 + tunnel.number()));
      }
    }
  }

  private static void bgp(Lines text, Site site) {
    for (var network : site.localNetworks()) {
      text.add(
          "set policy-options policy-statement vpn-out term lan from route-filter "
              + network
              + " exact");
    }
    text.addIf(
        !site.localNetworks().isEmpty(),
        "set policy-options policy-statement vpn-out term lan then accept");
    text.add("set policy-options policy-statement vpn-out term rest then reject");
    text.add(
        "set protocols bgp group vpn type external\nset protocols bgp group vpn export vpn-out");
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          """
          set protocols bgp group vpn neighbor %1$s description %2$s
          set protocols bgp group vpn neighbor %1$s local-address %3$s
          set protocols bgp group vpn neighbor %1$s local-as %4$s
          set protocols bgp group vpn neighbor %1$s peer-as %5$s
          set protocols bgp group vpn neighbor %1$s hold-time %6$s
          """
              .formatted(
                  tunnel.amazonInside(),
                  tunnel.name(),
                  tunnel.customerInside(),
                  site.customerAsn(),
                  site.amazonAsn(),
                  Site.HOLD_SECONDS));
    }
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "sha1";
      case SHA2_256 -> "sha-256";
      case SHA2_384 -> "sha-384";
      case SHA2_512 -> "sha-512";
    };
  }

  private static String hmac(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "hmac-sha1-96";
      case SHA2_256 -> "hmac-sha-256-128";
      case SHA2_384 -> "hmac-sha-384";
      case SHA2_512 -> "hmac-sha-512";
    };
  }
}
