package io.vpn4j.model.advice;

import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import java.util.List;

/** A dead peer is noticed and nothing follows. */
final class DpdWithoutAction implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.DPD_WITHOUT_ACTION;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    List<TunnelParameters> tunnels = connection.tunnelParameters();
    for (int i = 0; i < tunnels.size(); i++) {
      if (tunnels.get(i).dpdTimeoutAction() == DpdTimeoutAction.NONE) {
        findings.add(
            "dpdTimeoutAction is none: AWS keeps sending into a dead tunnel",
            Text.tunnel(connection, i));
      }
    }
  }
}
