package io.vpn4j.esp.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpPacketTest {
  private static final String REST_OF_V4 = "0000000040010000c0000201c0000202";
  private static final String REST_OF_V6 = "3b40" + "00".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "45, TRUNCATED",
    "45000014, TRUNCATED",
    "60, TRUNCATED",
    "00000000, BAD_VERSION",
    "500000140000, BAD_VERSION",
  })
  void tellsWhatIsMissing(String octets, IpPacket.Check expected) {
    assertEquals(expected, check(octets));
  }

  @ParameterizedTest
  @CsvSource({
    "45000014, OK",
    "45000013, BAD_LENGTH",
    "44000014, BAD_LENGTH",
    "46000017, BAD_LENGTH",
    "46000018, TRUNCATED",
    "45000015, TRUNCATED",
    "4500ffff, TRUNCATED",
  })
  void checksIpv4Lengths(String start, IpPacket.Check expected) {
    assertEquals(expected, check(start + REST_OF_V4));
  }

  @ParameterizedTest
  @CsvSource({"600000000000, OK", "600000000001, TRUNCATED", "60000000ffff, TRUNCATED"})
  void checksIpv6Lengths(String start, IpPacket.Check expected) {
    assertEquals(expected, check(start + REST_OF_V6));
  }

  @Test
  void looksOnlyFromThePlaceToTheLimit() {
    ByteBuffer b = ByteBuffer.wrap(HexFormat.of().parseHex("ffff45000014" + REST_OF_V4));
    assertEquals(IpPacket.Check.OK, IpPacket.check(b, 2));
    assertEquals(IpPacket.Check.BAD_VERSION, IpPacket.check(b, 0));
    assertEquals(IpPacket.Check.TRUNCATED, IpPacket.check(b.limit(21), 2));
    assertEquals(IpPacket.Check.TRUNCATED, IpPacket.check(b, 21));
  }

  private static IpPacket.Check check(String octets) {
    return IpPacket.check(ByteBuffer.wrap(HexFormat.of().parseHex(octets)), 0);
  }
}
