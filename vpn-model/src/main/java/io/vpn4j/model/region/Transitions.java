package io.vpn4j.model.region;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.GatewayAssociationState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The changes of state that come by themselves as time passes. */
final class Transitions {
  private Transitions() {}

  /** Moves {@code state} to {@code until}, with what comes meanwhile. */
  static void advance(RegionState state, Instant until) {
    while (!state.transitions.isEmpty() && !state.transitions.get(0).at().isAfter(until)) {
      Transition next = state.transitions.get(0);
      state.transitions = state.transitions.subList(1, state.transitions.size());
      state.now = next.at();
      apply(state, next);
    }
    state.transitions = List.copyOf(state.transitions);
    state.now = until;
  }

  private static void apply(RegionState state, Transition t) {
    switch (t.subject()) {
      case VPN_GATEWAY -> vpnGateway(state, t);
      case VPC_ATTACHMENT -> vpcAttachment(state, t);
      case CUSTOMER_GATEWAY -> customerGateway(state, t);
      case VPN_CONNECTION -> vpnConnection(state, t);
      case STATIC_ROUTE -> staticRoute(state, t);
      case TRANSIT_GATEWAY -> transitGateway(state, t);
      case TRANSIT_GATEWAY_ATTACHMENT -> attachment(state, t);
      case MAINTENANCE -> Maintenance.applied(state, t);
    }
    if (t.to().equals(ResourceState.DELETED.text())
        && t.subject() != Transition.Subject.STATIC_ROUTE) {
      state.schedule(
          Transition.DELETED_STAYS_VISIBLE, t.subject(), t.id(), t.part(), Transition.GONE);
    }
  }

  private static void vpnGateway(RegionState state, Transition t) {
    state.vpnGateways =
        isGone(t)
            ? state.vpnGateways.without(t.id())
            : state
                .vpnGateways
                .get(t.id())
                .map(g -> g.toBuilder().state(ResourceState.of(t.to())).build())
                .map(g -> state.vpnGateways.with(t.id(), g))
                .orElse(state.vpnGateways);
  }

  private static void vpcAttachment(RegionState state, Transition t) {
    VpnGateway gateway = state.vpnGateways.get(t.id()).orElseThrow();
    List<VpcAttachment> attachments =
        gateway.vpcAttachments().stream()
            .map(
                a ->
                    a.vpcId().equals(t.part())
                        ? VpcAttachment.of(a.vpcId(), AttachmentState.of(t.to()))
                        : a)
            .toList();
    state.vpnGateways =
        state.vpnGateways.with(t.id(), gateway.toBuilder().vpcAttachments(attachments).build());
  }

  private static void customerGateway(RegionState state, Transition t) {
    state.customerGateways =
        isGone(t)
            ? state.customerGateways.without(t.id())
            : state
                .customerGateways
                .get(t.id())
                .map(g -> g.toBuilder().state(ResourceState.of(t.to())).build())
                .map(g -> state.customerGateways.with(t.id(), g))
                .orElse(state.customerGateways);
  }

  private static void vpnConnection(RegionState state, Transition t) {
    Optional<VpnConnection> connection = state.vpnConnections.get(t.id());
    if (isGone(t) || connection.isEmpty()) {
      state.vpnConnections = state.vpnConnections.without(t.id());
      return;
    }
    ResourceState to = ResourceState.of(t.to());
    VpnConnection.Builder changed = connection.get().toBuilder().state(to);
    if (to.equals(ResourceState.DELETED)) {
      // A description of a deleted connection has no telemetry.
      changed.vgwTelemetry(List.of());
      Tunnels.forget(state, connection.get());
    } else if (connection.get().gatewayAssociationState().equals(ASSOCIATING)) {
      changed.gatewayAssociationState(GatewayAssociationState.ASSOCIATED);
    }
    state.vpnConnections = state.vpnConnections.with(t.id(), changed.build());
  }

  private static final Optional<GatewayAssociationState> ASSOCIATING =
      Optional.of(GatewayAssociationState.ASSOCIATING);

  private static void staticRoute(RegionState state, Transition t) {
    Optional<VpnConnection> connection = state.vpnConnections.get(t.id());
    if (connection.isEmpty()) {
      return;
    }
    List<VpnStaticRoute> routes =
        connection.get().routes().stream()
            .filter(r -> !at(r, t) || !t.to().equals(ResourceState.DELETED.text()))
            .map(r -> at(r, t) ? r.toBuilder().state(ResourceState.of(t.to())).build() : r)
            .toList();
    state.vpnConnections =
        state.vpnConnections.with(
            t.id(), Tunnels.counted(connection.get().toBuilder().routes(routes).build()));
  }

  private static boolean at(VpnStaticRoute route, Transition t) {
    return route.destinationCidrBlock().toString().equals(t.part());
  }

  private static void transitGateway(RegionState state, Transition t) {
    state.transitGateways =
        isGone(t)
            ? state.transitGateways.without(t.id())
            : state
                .transitGateways
                .get(t.id())
                .map(g -> g.toBuilder().state(ResourceState.of(t.to())).build())
                .map(g -> state.transitGateways.with(t.id(), g))
                .orElse(state.transitGateways);
  }

  private static void attachment(RegionState state, Transition t) {
    state.attachments =
        isGone(t)
            ? state.attachments.without(t.id())
            : state
                .attachments
                .get(t.id())
                .map(a -> a.withState(ResourceState.of(t.to())))
                .map(a -> state.attachments.with(t.id(), a))
                .orElse(state.attachments);
  }

  private static boolean isGone(Transition t) {
    return t.to().equals(Transition.GONE);
  }

  /** The tunnel that the transition's part names. */
  static TunnelKey tunnel(Transition t) {
    return new TunnelKey(t.id(), IpAddress.of(t.part()));
  }
}
