package io.vpn4j.model.region;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a virtual private gateway chooses among the ways to one prefix.
 *
 * <p>Only tunnels that are up take part: their health comes before every attribute. Then Direct
 * Connect before static routes before BGP of connections; the shortest AS_PATH; and where first AS
 * and length are the same, the lowest MED. What is left AWS decides by itself; here the connection
 * and tunnel that come first by name.
 */
final class VgwRouting {
  private static final Comparator<VgwRoute> BY_NAME =
      Comparator.comparing(VgwRoute::resourceId)
          .thenComparing(r -> r.tunnel().map(IpAddress::toString).orElse(""));

  private VgwRouting() {}

  /** The best way to each prefix. */
  static SortedTable<IpPrefix, VgwRoute> routes(RegionState state, String vpnGatewayId) {
    TreeMap<IpPrefix, List<VgwRoute>> candidates = new TreeMap<>();
    for (VirtualInterface dx : state.virtualInterfaces.values()) {
      if (dx.bgpUp() && dx.vpnGatewayId().filter(vpnGatewayId::equals).isPresent()) {
        for (IpPrefix prefix : dx.acceptedPrefixes()) {
          add(candidates, ofDirectConnect(dx, prefix));
        }
      }
    }
    for (VpnConnection connection : state.vpnConnections.values()) {
      if (connection.vpnGatewayId().filter(vpnGatewayId::equals).isPresent()) {
        ofConnection(state, connection).forEach(route -> add(candidates, route));
      }
    }
    TreeMap<IpPrefix, VgwRoute> best = new TreeMap<>();
    candidates.forEach((prefix, routes) -> best.put(prefix, best(routes)));
    return SortedTable.copyOf(best);
  }

  private static void add(Map<IpPrefix, List<VgwRoute>> candidates, VgwRoute route) {
    if (route.prefix().isIpv4()) { // a virtual private gateway carries IPv4 only
      candidates.computeIfAbsent(route.prefix(), prefix -> new ArrayList<>(2)).add(route);
    }
  }

  private static VgwRoute ofDirectConnect(VirtualInterface dx, IpPrefix prefix) {
    return new VgwRoute(
        prefix,
        VgwRoute.Source.DIRECT_CONNECT,
        dx.virtualInterfaceId(),
        Optional.empty(),
        List.of(dx.asn()),
        0);
  }

  private static List<VgwRoute> ofConnection(RegionState state, VpnConnection connection) {
    List<VgwRoute> routes = new ArrayList<>();
    for (IpAddress tunnel : upTunnels(connection)) {
      if (connection.options().staticRoutesOnly()) {
        for (VpnStaticRoute route : connection.routes()) {
          if (route.state().equals(ResourceState.AVAILABLE)) {
            routes.add(
                new VgwRoute(
                    route.destinationCidrBlock(),
                    VgwRoute.Source.VPN_STATIC,
                    connection.vpnConnectionId(),
                    Optional.of(tunnel),
                    List.of(),
                    0));
          }
        }
      } else {
        for (AcceptedRoute route : learnt(state, connection, tunnel)) {
          routes.add(
              new VgwRoute(
                  route.prefix(),
                  VgwRoute.Source.VPN_BGP,
                  connection.vpnConnectionId(),
                  Optional.of(tunnel),
                  route.asPath(),
                  route.med()));
        }
      }
    }
    return routes;
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

  /** The one that wins among ways to one prefix. */
  static VgwRoute best(List<VgwRoute> candidates) {
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    VgwRoute.Source source =
        candidates.stream().map(VgwRoute::source).min(Comparator.naturalOrder()).orElseThrow();
    List<VgwRoute> left = candidates.stream().filter(r -> r.source() == source).toList();
    int shortest = left.stream().mapToInt(r -> r.asPath().size()).min().orElseThrow();
    List<VgwRoute> equallyLong = left.stream().filter(r -> r.asPath().size() == shortest).toList();
    // MED says nothing between neighbours of different AS (RFC 4271 9.1.2.2 c).
    return equallyLong.stream()
        .filter(
            r ->
                equallyLong.stream()
                    .noneMatch(o -> firstAs(o).equals(firstAs(r)) && o.med() < r.med()))
        .min(BY_NAME)
        .orElseThrow();
  }

  private static Optional<Object> firstAs(VgwRoute route) {
    return route.asPath().stream().findFirst().map(asn -> asn);
  }
}
