package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyScheduleVectorsTest {
  private static final int IKE = 1;
  private static final int ESP = 3;

  private static Prf prf(PrfAlgorithm algorithm) {
    return Prf.of(SeededRandom.crypto(0), algorithm);
  }

  private static PrfAlgorithm acvpPrf(JsonNode group) {
    return switch (group.path("hashAlg").asText()) {
      case "SHA-1" -> PrfAlgorithm.HMAC_SHA1;
      case "SHA2-256" -> PrfAlgorithm.HMAC_SHA2_256;
      case "SHA2-384" -> PrfAlgorithm.HMAC_SHA2_384;
      case "SHA2-512" -> PrfAlgorithm.HMAC_SHA2_512;
      default -> throw new IllegalStateException("unknown hash in " + group.path("tgId"));
    };
  }

  @Test
  @Requirement({"RFC7296-2.14-1", "RFC7296-2.17-1", "RFC7296-2.17-2", "RFC7296-2.18-1"})
  void matchesNistAcvpKeySchedule() {
    int checked = 0;
    for (JsonNode group : SharedData.json("ike/kdf/nist-acvp-ikev2.json.gz").path("testGroups")) {
      Prf prf = prf(acvpPrf(group));
      for (JsonNode v : group.path("tests")) {
        String id = "tcId " + v.path("tcId");
        byte[] ni = Captured.hex(v.path("nInit"));
        byte[] nr = Captured.hex(v.path("nResp"));
        byte[] gir = Captured.hex(v.path("gir"));
        byte[] girNew = Captured.hex(v.path("girNew"));
        IkeSpi spiI = Captured.spi(v.path("spiInit"));
        IkeSpi spiR = Captured.spi(v.path("spiResp"));
        byte[] skeyseed = Captured.hex(v.path("sKeySeed"));
        assertArrayEquals(skeyseed, KeySchedule.skeyseed(prf, gir, ni, nr), id);

        byte[] dkm = Captured.hex(v.path("derivedKeyingMaterial"));
        SkKeys keys =
            KeySchedule.derive(
                prf,
                EncryptionAlgorithm.AES_CBC_256,
                Optional.of(IntegrityAlgorithm.HMAC_SHA2_512_256),
                gir,
                ni,
                nr,
                spiI,
                spiR);
        byte[] derived = KeyScheduleTest.concatenated(keys);
        int common = Math.min(dkm.length, derived.length);
        assertArrayEquals(Arrays.copyOf(dkm, common), Arrays.copyOf(derived, common), id);

        byte[] child = Captured.hex(v.path("derivedKeyingMaterialChild"));
        assertArrayEquals(
            child,
            KeySchedule.childKeymat(prf, keys.skD(), Optional.empty(), ni, nr, child.length),
            id);
        byte[] childDh = Captured.hex(v.path("derivedKeyingMaterialDh"));
        assertArrayEquals(
            childDh,
            KeySchedule.childKeymat(prf, keys.skD(), Optional.of(girNew), ni, nr, childDh.length),
            id);
        assertArrayEquals(
            Captured.hex(v.path("sKeySeedReKey")),
            KeySchedule.rekeySkeyseed(prf, keys.skD(), girNew, ni, nr),
            id);
        checked++;
      }
    }
    assertTrue(checked >= 60, checked + " vectors");
  }

  @Test
  void matchesNistAcvpSkeyseedOfSha512() {
    int checked = 0;
    for (JsonNode group :
        SharedData.json("ike/kdf/nist-acvp-ikev2-sha512-skeyseed.json").path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        assertArrayEquals(
            Captured.hex(v.path("sKeySeed")),
            KeySchedule.skeyseed(
                prf(acvpPrf(group)),
                Captured.hex(v.path("gir")),
                Captured.hex(v.path("nInit")),
                Captured.hex(v.path("nResp"))),
            "tcId " + v.path("tcId"));
        checked++;
      }
    }
    assertTrue(checked >= 20, checked + " vectors");
  }

  /** Two strongSwan daemons logged every secret; the first IKE SA of each capture. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "psk-aes128-sha1-modp1024",
        "psk-aes256-sha256-modp2048",
        "psk-aes256-sha512-modp4096",
        "psk-aes256gcm16-sha384-ecp384",
        "psk-ts-unacceptable",
        "psk-wrong-secret"
      })
  @Requirement({"RFC7296-2.14-1", "RFC7296-2.14-4"})
  void derivesTheKeysOfStrongSwan(String name) {
    JsonNode capture = SharedData.json("ike/strongswan/" + name + ".json");
    JsonNode sa = capture.path("ike_sas").get(0);
    List<Captured.Message> init = Captured.exchangeFor(capture, Captured.IKE_SA_INIT, IKE);
    byte[] ni = init.get(0).only(Captured.NONCE);
    byte[] nr = init.get(1).only(Captured.NONCE);
    Prf prf = prf(Captured.prf(sa.path("prf").asText()));
    byte[] gir = Captured.hex(sa.path("g_ir"));
    assertArrayEquals(Captured.hex(sa.path("skeyseed")), KeySchedule.skeyseed(prf, gir, ni, nr));
    assertKeys(
        sa,
        KeySchedule.derive(
            prf,
            Captured.encryption(sa).orElseThrow(),
            Captured.integrity(sa),
            gir,
            ni,
            nr,
            Captured.spi(sa.path("spi_i")),
            Captured.spi(sa.path("spi_r"))));
  }

  @Test
  @Requirement({"RFC7296-2.18-1", "RFC7296-2.18-6"})
  void derivesTheKeysOfAnIkeSaThatStrongSwanRekeyed() {
    JsonNode capture = SharedData.json("ike/strongswan/psk-aes256gcm16-sha384-ecp384.json");
    JsonNode old = capture.path("ike_sas").get(0);
    JsonNode sa = capture.path("ike_sas").get(1);
    List<Captured.Message> rekey = Captured.exchangeFor(capture, Captured.CREATE_CHILD_SA, IKE);
    byte[] ni = rekey.get(0).only(Captured.NONCE);
    byte[] nr = rekey.get(1).only(Captured.NONCE);
    Prf oldPrf = prf(Captured.prf(old.path("prf").asText()));
    byte[] oldSkD = Captured.hex(old.path("sk_d"));
    byte[] gir = Captured.hex(sa.path("g_ir"));
    assertArrayEquals(
        Captured.hex(sa.path("skeyseed")), KeySchedule.rekeySkeyseed(oldPrf, oldSkD, gir, ni, nr));
    assertKeys(
        sa,
        KeySchedule.derive(
            oldPrf,
            oldSkD,
            prf(Captured.prf(sa.path("prf").asText())),
            Captured.encryption(sa).orElseThrow(),
            Captured.integrity(sa),
            gir,
            ni,
            nr,
            Captured.spi(sa.path("spi_i")),
            Captured.spi(sa.path("spi_r"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psk-aes128-sha1-modp1024",
        "psk-aes256-sha256-modp2048",
        "psk-aes256-sha512-modp4096",
        "psk-aes256gcm16-sha384-ecp384"
      })
  @Requirement({"RFC7296-2.17-1", "RFC7296-2.17-3", "RFC7296-2.17-4"})
  void derivesTheChildKeysOfStrongSwan(String name) {
    JsonNode capture = SharedData.json("ike/strongswan/" + name + ".json");
    JsonNode ikeSa = capture.path("ike_sas").get(0);
    JsonNode children = capture.path("child_sas");
    Prf prf = prf(Captured.prf(ikeSa.path("prf").asText()));
    byte[] skD = Captured.hex(ikeSa.path("sk_d"));
    for (int i = 0; i < children.size(); i++) {
      JsonNode child = children.get(i);
      // The first Child SA takes the nonces of IKE_SA_INIT, a rekeyed one those of its exchange.
      List<Captured.Message> exchange =
          i == 0
              ? Captured.exchangeFor(capture, Captured.IKE_SA_INIT, IKE)
              : Captured.exchangeFor(capture, Captured.CREATE_CHILD_SA, ESP);
      var keymat = new ByteArrayOutputStream();
      for (String key : List.of("enc_i", "int_i", "enc_r", "int_r")) {
        keymat.writeBytes(Captured.hex(child.path(key)));
      }
      assertEquals(i > 0, child.has("g_ir_new"));
      assertArrayEquals(
          keymat.toByteArray(),
          KeySchedule.childKeymat(
              prf,
              skD,
              i == 0 ? Optional.empty() : Optional.of(Captured.hex(child.path("g_ir_new"))),
              exchange.get(0).only(Captured.NONCE),
              exchange.get(1).only(Captured.NONCE),
              keymat.size()),
          name + " child " + i);
    }
    assertTrue(children.size() >= 1, "children");
  }

  private static void assertKeys(JsonNode sa, SkKeys keys) {
    assertArrayEquals(Captured.hex(sa.path("sk_d")), keys.skD(), "SK_d");
    assertArrayEquals(Captured.hex(sa.path("sk_ai")), keys.skAi(), "SK_ai");
    assertArrayEquals(Captured.hex(sa.path("sk_ar")), keys.skAr(), "SK_ar");
    assertArrayEquals(Captured.hex(sa.path("sk_ei")), keys.skEi(), "SK_ei");
    assertArrayEquals(Captured.hex(sa.path("sk_er")), keys.skEr(), "SK_er");
    assertArrayEquals(Captured.hex(sa.path("sk_pi")), keys.skPi(), "SK_pi");
    assertArrayEquals(Captured.hex(sa.path("sk_pr")), keys.skPr(), "SK_pr");
  }
}
