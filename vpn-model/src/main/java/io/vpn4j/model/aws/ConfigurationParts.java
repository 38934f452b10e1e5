package io.vpn4j.model.aws;

import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;

/** What of a document makes up a connection. */
final class ConfigurationParts {
  private ConfigurationParts() {}

  static VpnConnection connection(CustomerGatewayConfiguration document) {
    VpnConnectionOptions.Builder options =
        VpnConnectionOptions.builder()
            .staticRoutesOnly(document.staticRoutesOnly())
            .outsideIpAddressType(
                document.customerOutsideAddress().isIpv4()
                    ? OutsideIpAddressType.PUBLIC_IPV4
                    : OutsideIpAddressType.IPV6);
    for (Tunnel tunnel : document.tunnels()) {
      options.addTunnelOption(option(tunnel));
    }
    return VpnConnection.builder()
        .vpnConnectionId(document.vpnConnectionId())
        .customerGatewayId(document.customerGatewayId())
        .vpnGatewayId(document.vpnGatewayId())
        .transitGatewayId(document.transitGatewayId())
        .options(options.build())
        .build();
  }

  private static TunnelOption option(Tunnel tunnel) {
    TunnelOption.Builder option =
        TunnelOption.builder()
            .outsideIpAddress(tunnel.vpnGateway().outsideAddress())
            .tunnelInsideCidr(tunnel.insideCidr())
            .preSharedKey(tunnel.ike().preSharedKey());
    int phase1 = tunnel.ike().lifetimeSeconds();
    if (phase1 != TunnelOption.MAX_PHASE1_LIFETIME_SECONDS) {
      option.phase1LifetimeSeconds(phase1);
    }
    int phase2 = tunnel.ipsec().lifetimeSeconds();
    if (phase2 != TunnelOption.MAX_PHASE2_LIFETIME_SECONDS) {
      option.phase2LifetimeSeconds(phase2);
    }
    return option.build();
  }
}
