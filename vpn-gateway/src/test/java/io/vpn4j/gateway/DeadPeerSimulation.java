package io.vpn4j.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** DPDTimeoutAction of the Amazon side, when the network is cut for minutes (spec 1.5, 3.2). */
class DeadPeerSimulation {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private SimulatedNetwork.Node aws;
  private SimulatedNetwork.Node device;

  private void begin(DpdTimeoutAction action) {
    VpnConnection connection = GatewayFixtures.connection();
    VpnConnection acting =
        connection.toBuilder()
            .options(
                connection.options().toBuilder()
                    .tunnelOptions(
                        connection.options().tunnelOptions().stream()
                            .map(t -> t.toBuilder().dpdTimeoutAction(action).build())
                            .toList())
                    .build())
            .build();
    aws =
        network.add(
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(acting, GatewayFixtures.customerGateway())
                .crypto(IkeCrypto.of(new SeededSecureRandom(1)))
                .spec());
    device =
        network.add(
            VpnEndpoint.customerSide(GatewayFixtures.document())
                .listen(OutsideSocket.standard(GatewayFixtures.DEVICE))
                .crypto(IkeCrypto.of(new SeededSecureRandom(2)))
                .spec());
    network.run(SECOND);
    assertTrue(aws.isAllUp() && device.isAllUp());
    network.partitioned = true;
  }

  /** Attempts of the Amazon side's own that nobody answered. */
  private long attemptsInVain() {
    return aws.events(GatewayEvent.IkeSaEnded.class).stream()
        .filter(
            e ->
                e.cause() instanceof IkeFailure.TimedOut timedOut
                    && timedOut.waitingFor().contains("IKE_SA_INIT"))
        .count();
  }

  @Test
  void clearTakesTheTunnelDownAndWaitsForTheDevice() {
    begin(DpdTimeoutAction.CLEAR);
    network.run(Duration.ofMinutes(1));
    assertFalse(aws.isUp(0) || aws.isUp(1));
    network.run(Duration.ofSeconds(200));

    assertEquals(0, attemptsInVain());
    network.partitioned = false;
    network.run(Duration.ofSeconds(90));
    assertTrue(aws.isAllUp() && device.isAllUp());
  }

  @Test
  void noneLeavesTheTunnelAsItIs() {
    begin(DpdTimeoutAction.NONE);
    network.run(Duration.ofMinutes(5));

    assertTrue(aws.isAllUp());
    assertFalse(device.isUp(0), "the device has found out by its own means");
  }

  @Test
  void restartBeginsAnewFromTheAmazonSide() {
    begin(DpdTimeoutAction.RESTART);
    network.run(Duration.ofSeconds(260));

    assertFalse(aws.isUp(0) || aws.isUp(1));
    assertTrue(attemptsInVain() >= 4, () -> attemptsInVain() + " attempts for two tunnels");
    network.partitioned = false;
    network.run(Duration.ofSeconds(90));
    assertTrue(aws.isAllUp() && device.isAllUp());
  }
}
