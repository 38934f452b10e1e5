package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SkPayloadCipherVectorsTest {
  private static final int IKE_HEADER_OCTETS = 28;
  private static final int GENERIC_HEADER_OCTETS = 4;
  private static final int FRAGMENT_HEADER_OCTETS = 4;

  /** One Encrypted payload of a capture, with the keys of its IKE SA. */
  private record Encrypted(String name, JsonNode sa, JsonNode expected, Octets message) {
    boolean isOurs() {
      Optional<EncryptionAlgorithm> encryption = Captured.encryption(sa);
      return encryption.isPresent()
          && encryption.get().isAead() != Captured.integrity(sa).isPresent();
    }

    SkPayloadCipher cipher() {
      boolean fromInitiator = expected.path("from_initiator").asBoolean();
      return SkPayloadCipher.of(
          SeededRandom.crypto(0),
          Captured.encryption(sa).orElseThrow(),
          Captured.integrity(sa),
          Captured.hex(sa.path(fromInitiator ? "sk_ei" : "sk_er")),
          Captured.hex(sa.path(fromInitiator ? "sk_ai" : "sk_ar")));
    }

    /** Where the body begins: SK is the only payload outside, or SKF (RFC 7383 section 2.5). */
    int bodyAt() {
      int type = message.u8(16);
      if (type != Captured.ENCRYPTED && type != Captured.ENCRYPTED_FRAGMENT) {
        throw new IllegalStateException(name + " has payload " + type + " first");
      }
      return IKE_HEADER_OCTETS
          + GENERIC_HEADER_OCTETS
          + (type == Captured.ENCRYPTED_FRAGMENT ? FRAGMENT_HEADER_OCTETS : 0);
    }
  }

  private static List<Encrypted> captured() {
    List<Encrypted> all = new ArrayList<>();
    for (String folder : List.of("wireshark", "openswan", "strongswan", "tcpdump")) {
      for (Path path : SharedData.files("ike/" + folder, ".json")) {
        String file = "ike/" + folder + "/" + path.getFileName();
        JsonNode capture = SharedData.json(file);
        Map<Integer, byte[]> frames = Captured.messagesByFrame(capture);
        for (JsonNode expected : capture.path("decrypted")) {
          byte[] message = frames.get(expected.path("frame").asInt());
          all.add(
              new Encrypted(
                  file + " frame " + expected.path("frame"),
                  saOf(capture, message),
                  expected,
                  Octets.of(message)));
        }
      }
    }
    return all;
  }

  private static JsonNode saOf(JsonNode capture, byte[] message) {
    Octets spiI = Octets.of(message).slice(0, 8);
    for (JsonNode sa : capture.path("ike_sas")) {
      if (sa.path("spi_i").asText().equals(spiI.toString())) {
        return sa;
      }
    }
    throw new IllegalStateException("no IKE SA for SPI " + spiI);
  }

  @TestFactory
  Stream<DynamicTest> opensAndSealsCapturedPayloads() {
    return captured().stream()
        .map(
            encrypted -> DynamicTest.dynamicTest(encrypted.name(), () -> opensAndSeals(encrypted)));
  }

  private static void opensAndSeals(Encrypted encrypted) {
    if (!encrypted.isOurs()) {
      abort(encrypted.sa().path("encr").asText() + " " + encrypted.sa().path("integ").asText());
    }
    SkPayloadCipher cipher = encrypted.cipher();
    Octets prefix = encrypted.message().slice(0, encrypted.bodyAt());
    Octets body = encrypted.message().slice(encrypted.bodyAt(), encrypted.message().length());
    byte[] inner = Captured.hex(encrypted.expected().path("inner"));
    int padOctets = encrypted.expected().path("pad_length").asInt();

    if (!encrypted.expected().path("icv_valid").asBoolean(true)) {
      // A historic capture whose ICV is wrong: RFC 7296 section 3.14 wants it dropped.
      assertTrue(cipher.open(prefix, body).isEmpty());
      return;
    }
    assertArrayEquals(inner, cipher.open(prefix, body).orElseThrow());

    // What padding holds is free; with the peer's padding and IV our octets are the peer's.
    byte[] plaintext = cipher.decrypt(prefix, body).orElseThrow();
    assertEquals(inner.length + padOctets + 1, plaintext.length);
    byte[] iv =
        body.slice(0, Captured.encryption(encrypted.sa()).orElseThrow().ivOctets()).toByteArray();
    assertEquals(body, cipher.encrypt(prefix, plaintext, iv));

    if (padOctets <= 15) {
      assertEquals(
          body.length() - excessPadding(encrypted, padOctets), cipher.bodyOctets(inner.length));
    }
  }

  /** AEAD needs no padding; some peers pad it all the same. */
  private static int excessPadding(Encrypted encrypted, int padOctets) {
    return Captured.encryption(encrypted.sa()).orElseThrow().isAead() ? padOctets : 0;
  }

  @Test
  void capturesCoverOurAlgorithms() {
    List<Encrypted> all = captured();
    List<Encrypted> ours = all.stream().filter(Encrypted::isOurs).toList();
    assertTrue(ours.size() >= 70, ours.size() + " of " + all.size() + " payloads");
    assertTrue(all.size() - ours.size() <= 14, all.size() - ours.size() + " payloads left out");
    List<String> suites =
        ours.stream()
            .map(s -> Captured.encryption(s.sa()).orElseThrow() + " " + Captured.integrity(s.sa()))
            .distinct()
            .toList();
    assertTrue(suites.size() >= 5, suites.toString());
    assertTrue(
        ours.stream().anyMatch(s -> s.message().u8(16) == Captured.ENCRYPTED_FRAGMENT),
        "fragments");
  }

  @Test
  void agreesWithWycheproofOnGcm() {
    int agreed = 0;
    int refused = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_gcm_test.json.gz").path("testGroups")) {
      int keyBits = group.path("keySize").asInt();
      if (group.path("ivSize").asInt() != 96 || keyBits == 192) {
        continue;
      }
      EncryptionAlgorithm encryption =
          keyBits == 128 ? EncryptionAlgorithm.AES_GCM_16_128 : EncryptionAlgorithm.AES_GCM_16_256;
      for (JsonNode v : group.path("tests")) {
        Octets nonce = Octets.of(Captured.hex(v.path("iv")));
        byte[] keyAndSalt =
            Octets.concat(Octets.of(Captured.hex(v.path("key"))), nonce.slice(0, 4)).toByteArray();
        byte[] iv = nonce.slice(4, 12).toByteArray();
        SkPayloadCipher cipher =
            SkPayloadCipher.of(
                SeededRandom.crypto(0), encryption, Optional.empty(), keyAndSalt, new byte[0]);
        Octets aad = Octets.of(Captured.hex(v.path("aad")));
        Octets body =
            Octets.concat(
                Octets.of(iv),
                Octets.of(Captured.hex(v.path("ct"))),
                Octets.of(Captured.hex(v.path("tag"))));
        byte[] message = Captured.hex(v.path("msg"));
        String id = "tcId " + v.path("tcId");
        Optional<byte[]> opened = cipher.decrypt(aad, body);
        if (v.path("result").asText().equals("valid")) {
          assertArrayEquals(message, opened.orElseThrow(), id);
          assertEquals(body, cipher.encrypt(aad, message, iv), id);
          agreed++;
        } else {
          assertTrue(opened.isEmpty(), id);
          refused++;
        }
      }
    }
    assertTrue(agreed >= 40 && refused >= 20, agreed + " and " + refused);
  }

  /** Wycheproof pads as PKCS #5 says; padding is ours to choose, so the vectors fit. */
  @Test
  void agreesWithWycheproofOnCbc() {
    int agreed = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_cbc_pkcs5_test.json.gz").path("testGroups")) {
      int keyBits = group.path("keySize").asInt();
      if (keyBits == 192) {
        continue;
      }
      EncryptionAlgorithm encryption =
          keyBits == 128 ? EncryptionAlgorithm.AES_CBC_128 : EncryptionAlgorithm.AES_CBC_256;
      for (JsonNode v : group.path("tests")) {
        if (!v.path("result").asText().equals("valid")) {
          continue;
        }
        SkPayloadCipher cipher =
            SkPayloadCipher.of(
                SeededRandom.crypto(0),
                encryption,
                Optional.of(IntegrityAlgorithm.HMAC_SHA1_96),
                Captured.hex(v.path("key")),
                new byte[20]);
        byte[] message = Captured.hex(v.path("msg"));
        int pad = 16 - message.length % 16;
        byte[] padded = Arrays.copyOf(message, message.length + pad);
        Arrays.fill(padded, message.length, padded.length, (byte) pad);
        byte[] iv = Captured.hex(v.path("iv"));
        Octets body = cipher.encrypt(Octets.EMPTY, padded, iv);
        String id = "tcId " + v.path("tcId");
        assertArrayEquals(
            Captured.hex(v.path("ct")), body.slice(16, body.length() - 12).toByteArray(), id);
        assertArrayEquals(padded, cipher.decrypt(Octets.EMPTY, body).orElseThrow(), id);
        agreed++;
      }
    }
    assertTrue(agreed >= 25, agreed + " vectors");
  }
}
