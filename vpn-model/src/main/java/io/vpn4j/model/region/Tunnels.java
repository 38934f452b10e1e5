package io.vpn4j.model.region;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the snapshot says of the state of tunnels, and how a report of the data plane changes it.
 */
final class Tunnels {
  private Tunnels() {}

  /** Takes a report in: telemetry, learnt routes, what was negotiated. */
  static VpnRegion report(VpnRegion region, TunnelReport report) {
    VpnConnection connection =
        Lookup.vpnConnection(region.state(), report.tunnel().vpnConnectionId());
    Lookup.tunnel(connection, report.tunnel().outsideIpAddress());
    boolean inService =
        connection.state().equals(ResourceState.AVAILABLE)
            || connection.state().equals(ResourceState.MODIFYING);
    VpnApiException.require(
        inService || !report.ipsecUp(),
        ErrorCode.INVALID_VPN_CONNECTION_INVALID_STATE,
        "vpnConnectionId",
        "the state of "
            + connection.vpnConnectionId()
            + " is "
            + connection.state()
            + "; no tunnel of it can be up");
    RegionState next = region.edit();
    List<AcceptedRoute> accepted = accepted(next, connection, report);
    IpAddress address = report.tunnel().outsideIpAddress();
    boolean isStatic = connection.options().staticRoutesOnly();
    boolean established =
        report.ipsecUp() && report.bgpUp() && accepted.size() <= prefixLimit(connection);
    VgwTelemetry telemetry =
        isStatic
            ? VgwTelemetry.ofStaticTunnel(
                address, report.ipsecUp(), connection.routes().size(), next.now)
            : established
                ? VgwTelemetry.ofBgpTunnel(address, accepted.size(), next.now)
                : report.ipsecUp()
                    ? VgwTelemetry.ofBgpTunnelWithoutSession(address, next.now)
                    : VgwTelemetry.ofBgpTunnelDown(address, next.now);
    next.learnt =
        isStatic || !established || accepted.isEmpty()
            ? next.learnt.without(report.tunnel())
            : next.learnt.with(report.tunnel(), accepted);
    next.negotiated =
        report.ipsecUp() && report.negotiated().isPresent()
            ? next.negotiated.with(report.tunnel(), report.negotiated().get())
            : next.negotiated.without(report.tunnel());
    put(next, withTelemetry(connection, telemetry));
    return region.next(next);
  }

  /**
   * Whom the Amazon side denies nothing: a prefix whose AS_PATH has the Amazon side's own AS number
   * is a loop.
   */
  private static List<AcceptedRoute> accepted(
      RegionState state, VpnConnection connection, TunnelReport report) {
    Optional<AsNumber> own = amazonSideAsn(state, connection);
    return report.routes().stream()
        .filter(route -> own.isEmpty() || !route.asPath().contains(own.get()))
        .toList();
  }

  /** The AS number of the Amazon side of the connection. */
  static Optional<AsNumber> amazonSideAsn(RegionState state, VpnConnection connection) {
    return connection
        .vpnGatewayId()
        .flatMap(state.vpnGateways::get)
        .map(g -> g.amazonSideAsn())
        .or(
            () ->
                connection
                    .transitGatewayId()
                    .flatMap(state.transitGateways::get)
                    .map(TransitGateway::amazonSideAsn));
  }

  /** More prefixes than this end the BGP session (NOTIFICATION 6/1). */
  private static int prefixLimit(VpnConnection connection) {
    return connection.vpnGatewayId().isPresent()
        ? Quotas.ACCEPTED_PREFIXES_OF_VPN_GATEWAY
        : Quotas.ACCEPTED_PREFIXES_OF_TRANSIT_GATEWAY;
  }

  private static VpnConnection withTelemetry(VpnConnection connection, VgwTelemetry telemetry) {
    List<VgwTelemetry> all = new ArrayList<>();
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      connection.vgwTelemetry().stream()
          .filter(t -> tunnel.outsideIpAddress().filter(t.outsideIpAddress()::equals).isPresent())
          .map(
              t ->
                  t.outsideIpAddress().equals(telemetry.outsideIpAddress())
                      ? unlessSame(t, telemetry)
                      : t)
          .findFirst()
          .or(() -> Optional.of(telemetry).filter(t -> isOf(tunnel, t)))
          .ifPresent(all::add);
    }
    return connection.toBuilder().vgwTelemetry(all).build();
  }

  // LastStatusChange is when the status changed, not when it was reported.
  private static VgwTelemetry unlessSame(VgwTelemetry before, VgwTelemetry now) {
    boolean same =
        before.status() == now.status()
            && (before.status() == TelemetryStatus.UP
                || before.statusMessage().equals(now.statusMessage()));
    return now.toBuilder()
        .certificateArn(before.certificateArn())
        .lastStatusChange(same ? before.lastStatusChange() : now.lastStatusChange())
        .build();
  }

  /** The telemetry with the tunnel down, and another certificate of its AWS side. */
  static List<VgwTelemetry> certified(
      RegionState state, VpnConnection connection, IpAddress tunnel, String certificateArn) {
    return down(state, connection, tunnel).vgwTelemetry().stream()
        .map(
            t ->
                t.outsideIpAddress().equals(tunnel)
                    ? t.toBuilder().certificateArn(certificateArn).build()
                    : t)
        .toList();
  }

  private static boolean isOf(TunnelOption tunnel, VgwTelemetry telemetry) {
    return tunnel.outsideIpAddress().filter(telemetry.outsideIpAddress()::equals).isPresent();
  }

  /** What was negotiated. */
  static ActiveVpnTunnelStatus active(VpnRegion region, String vpnConnectionId, IpAddress tunnel) {
    VpnConnection connection = Lookup.vpnConnection(region.state(), vpnConnectionId);
    Lookup.tunnel(connection, tunnel);
    return region
        .state()
        .negotiated
        .get(new TunnelKey(vpnConnectionId, tunnel))
        .orElseGet(
            () ->
                ActiveVpnTunnelStatus.none(
                    connection.state().equals(ResourceState.AVAILABLE) ? "available" : "pending"));
  }

  /** The connection with one of its tunnels down, in {@code state} and in the result. */
  static VpnConnection down(RegionState state, VpnConnection connection, IpAddress tunnel) {
    TunnelKey key = new TunnelKey(connection.vpnConnectionId(), tunnel);
    state.learnt = state.learnt.without(key);
    state.negotiated = state.negotiated.without(key);
    return withTelemetry(
        connection,
        connection.options().staticRoutesOnly()
            ? VgwTelemetry.ofStaticTunnel(tunnel, false, connection.routes().size(), state.now)
            : VgwTelemetry.ofBgpTunnelDown(tunnel, state.now));
  }

  /** The connection with both tunnels down. */
  static VpnConnection allDown(RegionState state, VpnConnection connection) {
    VpnConnection changed = connection;
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      if (tunnel.outsideIpAddress().isPresent()) {
        changed = down(state, changed, tunnel.outsideIpAddress().get());
      }
    }
    return changed;
  }

  /** The connection with the count of its static routes in the telemetry, also while down. */
  static VpnConnection counted(VpnConnection connection) {
    if (!connection.options().staticRoutesOnly()) {
      return connection;
    }
    int count = connection.routes().size();
    return connection.toBuilder()
        .vgwTelemetry(
            connection.vgwTelemetry().stream()
                .map(t -> t.toBuilder().acceptedRouteCount(count).build())
                .toList())
        .build();
  }

  /** Removes all that is kept beside the connection. */
  static void forget(RegionState state, VpnConnection connection) {
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      if (tunnel.outsideIpAddress().isPresent()) {
        TunnelKey key =
            new TunnelKey(connection.vpnConnectionId(), tunnel.outsideIpAddress().get());
        state.learnt = state.learnt.without(key);
        state.negotiated = state.negotiated.without(key);
        state.maintenance = state.maintenance.without(key);
        state.unschedule(
            Transition.Subject.MAINTENANCE,
            key.vpnConnectionId(),
            key.outsideIpAddress().toString());
      }
    }
  }

  static void put(RegionState state, VpnConnection connection) {
    state.vpnConnections = state.vpnConnections.with(connection.vpnConnectionId(), connection);
  }
}
