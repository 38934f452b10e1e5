package io.vpn4j.model;

import io.vpn4j.model.net.IpAddress;
import java.time.Instant;

/** Values with every attribute set, for tests. */
final class ModelSamples {
  static final String SECRET = "Xq7_.secret.Kz9";
  static final Instant WHEN = Instant.parse("2026-03-02T09:11:30Z");

  private ModelSamples() {}

  static TunnelOption everythingSet(int number) {
    return TunnelOption.builder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .preSharedKey(SECRET + number)
        .phase1LifetimeSeconds(14_400)
        .phase2LifetimeSeconds(1_800)
        .rekeyMarginTimeSeconds(120)
        .rekeyFuzzPercentage(50)
        .replayWindowSize(512)
        .dpdTimeoutSeconds(60)
        .dpdTimeoutAction(DpdTimeoutAction.RESTART)
        .phase1EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256_GCM_16)
        .phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)
        .phase1IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_384)
        .phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_256)
        .phase1DHGroupNumbers(20)
        .phase2DHGroupNumbers(5)
        .ikeVersions(IkeVersion.IKEV2)
        .startupAction(StartupAction.START)
        .logOptions(l -> l.bgpLogEnabled(true))
        .enableTunnelLifecycleControl(true)
        .build();
  }

  static VpnConnection connection() {
    return VpnConnection.builder()
        .vpnConnectionId("vpn-0a1b2c3d4e5f60718")
        .customerGatewayId("cgw-0c0ffee0c0ffee001")
        .vpnGatewayId("vgw-0badcafe0badcafe1")
        .gatewayAssociationState(GatewayAssociationState.ASSOCIATED)
        .options(
            o ->
                o.staticRoutesOnly(true)
                    .localIpv4NetworkCidr("192.168.0.0/16")
                    .remoteIpv4NetworkCidr("10.0.0.0/8")
                    .addTunnelOption(everythingSet(1))
                    .addTunnelOption(everythingSet(2)))
        .addRoute("192.168.40.0/24")
        .addVgwTelemetry(VgwTelemetry.ofStaticTunnel(IpAddress.of("198.51.100.1"), true, 1, WHEN))
        .addTag("Name", "branch-a")
        .build();
  }
}
