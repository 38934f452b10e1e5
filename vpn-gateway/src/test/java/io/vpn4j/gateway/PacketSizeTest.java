package io.vpn4j.gateway;

import static io.vpn4j.gateway.GatewayFixtures.OFFICE;
import static io.vpn4j.gateway.GatewayFixtures.SERVER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.packet.IpPacket;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Packets that are too big, and TCP that would make such, over real sockets on loopback. The suite
 * of the document is AES-CBC with HMAC-SHA1-96: an MTU of 1422, an MSS of 1382.
 */
@Timeout(60)
class PacketSizeTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int DF = 0x4000;

  /** Keeps what arrives. */
  private static final class Network implements PacketPort {
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private volatile PacketSink tunnels = packet -> SendResult.CLOSED;

    @Override
    public void attach(PacketSink sink) {
      this.tunnels = sink;
    }

    @Override
    public void receive(ByteBuffer packet) {
      byte[] octets = new byte[packet.remaining()];
      packet.get(octets);
      arrived.add(octets);
    }

    SendResult send(byte[] packet) {
      byte[] before = packet.clone();
      SendResult result = tunnels.send(ByteBuffer.wrap(packet));
      assertArrayEquals(before, packet, "a packet is its sender's");
      return result;
    }

    byte[] next() throws InterruptedException {
      byte[] packet = arrived.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertTrue(packet != null, "nothing arrived in " + LIMIT);
      return packet;
    }
  }

  private final Network office = new Network();
  private final Network server = new Network();

  /** A body that gets the device, both tunnels up. */
  @FunctionalInterface
  private interface Body {
    void run(VpnEndpoint device) throws Exception;
  }

  private void withTunnels(AmazonSideBuilder amazonSide, DeviceOptions options, Body body)
      throws Exception {
    try (VpnEndpoint aws = amazonSide.vpc(GatewayFixtures.VPC, "10.0.0.0/16", server).start();
        VpnEndpoint device =
            options.of(GatewayFixtures.deviceOf(aws).lan("192.168.0.0/16", office)).start()) {
      device.awaitUp(LIMIT);
      aws.awaitUp(LIMIT);
      body.run(device);
    }
  }

  @FunctionalInterface
  private interface DeviceOptions {
    CustomerSideBuilder of(CustomerSideBuilder device);
  }

  @Test
  void lowersTheMssToThatOfTheDocument() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device,
        device -> {
          assertEquals(SendResult.SENT, office.send(syn(OFFICE, SERVER, 1460)));
          assertArrayEquals(syn(OFFICE, SERVER, 1379), server.next());
          assertEquals(SendResult.SENT, office.send(syn(OFFICE, SERVER, 1000)));
          assertArrayEquals(syn(OFFICE, SERVER, 1000), server.next());
        });
  }

  @Test
  void lowersTheMssToWhatGoesThroughWhole() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback().tcpMssAdjustment(65_535),
        device -> device.tcpMssAdjustment(65_535),
        device -> {
          assertEquals(SendResult.SENT, office.send(syn(OFFICE, SERVER, 1460)));
          assertArrayEquals(syn(OFFICE, SERVER, 1382), server.next());
        });
  }

  @Test
  void lowersTheMssOfWhatArrivesToo() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device.tcpMssAdjustment(1000),
        device -> {
          assertEquals(SendResult.SENT, server.send(syn(SERVER, OFFICE, 1460)));
          assertArrayEquals(syn(SERVER, OFFICE, 1000), office.next());
        });
  }

  /** 1422 is the MTU: 1400 octets of payload, a multiple of 8, in all fragments but the last. */
  @Test
  void fragmentsWhatIsTooBigAndPutsItTogether() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device,
        device -> {
          byte[] payload = pattern(3000);
          assertEquals(SendResult.SENT, office.send(packet(OFFICE, SERVER, DF, UDP, payload)));
          byte[] whole = server.next();
          ByteBuffer header = ByteBuffer.wrap(whole);
          assertEquals(IpPacket.Check.OK, IpPacket.check(header));
          assertTrue(IpPacket.ipv4HeaderChecksumHolds(header));
          assertEquals(0, header.getShort(6), "DF is cleared");
          assertArrayEquals(payload, Arrays.copyOfRange(whole, 20, whole.length));
          assertEquals(
              new TunnelCounters(0, 0, 3, 3020 + 2 * 20),
              device.status().tunnels().get(0).counters());
        });
  }

  @Test
  void putsTogetherWhatComesInFragments() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device,
        device -> {
          byte[] payload = pattern(40);
          byte[] first = Arrays.copyOf(payload, 24);
          byte[] last = Arrays.copyOfRange(payload, 24, 40);
          // The last comes first, and again.
          office.send(packet(OFFICE, SERVER, 24 / 8, UDP, last));
          office.send(packet(OFFICE, SERVER, 24 / 8, UDP, last));
          office.send(packet(OFFICE, SERVER, 0x2000, UDP, first));
          assertArrayEquals(packet(OFFICE, SERVER, 0, UDP, payload), server.next());
        });
  }

  @Test
  void deliversNothingOfFragmentsThatOverlap() throws Exception {
    try (VpnEndpoint aws =
            GatewayFixtures.amazonSideOnLoopback()
                .vpc(GatewayFixtures.VPC, "10.0.0.0/16", server)
                .start();
        VpnEndpoint device = GatewayFixtures.deviceOf(aws).lan("192.168.0.0/16", office).start()) {
      device.awaitUp(LIMIT);
      aws.awaitUp(LIMIT);
      office.send(packet(OFFICE, SERVER, 0x2000, UDP, new byte[24]));
      office.send(packet(OFFICE, SERVER, 16 / 8, UDP, new byte[16]));
      office.send(packet(OFFICE, SERVER, 24 / 8, UDP, new byte[16]));
      office.send(packet(OFFICE, SERVER, 0x2000, 254, new byte[9]));
      byte[] whole = packet(OFFICE, SERVER, 0, UDP, new byte[8]);
      office.send(whole);
      assertArrayEquals(whole, server.next(), "the first that was delivered");
      assertEquals(
          Map.of(PacketDropReason.CONTRADICTING_FRAGMENT, 2L, PacketDropReason.BAD_FRAGMENT, 1L),
          aws.status().packetDrops());
    }
  }

  private static byte[] pattern(int octets) {
    byte[] payload = new byte[octets];
    for (int i = 0; i < octets; i++) {
      payload[i] = (byte) (i / 7);
    }
    return payload;
  }

  @Test
  void tellsTheSenderOfAPacketThatIsTooBig() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device.clearDfBit(false),
        device -> {
          byte[] fits = packet(OFFICE, SERVER, DF, UDP, new byte[1402]);
          assertEquals(SendResult.SENT, office.send(fits));
          assertArrayEquals(fits, server.next());

          byte[] big = packet(OFFICE, SERVER, DF, UDP, new byte[1403]);
          assertEquals(SendResult.TOO_BIG, office.send(big));
          byte[] report = office.next();
          ByteBuffer message = ByteBuffer.wrap(report);
          assertEquals(IpPacket.Check.OK, IpPacket.check(message));
          assertTrue(IpPacket.ipv4HeaderChecksumHolds(message));
          assertEquals(0, IpPacket.payloadChecksum(message, IpPacket.payloadOctets(message)));
          assertEquals("169.254.44.106", IpPacket.source(message).toString());
          assertEquals(OFFICE, IpPacket.destination(message).toString());
          assertEquals(3 << 24 | 4 << 16, message.getInt(20) & 0xffff0000);
          assertEquals(1422, message.getInt(24));
          assertArrayEquals(Arrays.copyOf(big, 548), Arrays.copyOfRange(report, 28, report.length));
          assertEquals(1, device.status().sendDrops().get(SendResult.TOO_BIG));
        });
  }

  @Test
  void saysNothingAboutAnErrorThatIsTooBig() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback(),
        device -> device.clearDfBit(false),
        device -> {
          byte[] icmp = new byte[1403];
          icmp[0] = 3;
          assertEquals(SendResult.TOO_BIG, office.send(packet(OFFICE, SERVER, DF, 1, icmp)));
          assertNull(office.arrived.poll());
        });
  }

  @Test
  void countsFromTheOuterMtu() throws Exception {
    withTunnels(
        GatewayFixtures.amazonSideOnLoopback().outerMtu(1400),
        device -> device.clearDfBit(false).outerMtu(576),
        device -> {
          byte[] big = packet(OFFICE, SERVER, DF, UDP, new byte[600]);
          assertEquals(SendResult.TOO_BIG, office.send(big));
          int mtu = ByteBuffer.wrap(office.next()).getInt(24);
          // 576 - 20 - 8 - 8 - 16 - 12 is 512, a multiple of 16; two octets are the trailer.
          assertEquals(510, mtu);
          byte[] fits = packet(OFFICE, SERVER, DF, UDP, new byte[mtu - 20]);
          assertEquals(SendResult.SENT, office.send(fits));
          byte[] more = packet(OFFICE, SERVER, DF, UDP, new byte[mtu - 19]);
          assertEquals(SendResult.TOO_BIG, office.send(more));
        });
  }

  @Test
  void refusesSizesThatAreOutOfRange() {
    AmazonSideBuilder aws = GatewayFixtures.amazonSide();
    CustomerSideBuilder device = VpnEndpoint.customerSide(GatewayFixtures.document());
    assertThrows(IllegalArgumentException.class, () -> aws.outerMtu(575));
    assertThrows(IllegalArgumentException.class, () -> aws.tcpMssAdjustment(0));
    assertThrows(IllegalArgumentException.class, () -> device.outerMtu(65_536));
    assertThrows(IllegalArgumentException.class, () -> device.tcpMssAdjustment(65_536));
  }

  private static byte[] syn(String from, String to, int mss) {
    ByteBuffer segment = ByteBuffer.allocate(24);
    segment.putShort(0, (short) 49_152).putShort(2, (short) 443).putShort(12, (short) 0x6002);
    segment.putInt(20, 2 << 24 | 4 << 16 | mss);
    byte[] packet = packet(from, to, DF, TCP, segment.array());
    ByteBuffer whole = ByteBuffer.wrap(packet);
    whole.putShort(36, (short) IpPacket.payloadChecksum(whole, segment.capacity()));
    return packet;
  }

  private static byte[] packet(String from, String to, int flags, int protocol, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
    packet.putShort((short) 0x4500).putShort((short) packet.capacity());
    packet.putShort((short) 1).putShort((short) flags).put((byte) 64).put((byte) protocol);
    packet.putShort((short) 0).put(IpAddress.of(from).toOctets());
    packet.put(IpAddress.of(to).toOctets()).put(payload).flip();
    return packet.putShort(10, (short) IpPacket.ipv4HeaderChecksum(packet)).array();
  }
}
