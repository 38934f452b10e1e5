package io.vpn4j.model.migration;

import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRoute;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import io.vpn4j.model.region.TunnelKey;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Region has around connections that get another target.
 *
 * @param region the snapshot
 * @param request what is wanted
 * @param source the present target
 * @param connections the connections
 * @param vpcIds the VPCs that reach them
 */
record TargetSituation(
    VpnRegion region,
    TargetMigrationRequest request,
    String source,
    List<VpnConnection> connections,
    List<String> vpcIds) {

  static TargetSituation of(
      VpnRegion region,
      TargetMigrationRequest request,
      String source,
      List<VpnConnection> connections) {
    List<String> vpcs = new ArrayList<>();
    if (source.startsWith("vgw-")) {
      region.vpnGateway(source).flatMap(g -> g.attachedVpcId()).ifPresent(vpcs::add);
    } else {
      region.transitGatewayAttachments().stream()
          .filter(a -> a.isLive() && a.transitGatewayId().equals(source))
          .filter(a -> a.resourceType() == TransitGatewayAttachment.Kind.VPC)
          .map(TransitGatewayAttachment::resourceId)
          .forEach(vpcs::add);
    }
    return new TargetSituation(region, request, source, connections, vpcs);
  }

  boolean fromTransitGateway() {
    return source.startsWith("tgw-");
  }

  /** Whether the target is still to be made. */
  boolean makesTarget() {
    return request.toTransitGateway()
        ? region.transitGateway(request.gateway()).isEmpty()
        : request.gateway().equals(Names.NEW_VGW);
  }

  AsNumber sourceAsn() {
    return asn(source).orElseThrow();
  }

  /** AS number of the new target. */
  AsNumber targetAsn() {
    return asn(request.gateway())
        .or(request::amazonSideAsn)
        .or(() -> Optional.of(sourceAsn()).filter(AsNumber::isPrivate))
        .orElse(RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN);
  }

  private Optional<AsNumber> asn(String gateway) {
    return region
        .vpnGateway(gateway)
        .map(g -> g.amazonSideAsn())
        .or(() -> region.transitGateway(gateway).map(g -> g.amazonSideAsn()));
  }

  /** The VPC that a virtual private gateway as the new target serves. */
  Optional<String> vpcOfVpnGateway() {
    Optional<String> attached =
        region.vpnGateway(request.gateway()).flatMap(g -> g.attachedVpcId());
    Optional<String> withRoutes =
        standing().stream()
            .map(r -> region.routeTable(r.routeTableId()).orElseThrow().vpcId())
            .findFirst();
    return attached.or(() -> withRoutes).or(() -> vpcIds.stream().findFirst());
  }

  /** Whether one virtual private gateway takes the place of another at a VPC. */
  boolean exchangesVpnGateways() {
    return !fromTransitGateway() && !request.toTransitGateway() && !vpcIds.isEmpty();
  }

  List<RouteTable> tables() {
    return region.routeTables().stream().filter(t -> vpcIds.contains(t.vpcId())).toList();
  }

  /** The tables into which the old virtual private gateway propagates. */
  List<String> propagating() {
    return tables().stream()
        .filter(t -> t.propagatingVgws().contains(source))
        .map(RouteTable::routeTableId)
        .toList();
  }

  /** Routes made by hand to the old target that lead to the connections. */
  List<StandingRoute> standing() {
    Set<IpPrefix> carried = prefixes();
    return tables().stream()
        .flatMap(
            t ->
                t.routes().stream()
                    .filter(r -> !r.isPropagated() && r.target().equals(source))
                    .filter(
                        r ->
                            exchangesVpnGateways()
                                || carried.stream().anyMatch(r.destinationCidrBlock()::overlaps))
                    .map(r -> StandingRoute.of(t, r)))
        .toList();
  }

  /**
   * Propagated routes to the connections for which none made by hand stands in the same table, and
   * which are not within the VPC.
   */
  List<StandingRoute> propagated() {
    Set<IpPrefix> carried = prefixes();
    return tables().stream()
        .flatMap(
            t ->
                t.routes().stream()
                    .filter(r -> r.isPropagated() && r.target().equals(source))
                    .filter(r -> carried.contains(r.destinationCidrBlock()))
                    .filter(r -> t.routes().stream().noneMatch(other -> hides(other, r)))
                    .map(r -> StandingRoute.of(t, r)))
        .toList();
  }

  private static boolean hides(Route other, Route route) {
    IpPrefix destination = route.destinationCidrBlock();
    return !other.isPropagated()
        && (other.destinationCidrBlock().equals(destination)
            || (other.isLocal() && other.destinationCidrBlock().contains(destination)));
  }

  /** What the connections carry: static routes, and what the devices advertise. */
  Set<IpPrefix> prefixes() {
    Set<IpPrefix> all = new TreeSet<>();
    for (VpnConnection connection : connections) {
      all.addAll(staticPrefixes(connection));
      for (TunnelOption tunnel : connection.options().tunnelOptions()) {
        tunnel
            .outsideIpAddress()
            .map(o -> region.acceptedRoutes(new TunnelKey(connection.vpnConnectionId(), o)))
            .ifPresent(routes -> routes.stream().map(AcceptedRoute::prefix).forEach(all::add));
      }
    }
    return all;
  }

  /** Its static routes, or those of the transit gateway's tables that lead to it. */
  Set<IpPrefix> staticPrefixes(VpnConnection connection) {
    Set<IpPrefix> all = new LinkedHashSet<>();
    connection.routes().forEach(r -> all.add(r.destinationCidrBlock()));
    transitRoutes(connection).forEach(r -> all.add(r.destination()));
    return all;
  }

  /**
   * A static route of a transit gateway's table.
   *
   * @param table the table
   * @param destination where to
   */
  record TransitRoute(String table, IpPrefix destination) {}

  /** The static routes of the old transit gateway that lead to a connection. */
  List<TransitRoute> transitRoutes(VpnConnection connection) {
    Optional<String> attachment =
        attachment(connection).map(TransitGatewayAttachment::transitGatewayAttachmentId);
    List<TransitRoute> all = new ArrayList<>();
    for (TransitGatewayRouteTable table : region.transitGatewayRouteTables()) {
      for (TransitGatewayRoute route : table.staticRoutes()) {
        if (attachment.isPresent() && route.transitGatewayAttachmentId().equals(attachment)) {
          all.add(
              new TransitRoute(table.transitGatewayRouteTableId(), route.destinationCidrBlock()));
        }
      }
    }
    return all;
  }

  /** The attachment of a connection to the old transit gateway. */
  Optional<TransitGatewayAttachment> attachment(VpnConnection connection) {
    return fromTransitGateway()
        ? region.transitGatewayAttachment(source, connection.vpnConnectionId())
        : Optional.empty();
  }

  /** What else the old target carries, by prefix. */
  Set<IpPrefix> prefixesOfOthers(String vpcId) {
    List<String> own = connections.stream().map(VpnConnection::vpnConnectionId).toList();
    Set<IpPrefix> all = new TreeSet<>();
    if (!fromTransitGateway()) {
      region.vpnGatewayRoutes(source).stream()
          .filter(r -> !own.contains(r.resourceId()))
          .forEach(r -> all.add(r.prefix()));
      return all;
    }
    Set<String> attachments = new TreeSet<>();
    connections.forEach(
        c -> attachment(c).ifPresent(a -> attachments.add(a.transitGatewayAttachmentId())));
    Optional<TransitGatewayAttachment> vpc = region.transitGatewayAttachment(source, vpcId);
    vpc.ifPresent(a -> attachments.add(a.transitGatewayAttachmentId()));
    vpc
        .flatMap(TransitGatewayAttachment::associatedRouteTableId)
        .map(region::transitGatewayRoutes)
        .orElse(List.of())
        .stream()
        .filter(r -> r.transitGatewayAttachmentId().filter(attachments::contains).isEmpty())
        .forEach(r -> all.add(r.destinationCidrBlock()));
    return all;
  }
}
