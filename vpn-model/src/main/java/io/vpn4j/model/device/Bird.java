package io.vpn4j.model.device;

/** {@code bird.conf} of BIRD 2. Next hops are inside addresses, so it names no interface. */
final class Bird {
  private Bird() {}

  static DeviceFile file(Site site) {
    Lines text = new Lines("  ").comment("#", site.head());
    text.add("log syslog all;\nrouter id " + site.routerId() + ";\n\n");
    text.add("protocol device {\n}\n\n");
    text.open("protocol kernel {").open("ipv4 {");
    text.add("import none;");
    text.add(site.staticRouting() ? "export all;" : "export where source = RTS_BGP;");
    text.close("};").close("}").add("\n");
    if (site.staticRouting()) {
      text.add(LinuxInterfaces.staticFailover("#"));
      site.tunnels().forEach(tunnel -> staticRoutes(text, site, tunnel));
    } else {
      announced(text, site);
      site.tunnels().forEach(tunnel -> bgp(text, site, tunnel));
    }
    return new DeviceFile("bird.conf", text.toString(), false);
  }

  /** The first tunnel is preferred while its interface is up; AWS prefers whichever it likes. */
  private static void staticRoutes(Lines text, Site site, TunnelEnd tunnel) {
    text.open("protocol static tunnel" + tunnel.number() + " {");
    text.open("ipv4 {").add("preference " + (220 - 10 * tunnel.number()) + ";").close("};");
    site.remoteNetworks()
        .forEach(network -> text.add("route " + network + " via " + tunnel.amazonInside() + ";"));
    text.close("}").add("\n");
  }

  private static void announced(Lines text, Site site) {
    text.open("protocol static announced {").add("ipv4;");
    site.localNetworks().forEach(network -> text.add("route " + network + " unreachable;"));
    text.close("}").add("\n");
  }

  private static void bgp(Lines text, Site site, TunnelEnd tunnel) {
    text.open("protocol bgp tunnel" + tunnel.number() + " {");
    text.add(
        """
        local %s as %s;
        neighbor %s as %s;
        hold time %s;
        keepalive time %s;
        connect retry time 10;
        """
            .formatted(
                tunnel.customerInside(),
                site.customerAsn(),
                tunnel.amazonInside(),
                site.amazonAsn(),
                Site.HOLD_SECONDS,
                Site.KEEPALIVE_SECONDS));
    text.open("ipv4 {");
    text.add("# the MED of AWS decides between the tunnels: no preference of our own");
    text.add("import all;\nexport where proto = \"announced\";\nnext hop self;");
    text.close("};").close("}").add("\n");
  }
}
