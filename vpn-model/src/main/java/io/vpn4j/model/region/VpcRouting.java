package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The ways that a VPC's route table has, for {@link RouteSelection#VPC_ROUTE_TABLE}. */
final class VpcRouting {
  private VpcRouting() {}

  /** All ways, usable or not. */
  static List<RouteCandidate> candidates(RegionState state, RouteTable table) {
    List<RouteCandidate> candidates = new ArrayList<>();
    for (Route route : table.standing().values()) {
      candidates.add(
          RouteCandidate.of(
                  route.destinationCidrBlock(),
                  route.isLocal() ? RouteKind.LOCAL : RouteKind.STATIC,
                  route.target())
              .withCondition(
                  route.state() == RouteState.ACTIVE
                      ? RouteCondition.UP
                      : RouteCondition.DETACHED));
    }
    for (String gateway : table.propagatingVgws()) {
      candidates.addAll(propagated(state, table.vpcId(), gateway));
    }
    return candidates;
  }

  /** What a virtual private gateway has for a table into which it propagates. */
  static List<RouteCandidate> propagated(RegionState state, String vpcId, String vpnGatewayId) {
    List<RouteCandidate> propagated = new ArrayList<>();
    SortedTable<IpPrefix, VgwRoute> routes =
        state.vgwRoutes.get(vpnGatewayId).orElse(SortedTable.empty());
    boolean attached = Propagation.isEffective(state, vpnGatewayId, vpcId);
    // Deviation: AWS does not say which routes it leaves out beyond the quota; here the last ones.
    int room = Quotas.PROPAGATED_ROUTES_PER_ROUTE_TABLE;
    for (VgwRoute route : routes.values()) {
      RouteCondition condition =
          !attached
              ? RouteCondition.DETACHED
              : room-- > 0 ? RouteCondition.UP : RouteCondition.OVER_LIMIT;
      propagated.add(
          RouteCandidate.of(route.prefix(), route.source().kind(), vpnGatewayId)
              .withCondition(condition));
    }
    return propagated;
  }

  /** The same with the prefixes to which the gateway has only ways that are down. */
  static List<RouteCandidate> withThoseDown(RegionState state, RouteTable table) {
    List<RouteCandidate> all = new ArrayList<>(candidates(state, table));
    for (String gateway : table.propagatingVgws()) {
      SortedTable<IpPrefix, VgwRoute> up = state.vgwRoutes.get(gateway).orElse(SortedTable.empty());
      TreeSet<IpPrefix> seen = new TreeSet<>();
      for (RouteCandidate way : VgwRouting.candidates(state, gateway)) {
        if (way.kind() != RouteKind.VPC && !up.contains(way.prefix()) && seen.add(way.prefix())) {
          all.add(
              RouteCandidate.of(way.prefix(), way.kind(), gateway)
                  .withCondition(RouteCondition.DOWN));
        }
      }
    }
    return all;
  }
}
