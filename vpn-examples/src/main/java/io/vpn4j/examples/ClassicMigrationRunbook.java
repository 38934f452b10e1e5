package io.vpn4j.examples;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.migration.ClassicMigration;
import io.vpn4j.model.migration.ClassicMigrationRequest;
import io.vpn4j.model.migration.MigrationPlan;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints the runbook for leaving AWS Classic VPN, of a VPC with two Classic connections, one with
 * BGP and one static, and a private virtual interface of Direct Connect.
 */
public final class ClassicMigrationRunbook {
  private ClassicMigrationRunbook() {}

  /** Makes the Region, plans, and prints. */
  public static void main(String[] args) {
    VpnRegion empty =
        VpnRegion.of("ap-northeast-1")
            .createVpc("vpc-1a2b3c4d", "10.0.0.0/16")
            .createVpc("vpc-test", "10.1.0.0/16");
    VpnRegion region =
        empty.importing(
            i ->
                i.vpnGateway(
                        VpnGateway.builder()
                            .vpnGatewayId("vgw-11aa22bb")
                            .amazonSideAsn(empty.legacyAmazonSideAsn())
                            .addVpcAttachment(VpcAttachment.attached("vpc-1a2b3c4d"))
                            .build())
                    .customerGateway(device("cgw-head", "203.0.113.10", 65_010))
                    .customerGateway(device("cgw-branch", "203.0.113.20", 65_000))
                    .vpnConnection(classic("vpn-head", "cgw-head", 10).build())
                    .vpnConnection(
                        classic("vpn-branch", "cgw-branch", 20)
                            .options(o -> addresses(o.staticRoutesOnly(true), 20))
                            .addRoute("172.16.0.0/20")
                            .build()));
    AcceptedRoute office = AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_010));
    for (int tunnel = 0; tunnel < 2; tunnel++) {
      region = region.report(TunnelReport.up("vpn-head", outside(10 + tunnel), office));
      region = region.report(TunnelReport.up("vpn-branch", outside(20 + tunnel)));
    }
    region =
        region.createPrivateVirtualInterface(
            VirtualInterface.at(
                "vgw-11aa22bb", "dxvif-1", 65_020, List.of(IpPrefix.of("10.99.0.0/16"))));
    String main = region.mainRouteTable("vpc-1a2b3c4d").orElseThrow().routeTableId();
    region = region.enableVgwRoutePropagation("vgw-11aa22bb", main);

    MigrationPlan plan =
        ClassicMigration.plan(
            region, ClassicMigrationRequest.of("vgw-11aa22bb").withTestVpc("vpc-test"));
    System.out.writeBytes(plan.runbook().getBytes(StandardCharsets.UTF_8));
  }

  private static CustomerGateway device(String id, String address, long asn) {
    return CustomerGateway.builder().customerGatewayId(id).ipAddress(address).bgpAsn(asn).build();
  }

  private static VpnConnection.Builder classic(String id, String customerGateway, int number) {
    return VpnConnection.builder()
        .vpnConnectionId(id)
        .category(Category.VPN_CLASSIC)
        .customerGatewayId(customerGateway)
        .vpnGatewayId("vgw-11aa22bb")
        .options(o -> addresses(o, number));
  }

  private static void addresses(VpnConnectionOptions.Builder options, int number) {
    for (int tunnel = number; tunnel < number + 2; tunnel++) {
      IpAddress address = outside(tunnel);
      options.addTunnelOption(TunnelOption.builder().outsideIpAddress(address).build());
    }
  }

  private static IpAddress outside(int number) {
    return IpAddress.of("198.51.100." + number);
  }
}
