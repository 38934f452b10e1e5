package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Locale;

/**
 * MikroTik RouterOS 7, as a script for {@code /import}.
 *
 * <p>RouterOS has no IPsec interface: policies say which networks are sealed. So both sides'
 * networks must be known, one policy has both tunnels, the first that is up being used, and BGP is
 * told to prefer the same one. Static routes are not needed: the default route leads to the policy.
 * Of AWS's groups it lacks 22 to 24, of the integrity algorithms SHA2-384, and AES-GCM for IKE.
 */
final class RouterOs implements Renderer {
  private static final int MAX_DPD_INTERVAL = 3_600;
  private static final int MAX_DPD_FAILURES = 100;

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21)
        .withoutPhase1Gcm()
        .withIntegrity(
            VpnIntegrityAlgorithm.SHA1,
            VpnIntegrityAlgorithm.SHA2_256,
            VpnIntegrityAlgorithm.SHA2_512);
  }

  @Override
  public List<DeviceFile> render(Site site) {
    refuseWhatPoliciesCannotSay(site);
    Lines text = new Lines("  ").comment("#", site.head());
    text.add(
        """
        # Policies, not interfaces: each pair of networks is an SA of its own, and the way back
        # must be the tunnel that is used on the way there.

        """);
    site.tunnels().forEach(tunnel -> tunnel(text, site, tunnel));
    networks(text, site);
    if (!site.staticRouting()) {
      bgp(text, site);
    }
    return List.of(new DeviceFile("routeros.rsc", text.toString(), true));
  }

  private static void refuseWhatPoliciesCannotSay(Site site) {
    String why = "its policies are between networks, which must be known";
    if (site.localNetworks().isEmpty()) {
      throw new UnsupportedOptionException(site.type(), "localNetworks", "(unset)", why);
    }
    if (site.remoteNetworks().isEmpty()) {
      throw new UnsupportedOptionException(site.type(), "remoteNetworks", "(unset)", why);
    }
    Phase first = site.tunnels().get(0).phase2();
    Phase second = site.tunnels().get(1).phase2();
    if (!proposal(first).equals(proposal(second))) {
      throw new UnsupportedOptionException(
          site.type(),
          "tunnelOptions",
          proposal(first) + " and " + proposal(second),
          "one policy has both tunnels, with one proposal of phase 2");
    }
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    Phase ike = tunnel.phase1();
    String name = tunnel.name();
    var dpd = tunnel.deadPeerDetection(MAX_DPD_INTERVAL, MAX_DPD_FAILURES);
    command(
        text,
        "/ip ipsec profile add name=%s enc-algorithm=aes-%s hash-algorithm=%s dh-group=%s"
            .formatted(
                name, ike.encryption().keyBits(), hash(ike.integrity()), Groups.name(ike.group())),
        "lifetime=%ss nat-traversal=yes dpd-interval=%ss dpd-maximum-failures=%s"
            .formatted(ike.lifetimeSeconds(), dpd.intervalSeconds(), dpd.retries()));
    command(
        text,
        "/ip ipsec peer add name=%1$s profile=%1$s exchange-mode=ike2".formatted(name),
        "address=%s/32 local-address=%s".formatted(tunnel.outside(), site.deviceAddress()));
    command(
        text,
        "/ip ipsec identity add peer=%s auth-method=pre-shared-key".formatted(name),
        "my-id=address:%s remote-id=address:%s".formatted(site.publicAddress(), tunnel.outside()),
        "secret=\"%s\"".formatted(tunnel.secret()));
    command(text, "/ip ipsec proposal add name=%s %s".formatted(name, proposal(tunnel.phase2())));
    command(
        text,
        "/ip ipsec policy add peer=%1$s proposal=%1$s tunnel=yes level=unique".formatted(name),
        "src-address=%s/32 dst-address=%s/32"
            .formatted(tunnel.customerInside(), tunnel.amazonInside()));
    text.add(
        """
        /interface bridge add name=%1$s protocol-mode=none mtu=%2$s
        /ip address add address=%3$s interface=%1$s

        """
            .formatted(tunnel.shortName(), tunnel.mtu().mtu(), tunnel.customerInsidePrefix()));
  }

  private static String proposal(Phase esp) {
    boolean gcm = esp.encryption().isAead();
    return "enc-algorithms=%s auth-algorithms=%s pfs-group=%s lifetime=%ss"
        .formatted(
            cipher(esp.encryption()),
            gcm ? "null" : hash(esp.integrity()),
            Groups.name(esp.group()),
            esp.lifetimeSeconds());
  }

  private static void networks(Lines text, Site site) {
    TunnelEnd first = site.tunnels().get(0);
    TunnelEnd second = site.tunnels().get(1);
    for (IpPrefix local : site.localNetworks()) {
      for (IpPrefix remote : site.remoteNetworks()) {
        String between = "src-address=%s dst-address=%s".formatted(local, remote);
        command(
            text,
            "/ip ipsec policy add peer=%1$s,%2$s proposal=%1$s tunnel=yes level=unique"
                .formatted(first.name(), second.name()),
            between);
        text.add("/ip firewall nat add chain=srcnat action=accept place-before=0 " + between);
      }
    }
    int mss = Math.min(first.mtu().mssIpv4(), second.mtu().mssIpv4());
    for (IpPrefix remote : site.remoteNetworks()) {
      for (String way : List.of("dst-address", "src-address")) {
        command(
            text,
            "/ip firewall mangle add chain=forward action=change-mss new-mss=%s passthrough=yes"
                .formatted(mss),
            "protocol=tcp tcp-flags=syn tcp-mss=%s-65535 %s=%s".formatted(mss + 1, way, remote));
      }
    }
    text.add("\n");
  }

  private static void bgp(Lines text, Site site) {
    for (IpPrefix network : site.localNetworks()) {
      text.add("/ip firewall address-list add list=%s address=%s".formatted(site.name(), network));
    }
    for (TunnelEnd tunnel : site.tunnels()) {
      boolean standby = tunnel.number() > 1;
      text.addIf(
          standby,
          """
          /routing filter rule add chain=%1$s-out rule="set bgp-path-prepend 2; accept"
          /routing filter rule add chain=%1$s-in rule="set distance 30; accept"
          """
              .formatted(tunnel.name()));
      String filters =
          standby
              ? " input.filter=%1$s-in output.filter-chain=%1$s-out".formatted(tunnel.name())
              : "";
      command(
          text,
          "/routing bgp connection add name=%s as=%s router-id=%s local.role=ebgp"
              .formatted(tunnel.name(), site.customerAsn(), site.routerId()),
          "local.address=%s remote.address=%s/32 .as=%s"
              .formatted(tunnel.customerInside(), tunnel.amazonInside(), site.amazonAsn()),
          "hold-time=%ss keepalive-time=%ss output.network=%s%s"
              .formatted(Site.HOLD_SECONDS, Site.KEEPALIVE_SECONDS, site.name(), filters));
    }
  }

  private static void command(Lines text, String... parts) {
    text.add(String.join(" \\\n    ", parts));
  }

  private static String cipher(VpnEncryptionAlgorithm encryption) {
    return "aes-" + encryption.keyBits() + (encryption.isAead() ? "-gcm" : "-cbc");
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return integrity.text().toLowerCase(Locale.ROOT).replace("sha2-", "sha");
  }
}
