package io.vpn4j.model.region;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import java.time.Instant;
import java.util.Optional;

/** Replacement of tunnel endpoints. */
final class Maintenance {
  private Maintenance() {}

  static VpnRegion announce(
      VpnRegion region, String vpnConnectionId, IpAddress tunnel, Instant autoAppliedAfter) {
    VpnConnection connection = Lookup.vpnConnection(region.state(), vpnConnectionId);
    Lookup.tunnel(connection, tunnel);
    RegionState next = region.edit();
    TunnelKey key = new TunnelKey(vpnConnectionId, tunnel);
    next.maintenance =
        next.maintenance.with(
            key,
            new MaintenanceDetails(
                true, Optional.of(autoAppliedAfter), details(next, key).lastMaintenanceApplied()));
    Instant then = autoAppliedAfter.isBefore(next.now) ? next.now : autoAppliedAfter;
    next.schedule(
        java.time.Duration.between(next.now, then),
        Transition.Subject.MAINTENANCE,
        vpnConnectionId,
        tunnel.toString(),
        "applied");
    return region.next(next);
  }

  static Outcome<Boolean> replace(
      VpnRegion region, String vpnConnectionId, IpAddress tunnel, boolean applyPending) {
    VpnConnection connection = Lookup.availableVpnConnection(region.state(), vpnConnectionId);
    Lookup.tunnel(connection, tunnel);
    RegionState next = region.edit();
    if (applyPending
        && details(next, new TunnelKey(vpnConnectionId, tunnel)).pendingMaintenance()) {
      next.unschedule(Transition.Subject.MAINTENANCE, vpnConnectionId, tunnel.toString());
      apply(next, connection, tunnel);
    } else {
      Tunnels.put(next, Tunnels.down(next, connection, tunnel));
    }
    return new Outcome<>(region.next(next), true);
  }

  static MaintenanceDetails status(VpnRegion region, String vpnConnectionId, IpAddress tunnel) {
    Lookup.tunnel(Lookup.vpnConnection(region.state(), vpnConnectionId), tunnel);
    return details(region.state(), new TunnelKey(vpnConnectionId, tunnel));
  }

  /** The time came at which AWS applies maintenance by itself. */
  static void applied(RegionState state, Transition transition) {
    TunnelKey key = Transitions.tunnel(transition);
    state
        .vpnConnections
        .get(key.vpnConnectionId())
        .ifPresent(connection -> apply(state, connection, key.outsideIpAddress()));
  }

  static MaintenanceDetails details(RegionState state, TunnelKey key) {
    return state.maintenance.get(key).orElse(MaintenanceDetails.NONE);
  }

  private static void apply(RegionState state, VpnConnection connection, IpAddress tunnel) {
    state.maintenance =
        state.maintenance.with(
            new TunnelKey(connection.vpnConnectionId(), tunnel),
            new MaintenanceDetails(false, Optional.empty(), Optional.of(state.now)));
    Tunnels.put(state, Tunnels.down(state, connection, tunnel));
  }
}
