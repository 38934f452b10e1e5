package io.vpn4j.model.device;

/** {@code frr.conf}, for zebra, staticd and bgpd together. */
final class Frr {
  private Frr() {}

  static DeviceFile file(Site site) {
    Lines text = new Lines(" ").comment("!", site.head());
    text.add("frr defaults traditional\nlog syslog informational\n!");
    if (site.staticRouting()) {
      text.add(LinuxInterfaces.staticFailover("!"));
      for (TunnelEnd tunnel : site.tunnels()) {
        site.remoteNetworks()
            .forEach(
                network ->
                    text.add(
                        "ip route %s %s %s"
                            .formatted(network, tunnel.amazonInside(), 10 * tunnel.number())));
      }
      text.add("!");
    } else {
      bgp(text, site);
    }
    return new DeviceFile("frr.conf", text.toString(), false);
  }

  private static void bgp(Lines text, Site site) {
    int sequence = 5;
    for (var network : site.localNetworks()) {
      text.add("ip prefix-list vpn-out seq " + sequence + " permit " + network);
      sequence += 5;
    }
    text.add("ip prefix-list vpn-out seq " + sequence + " deny any");
    text.add("ip prefix-list vpn-in seq 5 permit 0.0.0.0/0 le 32\n!");
    text.open("router bgp " + site.customerAsn());
    text.add("bgp router-id " + site.routerId());
    // A network is announced although no route of exactly that length need be there.
    text.add("no bgp network import-check");
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          """
          neighbor %1$s remote-as %2$s
          neighbor %1$s description %3$s
          neighbor %1$s timers %4$s %5$s
          neighbor %1$s update-source %6$s
          """
              .formatted(
                  tunnel.amazonInside(),
                  site.amazonAsn(),
                  tunnel.name(),
                  Site.KEEPALIVE_SECONDS,
                  Site.HOLD_SECONDS,
                  tunnel.customerInside()));
    }
    text.open("address-family ipv4 unicast");
    site.localNetworks().forEach(network -> text.add("network " + network));
    for (TunnelEnd tunnel : site.tunnels()) {
      text.add(
          """
          neighbor %1$s activate
          neighbor %1$s soft-reconfiguration inbound
          neighbor %1$s prefix-list vpn-in in
          neighbor %1$s prefix-list vpn-out out
          """
              .formatted(tunnel.amazonInside()));
    }
    text.close("exit-address-family").close("exit").add("!");
  }
}
