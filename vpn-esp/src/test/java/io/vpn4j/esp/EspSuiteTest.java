package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    "AES_CBC_192, AES_XCBC_96, 40, 16, 12",
    "AES_CTR_192, AES_CMAC_96, 44, 8, 12",
    "AES_GCM_8_192, NONE, 28, 8, 8",
    "AES_CCM_12_256, NONE, 35, 8, 12",
    "CHACHA20_POLY1305, NONE, 36, 8, 16",
    "AES_CCM_8_IIV_128, NONE, 19, 0, 8",
    "AES_GCM_16_IIV_256, NONE, 36, 0, 16",
    "CHACHA20_POLY1305_IIV, NONE, 36, 0, 16",
    "DANGEROUSLY_UNENCRYPTED, HMAC_SHA2_256_128, 32, 0, 16",
    "DANGEROUSLY_UNENCRYPTED_AES_GMAC_192, NONE, 28, 8, 16",
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
    assertEquals(Optional.empty(), EspSuite.ofTransforms(20, 512, 0));
    for (EspSuite suite : EspSuite.all()) {
      assertEquals(
          Optional.of(suite),
          EspSuite.ofTransforms(
              suite.encryption().transformId(),
              suite.encryption().keyBits(),
              suite.integrity().transformId()));
    }
  }

  /** The IANA registry, and which of it encrypts. */
  @Test
  void hasEveryTransformInEveryKeyLength() {
    Map<Integer, Integer> suites = new TreeMap<>();
    EspSuite.all()
        .forEach(suite -> suites.merge(suite.encryption().transformId(), 1, Integer::sum));
    int macs = 6;
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry(12, 3 * macs),
                Map.entry(13, 3 * macs),
                Map.entry(14, 3),
                Map.entry(15, 3),
                Map.entry(16, 3),
                Map.entry(18, 3),
                Map.entry(19, 3),
                Map.entry(20, 3),
                Map.entry(28, 1),
                Map.entry(29, 3),
                Map.entry(30, 3),
                Map.entry(31, 1))),
        suites);
    assertEquals(macs + 3, EspSuite.dangerouslyUnencrypted().size());
  }

  @Test
  void givesNothingUnencryptedUnlessAskedByThatName() {
    for (EspSuite suite : EspSuite.dangerouslyUnencrypted()) {
      int encryption = suite.encryption().transformId();
      int keyBits = suite.encryption().keyBits();
      int integrity = suite.integrity().transformId();
      assertTrue(suite.toString().startsWith("DANGEROUSLY_UNENCRYPTED"), suite::toString);
      assertEquals(Optional.empty(), EspSuite.ofTransforms(encryption, keyBits, integrity));
      assertEquals(
          Optional.of(suite),
          EspSuite.dangerouslyUnencryptedOfTransforms(encryption, keyBits, integrity));
    }
    assertEquals(Optional.empty(), EspSuite.dangerouslyUnencryptedOfTransforms(20, 256, 0));
    assertTrue(EspSuite.all().stream().allMatch(suite -> suite.encryption().encrypts()));
  }

  @Test
  void refusesPairsThatDoNotGoTogether() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EspSuite(EspEncryption.AES_GCM_16_128, EspIntegrity.HMAC_SHA1_96));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EspSuite(EspEncryption.DANGEROUSLY_UNENCRYPTED, EspIntegrity.NONE));
  }

  @Test
  void refusesAnOuterMtuThatHoldsNothing() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    assertEquals(2, suite.maxInnerOctets(20 + 32 + 4, false, false));
    assertThrows(
        IllegalArgumentException.class, () -> suite.maxInnerOctets(20 + 32 + 3, false, false));
  }
}
