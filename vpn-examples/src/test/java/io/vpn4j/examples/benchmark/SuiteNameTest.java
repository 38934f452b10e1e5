package io.vpn4j.examples.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.EspEncryption;
import io.vpn4j.esp.EspIntegrity;
import io.vpn4j.esp.EspSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What suites are called in figures. */
class SuiteNameTest {
  @Test
  void saysCipherKeyModeAndIcv() {
    assertEquals("aes128gcm16", SuiteName.of(EspSuite.AES_GCM_16_128));
    assertEquals("aes256gcm16", SuiteName.of(EspSuite.AES_GCM_16_256));
    assertEquals(
        "chacha20poly1305",
        SuiteName.of(new EspSuite(EspEncryption.CHACHA20_POLY1305, EspIntegrity.NONE)));
  }

  @Test
  void saysTheMac() {
    assertEquals(
        "aes256cbc_sha256",
        SuiteName.of(new EspSuite(EspEncryption.AES_CBC_256, EspIntegrity.HMAC_SHA2_256_128)));
    assertEquals(
        "null_aescmac",
        SuiteName.of(
            new EspSuite(EspEncryption.DANGEROUSLY_UNENCRYPTED, EspIntegrity.AES_CMAC_96)));
  }

  @Test
  void isAnotherForEachSuite() {
    List<String> names =
        Stream.concat(EspSuite.all().stream(), EspSuite.dangerouslyUnencrypted().stream())
            .map(SuiteName::of)
            .toList();
    assertEquals(names.size(), names.stream().distinct().count());
    assertTrue(names.stream().allMatch(name -> name.matches("[a-z0-9_]+")), names.toString());
  }
}
