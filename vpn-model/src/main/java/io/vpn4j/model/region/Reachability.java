package io.vpn4j.model.region;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Whether a snapshot carries packets from a VPC to a network on premises, and by which way.
 *
 * <p>It follows the rules of the service: the VPC's route table (longest prefix, local before
 * propagated, standing before propagated), then the gateway's own choice. The way back is taken to
 * be the device's: it needs the same gateway, attached to the VPC, and a tunnel that is up; a
 * device that is configured for one tunnel only is not known here.
 *
 * @param reachable whether packets arrive
 * @param reason in words: the way they take, or where they are dropped
 * @param route the route of the VPC's table that catches them
 * @param resourceId the connection or virtual interface that carries them
 * @param tunnel the Amazon side's outside address of the tunnel; absent with Direct Connect, and
 *     with several equal tunnels of a transit gateway
 */
public record Reachability(
    boolean reachable,
    String reason,
    Optional<Route> route,
    Optional<String> resourceId,
    Optional<IpAddress> tunnel) {

  /**
   * From the subnets of a route table to an address on premises.
   *
   * @throws VpnApiException InvalidRouteTableID.NotFound
   */
  public static Reachability toOnPremises(
      VpnRegion region, String routeTableId, IpAddress destination) {
    RegionState state = region.state();
    RouteTable table = Lookup.routeTable(state, routeTableId);
    Optional<Route> route = table.lookup(destination);
    if (route.isEmpty()) {
      return dropped(route, routeTableId + " has no route to " + destination);
    }
    String target = route.get().target();
    if (route.get().state() == RouteState.BLACKHOLE) {
      return dropped(route, "the route to " + target + " is a blackhole");
    }
    if (target.startsWith("vgw-")) {
      return throughVpnGateway(state, route, target, destination);
    }
    if (target.startsWith("tgw-")) {
      return throughTransitGateway(state, table.vpcId(), route, target, destination);
    }
    return dropped(route, destination + " is routed to " + target + ", which is not on premises");
  }

  /**
   * The same from a subnet: by the table it is associated with, or else the main one of its VPC.
   */
  public static Reachability toOnPremises(
      VpnRegion region, String vpcId, String subnetId, IpAddress destination) {
    String table =
        region.routeTables().stream()
            .filter(t -> t.vpcId().equals(vpcId) && t.subnetIds().contains(subnetId))
            .findFirst()
            .or(() -> region.mainRouteTable(vpcId))
            .map(RouteTable::routeTableId)
            .orElseThrow(
                () ->
                    new VpnApiException(
                        ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND,
                        "vpcId",
                        vpcId + " has no main route table, and " + subnetId + " no other"));
    return toOnPremises(region, table, destination);
  }

  /**
   * Whether all of {@code prefix} is reached by one way: what {@link #toOnPremises(VpnRegion,
   * String, IpAddress)} says of its first address, unless a more specific route leads part of it
   * elsewhere.
   */
  public static Reachability toOnPremises(VpnRegion region, String routeTableId, IpPrefix prefix) {
    Reachability first = toOnPremises(region, routeTableId, prefix.address());
    RouteTable table = Lookup.routeTable(region.state(), routeTableId);
    Optional<Route> within =
        table.routes().stream()
            .filter(r -> r.destinationCidrBlock().length() > prefix.length())
            .filter(r -> prefix.contains(r.destinationCidrBlock()))
            .filter(
                r ->
                    !toOnPremises(region, routeTableId, r.destinationCidrBlock().address())
                        .sameWay(first))
            .findFirst();
    return within
        .map(r -> dropped(Optional.of(r), "part of " + prefix + " goes another way: " + r))
        .orElse(first);
  }

  private boolean sameWay(Reachability other) {
    return reachable == other.reachable && resourceId.equals(other.resourceId);
  }

  private static Reachability dropped(Optional<Route> route, String reason) {
    return new Reachability(false, reason, route, Optional.empty(), Optional.empty());
  }

  private static Reachability throughVpnGateway(
      RegionState state, Optional<Route> route, String gateway, IpAddress destination) {
    Optional<VgwRoute> chosen =
        RouteTable.longest(state.vgwRoutes.get(gateway).orElse(SortedTable.empty()), destination);
    return chosen
        .map(
            way ->
                new Reachability(
                    true,
                    gateway
                        + " sends "
                        + way.prefix()
                        + " through "
                        + way.resourceId()
                        + way.tunnel().map(t -> " tunnel " + t).orElse("")
                        + " ("
                        + way.source()
                        + ")",
                    route,
                    Optional.of(way.resourceId()),
                    way.tunnel()))
        .orElseGet(
            () -> dropped(route, gateway + " knows no way to " + destination + " that is up"));
  }

  private static Reachability throughTransitGateway(
      RegionState state,
      String vpcId,
      Optional<Route> route,
      String gateway,
      IpAddress destination) {
    Optional<TransitGatewayRoute> chosen = transitRoute(state, gateway, vpcId, destination);
    Optional<TransitGatewayAttachment> attachment =
        chosen
            .filter(r -> r.state() == RouteState.ACTIVE)
            .flatMap(TransitGatewayRoute::transitGatewayAttachmentId)
            .flatMap(state.attachments::get);
    if (attachment.isEmpty()) {
      return dropped(route, gateway + " drops " + destination + ": " + describe(chosen));
    }
    return switch (attachment.get().resourceType()) {
      case VPC -> dropped(route, gateway + " sends " + destination + " to another VPC");
      case DIRECT_CONNECT_GATEWAY -> {
        boolean learnt = chosen.get().type() == TransitGatewayRoute.Type.PROPAGATED;
        yield new Reachability(
            learnt || directConnectUp(state, attachment.get().resourceId()),
            gateway + " sends " + destination + " through Direct Connect",
            route,
            Optional.of(attachment.get().resourceId()),
            Optional.empty());
      }
      case VPN -> throughConnection(state, vpcId, route, gateway, attachment.get());
    };
  }

  private static Reachability throughConnection(
      RegionState state,
      String vpcId,
      Optional<Route> route,
      String gateway,
      TransitGatewayAttachment attachment) {
    VpnConnection connection = Lookup.vpnConnection(state, attachment.resourceId());
    List<IpAddress> up = VgwRouting.upTunnels(connection);
    if (up.isEmpty() || !leadsBack(state, attachment, vpcId)) {
      return dropped(
          route,
          up.isEmpty()
              ? "no tunnel of " + connection.vpnConnectionId() + " is up"
              : gateway + " has no route back from " + attachment.resourceId() + " to the VPC");
    }
    return new Reachability(
        true,
        gateway + " sends it through " + connection.vpnConnectionId() + " tunnel " + up.get(0),
        route,
        Optional.of(connection.vpnConnectionId()),
        up.size() == 1 ? Optional.of(up.get(0)) : Optional.empty());
  }

  /** Whether the table of the connection's attachment leads to the VPC, so that answers arrive. */
  private static boolean leadsBack(
      RegionState state, TransitGatewayAttachment attachment, String vpcId) {
    return attachment
        .associatedRouteTableId()
        .flatMap(state.transitGatewayRouteTables::get)
        .map(table -> TransitGatewayRouting.routes(state, table))
        .flatMap(
            routes ->
                state
                    .vpcs
                    .get(vpcId)
                    .flatMap(vpc -> RouteTable.longest(routes, vpc.cidrBlocks().get(0).address())))
        .filter(r -> r.state() == RouteState.ACTIVE)
        .flatMap(TransitGatewayRoute::transitGatewayAttachmentId)
        .flatMap(state.attachments::get)
        .filter(a -> a.resourceId().equals(vpcId))
        .isPresent();
  }

  private static Optional<TransitGatewayRoute> transitRoute(
      RegionState state, String gateway, String vpcId, IpAddress destination) {
    return Propagation.transitAttachment(state, gateway, vpcId)
        .flatMap(TransitGatewayAttachment::associatedRouteTableId)
        .flatMap(state.transitGatewayRouteTables::get)
        .flatMap(
            table -> RouteTable.longest(TransitGatewayRouting.routes(state, table), destination));
  }

  private static String describe(Optional<TransitGatewayRoute> route) {
    return route.map(r -> "the route is a blackhole").orElse("no route");
  }

  private static boolean directConnectUp(RegionState state, String directConnectGatewayId) {
    return state.virtualInterfaces.values().stream()
        .anyMatch(
            v ->
                v.bgpUp()
                    && v.directConnectGatewayId().equals(Optional.of(directConnectGatewayId)));
  }
}
