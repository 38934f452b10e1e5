package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import java.util.List;

/**
 * The window for rekeying opens before the SA is made.
 *
 * <p>AWS does not publish its formula; here, as in strongSwan, rekeying comes at lifetime − margin
 * − random(0 … margin × fuzz).
 */
final class PerpetualRekey implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.PERPETUAL_REKEY;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    List<TunnelParameters> tunnels = connection.tunnelParameters();
    for (int i = 0; i < tunnels.size(); i++) {
      TunnelParameters p = tunnels.get(i);
      int earliest =
          p.rekeyMarginTimeSeconds() + p.rekeyMarginTimeSeconds() * p.rekeyFuzzPercentage() / 100;
      if (earliest >= p.phase2LifetimeSeconds()) {
        findings.add(
            "rekeying comes up to "
                + earliest
                + " s before the end of a lifetime of "
                + p.phase2LifetimeSeconds()
                + " s",
            Text.tunnel(connection, i));
      }
    }
  }
}
