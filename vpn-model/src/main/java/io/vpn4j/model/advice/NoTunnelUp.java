package io.vpn4j.model.advice;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VpnConnection;
import java.util.stream.Collectors;

/** A connection in service whose telemetry says that no tunnel is up. */
final class NoTunnelUp implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.NO_TUNNEL_UP;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    boolean down =
        connection.vgwTelemetry().stream().allMatch(t -> t.status() == TelemetryStatus.DOWN);
    if (!connection.vgwTelemetry().isEmpty()
        && down
        && connection.state().equals(ResourceState.AVAILABLE)) {
      findings.add(
          connection.vgwTelemetry().stream()
              .map(t -> t.outsideIpAddress() + " says " + t.statusMessage())
              .collect(Collectors.joining("; ", "all tunnels are down: ", "")),
          connection.vpnConnectionId());
    }
  }
}
