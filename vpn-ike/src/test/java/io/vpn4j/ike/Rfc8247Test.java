package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.testing.Requirement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which algorithms RFC 8247 wants to be there and which not. That those which are there compute
 * what they should is shown by vectors elsewhere.
 */
class Rfc8247Test {

  @Test
  @Requirement({"RFC8247-2.1-1", "RFC8247-2.1-2", "RFC8247-2.1-3", "RFC8247-2.1-4"})
  void ciphers() {
    List<EncryptionAlgorithm> all = List.of(EncryptionAlgorithm.values());
    assertTrue(
        all.containsAll(
            List.of(
                EncryptionAlgorithm.AES_CBC_128,
                EncryptionAlgorithm.AES_CBC_256,
                EncryptionAlgorithm.AES_GCM_16_128,
                EncryptionAlgorithm.AES_GCM_16_256,
                EncryptionAlgorithm.CHACHA20_POLY1305)));
    Set<Integer> ids =
        all.stream().map(EncryptionAlgorithm::transformId).collect(Collectors.toSet());
    for (int des : new int[] {1, 2, 9}) {
      assertFalse(ids.contains(des), "DES, transform " + des);
    }
  }

  @Test
  @Requirement({"RFC8247-2.2-1", "RFC8247-2.2-2", "RFC8247-2.2-3"})
  void pseudorandomFunctions() {
    Set<Integer> ids =
        Stream.of(PrfAlgorithm.values()).map(PrfAlgorithm::transformId).collect(Collectors.toSet());
    assertTrue(ids.containsAll(Set.of(5, 2)), "HMAC with SHA-256 and SHA-1");
    assertFalse(ids.contains(1), "HMAC with MD5");
  }

  @Test
  @Requirement({"RFC8247-2.3-1", "RFC8247-2.3-2", "RFC8247-2.3-3"})
  void integrityAlgorithms() {
    Set<Integer> ids =
        Stream.of(IntegrityAlgorithm.values())
            .map(IntegrityAlgorithm::transformId)
            .collect(Collectors.toSet());
    assertTrue(ids.containsAll(Set.of(12, 2)), "HMAC with SHA-256-128 and SHA-1-96");
    for (int weak : new int[] {1, 3, 4}) {
      assertFalse(ids.contains(weak), "MD5, DES or KPDK, transform " + weak);
    }
  }

  @Test
  @Requirement({"RFC8247-2.4-1", "RFC8247-2.4-2", "RFC8247-2.4-3", "RFC8247-2.4-4"})
  void groups() {
    Set<Integer> ids =
        Stream.of(KeyExchangeMethod.values())
            .map(KeyExchangeMethod::transformId)
            .collect(Collectors.toSet());
    assertTrue(ids.containsAll(Set.of(14, 19)), "MODP-2048 and ECP-256");
    assertFalse(ids.contains(1), "MODP-768");
    for (KeyExchangeMethod method : IkeAlgorithms.RECOMMENDED.keyExchange()) {
      assertFalse(Set.of(2, 5, 22, 23, 24).contains(method.transformId()), method::toString);
    }
  }
}
