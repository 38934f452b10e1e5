package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Locale;

/**
 * Cisco IOS-XE: IKEv2 with static virtual tunnel interfaces.
 *
 * <p>Its groups are 1, 2, 5, 14 to 16, 19 to 21 and 24 (command {@code group (IKEv2)}).
 */
final class CiscoIosXe implements Renderer {
  private static final int MAX_DPD_INTERVAL = 3_600;
  private static final int MAX_DPD_RETRY = 60;
  private static final int MAX_REPLAY_WINDOW = 1_024;

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 15, 16, 19, 20, 21, 24);
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines(" ").comment("!", site.head());
    site.tunnels().forEach(tunnel -> proposal(text, tunnel));
    text.open("crypto ikev2 policy " + site.name());
    text.add("match address local " + site.deviceAddress());
    site.tunnels().forEach(tunnel -> text.add("proposal " + tunnel.name()));
    text.close("!");
    text.add("crypto ipsec df-bit clear\ncrypto ipsec fragmentation before-encryption\n!");
    site.tunnels().forEach(tunnel -> tunnel(text, site, tunnel));
    if (site.staticRouting()) {
      site.tunnels().forEach(tunnel -> staticRoutes(text, site, tunnel));
    } else {
      bgp(text, site);
    }
    return List.of(new DeviceFile("ios-xe.txt", text.toString(), true));
  }

  private static void proposal(Lines text, TunnelEnd tunnel) {
    Phase ike = tunnel.phase1();
    boolean gcm = ike.encryption().isAead();
    text.open("crypto ikev2 proposal " + tunnel.name());
    text.add("encryption aes-" + (gcm ? "gcm-" : "cbc-") + ike.encryption().keyBits());
    text.add((gcm ? "prf " : "integrity ") + hash(ike.integrity()));
    text.add("group " + ike.group());
    text.close("!");
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    Phase esp = tunnel.phase2();
    text.open("crypto ikev2 keyring " + tunnel.name()).open("peer " + tunnel.name());
    text.add("address " + tunnel.outside() + "\npre-shared-key " + tunnel.secret());
    text.close("!").close("!");
    text.open("crypto ikev2 profile " + tunnel.name());
    text.add(
        """
        match address local %s
        match identity remote address %s 255.255.255.255
        identity local address %s
        authentication remote pre-share
        authentication local pre-share
        keyring local %s
        lifetime %s
        dpd %s
        """
            .formatted(
                site.deviceAddress(),
                tunnel.outside(),
                site.publicAddress(),
                tunnel.name(),
                tunnel.phase1().lifetimeSeconds(),
                deadPeerDetection(tunnel)));
    text.close("!");
    text.open("crypto ipsec transform-set " + tunnel.name() + " " + transforms(esp));
    text.add("mode tunnel").close("!");
    text.open("crypto ipsec profile " + tunnel.name());
    text.add(
        """
        set security-association lifetime seconds %s
        set security-association replay window-size %s
        set transform-set %s
        set pfs group%s
        set ikev2-profile %s
        """
            .formatted(
                esp.lifetimeSeconds(),
                replayWindow(tunnel),
                tunnel.name(),
                esp.group(),
                tunnel.name()));
    text.close("!");
    if (site.narrowSelectors()) {
      text.open("ip access-list extended " + tunnel.name());
      text.add("permit ip " + network(site.localSelector()) + " " + network(site.remoteSelector()));
      text.close("!");
    }
    text.open("interface Tunnel" + tunnel.number());
    text.add(
        """
        description %s
        ip address %s 255.255.255.252
        ip mtu %s
        ip tcp adjust-mss %s
        tunnel source %s
        tunnel mode ipsec ipv4
        tunnel destination %s
        """
            .formatted(
                tunnel.name(),
                tunnel.customerInside(),
                tunnel.mtu().mtu(),
                tunnel.mtu().mssIpv4(),
                site.deviceAddress(),
                tunnel.outside()));
    text.addIf(site.narrowSelectors(), "tunnel protection ipsec policy ipv4 " + tunnel.name());
    text.add("tunnel protection ipsec profile " + tunnel.name() + "\nno shutdown");
    text.close("!");
  }

  /** {@code dpd} takes the interval and the seconds between retries, of which there are five. */
  private static String deadPeerDetection(TunnelEnd tunnel) {
    int timeout = tunnel.parameters().dpdTimeoutSeconds();
    int retry = Math.max(2, Math.min(MAX_DPD_RETRY, (timeout - 10) / 5));
    int interval = Math.max(10, Math.min(MAX_DPD_INTERVAL, timeout - 5 * retry));
    return interval + " " + retry + " periodic";
  }

  /** A power of two from 64 to 1024: the highest that is not above the tunnel's. */
  private static int replayWindow(TunnelEnd tunnel) {
    return Math.min(
        MAX_REPLAY_WINDOW, Integer.highestOneBit(tunnel.parameters().replayWindowSize()));
  }

  private static String network(IpPrefix prefix) {
    return prefix.length() == 0 ? "any" : prefix.address() + " " + Site.wildcard(prefix);
  }

  private static void staticRoutes(Lines text, Site site, TunnelEnd tunnel) {
    int number = tunnel.number();
    text.open("ip sla " + number);
    text.add(
        "icmp-echo %s source-interface Tunnel%s".formatted(tunnel.amazonInside(), number)
            + "\nthreshold 1000\ntimeout 1000\nfrequency 5");
    text.close("!");
    text.add(
        "ip sla schedule %1$s life forever start-time now\ntrack %1$s ip sla %1$s reachability\n!"
            .formatted(number));
    for (var network : site.remoteNetworks()) {
      text.add(
          "ip route %s %s Tunnel%s %s track %s"
              .formatted(network.address(), Site.netmask(network), number, 10 * number, number));
    }
    text.add("!");
  }

  private static void bgp(Lines text, Site site) {
    text.open("router bgp " + site.customerAsn());
    text.add("bgp router-id " + site.routerId() + "\nbgp log-neighbor-changes");
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          "neighbor %1$s remote-as %2$s\nneighbor %1$s timers %3$s %4$s %4$s"
              .formatted(
                  tunnel.amazonInside(),
                  site.amazonAsn(),
                  Site.KEEPALIVE_SECONDS,
                  Site.HOLD_SECONDS));
    }
    text.open("address-family ipv4");
    for (var network : site.localNetworks()) {
      text.add("network " + network.address() + " mask " + Site.netmask(network));
    }
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          "neighbor %1$s activate\nneighbor %1$s soft-reconfiguration inbound"
              .formatted(tunnel.amazonInside()));
    }
    text.close("exit-address-family").close("!");
  }

  private static String transforms(Phase esp) {
    VpnEncryptionAlgorithm encryption = esp.encryption();
    if (encryption.isAead()) {
      return "esp-gcm " + encryption.keyBits();
    }
    String hash = esp.integrity() == VpnIntegrityAlgorithm.SHA1 ? "sha" : hash(esp.integrity());
    return "esp-aes " + encryption.keyBits() + " esp-" + hash + "-hmac";
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return integrity.text().toLowerCase(Locale.ROOT).replace("sha2-", "sha");
  }
}
