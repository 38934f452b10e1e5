package io.vpn4j.gateway.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.packet.IpPacket.Check;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpPacketTest {
  /** Made by Linux 6.1 and read from a TUN device. */
  private static final String IPV4 =
      "45000023a3aa400040111315c0000201c00002099c400007000f51b776706e346a213f";

  private static final String IPV6 =
      "60017d10000f114020010db800000000000000000000000120010db8000000000000000000000009"
          + "9c400007000f7a4676706e346a213f";

  @Test
  void readsAnIpv4PacketBehindThePosition() {
    ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex("ffffff" + IPV4)).position(3);
    assertEquals(Check.OK, IpPacket.check(packet));
    assertEquals(4, IpPacket.version(packet));
    assertEquals(35, IpPacket.totalOctets(packet));
    assertEquals(20, IpPacket.headerOctets(packet));
    assertEquals(15, IpPacket.payloadOctets(packet));
    assertEquals(IpPacket.UDP, IpPacket.protocol(packet));
    assertEquals(64, IpPacket.timeToLive(packet));
    assertEquals(0xc000_0201, IpPacket.ipv4Source(packet));
    assertEquals(0xc000_0209, IpPacket.ipv4Destination(packet));
    assertEquals(IpAddress.of("192.0.2.1"), IpPacket.source(packet));
    assertEquals(IpAddress.of("192.0.2.9"), IpPacket.destination(packet));
    assertFalse(IpPacket.isFragment(packet));
    assertTrue(IpPacket.ipv4HeaderChecksumHolds(packet));
    assertEquals(0x1315, IpPacket.ipv4HeaderChecksum(packet));
    assertEquals(0, IpPacket.payloadChecksum(packet, 15));
    assertEquals(3, packet.position());
  }

  @Test
  void readsAnIpv6PacketBehindThePosition() {
    ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex("ff" + IPV6)).position(1);
    assertEquals(Check.OK, IpPacket.check(packet));
    assertEquals(6, IpPacket.version(packet));
    assertEquals(55, IpPacket.totalOctets(packet));
    assertEquals(40, IpPacket.headerOctets(packet));
    assertEquals(15, IpPacket.payloadOctets(packet));
    assertEquals(IpPacket.UDP, IpPacket.protocol(packet));
    assertEquals(64, IpPacket.timeToLive(packet));
    assertEquals(0x2001_0db8_0000_0000L, IpPacket.ipv6SourceHigh(packet));
    assertEquals(1, IpPacket.ipv6SourceLow(packet));
    assertEquals(0x2001_0db8_0000_0000L, IpPacket.ipv6DestinationHigh(packet));
    assertEquals(9, IpPacket.ipv6DestinationLow(packet));
    assertEquals(IpAddress.of("2001:db8::1"), IpPacket.source(packet));
    assertEquals(IpAddress.of("2001:db8::9"), IpPacket.destination(packet));
    assertEquals(0, IpPacket.payloadChecksum(packet, 15));
  }

  @Test
  void computesTheHeaderChecksumWhateverTheFieldHolds() {
    ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex(IPV4));
    for (int field : new int[] {0, 1, 0x1315, 0x8000, 0xffff}) {
      packet.putShort(10, (short) field);
      assertEquals(0x1315, IpPacket.ipv4HeaderChecksum(packet));
      assertEquals(field == 0x1315, IpPacket.ipv4HeaderChecksumHolds(packet));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "45, TRUNCATED",
    "60, TRUNCATED",
    "00, BAD_VERSION",
    "50, BAD_VERSION",
    "ff, BAD_VERSION",
    // 19 of 20 octets, then 20
    "45000014000000000000000000000000000000, TRUNCATED",
    "4500001400000000000000000000000000000000, OK",
    // header of 16 octets; packet of 19; header of 24 with 20 there; packet of 24 with 20 there
    "4400001400000000000000000000000000000000, BAD_LENGTH",
    "4500001300000000000000000000000000000000, BAD_LENGTH",
    "4600001400000000000000000000000000000000, BAD_LENGTH",
    "4600001800000000000000000000000000000000, TRUNCATED",
    "4500001800000000000000000000000000000000, TRUNCATED",
    // padding behind
    "450000140000000000000000000000000000000000000000, OK",
    // IPv6 of 39 and 40 octets, then with one octet of payload missing
    "600000000000000000000000000000000000000000000000000000000000000000000000000000, TRUNCATED",
    "60000000000000000000000000000000000000000000000000000000000000000000000000000000, OK",
    "60000000000100000000000000000000000000000000000000000000000000000000000000000000, TRUNCATED"
  })
  void checksLengthsOnce(String hex, Check expected) {
    assertEquals(expected, IpPacket.check(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
  }

  @Test
  void buildsNothingThatDoesNotFit() {
    IpAddress v4 = IpAddress.of("192.0.2.1");
    ByteBuffer none = ByteBuffer.allocate(0);
    assertThrows(
        IllegalArgumentException.class,
        () -> PacketBuilder.udp(v4, 1, IpAddress.of("::2"), 1, none));
    assertThrows(IllegalArgumentException.class, () -> PacketBuilder.udp(v4, 65_536, v4, 1, none));
    assertThrows(
        IllegalArgumentException.class, () -> PacketBuilder.echoRequest(v4, v4, -1, 1, none));
    assertThrows(
        IllegalArgumentException.class,
        () -> PacketBuilder.udp(v4, 1, v4, 1, ByteBuffer.allocate(65_508)));
    assertEquals(65_535, PacketBuilder.udp(v4, 1, v4, 1, ByteBuffer.allocate(65_507)).remaining());
  }
}
