package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspSuiteTest {
  /** AWS, "Best practices for customer gateway devices", table of MTU by algorithm. */
  @ParameterizedTest
  @CsvSource({
    "AES_GCM_16_128, NONE, false, 1446",
    "AES_GCM_16_256, NONE, false, 1446",
    "AES_GCM_16_128, NONE, true, 1438",
    "AES_GCM_16_256, NONE, true, 1438",
    "AES_CBC_128, HMAC_SHA1_96, false, 1438",
    "AES_CBC_256, HMAC_SHA1_96, false, 1438",
    "AES_CBC_128, HMAC_SHA2_256_128, false, 1438",
    "AES_CBC_256, HMAC_SHA2_256_128, false, 1438",
    "AES_CBC_128, HMAC_SHA1_96, true, 1422",
    "AES_CBC_256, HMAC_SHA1_96, true, 1422",
    "AES_CBC_128, HMAC_SHA2_256_128, true, 1422",
    "AES_CBC_256, HMAC_SHA2_256_128, true, 1422",
    "AES_CBC_128, HMAC_SHA2_384_192, false, 1422",
    "AES_CBC_256, HMAC_SHA2_384_192, false, 1422",
    "AES_CBC_128, HMAC_SHA2_384_192, true, 1422",
    "AES_CBC_256, HMAC_SHA2_384_192, true, 1422",
    "AES_CBC_128, HMAC_SHA2_512_256, false, 1422",
    "AES_CBC_256, HMAC_SHA2_512_256, false, 1422",
    "AES_CBC_128, HMAC_SHA2_512_256, true, 1406",
    "AES_CBC_256, HMAC_SHA2_512_256, true, 1406",
  })
  void reproducesTheMtuTableOfAws(
      EspEncryption encryption, EspIntegrity integrity, boolean natTraversal, int mtu) {
    assertEquals(
        mtu, new EspSuite(encryption, integrity).maxInnerOctets(1500, false, natTraversal));
  }

  @Test
  void largestInnerPacketFitsAndOneOctetMoreDoesNot() {
    for (EspSuite suite : EspSuite.all()) {
      for (int mtu = 576; mtu <= 9001; mtu++) {
        for (int headers : new int[] {20, 28, 40, 48}) {
          int inner = suite.maxInnerOctets(mtu, headers >= 40, headers % 20 != 0);
          assertTrue(headers + suite.encodedLength(inner) <= mtu, suite::toString);
          assertTrue(headers + suite.encodedLength(inner + 1) > mtu, suite::toString);
        }
      }
    }
  }

  @Test
  void maxOverheadIsReachedAndNeverExceeded() {
    for (EspSuite suite : EspSuite.all()) {
      int most = 0;
      for (int inner = 0; inner <= 64; inner++) {
        most = Math.max(most, suite.encodedLength(inner) - inner);
      }
      assertEquals(suite.maxOverhead(), most, suite::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AES_GCM_16_128, NONE, 20, 8, 16",
    "AES_GCM_16_256, NONE, 36, 8, 16",
    "AES_CBC_128, HMAC_SHA1_96, 36, 16, 12",
    "AES_CBC_256, HMAC_SHA2_256_128, 64, 16, 16",
    "AES_CBC_128, HMAC_SHA2_384_192, 64, 16, 24",
    "AES_CBC_256, HMAC_SHA2_512_256, 96, 16, 32",
  })
  void knowsKeyIvAndIcvLengths(
      EspEncryption encryption, EspIntegrity integrity, int keymat, int iv, int icv) {
    EspSuite suite = new EspSuite(encryption, integrity);
    assertEquals(keymat, suite.keymatOctets());
    assertEquals(iv, suite.ivOctets());
    assertEquals(icv, suite.icvOctets());
  }

  @Test
  void isFoundByIanaNumbers() {
    assertEquals(Optional.of(EspSuite.AES_GCM_16_256), EspSuite.ofTransforms(20, 256, 0));
    assertEquals(
        Optional.of(new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.HMAC_SHA1_96)),
        EspSuite.ofTransforms(12, 128, 2));
    assertEquals(Optional.empty(), EspSuite.ofTransforms(12, 128, 0));
    assertEquals(Optional.empty(), EspSuite.ofTransforms(20, 192, 0));
    assertEquals(10, EspSuite.all().size());
  }

  @Test
  void refusesPairsThatDoNotGoTogether() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EspSuite(EspEncryption.AES_GCM_16_128, EspIntegrity.HMAC_SHA1_96));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.NONE));
  }

  @Test
  void refusesAnOuterMtuThatHoldsNothing() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    assertEquals(2, suite.maxInnerOctets(20 + 32 + 4, false, false));
    assertThrows(
        IllegalArgumentException.class, () -> suite.maxInnerOctets(20 + 32 + 3, false, false));
  }
}
