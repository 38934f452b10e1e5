package io.vpn4j.model.region;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes what follows from the rest of a snapshot follow: the routes of virtual private gateways,
 * the propagated routes of route tables, and which routes are blackholes.
 *
 * <p>Only what the change touches is derived again.
 */
final class Propagation {
  private final RegionState before;
  private final RegionState after;
  private final Set<String> changedGateways = new HashSet<>();

  private Propagation(RegionState before, RegionState after) {
    this.before = before;
    this.after = after;
  }

  /** Derives {@code after}, which came from the derived {@code before}. */
  static void derive(RegionState before, RegionState after) {
    new Propagation(before, after).derive();
  }

  private void derive() {
    deriveGatewayRoutes();
    deriveRouteTables();
    deriveTransitGatewayRouteTables();
  }

  private void deriveGatewayRoutes() {
    before.vpnGateways.changes(after.vpnGateways, (id, b, a) -> changedGateways.add(id));
    before.vpnConnections.changes(
        after.vpnConnections,
        (id, b, a) -> {
          b.flatMap(VpnConnection::vpnGatewayId).ifPresent(changedGateways::add);
          a.flatMap(VpnConnection::vpnGatewayId).ifPresent(changedGateways::add);
        });
    before.virtualInterfaces.changes(
        after.virtualInterfaces,
        (id, b, a) -> {
          b.flatMap(VirtualInterface::vpnGatewayId).ifPresent(changedGateways::add);
          a.flatMap(VirtualInterface::vpnGatewayId).ifPresent(changedGateways::add);
        });
    before.learnt.changes(
        after.learnt,
        (key, b, a) ->
            after
                .vpnConnections
                .get(key.vpnConnectionId())
                .flatMap(VpnConnection::vpnGatewayId)
                .ifPresent(changedGateways::add));
    for (String id : changedGateways) {
      after.vgwRoutes =
          after.vpnGateways.contains(id)
              ? after.vgwRoutes.with(id, VgwRouting.routes(after, id))
              : after.vgwRoutes.without(id);
    }
  }

  private void deriveRouteTables() {
    boolean transitChanged =
        !before.attachments.isSame(after.attachments)
            || !before.transitGateways.isSame(after.transitGateways);
    Set<String> vpcs = new HashSet<>();
    for (String id : changedGateways) {
      before.vpnGateways.get(id).flatMap(VpnGateway::attachedVpcId).ifPresent(vpcs::add);
      after.vpnGateways.get(id).flatMap(VpnGateway::attachedVpcId).ifPresent(vpcs::add);
    }
    SortedTable<String, RouteTable> given = after.routeTables;
    Set<String> changedTables = new HashSet<>();
    before.routeTables.changes(given, (id, b, a) -> changedTables.add(id));
    after.routeTables =
        given.replaceAll(
            table ->
                transitChanged
                        || vpcs.contains(table.vpcId())
                        || changedTables.contains(table.routeTableId())
                    ? derived(table)
                    : table);
  }

  private RouteTable derived(RouteTable table) {
    RouteTable attachedOnly = table;
    for (String gateway : table.propagatingVgws()) {
      if (!isAttached(after, gateway, table.vpcId())) {
        attachedOnly = attachedOnly.withPropagation(gateway, false);
      }
    }
    SortedTable<IpPrefix, Route> propagated = propagated(attachedOnly);
    Map<String, RouteState> states = new HashMap<>();
    return attachedOnly
        .withStanding(
            attachedOnly
                .standing()
                .replaceAll(
                    r ->
                        r.withState(
                            states.computeIfAbsent(
                                r.target(), target -> state(table.vpcId(), target)))))
        .withPropagated(propagated.equals(table.propagated()) ? table.propagated() : propagated);
  }

  private SortedTable<IpPrefix, Route> propagated(RouteTable table) {
    Optional<String> gateway =
        table.propagatingVgws().stream()
            .filter(id -> isEffective(after, id, table.vpcId()))
            .findFirst();
    if (gateway.isEmpty()) {
      return SortedTable.empty();
    }
    TreeMap<IpPrefix, Route> routes = new TreeMap<>();
    for (RouteCandidate way : VpcRouting.propagated(after, table.vpcId(), gateway.get())) {
      if (way.isUp()) {
        routes.put(
            way.prefix(),
            new Route(
                way.prefix(),
                gateway.get(),
                RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION,
                RouteState.ACTIVE));
      }
    }
    return SortedTable.copyOf(routes);
  }

  private RouteState state(String vpcId, String target) {
    return isLive(after, vpcId, target) ? RouteState.ACTIVE : RouteState.BLACKHOLE;
  }

  private static boolean isLive(RegionState state, String vpcId, String target) {
    if (target.startsWith("vgw-")) {
      return isEffective(state, target, vpcId);
    }
    return !target.startsWith("tgw-")
        || transitAttachment(state, target, vpcId)
            .filter(TransitGatewayAttachment::isAvailable)
            .isPresent();
  }

  /** Whether the gateway is attached to the VPC, or will be, or was just now. */
  static boolean isAttached(RegionState state, String vpnGatewayId, String vpcId) {
    return state
        .vpnGateways
        .get(vpnGatewayId)
        .flatMap(VpnGateway::attachedVpcId)
        .filter(vpcId::equals)
        .isPresent();
  }

  /** Whether the gateway's attachment to the VPC carries traffic. */
  static boolean isEffective(RegionState state, String vpnGatewayId, String vpcId) {
    return state
        .vpnGateways
        .get(vpnGatewayId)
        .filter(g -> g.state().equals(ResourceState.AVAILABLE))
        .filter(g -> g.vpcAttachments().contains(VpcAttachment.of(vpcId, AttachmentState.ATTACHED)))
        .isPresent();
  }

  /** The live attachment of the VPC to the transit gateway. */
  static Optional<TransitGatewayAttachment> transitAttachment(
      RegionState state, String transitGatewayId, String resourceId) {
    return state.attachments.values().stream()
        .filter(
            a ->
                a.isLive()
                    && a.transitGatewayId().equals(transitGatewayId)
                    && a.resourceId().equals(resourceId))
        .findFirst();
  }

  private void deriveTransitGatewayRouteTables() {
    if (before.attachments.isSame(after.attachments)
        && before.transitGatewayRouteTables.isSame(after.transitGatewayRouteTables)) {
      return;
    }
    after.transitGatewayRouteTables = after.transitGatewayRouteTables.replaceAll(this::derived);
  }

  private TransitGatewayRouteTable derived(TransitGatewayRouteTable table) {
    TransitGatewayRouteTable liveOnly = table;
    for (String attachment : table.propagatingAttachmentIds()) {
      if (after.attachments.get(attachment).filter(TransitGatewayAttachment::isLive).isEmpty()) {
        liveOnly = liveOnly.withPropagation(attachment, false);
      }
    }
    return liveOnly.withRoutes(
        liveOnly
            .routes()
            .replaceAll(
                r ->
                    r.withState(
                        r.transitGatewayAttachmentId()
                                .flatMap(after.attachments::get)
                                .filter(TransitGatewayAttachment::isAvailable)
                                .isPresent()
                            ? RouteState.ACTIVE
                            : RouteState.BLACKHOLE)));
  }
}
