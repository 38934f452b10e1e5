package io.vpn4j.model.device;

/** The script that gives a Linux device its tunnel interfaces. */
final class LinuxInterfaces {
  /** Says how an interface comes to be. */
  interface Maker {
    String command(String device, int number);
  }

  private LinuxInterfaces() {}

  /** What static routes cannot do there. */
  static String staticFailover(String mark) {
    return mark
        + " The second tunnel is used while the interface of the first is down. The interface stays"
        + "\n"
        + mark
        + " up without an SA: a monitor must take it down, or use BGP.\n\n";
  }

  /**
   * The script {@code interfaces.sh}.
   *
   * @param stem what the names of the interfaces begin with
   * @param first the number of the first one
   */
  static DeviceFile file(Site site, String stem, int first, Maker maker) {
    Lines text = new Lines("  ");
    text.add("#!/bin/sh").comment("#", site.head());
    text.add("set -e\n");
    String table = "inet " + site.name().replace('-', '_');
    text.add(
        """

        # TCP segments fit into the tunnels, whichever side opens the connection
        nft add table %1$s
        nft flush table %1$s
        nft 'add chain %1$s forward { type filter hook forward priority mangle; }'
        """
            .formatted(table));
    for (TunnelEnd tunnel : site.tunnels()) {
      String device = stem + (first + tunnel.number() - 1);
      text.add(
          """

          # tunnel %1$s
          %2$s
          ip address replace %3$s dev %4$s
          ip link set %4$s mtu %5$s up
          # AWS may answer through the other tunnel
          sysctl -qw net.ipv4.conf.%4$s.rp_filter=0
          nft add rule %6$s forward oifname %4$s tcp flags syn tcp option maxseg size set %7$s
          nft add rule %6$s forward iifname %4$s tcp flags syn tcp option maxseg size set %7$s
          """
              .formatted(
                  tunnel.number(),
                  maker.command(device, tunnel.number()),
                  tunnel.customerInsidePrefix(),
                  device,
                  tunnel.mtu().mtu(),
                  table,
                  tunnel.mtu().mssIpv4()));
    }
    return new DeviceFile("interfaces.sh", text.toString(), false);
  }
}
