package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changes between two snapshots: tunnels that go down, with the reason, and routes.
 *
 * @param tunnels in the order of connections and tunnels
 * @param routes in the order of route tables and destinations
 */
public record RegionPlan(List<TunnelEffect> tunnels, List<RouteEffect> routes) {
  /** Copies the lists. */
  public RegionPlan {
    tunnels = List.copyOf(tunnels);
    routes = List.copyOf(routes);
  }

  /**
   * A route that comes, goes or changes.
   *
   * @param routeTableId of a VPC or of a transit gateway
   * @param destinationCidrBlock where to
   * @param before what stands there before, in words: target, origin and state
   * @param after the same afterwards
   */
  public record RouteEffect(
      String routeTableId,
      IpPrefix destinationCidrBlock,
      Optional<String> before,
      Optional<String> after) {}

  /** Whether nothing is disturbed and no route changes. */
  public boolean isEmpty() {
    return tunnels.isEmpty() && routes.isEmpty();
  }

  static RegionPlan of(RegionState before, RegionState after) {
    return new RegionPlan(TunnelEffect.between(before, after), routes(before, after));
  }

  private static List<RouteEffect> routes(RegionState before, RegionState after) {
    List<RouteEffect> effects = new ArrayList<>();
    before.routeTables.changes(
        after.routeTables,
        (id, b, a) -> {
          b.map(RouteTable::standing)
              .orElse(SortedTable.empty())
              .changes(
                  a.map(RouteTable::standing).orElse(SortedTable.empty()),
                  (to, x, y) -> effects.add(effect(id, to, x, y)));
          b.map(RouteTable::propagated)
              .orElse(SortedTable.empty())
              .changes(
                  a.map(RouteTable::propagated).orElse(SortedTable.empty()),
                  (to, x, y) -> effects.add(effect(id, to, x, y)));
        });
    transitRoutes(before, after, effects);
    return effects;
  }

  private static void transitRoutes(
      RegionState before, RegionState after, List<RouteEffect> effects) {
    boolean same =
        before.transitGatewayRouteTables.isSame(after.transitGatewayRouteTables)
            && before.attachments.isSame(after.attachments)
            && before.vpnConnections.isSame(after.vpnConnections)
            && before.learnt.isSame(after.learnt)
            && before.virtualInterfaces.isSame(after.virtualInterfaces);
    if (same) {
      return;
    }
    SortedTable<String, TransitGatewayRouteTable> all = before.transitGatewayRouteTables;
    for (TransitGatewayRouteTable table : after.transitGatewayRouteTables.values()) {
      all = all.with(table.transitGatewayRouteTableId(), table);
    }
    for (String id : all.keys()) {
      displayed(before, id)
          .changes(
              displayed(after, id),
              (to, x, y) ->
                  effects.add(
                      new RouteEffect(id, to, x.map(RegionPlan::words), y.map(RegionPlan::words))));
    }
  }

  private static SortedTable<IpPrefix, TransitGatewayRoute> displayed(
      RegionState state, String id) {
    return state
        .transitGatewayRouteTables
        .get(id)
        .map(table -> TransitGatewayRouting.routes(state, table))
        .orElse(SortedTable.empty());
  }

  private static RouteEffect effect(
      String id, IpPrefix destination, Optional<Route> before, Optional<Route> after) {
    return new RouteEffect(
        id, destination, before.map(RegionPlan::words), after.map(RegionPlan::words));
  }

  private static String words(Route route) {
    return route.target() + " " + route.origin() + " " + route.state();
  }

  private static String words(TransitGatewayRoute route) {
    return route.transitGatewayAttachmentId().orElse("none")
        + " "
        + route.type()
        + " "
        + route.state();
  }
}
