package io.vpn4j.model.device;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.function.UnaryOperator;

/** Connections that devices are configured for. */
final class DeviceSamples {
  static final String KEY_1 = "exampleKey_1.notASecret";
  static final String KEY_2 = "exampleKey_2.notASecret";

  static final CustomerGateway GATEWAY =
      CustomerGateway.builder()
          .customerGatewayId("cgw-0c0ffee0c0ffee001")
          .ipAddress("203.0.113.10")
          .asn(65_010)
          .build();

  private DeviceSamples() {}

  /** Two tunnels, each changed by {@code change}. */
  static VpnConnectionOptions.Builder options(UnaryOperator<TunnelOption.Builder> change) {
    return VpnConnectionOptions.builder()
        .addTunnelOption(
            change
                .apply(
                    TunnelOption.builder()
                        .outsideIpAddress("198.51.100.21")
                        .tunnelInsideCidr("169.254.44.104/30")
                        .preSharedKey(KEY_1))
                .build())
        .addTunnelOption(
            change
                .apply(
                    TunnelOption.builder()
                        .outsideIpAddress("198.51.100.77")
                        .tunnelInsideCidr("169.254.91.12/30")
                        .preSharedKey(KEY_2))
                .build());
  }

  static VpnConnection connection(VpnConnectionOptions options) {
    return VpnConnection.builder()
        .vpnConnectionId("vpn-0a1b2c3d4e5f60718")
        .customerGatewayId("cgw-0c0ffee0c0ffee001")
        .vpnGatewayId("vgw-0badcafe0badcafe1")
        .options(options)
        .build();
  }

  /** A device with networks on both sides. */
  static DeviceConfiguration.Builder configuration(VpnConnectionOptions options) {
    return DeviceConfiguration.builder()
        .connection(connection(options))
        .customerGateway(GATEWAY)
        .addLocalNetwork("192.168.40.0/24")
        .addLocalNetwork("192.168.64.0/20")
        .addRemoteNetwork("10.0.0.0/16");
  }

  /** BGP, every option at its default. */
  static DeviceConfiguration.Builder bgp() {
    return configuration(options(tunnel -> tunnel).build());
  }

  /** Static routes, narrowed options, the device behind a NAT. */
  static DeviceConfiguration.Builder narrowed() {
    return configuration(
            options(
                    tunnel ->
                        tunnel
                            .phase1LifetimeSeconds(14_400)
                            .phase2LifetimeSeconds(1_800)
                            .rekeyMarginTimeSeconds(120)
                            .rekeyFuzzPercentage(50)
                            .replayWindowSize(512)
                            .dpdTimeoutSeconds(60)
                            .phase1EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)
                            .phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)
                            .phase1IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_256)
                            .phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_256)
                            .phase1DHGroupNumbers(14)
                            .phase2DHGroupNumbers(14))
                .staticRoutesOnly(true)
                .build())
        .deviceAddress("10.1.1.2");
  }
}
