package io.vpn4j.model.migration;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TunnelKey;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Optional;

/**
 * What a device makes of a tunnel.
 *
 * @param ipsecUp whether IKE and IPsec are up
 * @param bgpUp whether the BGP session is established
 * @param routes what the device advertises
 */
public record TunnelState(boolean ipsecUp, boolean bgpUp, List<AcceptedRoute> routes) {
  /** A tunnel that the device does not bring up. */
  public static final TunnelState DOWN = new TunnelState(false, false, List.of());

  /** Copies the routes. */
  public TunnelState {
    routes = List.copyOf(routes);
  }

  /** The tunnel at place {@code at} of a connection, as the snapshot has it. */
  static TunnelState of(VpnRegion region, VpnConnection connection, int at) {
    Optional<IpAddress> outside = outside(connection, at);
    Optional<VgwTelemetry> telemetry =
        connection.vgwTelemetry().stream()
            .filter(t -> outside.filter(t.outsideIpAddress()::equals).isPresent())
            .findFirst();
    boolean up = telemetry.filter(t -> t.status() == TelemetryStatus.UP).isPresent();
    boolean ipsec =
        up || telemetry.filter(t -> t.statusMessage().equals("IPSEC IS UP")).isPresent();
    return new TunnelState(
        ipsec,
        up,
        outside
            .map(o -> region.acceptedRoutes(new TunnelKey(connection.vpnConnectionId(), o)))
            .orElse(List.of()));
  }

  /** This when up; if nothing is advertised, what the other tunnel advertises. */
  TunnelState up(TunnelState other) {
    return new TunnelState(true, true, routes.isEmpty() ? other.routes : routes);
  }

  /** The snapshot with this told of a tunnel; one without an outside address has no report. */
  VpnRegion reported(VpnRegion region, String vpnConnectionId, int at) {
    return region
        .vpnConnection(vpnConnectionId)
        .flatMap(c -> outside(c, at))
        .map(
            o ->
                region.report(
                    new TunnelReport(
                        new TunnelKey(vpnConnectionId, o),
                        ipsecUp,
                        bgpUp,
                        routes,
                        Optional.empty())))
        .orElse(region);
  }

  private static Optional<IpAddress> outside(VpnConnection connection, int at) {
    return connection.options().tunnelOptions().stream()
        .skip(at)
        .findFirst()
        .flatMap(TunnelOption::outsideIpAddress);
  }
}
