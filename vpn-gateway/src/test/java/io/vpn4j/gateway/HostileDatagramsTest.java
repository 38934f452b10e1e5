package io.vpn4j.gateway;

import static io.vpn4j.gateway.GatewayFixtures.OFFICE;
import static io.vpn4j.gateway.GatewayFixtures.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.interop.Await;
import io.vpn4j.ike.IkeDropReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a hostile network can do to two endpoints: it is counted, and the tunnels stay up. */
@Timeout(60)
class HostileDatagramsTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int ESP_HEADER_OCTETS = 8;

  private final InMemoryHost server = InMemoryHost.at(SERVER);
  private final InMemoryHost office = InMemoryHost.at(OFFICE);
  private VpnEndpoint aws;
  private VpnEndpoint device;
  private UdpRelay relay;

  @BeforeEach
  void bringUpThroughARelay() throws Exception {
    aws =
        GatewayFixtures.amazonSideOnLoopback()
            .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
            .start();
    relay = new UdpRelay(aws.listening(0).natTraversalPort());
    device =
        GatewayFixtures.deviceOf(aws)
            .amazonSideAt(OutsideSocket.onePort("127.0.0.1", relay.port()), aws.listening(1))
            .lan("192.168.0.0/16", office)
            .start();
    device.awaitUp(LIMIT);
    aws.awaitUp(LIMIT);
    office.ping(SERVER, LIMIT);
  }

  @AfterEach
  void theTunnelsAreStillUpAndCarryPackets() throws Exception {
    try {
      assertTrue(device.status().tunnels().stream().allMatch(TunnelStatus::isIpsecUp));
      assertTrue(aws.status().tunnels().stream().allMatch(TunnelStatus::isIpsecUp));
      office.ping(SERVER, LIMIT);
      server.ping(OFFICE, LIMIT);
    } finally {
      device.close();
      aws.close();
      relay.close();
    }
  }

  private byte[] esp(List<byte[]> passed) {
    return passed.stream().filter(HostileDatagramsTest::isEsp).findFirst().orElseThrow().clone();
  }

  private static boolean isEsp(byte[] datagram) {
    return datagram.length > ESP_HEADER_OCTETS
        && (datagram[0] | datagram[1] | datagram[2] | datagram[3]) != 0;
  }

  private static void awaitCount(String what, Supplier<Long> count, long wanted) {
    Await.until(what, LIMIT, () -> count.get() >= wanted);
    assertEquals(wanted, count.get(), what);
  }

  private long packetDrops(VpnEndpoint endpoint, PacketDropReason reason) {
    return endpoint.status().packetDrops().getOrDefault(reason, 0L);
  }

  private long ikeDrops(VpnEndpoint endpoint, IkeDropReason reason) {
    return endpoint.status().ikeDrops().getOrDefault(reason, 0L);
  }

  @Test
  void replayedEspIsDroppedOnBothSides() {
    byte[] toAws = esp(relay.fromClient);
    byte[] toDevice = esp(relay.fromServer);
    for (int i = 0; i < 3; i++) {
      relay.sendToServer(toAws);
      relay.sendToClient(toDevice);
    }
    awaitCount("replays at AWS", () -> packetDrops(aws, PacketDropReason.REPLAYED), 3);
    awaitCount("replays at the device", () -> packetDrops(device, PacketDropReason.REPLAYED), 3);
  }

  @Test
  void forgedEspIsDroppedAndDoesNotMoveTheWindow() throws Exception {
    byte[] forged = esp(relay.fromClient);
    // A sequence number far ahead: had it moved the window, all later packets would be replays.
    forged[4] = 0x7f;
    relay.sendToServer(forged);
    awaitCount("bad ICVs", () -> packetDrops(aws, PacketDropReason.BAD_ICV), 1);
    office.ping(SERVER, LIMIT);
    assertEquals(0, packetDrops(aws, PacketDropReason.REPLAYED));
  }

  @Test
  void everyBitFlipOfAnEspPacketIsDropped() throws Exception {
    // Packets of the future, kept from AWS, so that it is not the replay window that saves it.
    relay.clientFilter = octets -> isEsp(octets) ? null : octets;
    int before = relay.fromClient.size();
    assertEquals(SendResult.SENT, office.sendUdp(40_000, SERVER, 7, ByteBuffer.wrap(new byte[16])));
    Await.until("a packet kept back", LIMIT, () -> relay.fromClient.size() > before);
    byte[] packet = relay.fromClient.get(relay.fromClient.size() - 1);
    int flips = 0;
    for (int bit = 32; bit < packet.length * 8; bit += 3) {
      byte[] flipped = packet.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      relay.sendToServer(flipped);
      flips++;
    }
    long wanted = flips;
    Await.until(
        "drops of all flips",
        LIMIT,
        () ->
            packetDrops(aws, PacketDropReason.BAD_ICV) + packetDrops(aws, PacketDropReason.REPLAYED)
                >= wanted);
    relay.clientFilter = octets -> octets;
  }

  @Test
  void unknownSpisAndStrayOctetsAreCounted() {
    byte[] stranger = esp(relay.fromClient);
    stranger[0] ^= 0x55;
    relay.sendToServer(stranger);
    relay.sendToServer(new byte[] {1, 2, 3});
    relay.sendToServer(new byte[] {(byte) 0xff});
    relay.sendToServer(new byte[0]);
    byte[] shortEsp = Arrays.copyOf(esp(relay.fromClient), 12);
    relay.sendToServer(shortEsp);
    awaitCount("unknown SPIs", () -> packetDrops(aws, PacketDropReason.UNKNOWN_SPI), 1);
    awaitCount("too short", () -> packetDrops(aws, PacketDropReason.DATAGRAM_TOO_SHORT), 2);
    awaitCount("short ESP", () -> packetDrops(aws, PacketDropReason.ESP_TOO_SHORT), 1);
  }

  @Test
  void garbageInPlaceOfIkeIsCounted() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[4 + random.nextInt(300)];
      random.nextBytes(garbage);
      Arrays.fill(garbage, 0, 4, (byte) 0);
      relay.sendToServer(garbage);
      relay.sendToClient(garbage);
    }
    awaitCount("malformed at AWS", () -> ikeDrops(aws, IkeDropReason.MALFORMED), 200);
    awaitCount("malformed at the device", () -> ikeDrops(device, IkeDropReason.MALFORMED), 200);
  }

  @Test
  void everyIkeMessageOfTheHandshakeMayComeAgainTruncatedOrFlipped() {
    Random random = new Random(2);
    List<byte[]> fromClient = relay.fromClient.stream().filter(octets -> !isEsp(octets)).toList();
    List<byte[]> fromServer = relay.fromServer.stream().filter(octets -> !isEsp(octets)).toList();
    assertFalse(fromClient.isEmpty() || fromServer.isEmpty());
    for (int round = 0; round < 40; round++) {
      for (byte[] message : fromClient) {
        relay.sendToServer(altered(message, random));
      }
      for (byte[] message : fromServer) {
        relay.sendToClient(altered(message, random));
      }
    }
    // The last one is known by its reason, so that all before it have been looked at.
    relay.sendToServer(new byte[] {1, 2, 3});
    awaitCount("the end", () -> packetDrops(aws, PacketDropReason.DATAGRAM_TOO_SHORT), 1);
  }

  private static byte[] altered(byte[] message, Random random) {
    byte[] copy = message.clone();
    switch (random.nextInt(3)) {
      case 0 -> copy[4 + random.nextInt(copy.length - 4)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy = Arrays.copyOf(copy, 4 + random.nextInt(copy.length - 4));
      default -> {
        // exactly as it was
      }
    }
    return copy;
  }
}
