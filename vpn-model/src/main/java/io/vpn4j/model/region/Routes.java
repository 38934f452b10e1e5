package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;

/** The actions on VPCs, their route tables, and interfaces of Direct Connect. */
final class Routes {
  private Routes() {}

  static VpnRegion createVpc(VpnRegion region, Vpc vpc) {
    require(
        region.vpc(vpc.vpcId()).isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "vpcId",
        vpc.vpcId() + " exists; choose another name");
    RegionState next = region.edit();
    next.vpcs = next.vpcs.with(vpc.vpcId(), vpc);
    String main = next.newId(ResourceType.ROUTE_TABLE.prefix());
    next.routeTables = next.routeTables.with(main, RouteTable.of(main, vpc, true));
    return region.next(next);
  }

  static VpnRegion createRouteTable(VpnRegion region, String id, String vpcId) {
    Vpc vpc = Lookup.vpc(region.state(), vpcId);
    require(
        region.routeTable(id).isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "routeTableId",
        id + " exists; choose another name");
    return put(region, RouteTable.of(id, vpc, false));
  }

  static VpnRegion associate(VpnRegion region, String id, String subnetId) {
    RouteTable table = Lookup.routeTable(region.state(), id);
    require(
        subnetId.matches("subnet-[a-z0-9-]{1,32}"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "subnetId",
        "subnetId '" + subnetId + "' is not subnet- and 8 or 17 hexadecimal digits");
    Optional<RouteTable> other =
        region.routeTables().stream().filter(t -> t.subnetIds().contains(subnetId)).findFirst();
    require(
        other.isEmpty() || other.get().vpcId().equals(table.vpcId()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "subnetId",
        subnetId + " is of another VPC than " + id + "; choose a subnet of " + table.vpcId());
    RegionState next = region.edit();
    other.ifPresent(
        t ->
            next.routeTables =
                next.routeTables.with(t.routeTableId(), t.withSubnet(subnetId, false)));
    next.routeTables =
        next.routeTables.with(
            id, next.routeTables.get(id).orElseThrow().withSubnet(subnetId, true));
    return region.next(next);
  }

  static VpnRegion create(VpnRegion region, String id, IpPrefix destination, String target) {
    RouteTable table = Lookup.routeTable(region.state(), id);
    require(
        !table.standing().contains(destination),
        ErrorCode.ROUTE_ALREADY_EXISTS,
        "destinationCidrBlock",
        "The route identified by " + destination + " already exists in " + id + "; replace it");
    int quota = region.quotas().routesPerRouteTable();
    require(
        table.standing().size() < quota,
        ErrorCode.ROUTE_LIMIT_EXCEEDED,
        "destinationCidrBlock",
        id + " has " + quota + " routes; summarize prefixes, or have the quota raised");
    checkTarget(region, table, destination, target);
    return put(region, table.withRoute(created(destination, target)));
  }

  static VpnRegion replace(VpnRegion region, String id, IpPrefix destination, String target) {
    RouteTable table = Lookup.routeTable(region.state(), id);
    checkStanding(table, destination);
    checkTarget(region, table, destination, target);
    return put(region, table.withRoute(created(destination, target)));
  }

  static VpnRegion delete(VpnRegion region, String id, IpPrefix destination) {
    RouteTable table = Lookup.routeTable(region.state(), id);
    checkStanding(table, destination);
    return put(region, table.withoutRoute(destination));
  }

  private static Route created(IpPrefix destination, String target) {
    return new Route(destination, target, RouteOrigin.CREATE_ROUTE, RouteState.ACTIVE);
  }

  private static void checkStanding(RouteTable table, IpPrefix destination) {
    Optional<Route> route = table.standing().get(destination);
    require(
        route.isPresent(),
        ErrorCode.INVALID_ROUTE_NOT_FOUND,
        "destinationCidrBlock",
        table.routeTableId()
            + " has no route to exactly "
            + destination
            + " that was made by hand; a propagated one goes by disabling propagation");
    require(
        !route.get().isLocal(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "destinationCidrBlock",
        destination + " is the VPC's own; its local route stays");
  }

  private static void checkTarget(
      VpnRegion region, RouteTable table, IpPrefix destination, String target) {
    boolean gateway = target.startsWith("vgw-") || target.startsWith("tgw-");
    require(
        !target.equals(Route.LOCAL) && target.matches("[a-z]+-[a-z0-9-]{1,40}"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "gatewayId",
        "'" + target + "' is no target of a route; vgw-…, tgw-… or another identifier is wanted");
    // Only what inspects traffic (eni-, vpce-) may stand within the VPC's own prefixes.
    require(
        !gateway
            || table.standing().values().stream()
                .noneMatch(r -> r.isLocal() && r.destinationCidrBlock().contains(destination)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "destinationCidrBlock",
        destination + " lies in the VPC, and " + target + " is no target within; choose another");
    if (target.startsWith("vgw-")) {
      Lookup.vpnGateway(region.state(), target);
      require(
          Propagation.isAttached(region.state(), target, table.vpcId()),
          ErrorCode.INVALID_PARAMETER_VALUE,
          "gatewayId",
          table.routeTableId()
              + " and "
              + target
              + " belong to different networks; attach the gateway to "
              + table.vpcId());
      require(
          destination.isIpv4(),
          ErrorCode.INVALID_PARAMETER_VALUE,
          "destinationCidrBlock",
          destination + " is not IPv4, and a virtual private gateway carries no other");
    } else if (target.startsWith("tgw-")) {
      Lookup.transitGateway(region.state(), target);
      require(
          Propagation.transitAttachment(region.state(), target, table.vpcId()).isPresent(),
          ErrorCode.INVALID_TRANSIT_GATEWAY_ID_NOT_FOUND,
          "transitGatewayId",
          target + " is not attached to " + table.vpcId() + "; attach the VPC to it first");
    }
  }

  static VpnRegion enablePropagation(VpnRegion region, String gatewayId, String routeTableId) {
    RouteTable table = Lookup.routeTable(region.state(), routeTableId);
    require(
        Lookup.vpnGateway(region.state(), gatewayId)
            .vpcAttachments()
            .contains(VpcAttachment.of(table.vpcId(), AttachmentState.ATTACHED)),
        ErrorCode.GATEWAY_NOT_ATTACHED,
        "gatewayId",
        gatewayId
            + " is not attached to "
            + table.vpcId()
            + "; attach it and wait until it is attached");
    return put(region, table.withPropagation(gatewayId, true));
  }

  static VpnRegion disablePropagation(VpnRegion region, String gatewayId, String routeTableId) {
    RouteTable table = Lookup.routeTable(region.state(), routeTableId);
    Lookup.vpnGateway(region.state(), gatewayId);
    return put(region, table.withPropagation(gatewayId, false));
  }

  private static VpnRegion put(VpnRegion region, RouteTable table) {
    RegionState next = region.edit();
    next.routeTables = next.routeTables.with(table.routeTableId(), table);
    return region.next(next);
  }

  static VpnRegion putVirtualInterface(VpnRegion region, VirtualInterface virtualInterface) {
    virtualInterface.vpnGatewayId().ifPresent(id -> Lookup.availableVpnGateway(region.state(), id));
    String id = virtualInterface.virtualInterfaceId();
    Optional<VirtualInterface> before = region.state().virtualInterfaces.get(id);
    require(
        before
            .filter(
                v ->
                    !v.vpnGatewayId().equals(virtualInterface.vpnGatewayId())
                        || !v.directConnectGatewayId()
                            .equals(virtualInterface.directConnectGatewayId()))
            .isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "virtualInterfaceId",
        id + " is at another gateway and cannot move; delete it, and make a new one");
    RegionState next = region.edit();
    next.virtualInterfaces = next.virtualInterfaces.with(id, virtualInterface);
    return region.next(next);
  }

  static VpnRegion deleteVirtualInterface(VpnRegion region, String id) {
    require(
        region.state().virtualInterfaces.contains(id),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "virtualInterfaceId",
        "The virtual interface '" + id + "' does not exist in this Region; check it");
    RegionState next = region.edit();
    next.virtualInterfaces = next.virtualInterfaces.without(id);
    return region.next(next);
  }
}
