package io.vpn4j.esp.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OuterHeaderTest {
  private static final IpAddress LOCAL = IpAddress.of("203.0.113.5");
  private static final IpAddress PEER = IpAddress.of("203.0.113.9");
  private static final IpAddress LOCAL6 = IpAddress.of("2001:db8:5::5");
  private static final IpAddress PEER6 = IpAddress.of("2001:db8:9::9");
  private static final byte[] ESP = HexFormat.of().parseHex("0a0b0c0d00000001" + "77".repeat(9));
  private static final int DF = 0x4000;

  @Test
  void writesAnIpv4Header() {
    byte[] inner = PacketFixtures.ipv4(0xba, DF, 3, 6, new byte[40]);
    byte[] datagram = written(OuterHeader.builder(LOCAL, PEER).build(), inner, 7);
    assertEquals(
        "45ba0025" + "00004000" + "4032" + checksumOf(datagram) + "cb007105cb007109",
        HexFormat.of().formatHex(datagram, 0, 20));
    assertEquals(0, PacketFixtures.checksum(Arrays.copyOf(datagram, 20)));
    assertEquals(HexFormat.of().formatHex(ESP), HexFormat.of().formatHex(datagram, 20, 37));
  }

  @Test
  void writesUdpWithoutChecksumOverIpv4() {
    byte[] inner = PacketFixtures.ipv4(0, 0, 3, 6, new byte[40]);
    OuterHeader header = OuterHeader.builder(LOCAL, PEER).udp(4500, 61001).build();
    byte[] datagram = written(header, inner, 0x12345);
    assertEquals(28, header.octets());
    assertEquals("4500002d2345000040", HexFormat.of().formatHex(datagram, 0, 9));
    assertEquals("11", HexFormat.of().formatHex(datagram, 9, 10));
    assertEquals("1194ee4900190000", HexFormat.of().formatHex(datagram, 20, 28));
  }

  @Test
  void writesUdpWithChecksumOverIpv6() {
    byte[] inner = PacketFixtures.ipv6(0xb9, 0x54321, 3, 6, new byte[40]);
    OuterHeader header = OuterHeader.builder(LOCAL6, PEER6).udp(4500, 4500).hopLimit(9).build();
    byte[] datagram = written(header, inner, 7);
    assertEquals(
        "6b900000" + "0019" + "1109" + "20010db8000500000000000000000005",
        HexFormat.of().formatHex(datagram, 0, 24));
    assertEquals("119411940019", HexFormat.of().formatHex(datagram, 40, 46));
    assertEquals(0, PacketFixtures.upperChecksum(datagram, 17, 40));
  }

  @Test
  void writesPlainEspOverIpv6() {
    byte[] inner = PacketFixtures.ipv4(0, 0, 3, 6, new byte[40]);
    OuterHeader header = OuterHeader.builder(LOCAL6, PEER6).build();
    assertEquals(40, header.octets());
    assertEquals(
        "60000000" + "0011" + "3240", HexFormat.of().formatHex(written(header, inner, 7), 0, 8));
  }

  /** RFC 8200 section 8.1: a sum whose checksum is zero goes out as all ones. */
  @Test
  void neverWritesAZeroUdpChecksumOverIpv6() {
    byte[] inner = PacketFixtures.ipv6(0, 0, 3, 6, new byte[40]);
    OuterHeader header = OuterHeader.builder(LOCAL6, PEER6).udp(4500, 4500).build();
    ByteBuffer packet = ByteBuffer.allocate(header.octets() + 12);
    header.write(header.fieldsOf(inner(inner)), 0, packet);
    int checksum = packet.getShort(46) & 0xffff;
    // The checksum is the complement of the sum: with itself among the words none is left.
    packet.putShort(header.octets(), (short) checksum);
    header.write(header.fieldsOf(inner(inner)), 0, packet);
    assertEquals(0xffff, packet.getShort(46) & 0xffff);
    assertEquals(0, PacketFixtures.upperChecksum(packet.array(), 17, 40));
  }

  @ParameterizedTest
  @CsvSource({
    "COPY, false, false", "COPY, true, true",
    "CLEAR, false, false", "CLEAR, true, false",
    "SET, false, true", "SET, true, true",
  })
  void followsTheRuleForDontFragment(DfRule rule, boolean inner, boolean outer) {
    OuterHeader header = OuterHeader.builder(LOCAL, PEER).dontFragment(rule).build();
    byte[] packet = PacketFixtures.ipv4(0, inner ? DF : 0, 64, 6, new byte[40]);
    byte[] datagram = written(header, packet, 0x4321);
    // RFC 6864 section 4.1: only what may be fragmented needs an identification.
    assertEquals(outer ? "00004000" : "43210000", HexFormat.of().formatHex(datagram, 4, 8));
    assertEquals(!rule.equals(DfRule.CLEAR) && inner, !rule.mayFragmentInner(inner));
  }

  @Test
  void treatsIpv6AsThoughItHadDontFragment() {
    byte[] inner = PacketFixtures.ipv6(0, 0, 64, 6, new byte[40]);
    OuterHeader copy = OuterHeader.builder(LOCAL, PEER).build();
    assertEquals("00004000", HexFormat.of().formatHex(written(copy, inner, 9), 4, 8));
    ByteBuffer packet = ByteBuffer.allocate(60);
    copy.write(OuterHeader.fragmentable(copy.fieldsOf(inner(inner))), 9, packet);
    assertEquals("00090000", HexFormat.of().formatHex(packet.array(), 4, 8));
  }

  @Test
  void hidesTheDscpAndTheCongestionBitsWhereTold() {
    byte[] inner = PacketFixtures.ipv4(0xbb, 0, 64, 6, new byte[40]);
    OuterHeader fixed =
        OuterHeader.builder(LOCAL, PEER).dscp(DscpRule.fixed(8)).ecn(EcnMode.COMPATIBILITY).build();
    assertEquals(0x20, written(fixed, inner, 9)[1]);
    OuterHeader mapped =
        OuterHeader.builder(LOCAL, PEER).dscp(DscpRule.mapped(d -> d == 46 ? 10 : 0)).build();
    assertEquals(10 << 2 | 3, written(mapped, inner, 9)[1]);
  }

  @Test
  void refusesOptionsThatAreOutOfRange() {
    OuterHeader.Builder builder = OuterHeader.builder(LOCAL, PEER);
    assertThrows(IllegalArgumentException.class, () -> OuterHeader.builder(LOCAL, PEER6));
    assertThrows(IllegalArgumentException.class, () -> builder.udp(0, 4500));
    assertThrows(IllegalArgumentException.class, () -> builder.udp(4500, 65_536));
    assertThrows(IllegalArgumentException.class, () -> builder.hopLimit(0));
    assertThrows(IllegalArgumentException.class, () -> builder.hopLimit(256));
    assertThrows(IllegalArgumentException.class, () -> DscpRule.fixed(64));
    assertThrows(IllegalArgumentException.class, () -> DscpRule.mapped(d -> -1));
  }

  @Test
  void refusesALengthThatIpCannotSay() {
    OuterHeader ipv4 = OuterHeader.builder(LOCAL, PEER).build();
    OuterHeader ipv6 = OuterHeader.builder(LOCAL6, PEER6).build();
    assertThrows(IllegalArgumentException.class, () -> ipv4.write(0, 0, ByteBuffer.allocate(19)));
    assertThrows(
        IllegalArgumentException.class, () -> ipv4.write(0, 0, ByteBuffer.allocate(65_536)));
    assertThrows(
        IllegalArgumentException.class, () -> ipv6.write(0, 0, ByteBuffer.allocate(65_576)));
    ByteBuffer longest = ByteBuffer.allocate(65_575);
    ipv6.write(0, 0, longest);
    assertEquals(0xffff, longest.getShort(4) & 0xffff);
  }

  private static byte[] written(OuterHeader header, byte[] inner, int identification) {
    ByteBuffer packet = ByteBuffer.allocate(header.octets() + ESP.length);
    packet.put(header.octets(), ESP);
    header.write(header.fieldsOf(inner(inner)), identification, packet);
    assertEquals(0, packet.position());
    return packet.array();
  }

  private static ByteBuffer inner(byte[] packet) {
    return ByteBuffer.wrap(packet).asReadOnlyBuffer();
  }

  private static String checksumOf(byte[] datagram) {
    byte[] header = Arrays.copyOf(datagram, 20);
    header[10] = 0;
    header[11] = 0;
    return String.format("%04x", PacketFixtures.checksum(header));
  }
}
