package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.testing.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmPolicyTest {
  private static final AlgorithmPolicy GROUP_22 =
      AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160);

  private static IkeAlgorithms ike(KeyExchangeMethod method, AlgorithmPolicy policy) {
    return new IkeAlgorithms(
        List.of(EncryptionAlgorithm.AES_GCM_16_128),
        List.of(),
        List.of(PrfAlgorithm.HMAC_SHA2_256),
        List.of(KeyExchangeMethod.ECP_256, method),
        policy);
  }

  private static ChildAlgorithms esp(KeyExchangeMethod method, AlgorithmPolicy policy) {
    return new ChildAlgorithms(
        List.of(EncryptionAlgorithm.AES_GCM_16_128), List.of(), List.of(method), policy);
  }

  @Test
  void refusesGroup22AndSaysWhyAndWhatWouldPermitIt() {
    String message =
        "keyExchange has MODP_1024_160 (group 22), which MUST NOT be used (RFC 8247 section 2.4);"
            + " AlgorithmPolicy.dangerouslyAllowing(MODP_1024_160) permits it all the same";
    for (Runnable use :
        List.<Runnable>of(
            () -> ike(KeyExchangeMethod.MODP_1024_160, AlgorithmPolicy.RFC_8247),
            () -> esp(KeyExchangeMethod.MODP_1024_160, AlgorithmPolicy.RFC_8247),
            () ->
                IkeAlgorithms.aead(
                    EncryptionAlgorithm.AES_GCM_16_128,
                    PrfAlgorithm.HMAC_SHA2_256,
                    KeyExchangeMethod.MODP_1024_160))) {
      assertEquals(message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
    }
  }

  @Test
  void refusesGroup22AsAnAdditionalKeyExchange() {
    AdditionalKeyExchange round =
        AdditionalKeyExchange.optional(1, KeyExchangeMethod.MODP_1024_160);
    IkeAlgorithms ike = IkeAlgorithms.RECOMMENDED;
    assertThrows(IllegalArgumentException.class, () -> ike.withAdditionalKeyExchange(round));
    ChildAlgorithms esp = esp(KeyExchangeMethod.ECP_256, AlgorithmPolicy.RFC_8247);
    assertThrows(IllegalArgumentException.class, () -> esp.withAdditionalKeyExchange(round));
    assertEquals(
        GROUP_22,
        ike(KeyExchangeMethod.ECP_384, GROUP_22).withAdditionalKeyExchange(round).policy());
  }

  @Test
  void allowsGroup22WhenAskedByName() {
    assertTrue(
        ike(KeyExchangeMethod.MODP_1024_160, GROUP_22)
            .keyExchange()
            .contains(KeyExchangeMethod.MODP_1024_160));
    assertEquals(
        List.of(KeyExchangeMethod.MODP_1024_160),
        esp(KeyExchangeMethod.MODP_1024_160, GROUP_22).keyExchange());
    AlgorithmPolicy another = AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024);
    assertThrows(
        IllegalArgumentException.class, () -> ike(KeyExchangeMethod.MODP_1024_160, another));
  }

  @ParameterizedTest
  @EnumSource(names = "MODP_1024_160", mode = EnumSource.Mode.EXCLUDE)
  void allowsEverythingElse(KeyExchangeMethod method) {
    assertTrue(ike(method, AlgorithmPolicy.RFC_8247).keyExchange().contains(method));
    assertEquals(List.of(method), esp(method, AlgorithmPolicy.RFC_8247).keyExchange());
  }

  /** RFC 8247 sections 2.1 to 2.4 and RFC 8221 sections 5 and 6, by IANA number. */
  @Test
  @Requirement({"RFC8247-2.1-4", "RFC8247-2.2-3", "RFC8247-2.3-3", "RFC8247-2.4-3"})
  void definesNothingElseThatMustNotBeUsed() {
    Set<Integer> encryption =
        Stream.of(EncryptionAlgorithm.values())
            .map(EncryptionAlgorithm::transformId)
            .collect(Collectors.toSet());
    // DES-IV64, DES, RC5, IDEA, CAST, Blowfish, 3IDEA, DES-IV32, NULL
    for (int id : new int[] {1, 2, 4, 5, 6, 7, 8, 9, 11}) {
      assertFalse(encryption.contains(id), "encryption " + id);
    }
    Set<Integer> prf =
        Stream.of(PrfAlgorithm.values()).map(PrfAlgorithm::transformId).collect(Collectors.toSet());
    assertFalse(prf.contains(1), "HMAC-MD5");
    assertFalse(prf.contains(3), "HMAC-Tiger");
    Set<Integer> integrity =
        Stream.of(IntegrityAlgorithm.values())
            .map(IntegrityAlgorithm::transformId)
            .collect(Collectors.toSet());
    // NONE, HMAC-MD5-96, DES-MAC, KPDK-MD5, HMAC-MD5-128
    for (int id : new int[] {0, 1, 3, 4, 6}) {
      assertFalse(integrity.contains(id), "integrity " + id);
    }
    assertTrue(Arrays.stream(KeyExchangeMethod.values()).noneMatch(k -> k.transformId() == 1));
  }

  @Test
  @Requirement("RFC8247-2.4-4")
  void recommendsWhatRfc8247CallsMustAndNothingThatItDiscourages() {
    IkeAlgorithms ike = IkeAlgorithms.RECOMMENDED;
    assertTrue(ike.encryption().contains(EncryptionAlgorithm.AES_CBC_256));
    assertTrue(ike.encryption().contains(EncryptionAlgorithm.AES_GCM_16_256));
    assertTrue(ike.integrity().contains(IntegrityAlgorithm.HMAC_SHA2_256_128));
    assertTrue(ike.prf().contains(PrfAlgorithm.HMAC_SHA2_256));
    assertTrue(ike.keyExchange().contains(KeyExchangeMethod.MODP_2048));
    assertFalse(ike.integrity().contains(IntegrityAlgorithm.HMAC_SHA1_96));
    assertFalse(ike.prf().contains(PrfAlgorithm.HMAC_SHA1));
    // Section 2.4: groups 2, 5, 22, 23 and 24 SHOULD NOT or MUST NOT.
    Set<Integer> discouraged = Set.of(1, 2, 5, 22, 23, 24);
    assertTrue(ike.keyExchange().stream().noneMatch(k -> discouraged.contains(k.transformId())));
    assertEquals(AlgorithmPolicy.RFC_8247, ike.policy());
    assertEquals(
        List.of(EncryptionAlgorithm.AES_GCM_16_256), ChildAlgorithms.RECOMMENDED.encryption());
  }

  @Test
  void numbersAreIanas() {
    assertEquals(
        "2 5 14 15 16 17 18 19 20 21 22 23 24 28 29 30 31 32 35 36 37",
        Stream.of(KeyExchangeMethod.values())
            .map(k -> String.valueOf(k.transformId()))
            .collect(Collectors.joining(" ")));
    assertEquals(
        "2 4 5 6 7 8",
        Stream.of(PrfAlgorithm.values())
            .map(p -> String.valueOf(p.transformId()))
            .collect(Collectors.joining(" ")));
    assertEquals(
        "2 5 8 12 13 14",
        Stream.of(IntegrityAlgorithm.values())
            .map(i -> String.valueOf(i.transformId()))
            .collect(Collectors.joining(" ")));
    assertEquals(
        "12 13 14 15 16 18 19 20 28",
        Stream.of(EncryptionAlgorithm.values())
            .map(e -> String.valueOf(e.transformId()))
            .distinct()
            .collect(Collectors.joining(" ")));
  }
}
