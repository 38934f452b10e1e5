package io.vpn4j.model.advice;

import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;

/** The device cuts ESP packets, which AWS then has to put together. */
final class FragmentsAfterEncryption implements Rule<CustomerGatewayConfiguration> {
  @Override
  public AdviceCode code() {
    return AdviceCode.FRAGMENTS_AFTER_ENCRYPTION;
  }

  @Override
  public void check(CustomerGatewayConfiguration document, Findings findings) {
    for (Tunnel tunnel : document.tunnels()) {
      if (!tunnel.ipsec().fragmentationBeforeEncryption()) {
        findings.add(
            "fragmentation_before_encryption is false",
            Text.tunnel(document.vpnConnectionId(), tunnel.vpnGateway().outsideAddress()));
      }
    }
  }
}
