package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import java.util.List;

/** The tunnels of a connection have different options; where they log does not count. */
final class TunnelsDiffer implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.TUNNELS_DIFFER;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    List<TunnelParameters> tunnels = connection.tunnelParameters();
    List<String> differences =
        tunnels.get(0).differences(tunnels.get(1)).stream()
            .filter(name -> !name.equals("logOptions"))
            .toList();
    if (!differences.isEmpty()) {
      findings.add(
          "the tunnels differ in " + String.join(", ", differences), connection.vpnConnectionId());
    }
  }
}
