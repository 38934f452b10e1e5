package io.vpn4j.model.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelMtuTest {
  /** The table of the user guide, row by row. */
  @ParameterizedTest
  @CsvSource({
    "AES128_GCM_16, SHA1, false, 1446, 1406, 1386",
    "AES256_GCM_16, SHA2_512, true, 1438, 1398, 1378",
    "AES128, SHA1, false, 1438, 1398, 1378",
    "AES256, SHA2_256, false, 1438, 1398, 1378",
    "AES128, SHA1, true, 1422, 1382, 1362",
    "AES256, SHA2_256, true, 1422, 1382, 1362",
    "AES256, SHA2_384, false, 1422, 1382, 1362",
    "AES256, SHA2_384, true, 1422, 1382, 1362",
    "AES128, SHA2_512, false, 1422, 1382, 1362",
    "AES128, SHA2_512, true, 1406, 1366, 1346"
  })
  void isThatOfTheUserGuide(
      VpnEncryptionAlgorithm encryption,
      VpnIntegrityAlgorithm integrity,
      boolean natTraversal,
      int mtu,
      int mssIpv4,
      int mssIpv6) {
    TunnelMtu tunnel = TunnelMtu.of(encryption, integrity, natTraversal, true);
    assertEquals(mtu, tunnel.mtu());
    assertEquals(mssIpv4, tunnel.mssIpv4());
    assertEquals(mssIpv6, tunnel.mssIpv6());
  }

  @Test
  void outerIpv6TakesTwentyOctetsMore() {
    assertEquals(
        1426,
        TunnelMtu.of(VpnEncryptionAlgorithm.AES128_GCM_16, VpnIntegrityAlgorithm.SHA1, false, false)
            .mtu());
  }
}
