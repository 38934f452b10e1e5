package io.vpn4j.model.advice;

import io.vpn4j.model.ConnectionTarget;
import io.vpn4j.model.VpnConnection;

/** A connection whose AWS side ends nowhere. */
final class NotAssociated implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.NOT_ASSOCIATED;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    if (connection.target() instanceof ConnectionTarget.NotAssociated) {
      findings.add("the connection has no target", connection.vpnConnectionId());
    }
  }
}
