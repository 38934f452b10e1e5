package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.device;
import static io.vpn4j.model.migration.MigrationSamples.options;
import static io.vpn4j.model.migration.MigrationSamples.tunnelUp;

import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Optional;

/** Regions with AWS VPN connections that get another target. */
final class TargetSamples {
  static final String OFFICE = "192.168.0.0/16";

  private TargetSamples() {}

  private static VpnRegion withDevice() {
    return VpnRegion.of("eu-west-1")
        .createVpc("vpc-1", "10.0.0.0/16")
        .createRouteTable("rtb-1", "vpc-1")
        .importing(i -> device(i, "cgw-1", "203.0.113.10", 65_010));
  }

  /** vpn-1 on vgw-1 at vpc-1, both tunnels up; rtb-1 leads there by propagation or by hand. */
  static VpnRegion onVpnGateway(boolean isStatic, boolean propagated) {
    VpnRegion region =
        withDevice()
            .importing(
                i ->
                    i.vpnGateway(
                            VpnGateway.builder()
                                .vpnGatewayId("vgw-1")
                                .amazonSideAsn(64_600)
                                .addVpcAttachment(VpcAttachment.attached("vpc-1"))
                                .build())
                        .vpnConnection(connection("vpn-1", 1, isStatic)));
    region = up(region, "vpn-1", 1, isStatic);
    return propagated
        ? region.enableVgwRoutePropagation("vgw-1", "rtb-1")
        : region.createRoute("rtb-1", OFFICE, "vgw-1");
  }

  static VpnConnection connection(String id, int number, boolean isStatic) {
    VpnConnection.Builder builder =
        VpnConnection.builder()
            .vpnConnectionId(id)
            .customerGatewayId("cgw-1")
            .vpnGatewayId("vgw-1")
            .options(o -> options(o, isStatic, number));
    return isStatic ? builder.addRoute(OFFICE).build() : builder.build();
  }

  static VpnRegion up(VpnRegion region, String id, int number, boolean isStatic) {
    String[] prefixes = isStatic ? new String[0] : new String[] {OFFICE};
    return tunnelUp(tunnelUp(region, id, 2 * number, prefixes), id, 2 * number + 1, prefixes);
  }

  /** vpn-1 on tgw-1, both tunnels up; rtb-1 leads there. */
  static VpnRegion onTransitGateway(boolean isStatic) {
    VpnRegion region =
        withDevice()
            .createTransitGateway("tgw-1", o -> o.amazonSideAsn(64_600))
            .afterTransitions()
            .createTransitGatewayVpcAttachment("tgw-1", "vpc-1")
            .region()
            .afterTransitions();
    var made =
        region.createVpnConnection(
            r ->
                r.customerGatewayId("cgw-1")
                    .transitGatewayId("tgw-1")
                    .options(o -> o.staticRoutesOnly(isStatic)));
    region = made.region().afterTransitions();
    String id = made.result().vpnConnectionId();
    if (isStatic) {
      String attachment =
          region.transitGatewayAttachment("tgw-1", id).orElseThrow().transitGatewayAttachmentId();
      region =
          region
              .createTransitGatewayRoute(
                  region
                      .transitGateway("tgw-1")
                      .orElseThrow()
                      .associationDefaultRouteTableId()
                      .orElseThrow(),
                  OFFICE,
                  Optional.of(attachment))
              .region();
    }
    return allUp(region, id, isStatic).createRoute("rtb-1", OFFICE, "tgw-1");
  }

  private static VpnRegion allUp(VpnRegion region, String id, boolean isStatic) {
    TunnelState up =
        new TunnelState(
            true,
            true,
            isStatic ? List.of() : List.of(AcceptedRoute.of(OFFICE, AsNumber.of(65_010))));
    return up.reported(up.reported(region, id, 0), id, 1);
  }

  /** The only connection. */
  static String connection(VpnRegion region) {
    return region.vpnConnections().get(0).vpnConnectionId();
  }
}
