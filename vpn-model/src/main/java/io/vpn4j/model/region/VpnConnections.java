package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayAssociationState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Creation and deletion of connections, and their static routes. */
final class VpnConnections {
  private VpnConnections() {}

  static Outcome<VpnConnection> create(VpnRegion region, CreateVpnConnectionRequest request) {
    RegionState state = region.state();
    require(
        request.vpnGatewayId().isEmpty() || request.transitGatewayId().isEmpty(),
        ErrorCode.INVALID_PARAMETER_COMBINATION,
        "transitGatewayId",
        "vpnGatewayId and transitGatewayId exclude each other; give one");
    CustomerGateway customerGateway =
        Lookup.availableCustomerGateway(state, request.customerGatewayId());
    request.vpnGatewayId().ifPresent(id -> Lookup.availableVpnGateway(state, id));
    request.transitGatewayId().ifPresent(id -> Lookup.availableTransitGateway(state, id));
    require(
        request.options().tunnelOptions().stream().allMatch(t -> t.outsideIpAddress().isEmpty()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "outsideIpAddress",
        "the service assigns outside addresses; leave them out");
    Optional<VpnConnection> same =
        region.vpnConnections().stream().filter(c -> fulfils(c, request)).findFirst();
    if (same.isPresent()) {
      return new Outcome<>(region, same.get());
    }
    checkClassic(region, request);
    checkQuotas(region, request);
    RegionState next = region.edit();
    String id = next.newId(ResourceType.VPN_CONNECTION.prefix());
    VpnConnectionOptions options = TunnelAssignment.assign(next, id, request);
    VpnConnection connection = built(request, id, options, next);
    connection.checkCustomerGateway(customerGateway);
    Tunnels.put(next, connection);
    next.schedule(
        Transition.CONNECTION,
        Transition.Subject.VPN_CONNECTION,
        id,
        "",
        ResourceState.AVAILABLE.text());
    request
        .transitGatewayId()
        .ifPresent(
            gateway ->
                TransitGateways.attach(next, gateway, TransitGatewayAttachment.Kind.VPN, id));
    return new Outcome<>(region.next(next), connection);
  }

  private static VpnConnection built(
      CreateVpnConnectionRequest request,
      String id,
      VpnConnectionOptions options,
      RegionState state) {
    boolean hasTarget =
        request.vpnGatewayId().isPresent() || request.transitGatewayId().isPresent();
    VpnConnection connection =
        VpnConnection.builder()
            .vpnConnectionId(id)
            .customerGatewayId(request.customerGatewayId())
            .type(request.type())
            .state(ResourceState.PENDING)
            .vpnGatewayId(request.vpnGatewayId())
            .transitGatewayId(request.transitGatewayId())
            .gatewayAssociationState(
                hasTarget
                    ? GatewayAssociationState.ASSOCIATED
                    : GatewayAssociationState.NOT_ASSOCIATED)
            .preSharedKeyStorage(request.preSharedKeyStorage())
            .options(options)
            .tags(request.tags())
            .build();
    return Tunnels.allDown(state, connection);
  }

  /** Whether {@code existing} is what a repeated request made. */
  private static boolean fulfils(VpnConnection existing, CreateVpnConnectionRequest request) {
    boolean inUse =
        !existing.state().equals(ResourceState.DELETING)
            && !existing.state().equals(ResourceState.DELETED);
    return inUse
        && existing.category() == Category.VPN
        && existing.customerGatewayId().equals(request.customerGatewayId())
        && existing.vpnGatewayId().equals(request.vpnGatewayId())
        && existing.transitGatewayId().equals(request.transitGatewayId())
        && existing.preSharedKeyStorage() == request.preSharedKeyStorage()
        && TunnelAssignment.completedFrom(request.options(), existing.options())
            .equals(existing.options());
  }

  // A Classic connection makes its gateway a Classic one: a new connection there would be Classic,
  // and those are made no more. The way out is the one that AWS documents.
  private static void checkClassic(VpnRegion region, CreateVpnConnectionRequest request) {
    Optional<String> classic =
        region.vpnConnections().stream()
            .filter(c -> c.category() == Category.VPN_CLASSIC)
            .filter(c -> !c.state().equals(ResourceState.DELETED))
            .filter(
                c ->
                    request.vpnGatewayId().isPresent()
                        && c.vpnGatewayId().equals(request.vpnGatewayId()))
            .map(VpnConnection::vpnConnectionId)
            .findFirst();
    require(
        classic.isEmpty(),
        ErrorCode.UNSUPPORTED_OPERATION,
        "vpnGatewayId",
        request.vpnGatewayId().orElse("")
            + " has the Classic connection "
            + classic.orElse("")
            + "; make another virtual private gateway, or delete all its Classic connections and"
            + " wait for deleted");
  }

  private static void checkQuotas(VpnRegion region, CreateVpnConnectionRequest request) {
    Quotas quotas = region.quotas();
    quota(region, c -> true, quotas.vpnConnectionsPerRegion(), "Region");
    if (request.vpnGatewayId().isPresent()) {
      checkGatewayQuota(region, request.vpnGatewayId().get());
    } else if (request.transitGatewayId().isEmpty()) {
      quota(
          region,
          c -> c.vpnGatewayId().isEmpty() && c.transitGatewayId().isEmpty(),
          quotas.unassociatedVpnConnectionsPerRegion(),
          "Region, without a target,");
    }
    if (request.options().enableAcceleration()) {
      quota(
          region,
          c -> c.options().enableAcceleration(),
          quotas.acceleratedVpnConnectionsPerRegion(),
          "Region, accelerated,");
    }
    if (request.options().tunnelBandwidth() == TunnelBandwidth.LARGE) {
      checkLargeQuota(region);
    }
  }

  static void checkGatewayQuota(VpnRegion region, String vpnGatewayId) {
    quota(
        region,
        c -> c.vpnGatewayId().filter(vpnGatewayId::equals).isPresent(),
        region.quotas().vpnConnectionsPerVpnGateway(),
        "virtual private gateway " + vpnGatewayId);
  }

  static void checkLargeQuota(VpnRegion region) {
    quota(
        region,
        c -> c.options().tunnelBandwidth() == TunnelBandwidth.LARGE,
        region.quotas().largeBandwidthVpnConnectionsPerRegion(),
        "Region, of large bandwidth,");
  }

  private static void quota(
      VpnRegion region, Predicate<VpnConnection> counted, int limit, String where) {
    long live =
        VpnGateways.live(
            region.vpnConnections().stream().filter(counted).map(VpnConnection::state));
    require(
        live < limit,
        ErrorCode.VPN_CONNECTION_LIMIT_EXCEEDED,
        "vpnConnectionId",
        "the " + where + " has " + limit + " already; delete one, or have the quota raised");
  }

  static VpnRegion delete(VpnRegion region, String id) {
    VpnConnection connection = Lookup.vpnConnection(region.state(), id);
    require(
        connection.state().equals(ResourceState.AVAILABLE)
            || connection.state().equals(ResourceState.PENDING),
        ErrorCode.INVALID_VPN_CONNECTION_INVALID_STATE,
        "vpnConnectionId",
        "the state of " + id + " is " + connection.state() + "; wait until it is available");
    RegionState next = region.edit();
    Tunnels.put(
        next, Tunnels.allDown(next, connection).toBuilder().state(ResourceState.DELETING).build());
    next.schedule(
        Transition.DELETION,
        Transition.Subject.VPN_CONNECTION,
        id,
        "",
        ResourceState.DELETED.text());
    TransitGateways.detach(next, connection.transitGatewayId(), id);
    return region.next(next);
  }

  static VpnRegion createRoute(VpnRegion region, String id, IpPrefix destination) {
    VpnConnection connection = Lookup.availableVpnConnection(region.state(), id);
    checkStatic(connection);
    require(
        destination.isIpv4(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "destinationCidrBlock",
        "destinationCidrBlock " + destination + " is not IPv4, and the gateway carries no other");
    require(
        connection.routes().stream().noneMatch(r -> r.destinationCidrBlock().equals(destination)),
        ErrorCode.ROUTE_ALREADY_EXISTS,
        "destinationCidrBlock",
        id + " has a static route to " + destination + " already");
    require(
        connection.routes().size() < Quotas.STATIC_ROUTES_PER_CONNECTION,
        ErrorCode.ROUTE_LIMIT_EXCEEDED,
        "destinationCidrBlock",
        id
            + " has "
            + Quotas.STATIC_ROUTES_PER_CONNECTION
            + " static routes, which is the most; summarize prefixes");
    List<VpnStaticRoute> routes = new ArrayList<>(connection.routes());
    routes.add(
        VpnStaticRoute.builder()
            .destinationCidrBlock(destination)
            .state(ResourceState.PENDING)
            .build());
    return scheduled(region, connection, routes, destination, ResourceState.AVAILABLE);
  }

  static VpnRegion deleteRoute(VpnRegion region, String id, IpPrefix destination) {
    VpnConnection connection = Lookup.availableVpnConnection(region.state(), id);
    checkStatic(connection);
    require(
        connection.routes().stream().anyMatch(r -> r.destinationCidrBlock().equals(destination)),
        ErrorCode.INVALID_ROUTE_NOT_FOUND,
        "destinationCidrBlock",
        id + " has no static route to exactly " + destination + "; its description lists them");
    List<VpnStaticRoute> routes =
        connection.routes().stream()
            .map(
                r ->
                    r.destinationCidrBlock().equals(destination)
                        ? r.toBuilder().state(ResourceState.DELETING).build()
                        : r)
            .toList();
    return scheduled(region, connection, routes, destination, ResourceState.DELETED);
  }

  private static VpnRegion scheduled(
      VpnRegion region,
      VpnConnection connection,
      List<VpnStaticRoute> routes,
      IpPrefix destination,
      ResourceState to) {
    RegionState next = region.edit();
    Tunnels.put(next, Tunnels.counted(connection.toBuilder().routes(routes).build()));
    next.schedule(
        Transition.STATIC_ROUTE,
        Transition.Subject.STATIC_ROUTE,
        connection.vpnConnectionId(),
        destination.toString(),
        to.text());
    return region.next(next);
  }

  private static void checkStatic(VpnConnection connection) {
    require(
        connection.options().staticRoutesOnly() && connection.vpnGatewayId().isPresent(),
        ErrorCode.INVALID_VPN_CONNECTION_INVALID_TYPE,
        "vpnConnectionId",
        connection.vpnConnectionId()
            + (connection.options().staticRoutesOnly()
                ? " is not on a virtual private gateway; put the route into a route table of its"
                    + " transit gateway"
                : " uses BGP and takes no static routes; let the device advertise the prefix"));
  }
}
