package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayAssociationState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The actions that change a connection or one of its tunnels. */
final class Modifications {
  private Modifications() {}

  static Outcome<VpnConnection> connection(VpnRegion region, ModifyVpnConnectionRequest request) {
    VpnConnection connection = modifiable(region, request.vpnConnectionId());
    long given =
        Stream.of(request.vpnGatewayId(), request.transitGatewayId(), request.customerGatewayId())
            .flatMap(Optional::stream)
            .count();
    require(
        given > 0,
        ErrorCode.MISSING_PARAMETER,
        "vpnGatewayId",
        "one of vpnGatewayId, transitGatewayId, customerGatewayId is wanted");
    require(
        given == 1,
        ErrorCode.INVALID_PARAMETER_COMBINATION,
        "vpnGatewayId",
        "vpnGatewayId, transitGatewayId and customerGatewayId exclude each other; call once each");
    if (request.customerGatewayId().isPresent()) {
      return customerGateway(region, connection, request.customerGatewayId().get());
    }
    return request.vpnGatewayId().isPresent()
        ? toVpnGateway(region, connection, request.vpnGatewayId().get())
        : toTransitGateway(region, connection, request.transitGatewayId().orElseThrow());
  }

  private static Outcome<VpnConnection> customerGateway(
      VpnRegion region, VpnConnection connection, String id) {
    CustomerGateway gateway = Lookup.availableCustomerGateway(region.state(), id);
    VpnConnection changed = connection.toBuilder().customerGatewayId(id).build();
    changed.checkCustomerGateway(gateway);
    return modifying(region, region.edit(), changed, Transition.MODIFICATION);
  }

  private static Outcome<VpnConnection> toVpnGateway(
      VpnRegion region, VpnConnection connection, String id) {
    Lookup.availableVpnGateway(region.state(), id);
    checkOther(connection.vpnGatewayId(), "vpnGatewayId", id);
    VpnConnectionOptions options = connection.options();
    require(
        region.vpnConnections().stream()
            .noneMatch(
                c ->
                    c.category() == Category.VPN_CLASSIC
                        && !c.state().equals(ResourceState.DELETED)
                        && c.vpnGatewayId().filter(id::equals).isPresent()),
        ErrorCode.UNSUPPORTED_OPERATION,
        "vpnGatewayId",
        id + " has a Classic connection; choose another virtual private gateway");
    VpnConnections.checkGatewayQuota(region, id);
    TunnelAssignment.checkUnique(
        region.state(), Optional.of(id), Optional.empty(), options.tunnelOptions());
    RegionState next = region.edit();
    TransitGateways.detach(next, connection.transitGatewayId(), connection.vpnConnectionId());
    VpnConnection changed =
        supported(
            "vpnGatewayId",
            id,
            () ->
                connection.toBuilder()
                    .vpnGatewayId(id)
                    .transitGatewayId(Optional.empty())
                    .gatewayAssociationState(GatewayAssociationState.ASSOCIATING)
                    .build());
    return modifying(region, next, changed, Transition.MODIFICATION);
  }

  private static Outcome<VpnConnection> toTransitGateway(
      VpnRegion region, VpnConnection connection, String id) {
    Lookup.availableTransitGateway(region.state(), id);
    checkOther(connection.transitGatewayId(), "transitGatewayId", id);
    require(
        connection.routes().isEmpty(),
        ErrorCode.INCORRECT_STATE,
        "transitGatewayId",
        connection.vpnConnectionId()
            + " has static routes; keep a copy, delete them, and put them into the transit"
            + " gateway's route table afterwards");
    RegionState next = region.edit();
    TransitGateways.detach(next, connection.transitGatewayId(), connection.vpnConnectionId());
    TransitGateways.attach(
        next, id, TransitGatewayAttachment.Kind.VPN, connection.vpnConnectionId());
    VpnConnection changed =
        supported(
            "transitGatewayId",
            id,
            () ->
                connection.toBuilder()
                    .vpnGatewayId(Optional.empty())
                    .transitGatewayId(id)
                    .gatewayAssociationState(GatewayAssociationState.ASSOCIATING)
                    .build());
    return modifying(region, next, changed, Transition.MODIFICATION);
  }

  private static void checkOther(Optional<String> before, String field, String id) {
    require(
        before.filter(id::equals).isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        field,
        field + " " + id + " is the target already; give another");
  }

  /** The connection at its new target, which may lack what its options want. */
  private static VpnConnection supported(
      String field, String target, Supplier<VpnConnection> changed) {
    try {
      return changed.get();
    } catch (IllegalArgumentException e) {
      throw new VpnApiException(
          ErrorCode.UNSUPPORTED_OPERATION,
          field,
          target + " cannot carry the connection: " + e.getMessage());
    }
  }

  static Outcome<VpnConnection> options(
      VpnRegion region, ModifyVpnConnectionOptionsRequest request) {
    VpnConnection connection = modifiable(region, request.vpnConnectionId());
    VpnConnectionOptions before = connection.options();
    VpnConnectionOptions.Builder builder = before.toBuilder();
    request.localIpv4NetworkCidr().ifPresent(builder::localIpv4NetworkCidr);
    request.remoteIpv4NetworkCidr().ifPresent(builder::remoteIpv4NetworkCidr);
    request.localIpv6NetworkCidr().ifPresent(builder::localIpv6NetworkCidr);
    request.remoteIpv6NetworkCidr().ifPresent(builder::remoteIpv6NetworkCidr);
    request.tunnelBandwidth().ifPresent(builder::tunnelBandwidth);
    VpnConnectionOptions after = builder.build();
    require(
        Stream.of(
                request.localIpv4NetworkCidr(),
                request.remoteIpv4NetworkCidr(),
                request.localIpv6NetworkCidr(),
                request.remoteIpv6NetworkCidr(),
                request.tunnelBandwidth())
            .anyMatch(Optional::isPresent),
        ErrorCode.MISSING_PARAMETER,
        "localIpv4NetworkCidr",
        "an option to change is wanted");
    if (after.tunnelBandwidth() == TunnelBandwidth.LARGE
        && before.tunnelBandwidth() != TunnelBandwidth.LARGE) {
      VpnConnections.checkLargeQuota(region);
    }
    VpnConnection changed = connection.toBuilder().options(after).build();
    changed.checkCustomerGateway(
        Lookup.customerGateway(region.state(), connection.customerGatewayId()));
    return modifying(region, region.edit(), changed, Transition.MODIFICATION);
  }

  static Outcome<VpnConnection> tunnel(
      VpnRegion region,
      String id,
      IpAddress outside,
      Consumer<TunnelOption.Builder> change,
      boolean skipReplacement) {
    VpnConnection connection = modifiable(region, id);
    int at = Lookup.tunnel(connection, outside);
    TunnelOption before = connection.options().tunnelOptions().get(at);
    TunnelOption.Builder builder = before.toBuilder();
    change.accept(builder);
    TunnelOption after = builder.build();
    require(
        after.outsideIpAddress().equals(before.outsideIpAddress()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "outsideIpAddress",
        "the outside address stays for life; leave it out");
    if (skipReplacement) {
      checkSkip(region, new TunnelKey(id, outside), before, after);
    }
    VpnConnection changed = withTunnel(connection, at, after);
    changed.checkCustomerGateway(
        Lookup.customerGateway(region.state(), connection.customerGatewayId()));
    if (!after.tunnelInsideCidr().equals(before.tunnelInsideCidr())
        || !after.tunnelInsideIpv6Cidr().equals(before.tunnelInsideIpv6Cidr())) {
      checkInsideUnique(region, connection, after);
    }
    RegionState next = region.edit();
    if (skipReplacement) {
      Tunnels.put(next, changed);
      return new Outcome<>(region.next(next), changed);
    }
    return modifyingTunnel(region, next, changed, outside);
  }

  private static void checkSkip(
      VpnRegion region, TunnelKey key, TunnelOption before, TunnelOption after) {
    boolean only =
        before.toBuilder()
            .enableTunnelLifecycleControl(after.enableTunnelLifecycleControl())
            .build()
            .equals(after);
    require(
        only,
        ErrorCode.INVALID_PARAMETER_COMBINATION,
        "skipTunnelReplacement",
        "skipTunnelReplacement goes with enableTunnelLifecycleControl alone; leave the other"
            + " options as they are");
    require(
        after.enableTunnelLifecycleControl().orElse(false)
            || !Maintenance.details(region.state(), key).pendingMaintenance(),
        ErrorCode.INVALID_PARAMETER_COMBINATION,
        "skipTunnelReplacement",
        "maintenance waits, so switching off lifecycle control replaces the tunnel");
  }

  private static void checkInsideUnique(
      VpnRegion region, VpnConnection connection, TunnelOption after) {
    RegionState others = region.edit();
    others.vpnConnections = others.vpnConnections.without(connection.vpnConnectionId());
    TunnelAssignment.checkUnique(
        others, connection.vpnGatewayId(), connection.transitGatewayId(), List.of(after));
  }

  private static VpnConnection withTunnel(VpnConnection connection, int at, TunnelOption tunnel) {
    List<TunnelOption> tunnels = new ArrayList<>(connection.options().tunnelOptions());
    tunnels.set(at, tunnel);
    return connection.toBuilder()
        .options(connection.options().toBuilder().tunnelOptions(tunnels).build())
        .build();
  }

  static Outcome<VpnConnection> certificate(VpnRegion region, String id, IpAddress outside) {
    VpnConnection connection = modifiable(region, id);
    Lookup.tunnel(connection, outside);
    require(
        Lookup.customerGateway(region.state(), connection.customerGatewayId())
            .certificateArn()
            .isPresent(),
        ErrorCode.UNSUPPORTED_OPERATION,
        "vpnConnectionId",
        id + " authenticates with pre-shared keys; modify the tunnel's preSharedKey instead");
    RegionState next = region.edit();
    String certificate =
        String.format(
            "arn:aws:acm:%s:000000000000:certificate/%016x", region.regionName(), next.draw());
    VpnConnection renewed =
        connection.toBuilder()
            .vgwTelemetry(Tunnels.certified(next, connection, outside, certificate))
            .build();
    return scheduled(region, next, renewed, Transition.TUNNEL);
  }

  private static VpnConnection modifiable(VpnRegion region, String id) {
    VpnConnection connection = Lookup.availableVpnConnection(region.state(), id);
    require(
        connection.category().supportsTunnelOptions(),
        ErrorCode.UNSUPPORTED_OPERATION,
        "vpnConnectionId",
        id + " is an AWS Classic VPN connection, which cannot be modified; migrate to AWS VPN");
    return connection;
  }

  private static Outcome<VpnConnection> modifying(
      VpnRegion region, RegionState next, VpnConnection changed, Duration duration) {
    return scheduled(region, next, Tunnels.allDown(next, changed), duration);
  }

  private static Outcome<VpnConnection> modifyingTunnel(
      VpnRegion region, RegionState next, VpnConnection changed, IpAddress tunnel) {
    return scheduled(region, next, Tunnels.down(next, changed, tunnel), Transition.TUNNEL);
  }

  private static Outcome<VpnConnection> scheduled(
      VpnRegion region, RegionState next, VpnConnection changed, Duration duration) {
    VpnConnection result = changed.toBuilder().state(ResourceState.MODIFYING).build();
    Tunnels.put(next, result);
    next.schedule(
        duration,
        Transition.Subject.VPN_CONNECTION,
        changed.vpnConnectionId(),
        "",
        ResourceState.AVAILABLE.text());
    return new Outcome<>(region.next(next), result);
  }
}
