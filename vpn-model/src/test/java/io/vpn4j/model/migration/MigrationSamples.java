package io.vpn4j.model.migration;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.RegionImport;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.Arrays;
import java.util.List;

/** Regions to migrate. */
final class MigrationSamples {
  static final String OFFICE = "192.168.0.0/16";
  static final String BRANCH = "172.16.0.0/20";
  static final String CENTRE = "10.99.0.0/16";

  private MigrationSamples() {}

  /**
   * vpc-1 (10.0.0.0/16) behind vgw-old with the Classic connections vpn-bgp (192.168.0.0/16) and
   * vpn-static (172.16.0.0/20), all tunnels up. The main route table rtb-main has propagation, the
   * other, rtb-static, has both prefixes by hand. vpc-test has no gateway.
   */
  static VpnRegion classic() {
    VpnRegion region =
        withVpcs()
            .importing(
                i -> {
                  oldGateway(i);
                  device(i, "cgw-bgp", "203.0.113.10", 65_010);
                  device(i, "cgw-static", "203.0.113.20", 65_000);
                  i.vpnConnection(connection("vpn-bgp", "cgw-bgp", 1).build())
                      .vpnConnection(
                          connection("vpn-static", "cgw-static", 2)
                              .options(o -> tunnels(o.staticRoutesOnly(true), 2))
                              .addRoute(BRANCH)
                              .build());
                });
    region = up(region, "vpn-bgp", 1, OFFICE);
    region = up(region, "vpn-static", 2);
    return region
        .createRouteTable("rtb-static", "vpc-1")
        .createRoute("rtb-static", OFFICE, "vgw-old")
        .createRoute("rtb-static", BRANCH, "vgw-old")
        .enableVgwRoutePropagation("vgw-old", main(region));
  }

  /** {@link #classic} with the private virtual interface dxvif-1 and what it carries. */
  static VpnRegion withDirectConnect(VpnRegion region, String... prefixes) {
    List<IpPrefix> accepted = Arrays.stream(prefixes).map(IpPrefix::of).toList();
    return region.createPrivateVirtualInterface(
        VirtualInterface.at("vgw-old", "dxvif-1", 65_020, accepted));
  }

  static VpnRegion withVpcs() {
    return VpnRegion.of("ap-northeast-1")
        .createVpc("vpc-1", "10.0.0.0/16")
        .createVpc("vpc-test", "10.1.0.0/16");
  }

  static void oldGateway(RegionImport i) {
    i.vpnGateway(
        VpnGateway.builder()
            .vpnGatewayId("vgw-old")
            .amazonSideAsn(10_124)
            .addVpcAttachment(VpcAttachment.attached("vpc-1"))
            .build());
  }

  static void device(RegionImport i, String id, String address, long asn) {
    i.customerGateway(
        CustomerGateway.builder().customerGatewayId(id).ipAddress(address).bgpAsn(asn).build());
  }

  /** A Classic connection on vgw-old; number tells its addresses. */
  static VpnConnection.Builder connection(String id, String customerGateway, int number) {
    return VpnConnection.builder()
        .vpnConnectionId(id)
        .category(Category.VPN_CLASSIC)
        .customerGatewayId(customerGateway)
        .vpnGatewayId("vgw-old")
        .options(o -> tunnels(o, number));
  }

  private static void tunnels(VpnConnectionOptions.Builder o, int number) {
    o.addTunnelOption(tunnel(2 * number)).addTunnelOption(tunnel(2 * number + 1));
  }

  static void options(VpnConnectionOptions.Builder o, boolean isStatic, int number) {
    tunnels(o.staticRoutesOnly(isStatic), number);
  }

  private static TunnelOption tunnel(int number) {
    return TunnelOption.builder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .build();
  }

  static String main(VpnRegion region) {
    return region.mainRouteTable("vpc-1").orElseThrow().routeTableId();
  }

  /** Both tunnels of an imported connection up, with these prefixes of the device's AS. */
  static VpnRegion up(VpnRegion region, String id, int number, String... prefixes) {
    VpnRegion one = tunnelUp(region, id, 2 * number, prefixes);
    return tunnelUp(one, id, 2 * number + 1, prefixes);
  }

  static VpnRegion tunnelUp(VpnRegion region, String id, int tunnel, String... prefixes) {
    AcceptedRoute[] routes = new AcceptedRoute[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      routes[i] = AcceptedRoute.of(prefixes[i], AsNumber.of(65_010));
    }
    return region.report(TunnelReport.up(id, IpAddress.of("198.51.100." + tunnel), routes));
  }
}
