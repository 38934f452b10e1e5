package io.vpn4j.model.advice;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;

/** A tunnel with IPsec and without its BGP session. */
final class BgpNotEstablished implements Rule<VpnConnection> {
  @Override
  public AdviceCode code() {
    return AdviceCode.BGP_NOT_ESTABLISHED;
  }

  @Override
  public void check(VpnConnection connection, Findings findings) {
    for (VgwTelemetry tunnel : connection.vgwTelemetry()) {
      if (!connection.options().staticRoutesOnly()
          && tunnel.status() == TelemetryStatus.DOWN
          && tunnel.statusMessage().equals(VgwTelemetry.IPSEC_IS_UP)) {
        findings.add(
            "IPsec is up, BGP is not",
            Text.tunnel(connection.vpnConnectionId(), tunnel.outsideIpAddress()));
      }
    }
  }
}
