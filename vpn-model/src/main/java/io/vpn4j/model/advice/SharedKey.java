package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import java.util.List;

/** One key in both tunnels: whoever has it is both ends of either. */
final class SharedKey implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SHARED_KEY;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    List<TunnelOption> tunnels = connection.options().tunnelOptions();
    if (tunnels.get(0).preSharedKey().isPresent()
        && tunnels.get(0).preSharedKey().equals(tunnels.get(1).preSharedKey())) {
      findings.add("both tunnels have one pre-shared key", connection.vpnConnectionId());
    }
  }
}
