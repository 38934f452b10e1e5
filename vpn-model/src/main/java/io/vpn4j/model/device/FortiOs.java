package io.vpn4j.model.device;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Locale;

/**
 * Fortinet FortiOS: interface-mode tunnels, whose names have at most 15 characters.
 *
 * <p>Of AWS's groups it lacks 22 to 24 ({@code set dhgrp}).
 */
final class FortiOs implements Renderer {
  private static final int MAX_DPD_INTERVAL = 3_600;
  private static final int MAX_DPD_RETRIES = 10;

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21);
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines("    ").comment("#", site.head());
    String wan = site.outsideInterface("wan1");
    text.open("config vpn ipsec phase1-interface");
    site.tunnels().forEach(tunnel -> phase1(text, site, tunnel, wan));
    text.close("end");
    text.open("config vpn ipsec phase2-interface");
    site.tunnels().forEach(tunnel -> phase2(text, site, tunnel));
    text.close("end");
    text.open("config system interface");
    site.tunnels().forEach(tunnel -> tunnelInterface(text, tunnel, wan));
    text.close("end");
    if (site.staticRouting()) {
      staticRoutes(text, site);
    } else {
      bgp(text, site);
    }
    return List.of(new DeviceFile("fortios.txt", text.toString(), true));
  }

  private static void phase1(Lines text, Site site, TunnelEnd tunnel, String wan) {
    var dpd = tunnel.deadPeerDetection(MAX_DPD_INTERVAL, MAX_DPD_RETRIES);
    Phase ike = tunnel.phase1();
    text.open("edit \"" + tunnel.shortName() + "\"");
    text.add(
        """
        set interface "%s"
        set ike-version 2
        set local-gw %s
        set keylife %s
        set peertype any
        set net-device disable
        set proposal %s
        set localid "%s"
        set localid-type address
        set dpd on-idle
        set dpd-retrycount %s
        set dpd-retryinterval %s
        set dhgrp %s
        set nattraversal enable
        set remote-gw %s
        set psksecret "%s"
        """
            .formatted(
                wan,
                site.deviceAddress(),
                ike.lifetimeSeconds(),
                cipher(ike) + (ike.encryption().isAead() ? "-prf" : "-") + hash(ike.integrity()),
                site.publicAddress(),
                dpd.retries(),
                dpd.intervalSeconds(),
                ike.group(),
                tunnel.outside(),
                tunnel.secret()));
    text.close("next");
  }

  private static void phase2(Lines text, Site site, TunnelEnd tunnel) {
    Phase esp = tunnel.phase2();
    text.open("edit \"" + tunnel.shortName() + "\"");
    text.add(
        """
        set phase1name "%s"
        set proposal %s
        set pfs enable
        set dhgrp %s
        set replay enable
        set auto-negotiate enable
        set keylifeseconds %s
        set src-subnet %s
        set dst-subnet %s
        """
            .formatted(
                tunnel.shortName(),
                cipher(esp) + (esp.encryption().isAead() ? "" : "-" + hash(esp.integrity())),
                esp.group(),
                esp.lifetimeSeconds(),
                network(site.localSelector()),
                network(site.remoteSelector())));
    text.close("next");
  }

  private static void tunnelInterface(Lines text, TunnelEnd tunnel, String wan) {
    text.open("edit \"" + tunnel.shortName() + "\"");
    text.add(
        """
        set vdom "root"
        set ip %s 255.255.255.255
        set remote-ip %s 255.255.255.252
        set allowaccess ping
        set type tunnel
        set tcp-mss %s
        set mtu-override enable
        set mtu %s
        set interface "%s"
        """
            .formatted(
                tunnel.customerInside(),
                tunnel.amazonInside(),
                tunnel.mtu().mssIpv4(),
                tunnel.mtu().mtu(),
                wan));
    text.close("next");
  }

  private static void staticRoutes(Lines text, Site site) {
    text.open("config router static");
    for (IpPrefix network : site.remoteNetworks()) {
      for (TunnelEnd tunnel : site.tunnels()) {
        text.open("edit 0");
        text.add(
            "set dst %s\nset device \"%s\"\nset distance %s"
                .formatted(network(network), tunnel.shortName(), 9 + tunnel.number()));
        text.close("next");
      }
    }
    text.close("end");
    // The interface stays up when the tunnel is silent; the monitor takes its route away.
    text.open("config system link-monitor");
    for (TunnelEnd tunnel : site.tunnels()) {
      text.open("edit \"" + tunnel.shortName() + "\"");
      text.add(
          "set srcintf \"%s\"\nset server \"%s\"\nset source-ip %s\nset update-static-route enable"
              .formatted(tunnel.shortName(), tunnel.amazonInside(), tunnel.customerInside()));
      text.close("next");
    }
    text.close("end");
  }

  private static void bgp(Lines text, Site site) {
    text.open("config router bgp");
    text.add("set as " + site.customerAsn() + "\nset router-id " + site.routerId());
    text.open("config neighbor");
    for (TunnelEnd tunnel : site.tunnels()) {
      text.open("edit \"" + tunnel.amazonInside() + "\"");
      text.add(
          """
          set remote-as %s
          set update-source "%s"
          set keep-alive-timer %s
          set holdtime-timer %s
          set soft-reconfiguration enable
          """
              .formatted(
                  site.amazonAsn(), tunnel.shortName(), Site.KEEPALIVE_SECONDS, Site.HOLD_SECONDS));
      text.close("next");
    }
    text.close("end").open("config network");
    int number = 1;
    for (IpPrefix network : site.localNetworks()) {
      text.open("edit " + number++).add("set prefix " + network(network)).close("next");
    }
    text.close("end").close("end");
  }

  private static String network(IpPrefix prefix) {
    return prefix.address() + " " + Site.netmask(prefix);
  }

  private static String cipher(Phase phase) {
    return "aes" + phase.encryption().keyBits() + (phase.encryption().isAead() ? "gcm" : "");
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return integrity.text().toLowerCase(Locale.ROOT).replace("sha2-", "sha");
  }
}
