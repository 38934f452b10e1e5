package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
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

  /** Whole outputs; AES-CMAC and AES-XCBC also with keys that are not 16 octets. */
  @Test
  @Requirement("RFC7296-2.14-1")
  void agreesWithStrongSwanOnPrfs() {
    Map<PrfAlgorithm, Integer> checked = new EnumMap<>(PrfAlgorithm.class);
    for (JsonNode v : strongSwan()) {
      String name = v.path("alg").asText();
      if (!name.startsWith("PRF_")) {
        continue;
      }
      PrfAlgorithm algorithm = PrfAlgorithm.valueOf(name.substring("PRF_".length()));
      assertArrayEquals(
          Captured.hex(v.path("out")),
          prf(algorithm).apply(Captured.hex(v.path("key")), Captured.hex(v.path("seed"))),
          v.path("name").asText());
      checked.merge(algorithm, 1, Integer::sum);
    }
    assertEquals(PrfAlgorithm.values().length, checked.size(), checked.toString());
    assertTrue(checked.get(PrfAlgorithm.AES128_XCBC) >= 5, checked.toString());
    assertTrue(checked.get(PrfAlgorithm.AES128_CMAC) >= 5, checked.toString());
  }

  /** Truncated as on the wire; HMAC-SHA1-128 is not IKE's and only compared so far as we go. */
  @Test
  void agreesWithStrongSwanOnIntegrity() {
    Map<IntegrityAlgorithm, Integer> checked = new EnumMap<>(IntegrityAlgorithm.class);
    for (JsonNode v : strongSwan()) {
      String name = v.path("alg").asText();
      if (!name.startsWith("AUTH_")) {
        continue;
      }
      IntegrityAlgorithm algorithm =
          name.equals("AUTH_HMAC_SHA1_128")
              ? IntegrityAlgorithm.HMAC_SHA1_96
              : IntegrityAlgorithm.valueOf(name.substring("AUTH_".length()));
      byte[] mac =
          MacFunction.of(algorithm)
              .compute(
                  SeededRandom.crypto(0),
                  Captured.hex(v.path("key")),
                  Captured.hex(v.path("data")));
      assertArrayEquals(
          Arrays.copyOf(Captured.hex(v.path("mac")), algorithm.icvOctets()),
          Arrays.copyOf(mac, algorithm.icvOctets()),
          v.path("name").asText());
      checked.merge(algorithm, 1, Integer::sum);
    }
    assertEquals(IntegrityAlgorithm.values().length, checked.size(), checked.toString());
    assertTrue(checked.values().stream().mapToInt(Integer::intValue).sum() >= 15);
  }

  private static List<JsonNode> strongSwan() {
    List<JsonNode> all = new ArrayList<>();
    for (String file : List.of("sha1_hmac", "sha2_hmac", "aes_xcbc", "aes_cmac")) {
      SharedData.json("crypto/strongswan/" + file + ".json").path("vectors").forEach(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void agreesWithWycheproofOnCmac(boolean bouncyCastle) {
    IkeCrypto crypto =
        bouncyCastle
            ? new IkeCrypto(new SeededRandom(0), Optional.of(new BouncyCastleProvider()))
            : SeededRandom.crypto(0);
    int valid = 0;
    int invalid = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_cmac_test.json.gz").path("testGroups")) {
      if (group.path("keySize").asInt() != 128) {
        continue;
      }
      for (JsonNode v : group.path("tests")) {
        byte[] key = Captured.hex(v.path("key"));
        byte[] message = Captured.hex(v.path("msg"));
        byte[] mac = Prf.of(crypto, PrfAlgorithm.AES128_CMAC).apply(key, message);
        assertArrayEquals(
            mac, MacFunction.of(IntegrityAlgorithm.AES_CMAC_96).compute(crypto, key, message));
        boolean expected = v.path("result").asText().equals("valid");
        assertEquals(
            expected,
            Arrays.equals(mac, Captured.hex(v.path("tag"))),
            () -> "tcId " + v.path("tcId"));
        if (expected) {
          valid++;
        } else {
          invalid++;
        }
      }
    }
    assertTrue(valid >= 10 && invalid >= 45, valid + " valid, " + invalid + " invalid");
  }
}
