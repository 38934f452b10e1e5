package io.vpn4j.esp.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
  /** The numbers of RFC 1071 section 3: the sum is ddf2. */
  @Test
  void sumsTheExampleOfRfc1071() {
    ByteBuffer example = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));
    assertEquals(0xddf2, ~InternetChecksum.finish(InternetChecksum.sum(example, 0, 8)) & 0xffff);
  }

  /** RFC 1624 section 4: the example with which equation 2 fails. */
  @Test
  void updatesTheExampleOfRfc1624() {
    assertEquals(0x0000, InternetChecksum.update(0xdd2f, 0x5555, 0x3285));
  }

  @Test
  void foldsTheLargestSum() {
    byte[] ones = new byte[0xffff];
    Arrays.fill(ones, (byte) 0xff);
    assertEquals(
        IpArbitraries.plainChecksum(ones),
        InternetChecksum.finish(InternetChecksum.sum(ByteBuffer.wrap(ones), 0, ones.length)));
  }

  /** A datagram of RFC 768 with both pseudo-headers, summed by hand from its definition. */
  @Test
  void coversThePseudoHeaders() {
    ByteBuffer v4 =
        ByteBuffer.wrap(
            HexFormat.of().parseHex("4500001d000000004011" + "0000" + "c0000201" + "c6336402"));
    long udp4 = InternetChecksum.ipv4PseudoHeader(v4, 0, IpProtocol.UDP, 9);
    assertEquals(
        IpArbitraries.plainChecksum(HexFormat.of().parseHex("c0000201c6336402" + "00110009")),
        InternetChecksum.finish(udp4));
    String addresses = "20010db8000000000000000000000001" + "20010db80000000000000000000000ff";
    ByteBuffer v6 = ByteBuffer.wrap(HexFormat.of().parseHex("6000000000091140" + addresses));
    long udp6 = InternetChecksum.ipv6PseudoHeader(v6, 0, IpProtocol.UDP, 9);
    assertEquals(
        IpArbitraries.plainChecksum(HexFormat.of().parseHex(addresses + "0000000900000011")),
        InternetChecksum.finish(udp6));
  }
}
