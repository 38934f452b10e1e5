package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

class PacketTooBigTest {
  private static final IpAddress ROUTER = IpAddress.of("169.254.6.1");
  private static final IpAddress ROUTER6 = IpAddress.of("fd00::1");

  private final PacketTooBig writer = new PacketTooBig();

  @Test
  void writesFragmentationNeeded() {
    byte[] offending = PacketFixtures.ipv4(0x02, 0x4000, 64, 17, new byte[1480]);
    byte[] message = written(offending, 1438, ROUTER);
    assertEquals(576, message.length);
    assertEquals("45c0024000004000" + "4001", HexFormat.of().formatHex(message, 0, 10));
    assertEquals("a9fe0601c0000201", HexFormat.of().formatHex(message, 12, 20));
    assertEquals("0304", HexFormat.of().formatHex(message, 20, 22));
    assertEquals("0000059e", HexFormat.of().formatHex(message, 24, 28));
    assertEquals(0, PacketFixtures.checksum(Arrays.copyOf(message, 20)));
    assertEquals(0, PacketFixtures.checksum(Arrays.copyOfRange(message, 20, 576)));
    assertArrayEquals(Arrays.copyOf(offending, 548), Arrays.copyOfRange(message, 28, 576));
  }

  @Test
  void writesPacketTooBig() {
    byte[] offending = PacketFixtures.ipv6(0x02, 5, 64, 17, new byte[1480]);
    byte[] message = written(offending, 1438, ROUTER6);
    assertEquals(1280, message.length);
    assertEquals("6000000004d83a40", HexFormat.of().formatHex(message, 0, 8));
    assertEquals("fd000000000000000000000000000001", HexFormat.of().formatHex(message, 8, 24));
    assertArrayEquals(Arrays.copyOfRange(offending, 8, 24), Arrays.copyOfRange(message, 24, 40));
    assertEquals("0200", HexFormat.of().formatHex(message, 40, 42));
    assertEquals("0000059e", HexFormat.of().formatHex(message, 44, 48));
    assertEquals(0, PacketFixtures.upperChecksum(message, 58, 40));
    assertArrayEquals(Arrays.copyOf(offending, 1232), Arrays.copyOfRange(message, 48, 1280));
  }

  @Test
  void quotesAShortPacketWhole() {
    byte[] offending = PacketFixtures.ipv4(0, 0x4000, 64, 17, new byte[30]);
    byte[] message = written(Arrays.copyOf(offending, 90), 40, ROUTER);
    assertArrayEquals(offending, Arrays.copyOfRange(message, 28, message.length));
  }

  /** RFC 1122 section 3.2.2; the addresses are changed in the packet. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 198.51.100.7, WRITTEN",
    "0.0.0.0, 198.51.100.7, BAD_SOURCE",
    "0.1.2.3, 198.51.100.7, BAD_SOURCE",
    "127.0.0.1, 198.51.100.7, BAD_SOURCE",
    "224.0.0.1, 198.51.100.7, BAD_SOURCE",
    "240.0.0.1, 198.51.100.7, BAD_SOURCE",
    "255.255.255.255, 198.51.100.7, BAD_SOURCE",
    "223.255.255.255, 223.255.255.255, WRITTEN",
    "192.0.2.1, 224.0.0.251, NOT_UNICAST_DESTINATION",
    "192.0.2.1, 255.255.255.255, NOT_UNICAST_DESTINATION",
    "2001:db8::1, 2001:db8::2, WRITTEN",
    "::, 2001:db8::2, BAD_SOURCE",
    "::1, 2001:db8::2, BAD_SOURCE",
    "ff02::1, 2001:db8::2, BAD_SOURCE",
    "2001:db8::1, ff0e::1, WRITTEN",
  })
  void looksAtTheAddresses(String source, String destination, PacketTooBig.Result expected) {
    boolean ipv4 = IpAddress.of(source).isIpv4();
    byte[] packet =
        ipv4
            ? PacketFixtures.ipv4(0, 0x4000, 64, 17, new byte[30])
            : PacketFixtures.ipv6(0, 0, 64, 17, new byte[30]);
    ByteBuffer.wrap(packet)
        .position(ipv4 ? 12 : 8)
        .put(IpAddress.of(source).toOctets())
        .put(IpAddress.of(destination).toOctets());
    assertEquals(expected, result(packet));
  }

  @ParameterizedTest
  @CsvSource({
    "0, WRITTEN", "8, WRITTEN", "13, WRITTEN",
    "3, ABOUT_ICMP_ERROR", "4, ABOUT_ICMP_ERROR", "5, ABOUT_ICMP_ERROR",
    "11, ABOUT_ICMP_ERROR", "12, ABOUT_ICMP_ERROR", "99, ABOUT_ICMP_ERROR",
  })
  void isNotWrittenAboutIcmpErrors(int type, PacketTooBig.Result expected) {
    byte[] icmp = new byte[60];
    icmp[0] = (byte) type;
    assertEquals(expected, result(PacketFixtures.ipv4(0, 0x4000, 64, 1, icmp)));
    assertEquals(expected, result(PacketFixtures.ipv4(0, 0, 64, 1, new byte[4], icmp)));
  }

  /** RFC 4443 section 2.4, e.1 and e.2: also behind extension headers. */
  @ParameterizedTest
  @CsvSource({
    "128, WRITTEN",
    "129, WRITTEN",
    "143, WRITTEN",
    "255, WRITTEN",
    "1, ABOUT_ICMP_ERROR",
    "2, ABOUT_ICMP_ERROR",
    "3, ABOUT_ICMP_ERROR",
    "4, ABOUT_ICMP_ERROR",
    "127, ABOUT_ICMP_ERROR",
    "137, ABOUT_ICMP_ERROR",
  })
  void isNotWrittenAboutIcmpv6Errors(int type, PacketTooBig.Result expected) {
    byte[] icmp = new byte[60];
    icmp[0] = (byte) type;
    assertEquals(expected, result(PacketFixtures.ipv6(0, 0, 64, 58, icmp)));
    byte[] behind = new byte[68];
    behind[0] = 58;
    behind[8] = (byte) type;
    assertEquals(expected, result(PacketFixtures.ipv6(0, 0, 64, 60, behind)));
  }

  @Test
  void isNotWrittenWhereItCannotBeToldWhatThePacketIs() {
    assertEquals(
        PacketTooBig.Result.ABOUT_ICMP_ERROR,
        result(PacketFixtures.ipv4(0, 0x4000, 64, 1, new byte[0])));
    assertEquals(
        PacketTooBig.Result.ABOUT_ICMP_ERROR,
        result(PacketFixtures.ipv6(0, 0, 64, 58, new byte[0])));
    assertEquals(
        PacketTooBig.Result.MALFORMED, result(PacketFixtures.ipv6(0, 0, 64, 60, new byte[4])));
    assertEquals(PacketTooBig.Result.MALFORMED, result(new byte[20]));
    assertEquals(PacketTooBig.Result.MALFORMED, result(new byte[0]));
  }

  @Test
  void isWrittenAboutTheFirstFragmentOnly() {
    byte[] payload = new byte[64];
    assertEquals(
        PacketTooBig.Result.WRITTEN, result(PacketFixtures.ipv4(0, 0x6000, 64, 17, payload)));
    assertEquals(
        PacketTooBig.Result.LATER_FRAGMENT,
        result(PacketFixtures.ipv4(0, 0x6001, 64, 17, payload)));
    payload[0] = 17;
    payload[3] = 1;
    assertEquals(PacketTooBig.Result.WRITTEN, result(PacketFixtures.ipv6(0, 0, 64, 44, payload)));
    payload[3] = 9;
    assertEquals(
        PacketTooBig.Result.LATER_FRAGMENT, result(PacketFixtures.ipv6(0, 0, 64, 44, payload)));
  }

  @Test
  void needsRoomAndAnAddressOfTheSameVersion() {
    ByteBuffer packet = ByteBuffer.wrap(PacketFixtures.ipv4(0, 0x4000, 64, 17, new byte[30]));
    ByteBuffer small = ByteBuffer.allocate(77);
    assertEquals(PacketTooBig.Result.BUFFER_TOO_SMALL, writer.write(packet, 1400, ROUTER, small));
    assertEquals(0, small.position());
    ByteBuffer out = ByteBuffer.allocate(78);
    assertEquals(PacketTooBig.Result.WRITTEN, writer.write(packet, 1400, ROUTER, out));
    assertThrows(IllegalArgumentException.class, () -> writer.write(packet, 1400, ROUTER6, out));
    assertThrows(IllegalArgumentException.class, () -> writer.write(packet, -1, ROUTER, out));
  }

  private PacketTooBig.Result result(byte[] packet) {
    boolean ipv6 = packet.length > 0 && packet[0] >> 4 == 6;
    ByteBuffer out = ByteBuffer.allocate(PacketTooBig.MAX_OCTETS);
    PacketTooBig.Result result =
        writer.write(ByteBuffer.wrap(packet), 1400, ipv6 ? ROUTER6 : ROUTER, out);
    assertEquals(result == PacketTooBig.Result.WRITTEN, out.position() > 0);
    return result;
  }

  private byte[] written(byte[] offending, int mtu, IpAddress source) {
    ByteBuffer out = ByteBuffer.allocate(PacketTooBig.MAX_OCTETS);
    ByteBuffer packet = ByteBuffer.wrap(offending).asReadOnlyBuffer();
    assertEquals(PacketTooBig.Result.WRITTEN, writer.write(packet, mtu, source, out));
    assertEquals(0, packet.position());
    return Arrays.copyOf(out.array(), out.position());
  }
}
