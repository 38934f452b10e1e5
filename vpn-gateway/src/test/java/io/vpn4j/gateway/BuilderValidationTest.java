package io.vpn4j.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.runtime.EndpointSpec;
import io.vpn4j.gateway.runtime.TunnelSpec;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the builders make of the model, and what they refuse. */
class BuilderValidationTest {

  private static void refuses(String expected, Runnable call) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
  }

  private static VpnConnection withTunnel1(TunnelOption option) {
    VpnConnection connection = GatewayFixtures.connection();
    return connection.toBuilder()
        .options(
            connection.options().toBuilder()
                .tunnelOptions(List.of(option, connection.options().tunnelOptions().get(1)))
                .build())
        .build();
  }

  private static TunnelOption tunnel1() {
    return GatewayFixtures.connection().options().tunnelOptions().get(0);
  }

  @Test
  void amazonSideTakesAllOfAwsInItsOrder() {
    IkeAlgorithms phase1 =
        GatewayFixtures.amazonSide().spec().tunnels().get(0).ike().ikeAlgorithms();

    assertEquals(
        List.of(
            EncryptionAlgorithm.AES_CBC_128,
            EncryptionAlgorithm.AES_CBC_256,
            EncryptionAlgorithm.AES_GCM_16_128,
            EncryptionAlgorithm.AES_GCM_16_256),
        phase1.encryption());
    assertEquals(
        IntStream.concat(IntStream.of(2), IntStream.rangeClosed(14, 24)).boxed().toList(),
        phase1.keyExchange().stream().map(KeyExchangeMethod::transformId).toList());
  }

  @Test
  void amazonSideNoticesADeadPeerAfterTheTimeoutOfTheTunnel() {
    EndpointSpec spec =
        VpnEndpoint.amazonSide(GatewayFixtures.gateway())
            .connection(
                withTunnel1(tunnel1().toBuilder().dpdTimeoutSeconds(70).build()),
                GatewayFixtures.customerGateway())
            .spec();

    assertEquals(Duration.ofMinutes(1), spec.tunnels().get(0).ike().timers().giveUpAfter());
    assertEquals(Duration.ofSeconds(30), spec.tunnels().get(1).ike().timers().giveUpAfter());
    assertEquals(Duration.ofSeconds(10), spec.tunnels().get(0).ike().timers().livenessInterval());
  }

  @Test
  void neitherSideDoesMobikeUnlessToldTo() {
    for (boolean mobike : new boolean[] {true, false}) {
      for (TunnelSpec tunnel : GatewayFixtures.amazonSide().mobike(mobike).spec().tunnels()) {
        assertEquals(mobike, tunnel.ike().mobike());
      }
      CustomerSideBuilder device = VpnEndpoint.customerSide(GatewayFixtures.document());
      for (TunnelSpec tunnel : device.mobike(mobike).spec().tunnels()) {
        assertEquals(mobike, tunnel.ike().mobike());
      }
    }
    assertFalse(GatewayFixtures.amazonSide().spec().tunnels().get(0).ike().mobike());
    CustomerSideBuilder device = VpnEndpoint.customerSide(GatewayFixtures.document());
    assertFalse(device.spec().tunnels().get(0).ike().mobike());
  }

  @Test
  void eachSideTakesItsEndOfTheInsideNetwork() {
    TunnelSpec aws = GatewayFixtures.amazonSide().spec().tunnels().get(0);
    TunnelSpec device =
        VpnEndpoint.customerSide(GatewayFixtures.document()).spec().tunnels().get(0);

    assertEquals(GatewayFixtures.INSIDE_AWS_1, aws.localInside().toString());
    assertEquals(aws.localInside(), device.peerInside());
    assertEquals(aws.peerInside(), device.localInside());
    assertEquals(1024, aws.replayWindow());
    assertEquals(aws.name(), device.name());
  }

  @Test
  void deviceTakesTheAlgorithmsAndTimersOfTheDocument() {
    TunnelSpec device =
        VpnEndpoint.customerSide(GatewayFixtures.document()).spec().tunnels().get(0);

    assertEquals(List.of(KeyExchangeMethod.ECP_256), device.ike().ikeAlgorithms().keyExchange());
    assertEquals(Duration.ofSeconds(30), device.ike().timers().giveUpAfter());
    assertEquals(GatewayFixtures.DEVICE, device.ike().localIdentity().toString());
    assertEquals(GatewayFixtures.OUTSIDE_1, device.ike().peerIdentity().orElseThrow().toString());
  }

  @Test
  void amazonSideRefusesAConnectionOfAnotherGateway() {
    VpnConnection other =
        GatewayFixtures.connection().toBuilder().vpnGatewayId("vgw-0fedcba9876543210").build();
    refuses(
        "vgw-0fedcba9876543210",
        () ->
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(other, GatewayFixtures.customerGateway()));
  }

  @Test
  void amazonSideRefusesAStrangersCustomerGateway() {
    refuses(
        "cgw-0fedcba9876543210",
        () ->
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(
                    GatewayFixtures.connection(),
                    GatewayFixtures.customerGateway().toBuilder()
                        .customerGatewayId("cgw-0fedcba9876543210")
                        .build()));
  }

  @Test
  void amazonSideNamesWhatATunnelLacks() {
    TunnelOption whole = tunnel1();
    TunnelOption withoutKey =
        TunnelOption.builder()
            .outsideIpAddress(whole.outsideIpAddress())
            .tunnelInsideCidr(whole.tunnelInsideCidr())
            .build();
    refuses(
        "preSharedKey",
        () ->
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(withTunnel1(withoutKey), GatewayFixtures.customerGateway())
                .spec());
    TunnelOption withoutAddress =
        TunnelOption.builder()
            .preSharedKey(whole.preSharedKey())
            .tunnelInsideCidr(whole.tunnelInsideCidr())
            .build();
    refuses(
        "outsideIpAddress",
        () ->
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(withTunnel1(withoutAddress), GatewayFixtures.customerGateway())
                .spec());
  }

  @Test
  void amazonSideRefusesAVpcThatIsNotAttached() {
    refuses(
        "vpc-0fedcba9876543210",
        () ->
            GatewayFixtures.amazonSide()
                .vpc("vpc-0fedcba9876543210", "10.0.0.0/16", InMemoryHost.at("10.0.0.1")));
  }

  @Test
  void aSpecNeverPrintsAKey() {
    assertEquals(
        -1,
        (GatewayFixtures.amazonSide().spec().toString()
                + VpnEndpoint.customerSide(GatewayFixtures.document()).spec())
            .indexOf("fixture_Key"));
  }

  @Test
  void aSocketRefusesAPortOutOfRange() {
    refuses("natTraversalPort 65536", () -> OutsideSocket.onePort("127.0.0.1", 65_536));
    refuses("ikePort -1", () -> OutsideSocket.twoPorts("127.0.0.1", -1, 4500));
  }
}
