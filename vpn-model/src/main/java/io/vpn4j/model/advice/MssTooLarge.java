package io.vpn4j.model.advice;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import io.vpn4j.model.device.TunnelMtu;

/**
 * The clamp of the device against the suite that it proposes.
 *
 * <p>Without NAT traversal, which the document does not tell; with it, less fits.
 */
final class MssTooLarge implements Rule<CustomerGatewayConfiguration> {
  @Override
  public AdviceCode code() {
    return AdviceCode.MSS_TOO_LARGE;
  }

  @Override
  public void check(CustomerGatewayConfiguration document, Findings findings) {
    for (Tunnel tunnel : document.tunnels()) {
      boolean ipv4 = tunnel.vpnGateway().outsideAddress().isIpv4();
      VpnIntegrityAlgorithm integrity =
          tunnel.ipsec().integrityAlgorithm().orElse(VpnIntegrityAlgorithm.SHA1);
      int fits =
          TunnelMtu.of(tunnel.ipsec().encryptionAlgorithm(), integrity, false, ipv4).mssIpv4();
      int natTraversal =
          TunnelMtu.of(tunnel.ipsec().encryptionAlgorithm(), integrity, true, ipv4).mssIpv4();
      if (tunnel.ipsec().tcpMssAdjustment() > fits) {
        findings.add(
            "tcp_mss_adjustment is "
                + tunnel.ipsec().tcpMssAdjustment()
                + "; "
                + fits
                + " fits, and with NAT traversal "
                + natTraversal,
            Text.tunnel(document.vpnConnectionId(), tunnel.vpnGateway().outsideAddress()));
      }
    }
  }
}
