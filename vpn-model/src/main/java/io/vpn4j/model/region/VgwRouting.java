package io.vpn4j.model.region;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ways that a virtual private gateway has, and the one to each prefix that {@link
 * RouteSelection#VIRTUAL_PRIVATE_GATEWAY} chooses.
 */
final class VgwRouting {
  private VgwRouting() {}

  /** The best way to each prefix outside the VPC. */
  static SortedTable<IpPrefix, VgwRoute> routes(RegionState state, String vpnGatewayId) {
    TreeMap<IpPrefix, VgwRoute> best = new TreeMap<>();
    byPrefix(candidates(state, vpnGatewayId))
        .forEach(
            (prefix, ways) ->
                RouteSelection.VIRTUAL_PRIVATE_GATEWAY.select(prefix, ways).stream()
                    .filter(way -> way.kind() != RouteKind.VPC)
                    .forEach(way -> best.put(prefix, VgwRoute.of(way))));
    return SortedTable.copyOf(best);
  }

  /** All ways, usable or not. */
  static List<RouteCandidate> candidates(RegionState state, String vpnGatewayId) {
    List<RouteCandidate> candidates = new ArrayList<>();
    state
        .vpnGateways
        .get(vpnGatewayId)
        .flatMap(gateway -> gateway.attachedVpcId())
        .flatMap(state.vpcs::get)
        .ifPresent(
            vpc -> {
              RouteCondition condition =
                  Propagation.isEffective(state, vpnGatewayId, vpc.vpcId())
                      ? RouteCondition.UP
                      : RouteCondition.DETACHED;
              for (IpPrefix block : vpc.cidrBlocks()) {
                candidates.add(
                    RouteCandidate.of(block, RouteKind.VPC, vpc.vpcId()).withCondition(condition));
              }
            });
    for (VirtualInterface dx : state.virtualInterfaces.values()) {
      if (dx.vpnGatewayId().filter(vpnGatewayId::equals).isPresent()) {
        candidates.addAll(ofDirectConnect(dx, dx.virtualInterfaceId()));
      }
    }
    for (VpnConnection connection : state.vpnConnections.values()) {
      if (connection.vpnGatewayId().filter(vpnGatewayId::equals).isPresent()) {
        candidates.addAll(ofConnection(state, connection));
      }
    }
    // A virtual private gateway carries IPv4 only.
    candidates.removeIf(candidate -> !candidate.prefix().isIpv4());
    return candidates;
  }

  static Map<IpPrefix, List<RouteCandidate>> byPrefix(Collection<RouteCandidate> candidates) {
    Map<IpPrefix, List<RouteCandidate>> byPrefix = new TreeMap<>();
    for (RouteCandidate candidate : candidates) {
      byPrefix.computeIfAbsent(candidate.prefix(), prefix -> new ArrayList<>(2)).add(candidate);
    }
    return byPrefix;
  }

  static List<RouteCandidate> ofDirectConnect(VirtualInterface dx, String targetId) {
    RouteCondition condition = dx.bgpUp() ? RouteCondition.UP : RouteCondition.DOWN;
    return dx.acceptedPrefixes().stream()
        .map(
            prefix ->
                RouteCandidate.of(prefix, RouteKind.DIRECT_CONNECT, targetId)
                    .withAsPath(List.of(dx.asn()))
                    .withCondition(condition))
        .toList();
  }

  private static List<RouteCandidate> ofConnection(RegionState state, VpnConnection connection) {
    List<RouteCandidate> routes = new ArrayList<>();
    Set<IpAddress> up = new HashSet<>(upTunnels(connection));
    for (VgwTelemetry telemetry : connection.vgwTelemetry()) {
      IpAddress tunnel = telemetry.outsideIpAddress();
      RouteCondition condition = up.contains(tunnel) ? RouteCondition.UP : RouteCondition.DOWN;
      if (connection.options().staticRoutesOnly()) {
        for (VpnStaticRoute route : connection.routes()) {
          if (route.state().equals(ResourceState.AVAILABLE)) {
            routes.add(
                RouteCandidate.of(
                        route.destinationCidrBlock(),
                        RouteKind.VPN_STATIC,
                        connection.vpnConnectionId())
                    .withTunnel(tunnel)
                    .withCondition(condition));
          }
        }
      } else {
        for (AcceptedRoute route : learnt(state, connection, tunnel)) {
          routes.add(
              learntBy(route, RouteKind.VPN_BGP, connection.vpnConnectionId(), tunnel)
                  .withCondition(condition));
        }
      }
    }
    return routes;
  }

  static RouteCandidate learntBy(
      AcceptedRoute route, RouteKind kind, String targetId, IpAddress tunnel) {
    RouteCandidate candidate =
        RouteCandidate.of(route.prefix(), kind, targetId)
            .withTunnel(tunnel)
            .withAsPath(route.asPath());
    // AcceptedRoute does not tell a MED of 0 from none.
    return route.med() == AcceptedRoute.NO_MED ? candidate : candidate.withMed(route.med());
  }

  /** The tunnels that are up and whose connection is in service. */
  static List<IpAddress> upTunnels(VpnConnection connection) {
    boolean inService =
        connection.state().equals(ResourceState.AVAILABLE)
            || connection.state().equals(ResourceState.MODIFYING);
    return connection.vgwTelemetry().stream()
        .filter(t -> inService && t.status() == TelemetryStatus.UP)
        .map(VgwTelemetry::outsideIpAddress)
        .toList();
  }

  static List<AcceptedRoute> learnt(RegionState state, VpnConnection connection, IpAddress tunnel) {
    return state.learnt.get(new TunnelKey(connection.vpnConnectionId(), tunnel)).orElse(List.of());
  }
}
