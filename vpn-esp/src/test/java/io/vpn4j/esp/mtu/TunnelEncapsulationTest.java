package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.EspEncryption;
import io.vpn4j.esp.EspIntegrity;
import io.vpn4j.esp.EspSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelEncapsulationTest {
  /**
   * AWS, "Best practices for customer gateway devices", all columns: NAT traversal, MTU, MSS of
   * IPv4, MSS of IPv6 in IPv4.
   */
  @ParameterizedTest
  @CsvSource({
    "AES_GCM_16_256, NONE, false, 1446, 1406, 1386",
    "AES_GCM_16_256, NONE, true, 1438, 1398, 1378",
    "AES_CBC_128, HMAC_SHA1_96, false, 1438, 1398, 1378",
    "AES_CBC_128, HMAC_SHA1_96, true, 1422, 1382, 1362",
    "AES_CBC_256, HMAC_SHA2_256_128, false, 1438, 1398, 1378",
    "AES_CBC_256, HMAC_SHA2_256_128, true, 1422, 1382, 1362",
    "AES_CBC_128, HMAC_SHA2_384_192, false, 1422, 1382, 1362",
    "AES_CBC_128, HMAC_SHA2_384_192, true, 1422, 1382, 1362",
    "AES_CBC_256, HMAC_SHA2_512_256, false, 1422, 1382, 1362",
    "AES_CBC_256, HMAC_SHA2_512_256, true, 1406, 1366, 1346",
  })
  void reproducesTheTableOfAws(
      EspEncryption encryption, EspIntegrity integrity, boolean udp, int mtu, int v4, int v6) {
    EspSuite suite = new EspSuite(encryption, integrity);
    TunnelEncapsulation tunnel = new TunnelEncapsulation(suite, false, udp);
    assertEquals(mtu, tunnel.innerMtu(1500));
    assertEquals(v4, tunnel.mssIpv4(1500));
    assertEquals(v6, tunnel.mssIpv6(1500));
  }

  /** By hand: 1500 - 40 - 8 - 8 - IV - ICV, down to the alignment, less the trailer. */
  @ParameterizedTest
  @CsvSource({
    "AES_GCM_16_128, NONE, false, 1426",
    "AES_GCM_16_128, NONE, true, 1418",
    "AES_CBC_256, HMAC_SHA1_96, false, 1422",
    "AES_CBC_256, HMAC_SHA1_96, true, 1406",
    "AES_CBC_128, HMAC_SHA2_256_128, false, 1406",
    "AES_CBC_128, HMAC_SHA2_256_128, true, 1406",
    "AES_CBC_128, HMAC_SHA2_512_256, true, 1390",
  })
  void countsAnOuterIpv6Header(
      EspEncryption encryption, EspIntegrity integrity, boolean udp, int mtu) {
    EspSuite suite = new EspSuite(encryption, integrity);
    TunnelEncapsulation tunnel = new TunnelEncapsulation(suite, true, udp);
    assertEquals(mtu, tunnel.innerMtu(1500));
    assertEquals(mtu - 40, tunnel.mssIpv4(1500));
    assertEquals(mtu - 60, tunnel.mssIpv6(1500));
  }

  @Test
  void aPacketOfTheMtuFitsAndOneOctetMoreDoesNot() {
    for (EspSuite suite : EspSuite.all()) {
      for (int kind = 0; kind < 4; kind++) {
        TunnelEncapsulation tunnel =
            new TunnelEncapsulation(suite, (kind & 1) != 0, (kind & 2) != 0);
        for (int mtu = 576; mtu <= 2000; mtu++) {
          int inner = tunnel.innerMtu(mtu);
          String of = tunnel + " at " + mtu;
          assertTrue(tunnel.outerOctets(inner) <= mtu, of);
          assertTrue(tunnel.outerOctets(inner + 1) > mtu, of);
        }
      }
    }
  }

  @Test
  void anMssIsNeverNegative() {
    TunnelEncapsulation tunnel = new TunnelEncapsulation(EspSuite.AES_GCM_16_128, false, true);
    assertEquals(0, tunnel.mssIpv4(100));
    assertEquals(0, tunnel.mssIpv6(120));
    assertThrows(IllegalArgumentException.class, () -> tunnel.innerMtu(63));
    assertThrows(NullPointerException.class, () -> new TunnelEncapsulation(null, false, true));
  }
}
