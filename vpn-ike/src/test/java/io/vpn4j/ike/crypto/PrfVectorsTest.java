package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.SharedData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrfVectorsTest {
  private static Prf prf(PrfAlgorithm algorithm) {
    return Prf.of(SeededRandom.crypto(0), algorithm);
  }

  /** NIST CAVP: out = prf(salt, key), which is SKEYSEED with salt = Ni | Nr. */
  @Test
  void matchesCavpPrf() {
    int checked = 0;
    for (JsonNode v : SharedData.json("ike/kdf/strongswan-cavp-kdf.json").path("prf")) {
      Prf prf = prf(Captured.prf(v.path("prf").asText()));
      byte[] key = Captured.hex(v.path("key"));
      byte[] salt = Captured.hex(v.path("salt"));
      assertArrayEquals(Captured.hex(v.path("out")), prf.apply(salt, key), v.path("name").asText());
      byte[] ni = Arrays.copyOfRange(salt, 0, 3);
      byte[] nr = Arrays.copyOfRange(salt, 3, salt.length);
      assertArrayEquals(Captured.hex(v.path("out")), KeySchedule.skeyseed(prf, key, ni, nr));
      checked++;
    }
    assertTrue(checked >= 3, () -> "vectors");
  }

  @Test
  void matchesCavpPrfPlus() {
    int checked = 0;
    for (JsonNode v : SharedData.json("ike/kdf/strongswan-cavp-kdf.json").path("prf_plus")) {
      byte[] out = Captured.hex(v.path("out"));
      assertArrayEquals(
          out,
          prf(Captured.prf(v.path("prf").asText()))
              .plus(Captured.hex(v.path("key")), Captured.hex(v.path("salt")), out.length),
          v.path("name").asText());
      checked++;
    }
    assertTrue(checked >= 4, () -> "vectors");
  }

  @ParameterizedTest
  @CsvSource({
    "HMAC_SHA1, hmac_sha1_test",
    "HMAC_SHA2_256, hmac_sha256_test",
    "HMAC_SHA2_384, hmac_sha384_test",
    "HMAC_SHA2_512, hmac_sha512_test"
  })
  void agreesWithWycheproof(PrfAlgorithm algorithm, String file) {
    int valid = 0;
    int invalid = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/" + file + ".json.gz").path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        byte[] tag = Captured.hex(v.path("tag"));
        byte[] full =
            prf(algorithm).apply(Captured.hex(v.path("key")), Captured.hex(v.path("msg")));
        boolean expected = v.path("result").asText().equals("valid");
        assertEquals(
            expected,
            Arrays.equals(Arrays.copyOf(full, tag.length), tag),
            () -> file + " " + v.path("tcId"));
        if (expected) {
          valid++;
        } else {
          invalid++;
        }
      }
    }
    assertTrue(valid >= 39 && invalid >= 60, valid + " valid, " + invalid + " invalid");
  }
}
