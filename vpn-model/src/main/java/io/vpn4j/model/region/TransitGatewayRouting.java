package io.vpn4j.model.region;

import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ways that a transit gateway's route table has, and the one to each prefix that {@link
 * RouteSelection#transitGateway} chooses.
 */
final class TransitGatewayRouting {
  /** Target of a static route that drops on purpose. */
  private static final String NOWHERE = "blackhole";

  private TransitGatewayRouting() {}

  /** The displayed routes: of each prefix the best. A static route hides propagated ones. */
  static SortedTable<IpPrefix, TransitGatewayRoute> routes(
      RegionState state, TransitGatewayRouteTable table) {
    if (table.propagatingAttachmentIds().isEmpty()) {
      return table.routes();
    }
    RouteSelection selection = selection(state, table);
    TreeMap<IpPrefix, TransitGatewayRoute> best = new TreeMap<>();
    VgwRouting.byPrefix(candidates(state, table))
        .forEach(
            (prefix, ways) ->
                selection.select(prefix, ways).stream()
                    .findFirst()
                    .ifPresent(way -> best.put(prefix, displayed(way, table))));
    return SortedTable.copyOf(best);
  }

  private static TransitGatewayRoute displayed(RouteCandidate way, TransitGatewayRouteTable table) {
    return way.kind() == RouteKind.STATIC
        ? table.routes().get(way.prefix()).orElseThrow()
        : new TransitGatewayRoute(
            way.prefix(),
            TransitGatewayRoute.Type.PROPAGATED,
            RouteState.ACTIVE,
            Optional.of(way.targetId()));
  }

  /** The rules of the table's transit gateway. */
  static RouteSelection selection(RegionState state, TransitGatewayRouteTable table) {
    return RouteSelection.transitGateway(
        state
            .transitGateways
            .get(table.transitGatewayId())
            .map(TransitGateway::vpnEcmpSupport)
            .orElse(true));
  }

  /** All ways, usable or not; targets are attachments. */
  static List<RouteCandidate> candidates(RegionState state, TransitGatewayRouteTable table) {
    List<RouteCandidate> candidates = new ArrayList<>();
    for (TransitGatewayRoute route : table.routes().values()) {
      candidates.addAll(standing(state, route));
    }
    for (String id : table.propagatingAttachmentIds()) {
      state
          .attachments
          .get(id)
          .ifPresent(
              attachment ->
                  propagated(state, attachment)
                      .forEach(
                          candidate ->
                              candidates.add(
                                  attachment.isAvailable()
                                      ? candidate
                                      : candidate.withCondition(RouteCondition.DETACHED))));
    }
    return candidates;
  }

  /** A static route: one candidate, or to a connection with tunnels that are up one for each. */
  private static List<RouteCandidate> standing(RegionState state, TransitGatewayRoute route) {
    Optional<TransitGatewayAttachment> attachment =
        route.transitGatewayAttachmentId().flatMap(state.attachments::get);
    RouteCandidate candidate =
        RouteCandidate.of(
            route.destinationCidrBlock(),
            RouteKind.STATIC,
            route.transitGatewayAttachmentId().orElse(NOWHERE));
    if (route.state() == RouteState.BLACKHOLE || attachment.isEmpty()) {
      return List.of(candidate.withCondition(RouteCondition.DETACHED));
    }
    if (attachment.get().resourceType() != TransitGatewayAttachment.Kind.VPN) {
      return List.of(candidate);
    }
    List<IpAddress> up =
        state
            .vpnConnections
            .get(attachment.get().resourceId())
            .map(VgwRouting::upTunnels)
            .orElse(List.of());
    return up.isEmpty()
        ? List.of(candidate.withCondition(RouteCondition.DOWN))
        : up.stream().map(candidate::withTunnel).toList();
  }

  private static List<RouteCandidate> propagated(
      RegionState state, TransitGatewayAttachment attachment) {
    String id = attachment.transitGatewayAttachmentId();
    return switch (attachment.resourceType()) {
      case VPC ->
          state.vpcs.get(attachment.resourceId()).stream()
              .flatMap(vpc -> vpc.cidrBlocks().stream())
              .map(block -> RouteCandidate.of(block, RouteKind.VPC, id))
              .toList();
      case VPN ->
          state.vpnConnections.get(attachment.resourceId()).stream()
              .flatMap(connection -> ofConnection(state, id, connection).stream())
              .toList();
      case DIRECT_CONNECT_GATEWAY ->
          state.virtualInterfaces.values().stream()
              .filter(
                  dx ->
                      dx.directConnectGatewayId()
                          .filter(attachment.resourceId()::equals)
                          .isPresent())
              .flatMap(dx -> VgwRouting.ofDirectConnect(dx, id).stream())
              .toList();
    };
  }

  private static List<RouteCandidate> ofConnection(
      RegionState state, String attachmentId, VpnConnection connection) {
    RouteKind kind =
        connection.options().outsideIpAddressType() == OutsideIpAddressType.PRIVATE_IPV4
            ? RouteKind.VPN_OVER_DIRECT_CONNECT
            : RouteKind.VPN_BGP;
    List<RouteCandidate> routes = new ArrayList<>();
    List<IpAddress> up = VgwRouting.upTunnels(connection);
    for (VgwTelemetry telemetry : connection.vgwTelemetry()) {
      IpAddress tunnel = telemetry.outsideIpAddress();
      for (AcceptedRoute route : VgwRouting.learnt(state, connection, tunnel)) {
        routes.add(
            VgwRouting.learntBy(route, kind, attachmentId, tunnel)
                .withCondition(up.contains(tunnel) ? RouteCondition.UP : RouteCondition.DOWN));
      }
    }
    return routes;
  }
}
