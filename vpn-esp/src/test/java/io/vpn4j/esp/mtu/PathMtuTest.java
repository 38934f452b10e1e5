package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.esp.tunnel.DfRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMtuTest {
  private static final TunnelEncapsulation IPV4 =
      new TunnelEncapsulation(EspSuite.AES_GCM_16_128, false, true);
  private static final TunnelEncapsulation IPV6 =
      new TunnelEncapsulation(EspSuite.AES_GCM_16_128, true, true);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** A start from which the clock overflows within the test. */
  private static final long START = Long.MAX_VALUE - 3 * MINUTE;

  /** The MTU inside is 1438 for 1500 outside, 1218 for 1280 (NAT traversal, AES-GCM). */
  @ParameterizedTest
  @CsvSource({
    "4, 1438, false, COPY, FITS",
    "4, 1438, true, COPY, FITS",
    "4, 1439, false, COPY, FRAGMENT",
    "4, 1439, true, COPY, TOO_BIG",
    "4, 1439, false, CLEAR, FRAGMENT",
    "4, 1439, true, CLEAR, FRAGMENT",
    "4, 1439, false, SET, FRAGMENT",
    "4, 1439, true, SET, TOO_BIG",
    "6, 1438, false, COPY, FITS",
    "6, 1439, false, COPY, TOO_BIG",
    "6, 1439, false, CLEAR, TOO_BIG",
    "6, 1439, false, SET, TOO_BIG",
  })
  void judgesByVersionLengthDfAndRule(
      int version, int octets, boolean df, DfRule rule, Fit expected) {
    PathMtu path = new PathMtu(IPV4, rule, 1500);
    assertEquals(expected, path.judge(packet(version, octets, df), 0));
    assertEquals(1438, path.reportedMtu(version == 4, 0));
  }

  @Test
  void whatIpv6GuaranteesGoesThroughANarrowPath() {
    PathMtu path = new PathMtu(IPV4, DfRule.COPY, 1280);
    assertEquals(Fit.FITS, path.judge(packet(6, 1218, false), 0));
    assertEquals(Fit.SEAL_THEN_FRAGMENT, path.judge(packet(6, 1219, false), 0));
    assertEquals(Fit.SEAL_THEN_FRAGMENT, path.judge(packet(6, 1280, false), 0));
    assertEquals(Fit.TOO_BIG, path.judge(packet(6, 1281, false), 0));
    assertEquals(1280, path.reportedMtu(false, 0));
    assertEquals(1218, path.reportedMtu(true, 0));
  }

  @Test
  void paddingBehindThePacketDoesNotCount() {
    PathMtu path = new PathMtu(IPV4, DfRule.COPY, 1500);
    byte[] packet = packet(4, 1438, true).array();
    ByteBuffer padded = ByteBuffer.allocate(1500).put(0, packet);
    assertEquals(Fit.FITS, path.judge(padded, 0));
    assertEquals(Fit.MALFORMED, path.judge(ByteBuffer.wrap(packet, 0, 1437), 0));
  }

  @Test
  void aReportLowersAndTenMinutesForget() {
    PathMtu path = new PathMtu(IPV4, DfRule.COPY, 1500);
    assertTrue(path.learn(1400, START));
    assertEquals(1400, path.outerMtu(START));
    assertEquals(1338, path.innerMtu(START + 10 * MINUTE - 1));
    assertEquals(1500, path.outerMtu(START + 10 * MINUTE));
    assertTrue(path.learn(1450, START + 10 * MINUTE));
    assertEquals(1450, path.outerMtu(START + 10 * MINUTE));
  }

  @Test
  void aReportOfMoreOrTheSameChangesNothingAndDoesNotProlong() {
    PathMtu path = new PathMtu(IPV4, DfRule.COPY, 1500, Duration.ofMinutes(5));
    assertFalse(path.learn(1500, START));
    assertFalse(path.learn(9000, START));
    assertTrue(path.learn(1400, START));
    assertFalse(path.learn(1400, START + 4 * MINUTE));
    assertFalse(path.learn(1500, START + 4 * MINUTE));
    assertEquals(1400, path.outerMtu(START + 4 * MINUTE));
    assertEquals(1500, path.outerMtu(START + 5 * MINUTE));
  }

  @Test
  void noReportGoesBelowWhatEveryPathCarries() {
    PathMtu ipv4 = new PathMtu(IPV4, DfRule.COPY, 1500);
    assertTrue(ipv4.learn(68, 0));
    assertEquals(576, ipv4.outerMtu(0));
    assertFalse(ipv4.learn(1, 0));
    PathMtu ipv6 = new PathMtu(IPV6, DfRule.COPY, 1500);
    assertFalse(ipv6.learn(1279, 0));
    assertFalse(ipv6.learn(0, 0));
    assertEquals(1500, ipv6.outerMtu(0));
    assertTrue(ipv6.learn(1280, 0));
  }

  /** RFC 1191 section 7.1. */
  @Test
  void aReportWithoutAnMtuGoesDownThePlateaus() {
    PathMtu path = new PathMtu(IPV4, DfRule.COPY, 9001);
    for (int plateau : new int[] {8166, 4352, 2002, 1492, 1006, 576}) {
      assertTrue(path.learn(0, 0));
      assertEquals(plateau, path.outerMtu(0));
    }
    assertFalse(path.learn(0, 0));
  }

  @Test
  void refusesALinkOrAnAgeingThatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new PathMtu(IPV4, DfRule.COPY, 575));
    assertThrows(IllegalArgumentException.class, () -> new PathMtu(IPV6, DfRule.COPY, 1279));
    assertThrows(IllegalArgumentException.class, () -> new PathMtu(IPV4, DfRule.COPY, 65_536));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PathMtu(IPV4, DfRule.COPY, 1500, Duration.ofMinutes(5).minusNanos(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PathMtu(IPV4, DfRule.COPY, 1500, Duration.ofDays(366)));
  }

  private static ByteBuffer packet(int version, int octets, boolean df) {
    return ByteBuffer.wrap(
        version == 4
            ? PacketFixtures.ipv4(0, df ? 0x4000 : 0, 64, 17, new byte[octets - 20])
            : PacketFixtures.ipv6(0, 0, 64, 17, new byte[octets - 40]));
  }
}
