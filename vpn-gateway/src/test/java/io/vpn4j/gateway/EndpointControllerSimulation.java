package io.vpn4j.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSession;
import io.vpn4j.ike.IkeStep;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** An Amazon side and a device with both tunnels, in virtual time. */
class EndpointControllerSimulation {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private SimulatedNetwork network;
  private SimulatedNetwork.Node aws;
  private SimulatedNetwork.Node device;

  private void begin(long seed) {
    begin(seed, GatewayFixtures.connection(), false);
  }

  private void begin(long seed, VpnConnection connection, boolean amazonBegins) {
    network = new SimulatedNetwork(seed);
    aws =
        network.add(
            VpnEndpoint.amazonSide(GatewayFixtures.gateway())
                .connection(connection, GatewayFixtures.customerGateway())
                .crypto(IkeCrypto.of(new SeededSecureRandom(seed)))
                .spec());
    CustomerSideBuilder customer =
        VpnEndpoint.customerSide(GatewayFixtures.document())
            .listen(OutsideSocket.standard(GatewayFixtures.DEVICE))
            .crypto(IkeCrypto.of(new SeededSecureRandom(~seed)));
    device = network.add((amazonBegins ? customer.waitForAmazonSide() : customer).spec());
  }

  private void assertTunnelsMatch() {
    for (int i = 0; i < 2; i++) {
      assertTrue(
          aws.isUp(i) && device.isUp(i),
          "tunnel "
              + i
              + " is not up on both sides at "
              + network.now()
              + history(aws)
              + history(device));
      assertEquals(device.current(i).outboundSpi(), aws.current(i).inboundSpi());
      assertEquals(aws.current(i).outboundSpi(), device.current(i).inboundSpi());
    }
  }

  /** The last events of an endpoint, for the message of a failure. */
  private static String history(SimulatedNetwork.Node node) {
    List<GatewayEvent> events = node.events;
    return events.subList(Math.max(0, events.size() - 12), events.size()).stream()
        .map(event -> "\n  " + node.spec.name() + " " + event)
        .collect(Collectors.joining());
  }

  @Example
  void bothTunnelsComeUpInAMoment() {
    begin(1);
    network.run(SECOND);

    assertTunnelsMatch();
    assertEquals(2, aws.events(GatewayEvent.TunnelUp.class).size());
    assertEquals(2, device.events(GatewayEvent.IkeSaEstablished.class).size());
  }

  @Example
  void amazonSideBeginsWhenStartupActionSaysSo() {
    VpnConnection connection = GatewayFixtures.connection();
    VpnConnection starting =
        connection.toBuilder()
            .options(
                connection.options().toBuilder()
                    .tunnelOptions(
                        connection.options().tunnelOptions().stream()
                            .map(t -> t.toBuilder().startupAction(StartupAction.START).build())
                            .toList())
                    .build())
            .build();
    begin(1, starting, true);
    network.run(SECOND);

    assertTunnelsMatch();
    assertTrue(aws.events(GatewayEvent.IkeSaEstablished.class).get(0).info().initiator());
  }

  @Example
  void aClosedEndpointLeavesNothingBehind() {
    begin(1);
    network.run(SECOND);
    device.stop();
    network.run(SECOND);

    assertTrue(device.isIdle());
    assertTrue(aws.isIdle());
    assertFalse(aws.isUp(0) || aws.isUp(1) || device.isUp(0) || device.isUp(1));
    assertInstanceOf(
        IkeFailure.DeletedByPeer.class, aws.events(GatewayEvent.IkeSaEnded.class).get(0).cause());
    network.run(Duration.ofHours(1));
    assertFalse(aws.isUp(0), "a device that was closed does not come back");
  }

  @Example
  void whatStrangersFailAtIsToldOnceAndCounted() {
    begin(1);
    network.run(SECOND);
    int before = aws.events.size();
    int strangers = 500;
    for (int seed = 0; seed < strangers; seed++) {
      forgeFirstMessage(seed);
    }
    network.run(SECOND);

    List<GatewayEvent> told = aws.events.subList(before, aws.events.size());
    assertEquals(1, told.size(), told::toString);
    assertInstanceOf(
        IkeFailure.NoProposalChosen.class, ((GatewayEvent.IkeSaEnded) told.get(0)).cause());
    network.run(Duration.ofMinutes(1));
    assertEquals(
        List.of("NoProposalChosen 499"),
        aws.events(GatewayEvent.AttemptsFailed.class).stream()
            .map(e -> e.cause() + " " + e.attempts())
            .toList());
    assertTunnelsMatch();
    forgeFirstMessage(strangers);
    network.run(Duration.ofMinutes(2));
    assertEquals(2, aws.events(GatewayEvent.IkeSaEnded.class).size(), "told anew");
    assertEquals(1, aws.events(GatewayEvent.AttemptsFailed.class).size());
  }

  /** A first message as if from the device, with algorithms that the Amazon side does not take. */
  private void forgeFirstMessage(int seed) {
    IkeSession stranger =
        IkeSession.initiator(
            device.spec.tunnels().get(0).ike().toBuilder()
                .ikeAlgorithms(
                    IkeAlgorithms.aead(
                        EncryptionAlgorithm.AES_GCM_16_256,
                        PrfAlgorithm.HMAC_SHA2_256,
                        KeyExchangeMethod.CURVE25519))
                .build(),
            IkeCrypto.of(new SeededSecureRandom(seed)));
    UdpPath path =
        new UdpPath(
            new UdpEndpoint(IpAddress.of(GatewayFixtures.DEVICE), 500),
            new UdpEndpoint(aws.spec.tunnels().get(0).local().address(), 500));
    IkeStep step =
        stranger.handle(new IkeInput.Command(network.now(), new IkeCommand.Initiate(path, path)));
    network.forge(path, ((IkeOutput.Transmit) step.outputs().get(0)).octets());
  }

  @Example
  void aDisabledTunnelStaysDownAndComesBackWhenEnabled() {
    begin(1);
    network.run(SECOND);
    String first = aws.spec.tunnels().get(0).name();
    aws.disable(first);
    network.run(Duration.ofMinutes(10));
    assertFalse(device.isUp(0));
    assertTrue(device.isUp(1));

    aws.enable(first);
    network.run(Duration.ofMinutes(1));
    assertTunnelsMatch();
  }

  @Example
  void aPartitionIsNoticedInFortySecondsAndHealed() {
    begin(1);
    network.run(SECOND);
    network.partitioned = true;
    network.run(Duration.ofSeconds(41));
    assertFalse(aws.isUp(0) || device.isUp(0), "both sides have noticed");

    network.run(Duration.ofHours(2));
    network.partitioned = false;
    network.run(Duration.ofSeconds(61));
    assertTunnelsMatch();
  }

  @Example
  void aDeviceThatLostPowerIsBackAtOnceAndItsOldSasAreGone() {
    begin(1);
    network.run(SECOND);
    device.restart();
    network.run(SECOND);

    assertTunnelsMatch();
    network.run(Duration.ofMinutes(2));
    assertTunnelsMatch();
    aws.installed.values().forEach(sas -> assertEquals(1, sas.size()));
  }

  @Example
  void anAmazonSideThatLostPowerIsFoundAgain() {
    begin(1);
    network.run(SECOND);
    aws.restart();
    network.run(Duration.ofSeconds(75));

    assertTunnelsMatch();
  }

  @Property(tries = 15)
  @Label("whatever befalls the network and both ends, the tunnels come back when it is over")
  void tunnelsComeBack(@ForAll long seed) {
    begin(seed);
    Random fate = new Random(seed);
    for (int i = 0; i < 30; i++) {
      network.loss = fate.nextDouble() * 0.5;
      network.duplication = fate.nextDouble() * 0.3;
      network.maxDelay = Duration.ofMillis(1 + fate.nextInt(3000));
      network.partitioned = fate.nextInt(4) == 0;
      switch (fate.nextInt(8)) {
        case 0 -> aws.restart();
        case 1 -> device.restart();
        case 2 -> aws.disable(aws.spec.tunnels().get(fate.nextInt(2)).name());
        case 3 -> device.disable(device.spec.tunnels().get(fate.nextInt(2)).name());
        default -> {
          // weather only
        }
      }
      network.run(Duration.ofSeconds(fate.nextInt(180)));
      for (SimulatedNetwork.Node node : List.of(aws, device)) {
        node.spec.tunnels().forEach(t -> node.enable(t.name()));
      }
    }
    network.loss = 0;
    network.duplication = 0;
    network.maxDelay = Duration.ofMillis(20);
    network.partitioned = false;
    network.run(Duration.ofMinutes(3));

    assertTunnelsMatch();
    network.run(Duration.ofHours(8));
    assertTunnelsMatch();
  }

  @Example
  void oneSeedGivesOneHistory() {
    List<GatewayEvent> first = history();
    assertEquals(first.toString(), history().toString());
    assertTrue(first.size() > 20);
  }

  private List<GatewayEvent> history() {
    begin(42);
    network.loss = 0.3;
    for (int i = 0; i < 10; i++) {
      network.run(Duration.ofMinutes(3));
      network.partitioned = !network.partitioned;
    }
    return device.events;
  }
}
