package io.vpn4j.model.advice;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TunnelKey;
import io.vpn4j.model.region.Vpc;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Region, as the rules look at it: only what is not deleted, nor being deleted. */
final class RegionFacts {
  private final VpnRegion region;
  private final List<VpnConnection> connections;

  RegionFacts(VpnRegion region) {
    this.region = region;
    this.connections = region.vpnConnections().stream().filter(c -> isLive(c.state())).toList();
  }

  /**
   * One tunnel by which a prefix of the customer's side can be reached.
   *
   * @param asPath empty if static
   */
  record Way(
      IpPrefix prefix,
      VpnConnection connection,
      IpAddress tunnel,
      List<AsNumber> asPath,
      long med) {
    String subject() {
      return Text.tunnel(connection.vpnConnectionId(), tunnel);
    }

    /** Whether no attribute of BGP tells the two apart; static ones have none. */
    boolean equallyPreferred(Way other) {
      return asPath.size() == other.asPath.size()
          && connection.options().staticRoutesOnly()
              == other.connection.options().staticRoutesOnly()
          && (med == other.med || !firstAs().equals(other.firstAs()));
    }

    private Optional<AsNumber> firstAs() {
      return asPath.stream().findFirst();
    }
  }

  static boolean isLive(ResourceState state) {
    return !state.equals(ResourceState.DELETED) && !state.equals(ResourceState.DELETING);
  }

  VpnRegion region() {
    return region;
  }

  List<VpnConnection> connections() {
    return connections;
  }

  List<VpnGateway> vpnGateways() {
    return region.vpnGateways().stream().filter(g -> isLive(g.state())).toList();
  }

  List<TransitGateway> transitGateways() {
    return region.transitGateways().stream().filter(g -> isLive(g.state())).toList();
  }

  List<CustomerGateway> customerGateways() {
    return region.customerGateways().stream().filter(g -> isLive(g.state())).toList();
  }

  /** The connections at a virtual private gateway or transit gateway. */
  List<VpnConnection> connectionsAt(String gatewayId) {
    return connections.stream()
        .filter(c -> targetId(c).filter(gatewayId::equals).isPresent())
        .toList();
  }

  /** The gateways that have connections. */
  List<String> targets() {
    return connections.stream()
        .map(RegionFacts::targetId)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .toList();
  }

  static Optional<String> targetId(VpnConnection connection) {
    return connection.vpnGatewayId().or(connection::transitGatewayId);
  }

  Optional<CustomerGateway> device(VpnConnection connection) {
    return region.customerGateway(connection.customerGatewayId());
  }

  /** The AS number of the Amazon side. */
  Optional<AsNumber> amazonSideAsn(VpnConnection connection) {
    return connection
        .vpnGatewayId()
        .flatMap(region::vpnGateway)
        .map(VpnGateway::amazonSideAsn)
        .or(
            () ->
                connection
                    .transitGatewayId()
                    .flatMap(region::transitGateway)
                    .map(TransitGateway::amazonSideAsn));
  }

  /** The VPCs that a gateway leads to. */
  List<Vpc> vpcsAt(String gatewayId) {
    Stream<String> attached =
        region.vpnGateway(gatewayId).flatMap(VpnGateway::attachedVpcId).stream();
    return Stream.concat(
            attached,
            region.transitGatewayAttachments().stream()
                .filter(a -> a.isLive() && a.transitGatewayId().equals(gatewayId))
                .map(a -> a.resourceId()))
        .map(region::vpc)
        .flatMap(Optional::stream)
        .toList();
  }

  static List<IpAddress> upTunnels(VpnConnection connection) {
    return connection.vgwTelemetry().stream()
        .filter(t -> t.status() == TelemetryStatus.UP)
        .map(VgwTelemetry::outsideIpAddress)
        .toList();
  }

  /** What the tunnel's device advertises. */
  List<AcceptedRoute> learnt(VpnConnection connection, IpAddress tunnel) {
    return region.acceptedRoutes(new TunnelKey(connection.vpnConnectionId(), tunnel));
  }

  /** The prefixes of the customer's side: static ones, and what any tunnel brings. */
  List<IpPrefix> customerPrefixes(VpnConnection connection) {
    return Stream.concat(
            connection.routes().stream().map(VpnStaticRoute::destinationCidrBlock),
            upTunnels(connection).stream()
                .flatMap(t -> learnt(connection, t).stream().map(AcceptedRoute::prefix)))
        .distinct()
        .sorted()
        .toList();
  }

  /** By prefix, the tunnels that are up and lead there. */
  SortedMap<IpPrefix, List<Way>> ways(String gatewayId) {
    SortedMap<IpPrefix, List<Way>> ways = new TreeMap<>();
    for (VpnConnection connection : connectionsAt(gatewayId)) {
      for (IpAddress tunnel : upTunnels(connection)) {
        connection.routes().stream()
            .map(VpnStaticRoute::destinationCidrBlock)
            .map(p -> new Way(p, connection, tunnel, List.of(), 0))
            .forEach(w -> add(ways, w));
        learnt(connection, tunnel).stream()
            .map(r -> new Way(r.prefix(), connection, tunnel, r.asPath(), r.med()))
            .forEach(w -> add(ways, w));
      }
    }
    return ways;
  }

  private static void add(SortedMap<IpPrefix, List<Way>> ways, Way way) {
    ways.computeIfAbsent(way.prefix(), p -> new ArrayList<>(2)).add(way);
  }
}
