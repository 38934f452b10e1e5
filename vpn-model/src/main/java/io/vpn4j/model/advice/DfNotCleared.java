package io.vpn4j.model.advice;

import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;

/** The device keeps Don't Fragment. */
final class DfNotCleared implements Rule<CustomerGatewayConfiguration> {
  @Override
  public AdviceCode code() {
    return AdviceCode.DF_NOT_CLEARED;
  }

  @Override
  public void check(CustomerGatewayConfiguration document, Findings findings) {
    for (Tunnel tunnel : document.tunnels()) {
      if (!tunnel.ipsec().clearDfBit()) {
        findings.add(
            "clear_df_bit is false",
            Text.tunnel(document.vpnConnectionId(), tunnel.vpnGateway().outsideAddress()));
      }
    }
  }
}
