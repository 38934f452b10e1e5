package io.vpn4j.model.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import org.junit.jupiter.api.function.Executable;

/** Snapshots for tests, made by the actions that users call. */
final class RegionSamples {
  static final String DEVICE = "203.0.113.10";

  private RegionSamples() {}

  /**
   * A Region with vpc-1 (10.0.0.0/16), its virtual private gateway attached, and a connection to a
   * device of AS 65010 in service, its tunnels down.
   */
  record Attached(VpnRegion region, String vgw, String cgw, String vpn, String rtb) {
    IpAddress tunnel(int at) {
      return RegionSamples.tunnel(region, vpn, at);
    }

    Attached with(VpnRegion other) {
      return new Attached(other, vgw, cgw, vpn, rtb);
    }
  }

  static Attached attached(boolean staticRoutesOnly) {
    VpnRegion region = VpnRegion.of("ap-northeast-1").createVpc("vpc-1", "10.0.0.0/16");
    var vgw = region.createVpnGateway();
    var cgw = vgw.region().createCustomerGateway(r -> r.ipAddress(DEVICE).bgpAsn(65_010));
    region = cgw.region().afterTransitions();
    String vgwId = vgw.result().vpnGatewayId();
    String cgwId = cgw.result().customerGatewayId();
    region = region.attachVpnGateway(vgwId, "vpc-1").region();
    var vpn =
        region.createVpnConnection(
            r ->
                r.customerGatewayId(cgwId)
                    .vpnGatewayId(vgwId)
                    .options(o -> o.staticRoutesOnly(staticRoutesOnly)));
    region = vpn.region().afterTransitions();
    return new Attached(
        region,
        vgwId,
        cgwId,
        vpn.result().vpnConnectionId(),
        region.mainRouteTable("vpc-1").orElseThrow().routeTableId());
  }

  static IpAddress tunnel(VpnRegion region, String vpn, int at) {
    return region
        .vpnConnection(vpn)
        .orElseThrow()
        .options()
        .tunnelOptions()
        .get(at)
        .outsideIpAddress()
        .orElseThrow();
  }

  /** Tunnel {@code at} up, with these prefixes advertised by AS 65010. */
  static VpnRegion up(VpnRegion region, String vpn, int at, String... prefixes) {
    AcceptedRoute[] routes = new AcceptedRoute[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      routes[i] = AcceptedRoute.of(prefixes[i], AsNumber.of(65_010));
    }
    return region.report(TunnelReport.up(vpn, tunnel(region, vpn, at), routes));
  }

  /** A Region of the seed: vgw-old with the Classic connection vpn-old, attached to vpc-1. */
  static VpnRegion classic() {
    VpnRegion region = VpnRegion.of("ap-northeast-1").createVpc("vpc-1", "10.0.0.0/16");
    return region.importing(
        i ->
            i.vpnGateway(
                    VpnGateway.builder()
                        .vpnGatewayId("vgw-old")
                        .amazonSideAsn(region.legacyAmazonSideAsn())
                        .addVpcAttachment(VpcAttachment.attached("vpc-1"))
                        .build())
                .customerGateway(
                    CustomerGateway.builder()
                        .customerGatewayId("cgw-1")
                        .ipAddress(DEVICE)
                        .bgpAsn(65_010)
                        .build())
                .vpnConnection(classicConnection("vpn-old", "cgw-1", 1)));
  }

  static VpnConnection classicConnection(String id, String cgw, int number) {
    return VpnConnection.builder()
        .vpnConnectionId(id)
        .category(Category.VPN_CLASSIC)
        .customerGatewayId(cgw)
        .vpnGatewayId("vgw-old")
        .options(o -> o.addTunnelOption(tunnel(2 * number)).addTunnelOption(tunnel(2 * number + 1)))
        .build();
  }

  static TunnelOption tunnel(int number) {
    return TunnelOption.builder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .preSharedKey("exampleKey_.notASecret" + number)
        .build();
  }

  static VpnApiException refused(ErrorCode code, String field, Executable action) {
    VpnApiException refused = assertThrows(VpnApiException.class, action);
    assertEquals(code, refused.code(), refused.getMessage());
    assertEquals(field, refused.field(), refused.getMessage());
    return refused;
  }
}
