package io.vpn4j.model.advice;

import io.vpn4j.model.Category;
import io.vpn4j.model.VpnConnection;

/** A connection that cannot be made any more. */
final class ClassicCategory implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.CLASSIC_CATEGORY;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    if (connection.category() == Category.VPN_CLASSIC) {
      findings.add(
          "category VPN-Classic has IKEv1, AES128, SHA1 and group 2 only",
          connection.vpnConnectionId());
    }
  }
}
