package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpMssClampTest {
  private static final TcpMssClamp CLAMP = new TcpMssClamp();
  private static final byte[] NONE = {};
  private static final byte[] MSS_1460 = octets("020405b4");

  /** 05b4 is 1460, 0563 is 1379. */
  @ParameterizedTest
  @CsvSource({
    "020405b4, 02040563",
    "0204ffff, 02040563",
    "020405b4010303070402080a0000000100000000, 02040563010303070402080a0000000100000000",
    "01020405b4010101, 0102040563010101",
    "0101020405b40000, 0101020405630000",
    "020405b4020405b5, 0204056302040563",
    "02040001020405b5, 0204000102040563",
    "020405b4fe040000, 02040563fe040000",
    "020405b400fefefe, 0204056300fefefe",
  })
  void lowersTheOptionWhereverItIs(String before, String after) {
    byte[] packet = syn(octets(before));
    assertTrue(CLAMP.exceeds(ByteBuffer.wrap(packet).asReadOnlyBuffer(), 1379, 1359));
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(packet), 1379, 1359));
    assertArrayEquals(syn(octets(after)), packet);
  }

  @ParameterizedTest
  @CsvSource({
    "02040563, low enough",
    "02040562, lower",
    "01030307, no such option",
    "'', no options",
    "00000000020405b4, behind the end of options",
    "020305b4, an MSS of three octets",
    "0205050505010101, an MSS of five octets",
    "0201020405b40000, a length of one",
    "020405b4fe000000, a length of zero further on",
    "020405b4fe050000, an option beyond the end further on",
    "020405b4010101fe, an option without length further on",
    "01010102, an MSS without length",
    "0101020405b40204, a second MSS beyond the end",
  })
  void leavesTheOptionsAlone(String options, String why) {
    unchanged(syn(octets(options)), why);
  }

  @Test
  void leavesSegmentsWithoutSynAlone() {
    unchanged(TcpFixtures.ipv4(0, NONE, TcpFixtures.segment(0x10, MSS_1460, NONE)), "ACK");
  }

  @Test
  void takesTheAnswerToASynToo() {
    byte[] packet = TcpFixtures.ipv4(0, NONE, TcpFixtures.segment(0x12, MSS_1460, NONE));
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(packet), 1379, 1359));
  }

  @Test
  void readsFirstFragmentsAndLeavesLaterOnesAlone() {
    byte[] segment = TcpFixtures.segment(TcpFixtures.SYN, MSS_1460, new byte[8]);
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(TcpFixtures.ipv4(0x2000, NONE, segment)), 1379, 1359));
    unchanged(TcpFixtures.ipv4(0x2001, NONE, segment), "offset 8");
    unchanged(TcpFixtures.ipv4(1, NONE, segment), "the last");
    byte[] first = octets("0600000100000001");
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(TcpFixtures.ipv6(44, first, segment)), 1379, 1359));
    unchanged(TcpFixtures.ipv6(44, octets("0600000900000001"), segment), "offset 8 of IPv6");
  }

  @Test
  void readsBehindIpOptionsAndExtensionHeaders() {
    byte[] segment = TcpFixtures.segment(TcpFixtures.SYN, MSS_1460, NONE);
    byte[] options = octets("0101010194040000");
    byte[] ipv4 = TcpFixtures.ipv4(0, options, segment);
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(ipv4), 1379, 1359));
    // Hop-by-hop, then destination options, then TCP; 054f is 1359.
    byte[] headers = octets("3c00010400000000" + "0600010400000000");
    byte[] ipv6 = TcpFixtures.ipv6(0, headers, segment);
    assertTrue(CLAMP.clamp(ByteBuffer.wrap(ipv6), 1379, 1359));
    byte[] lowered = TcpFixtures.segment(TcpFixtures.SYN, octets("0204054f"), NONE);
    assertArrayEquals(TcpFixtures.ipv6(0, headers, lowered), ipv6);
  }

  /** RFC 4302: what an authentication header covers nobody may change. */
  @Test
  void leavesWhatIsAuthenticatedAlone() {
    byte[] segment = TcpFixtures.segment(TcpFixtures.SYN, MSS_1460, NONE);
    byte[] authentication = octets("0604000000001000" + "00000001" + "aa".repeat(12));
    unchanged(TcpFixtures.ipv6(51, authentication, segment), "behind an AH");
  }

  @Test
  void leavesATruncatedHeaderAlone() {
    byte[] segment = TcpFixtures.segment(TcpFixtures.SYN, MSS_1460, NONE);
    segment[12] = 0x70; // 28 octets, of which 24 are there
    unchanged(TcpFixtures.ipv4(0, NONE, segment), "too long a header");
    segment[12] = 0x40;
    unchanged(TcpFixtures.ipv4(0, NONE, segment), "too short a header");
  }

  private static void unchanged(byte[] packet, String why) {
    byte[] before = packet.clone();
    assertFalse(CLAMP.exceeds(ByteBuffer.wrap(packet), 1379, 1359), why);
    assertFalse(CLAMP.clamp(ByteBuffer.wrap(packet), 1379, 1359), why);
    assertArrayEquals(before, packet, why);
  }

  private static byte[] syn(byte[] options) {
    byte[] segment = TcpFixtures.segment(TcpFixtures.SYN, options, new byte[] {1, 2, 3});
    return TcpFixtures.ipv4(0, NONE, segment);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
