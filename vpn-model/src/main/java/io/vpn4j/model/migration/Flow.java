package io.vpn4j.model.migration;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Reachability;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGatewayRoute;
import io.vpn4j.model.region.VgwRoute;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Traffic that a plan must not lose: from the subnets of a route table to a prefix on premises.
 *
 * @param routeTableId the route table of the VPC
 * @param prefix the prefix on premises
 * @param carriedBy the connection or virtual interface that carries it before the migration
 */
public record Flow(String routeTableId, IpPrefix prefix, String carriedBy) {
  /** What is reachable from the route tables of some VPCs, in the order of tables and prefixes. */
  static List<Flow> of(VpnRegion region, Collection<String> vpcIds) {
    List<Flow> flows = new ArrayList<>();
    for (RouteTable table : region.routeTables()) {
      if (vpcIds.contains(table.vpcId())) {
        for (IpPrefix prefix : prefixes(region, table)) {
          Reachability now = reachability(region, table, prefix);
          if (now.reachable()) {
            flows.add(new Flow(table.routeTableId(), prefix, now.resourceId().orElseThrow()));
          }
        }
      }
    }
    return flows;
  }

  /** Routed prefixes, and within them those that a gateway tells apart. */
  private static TreeSet<IpPrefix> prefixes(VpnRegion region, RouteTable table) {
    TreeSet<IpPrefix> prefixes = new TreeSet<>();
    for (Route route : table.routes()) {
      if (route.target().startsWith("vgw-")) {
        prefixes.add(route.destinationCidrBlock());
        region.vpnGatewayRoutes(route.target()).stream()
            .map(VgwRoute::prefix)
            .filter(route.destinationCidrBlock()::contains)
            .forEach(prefixes::add);
      } else if (route.target().startsWith("tgw-")) {
        prefixes.add(route.destinationCidrBlock());
        region
            .transitGatewayAttachment(route.target(), table.vpcId())
            .flatMap(a -> a.associatedRouteTableId())
            .map(region::transitGatewayRoutes)
            .ifPresent(
                routes ->
                    routes.stream()
                        .map(TransitGatewayRoute::destinationCidrBlock)
                        .filter(route.destinationCidrBlock()::contains)
                        .forEach(prefixes::add));
      }
    }
    return prefixes;
  }

  /**
   * What a snapshot says of it: of the first part that is not reached, or else of the prefix's
   * first address. Parts may take different ways, as they do while more specific routes come and
   * go.
   *
   * @throws io.vpn4j.model.region.VpnApiException if the route table is gone
   */
  public Reachability in(Progress progress) {
    VpnRegion region = progress.region();
    return region
        .routeTable(routeTableId)
        .map(table -> reachability(region, table, prefix))
        .orElseGet(() -> Reachability.toOnPremises(region, routeTableId, prefix));
  }

  private static Reachability reachability(VpnRegion region, RouteTable table, IpPrefix prefix) {
    String id = table.routeTableId();
    Reachability first = Reachability.toOnPremises(region, id, prefix.address());
    Stream<IpAddress> others =
        Stream.concat(
            Stream.of(prefix.lastAddress()),
            table.routes().stream()
                .map(Route::destinationCidrBlock)
                .filter(d -> d.length() > prefix.length() && prefix.contains(d))
                .map(IpPrefix::address));
    return others
        .map(address -> Reachability.toOnPremises(region, id, address))
        .filter(r -> !r.reachable())
        .findFirst()
        .filter(r -> first.reachable())
        .orElse(first);
  }
}
