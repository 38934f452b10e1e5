package io.vpn4j.model.advice;

import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import java.util.List;

/** AWS never begins, at creation or after a failure. */
final class DeviceMustInitiate implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.DEVICE_MUST_INITIATE;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    List<TunnelParameters> tunnels = connection.tunnelParameters();
    for (int i = 0; i < tunnels.size(); i++) {
      if (tunnels.get(i).startupAction() == StartupAction.ADD
          && tunnels.get(i).dpdTimeoutAction() != DpdTimeoutAction.RESTART) {
        findings.add(
            "startupAction is add and dpdTimeoutAction "
                + tunnels.get(i).dpdTimeoutAction()
                + ": the device has to begin",
            Text.tunnel(connection, i));
      }
    }
  }
}
