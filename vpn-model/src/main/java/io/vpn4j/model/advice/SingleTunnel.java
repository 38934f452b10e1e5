package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;

/** One tunnel carries all: its replacement is an outage. */
final class SingleTunnel implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SINGLE_TUNNEL;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    int up = RegionFacts.upTunnels(connection).size();
    if (up == 1 && connection.vgwTelemetry().size() == VpnConnectionOptions.TUNNELS) {
      findings.add(
          "only "
              + RegionFacts.upTunnels(connection).get(0)
              + " is up; replacement of its endpoint will interrupt traffic",
          connection.vpnConnectionId());
    }
  }
}
