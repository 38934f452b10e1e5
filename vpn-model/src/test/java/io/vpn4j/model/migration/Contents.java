package io.vpn4j.model.migration;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import io.vpn4j.model.region.TunnelKey;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a snapshot a rollback restores: everything but the time, deleted resources, detached
 * attachments of virtual private gateways, when a tunnel changed its status and whether one that is
 * down is reported, and the identifiers of attachments to transit gateways, for which here the
 * attached resource stands.
 */
final class Contents {
  private Contents() {}

  static SortedMap<String, Object> of(Progress progress) {
    return of(progress.region());
  }

  static SortedMap<String, Object> of(VpnRegion region) {
    SortedMap<String, Object> all = new TreeMap<>();
    region.vpcs().forEach(v -> all.put(v.vpcId(), v));
    region.routeTables().forEach(t -> all.put(t.routeTableId(), t));
    region.virtualInterfaces().forEach(v -> all.put(v.virtualInterfaceId(), v));
    region.customerGateways().forEach(c -> all.put(c.customerGatewayId(), c));
    region.vpnGateways().stream()
        .filter(g -> isLive(g.state()))
        .forEach(
            g ->
                all.put(
                    g.vpnGatewayId(),
                    List.of(g.state(), g.amazonSideAsn(), attachments(g.vpcAttachments()))));
    region.vpnConnections().stream()
        .filter(c -> isLive(c.state()))
        .forEach(c -> all.put(c.vpnConnectionId(), connection(region, c)));
    region.transitGateways().stream()
        .filter(t -> isLive(t.state()))
        .forEach(t -> all.put(t.transitGatewayId(), t));
    region.transitGatewayAttachments().stream()
        .filter(TransitGatewayAttachment::isLive)
        .forEach(
            a ->
                all.put(
                    a.transitGatewayId() + " " + a.resourceId(),
                    List.of(a.state(), a.resourceType(), a.associatedRouteTableId())));
    region
        .transitGatewayRouteTables()
        .forEach(t -> all.put(t.transitGatewayRouteTableId(), table(region, t)));
    return all;
  }

  private static boolean isLive(ResourceState state) {
    return !state.equals(ResourceState.DELETED);
  }

  private static List<VpcAttachment> attachments(List<VpcAttachment> attachments) {
    return attachments.stream().filter(a -> !a.state().equals(AttachmentState.DETACHED)).toList();
  }

  private static List<Object> connection(VpnRegion region, VpnConnection connection) {
    return List.of(
        connection.target(),
        connection.category(),
        connection.state(),
        connection.customerGatewayId(),
        connection.options(),
        connection.routes().stream()
            .map(r -> r.destinationCidrBlock() + " " + r.state())
            .sorted()
            .toList(),
        connection.vgwTelemetry().stream()
            .filter(t -> t.status() == TelemetryStatus.UP || t.statusMessage().contains("IS UP"))
            .map(Contents::telemetry)
            .toList(),
        connection.options().tunnelOptions().stream()
            .map(TunnelOption::outsideIpAddress)
            .flatMap(Optional::stream)
            .map(o -> region.acceptedRoutes(new TunnelKey(connection.vpnConnectionId(), o)))
            .toList());
  }

  private static String telemetry(VgwTelemetry telemetry) {
    return telemetry.outsideIpAddress()
        + " "
        + telemetry.statusMessage()
        + " "
        + telemetry.acceptedRouteCount();
  }

  private static List<Object> table(VpnRegion region, TransitGatewayRouteTable table) {
    return List.of(
        table.propagatingAttachmentIds().stream().map(id -> resource(region, id)).sorted().toList(),
        table.staticRoutes().stream()
            .map(
                r ->
                    r.destinationCidrBlock()
                        + " "
                        + r.state()
                        + r.transitGatewayAttachmentId().map(id -> resource(region, id)))
            .toList());
  }

  private static String resource(VpnRegion region, String attachmentId) {
    return region.transitGatewayAttachments().stream()
        .filter(a -> a.transitGatewayAttachmentId().equals(attachmentId))
        .map(a -> a.transitGatewayId() + " " + a.resourceId() + (a.isLive() ? "" : " gone"))
        .findFirst()
        .orElse("gone");
  }
}
