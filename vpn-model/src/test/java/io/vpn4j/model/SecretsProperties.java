package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.aws.BgpSettings;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import io.vpn4j.model.aws.TunnelEndpoint;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No type that holds a pre-shared key, and no builder of one, shows it. */
class SecretsProperties {
  @Provide
  Arbitrary<String> keys() {
    // The first characters occur in no name or number that a model prints.
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars("._")
        .ofMinLength(5)
        .ofMaxLength(61)
        .map(tail -> "xQ." + tail);
  }

  @Property(tries = 200)
  void noTypeShowsItsKey(@ForAll("keys") String key) {
    PreSharedKey secret = PreSharedKey.of(key);
    TunnelOption.Builder optionBuilder = ModelSamples.everythingSet(1).toBuilder();
    optionBuilder.preSharedKey(secret);
    TunnelOption option = optionBuilder.build();
    VpnConnectionOptions.Builder optionsBuilder =
        VpnConnectionOptions.builder().addTunnelOption(option);
    VpnConnectionOptions options = optionsBuilder.build();
    VpnConnection.Builder connectionBuilder =
        VpnConnection.builder()
            .vpnConnectionId("vpn-1")
            .customerGatewayId("cgw-1")
            .options(options);
    VpnConnection connection = connectionBuilder.build();
    Tunnel.Builder tunnelBuilder =
        Tunnel.builder()
            .customerGateway(end("203.0.113.1", "169.254.44.6"))
            .vpnGateway(end("198.51.100.1", "169.254.44.5"))
            .ike(ike -> ike.preSharedKey(secret))
            .ipsec(ipsec -> {});
    Tunnel tunnel = tunnelBuilder.build();
    CustomerGatewayConfiguration.Builder documentBuilder =
        CustomerGatewayConfiguration.builder()
            .vpnConnectionId("vpn-1")
            .customerGatewayId("cgw-1")
            .addTunnel(tunnel)
            .addTunnel(
                tunnel.toBuilder()
                    .customerGateway(end("203.0.113.1", "169.254.44.10"))
                    .vpnGateway(end("198.51.100.2", "169.254.44.9"))
                    .build());
    for (Object shown :
        List.of(
            secret,
            optionBuilder,
            option,
            option.effective(),
            optionsBuilder,
            options,
            connectionBuilder,
            connection,
            tunnel.ike(),
            tunnel.ike().toBuilder(),
            tunnelBuilder,
            tunnel,
            documentBuilder,
            documentBuilder.build(),
            documentBuilder.build().toVpnConnection())) {
      assertFalse(shown.toString().contains(key), () -> shown.getClass().getName());
    }
  }

  @Property(tries = 100)
  void noMessageShowsAKeyThatBreaksTheRule(@ForAll("keys") String key) {
    for (String bad : List.of("0" + key, key + "-", key + "<a>", key + "a".repeat(64))) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> TunnelOption.builder().preSharedKey(bad));
      assertFalse(refused.toString().contains(key));
    }
  }

  private static TunnelEndpoint end(String outside, String inside) {
    return new TunnelEndpoint(
        IpAddress.of(outside),
        Ipv4Address.of(inside),
        Optional.of(BgpSettings.of(AsNumber.of(65_000))));
  }
}
