package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EncryptionAlgorithm.Mode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        .filter(Encrypted::isOurs)
        .map(
            encrypted -> DynamicTest.dynamicTest(encrypted.name(), () -> opensAndSeals(encrypted)));
  }

  private static void opensAndSeals(Encrypted encrypted) {
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
    assertTrue(ours.size() >= 80, ours.size() + " of " + all.size() + " payloads");
    assertEquals(
        Set.of("3DES HMAC_SHA1_160"),
        all.stream()
            .filter(e -> !e.isOurs())
            .map(e -> e.sa().path("encr").asText() + " " + e.sa().path("integ").asText())
            .collect(Collectors.toSet()),
        "left out");
    List<String> suites =
        ours.stream()
            .map(s -> Captured.encryption(s.sa()).orElseThrow() + " " + Captured.integrity(s.sa()))
            .distinct()
            .toList();
    assertTrue(suites.size() >= 8, suites.toString());
    assertTrue(
        ours.stream().anyMatch(s -> s.message().u8(16) == Captured.ENCRYPTED_FRAGMENT),
        "fragments");
  }

  private static EncryptionAlgorithm algorithm(Mode mode, int keyBits, int icvBits) {
    return Arrays.stream(EncryptionAlgorithm.values())
        .filter(e -> e.mode() == mode && e.keyBits() == keyBits && e.icvOctets() * 8 == icvBits)
        .findFirst()
        .orElseThrow();
  }

  static Stream<Arguments> wycheproofAeads() {
    return providers()
        .flatMap(
            provider ->
                Stream.of(
                    Arguments.of("aes_gcm_test", Mode.GCM, provider, 65, 35),
                    Arguments.of("aes_ccm_test", Mode.CCM, provider, 8, 0),
                    Arguments.of(
                        "chacha20_poly1305_test", Mode.CHACHA20_POLY1305, provider, 150, 35)));
  }

  /** None, the JDK's by name, and Bouncy Castle's, which has AES-CCM for JCA too. */
  private static Stream<Optional<Provider>> providers() {
    return Stream.of(
        Optional.empty(),
        Optional.of(Security.getProvider("SunJCE")),
        Optional.of(new BouncyCastleProvider()));
  }

  /** Those whose nonce is a salt and an IV as IKE has them: 12 octets, with AES-CCM 11. */
  @ParameterizedTest
  @MethodSource("wycheproofAeads")
  @Requirement({"RFC5282-3-2", "RFC5282-4-1"})
  void agreesWithWycheproofOnAeadPayloads(
      String file, Mode mode, Optional<Provider> provider, int agreedFloor, int refusedFloor) {
    int agreed = 0;
    int refused = 0;
    IkeCrypto crypto = new IkeCrypto(new SeededRandom(0), provider);
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/" + file + ".json.gz").path("testGroups")) {
      EncryptionAlgorithm any = algorithm(mode, 256, 128);
      if (group.path("ivSize").asInt() != (any.saltOctets() + any.ivOctets()) * 8
          || group.path("tagSize").asInt() != 128) {
        continue;
      }
      EncryptionAlgorithm encryption = algorithm(mode, group.path("keySize").asInt(), 128);
      int salt = encryption.saltOctets();
      for (JsonNode v : group.path("tests")) {
        Octets nonce = Octets.of(Captured.hex(v.path("iv")));
        byte[] keyAndSalt =
            Octets.concat(Octets.of(Captured.hex(v.path("key"))), nonce.slice(0, salt))
                .toByteArray();
        byte[] iv = nonce.slice(salt, nonce.length()).toByteArray();
        SkPayloadCipher cipher =
            SkPayloadCipher.of(crypto, encryption, Optional.empty(), keyAndSalt, new byte[0]);
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
    assertTrue(agreed >= agreedFloor && refused >= refusedFloor, agreed + " and " + refused);
  }

  /** AES-CCM with nonces of other lengths and all three lengths of ICV, under the payload. */
  @ParameterizedTest
  @MethodSource("providers")
  void agreesWithWycheproofOnCcm(Optional<Provider> provider) {
    int agreed = 0;
    int refused = 0;
    Set<EncryptionAlgorithm> seen = EnumSet.noneOf(EncryptionAlgorithm.class);
    IkeCrypto crypto = new IkeCrypto(new SeededRandom(0), provider);
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_ccm_test.json.gz").path("testGroups")) {
      int icvBits = group.path("tagSize").asInt();
      int nonceBits = group.path("ivSize").asInt();
      if (!Set.of(64, 96, 128).contains(icvBits) || nonceBits < 56 || nonceBits > 104) {
        continue;
      }
      EncryptionAlgorithm encryption = algorithm(Mode.CCM, group.path("keySize").asInt(), icvBits);
      for (JsonNode v : group.path("tests")) {
        byte[] key = Captured.hex(v.path("key"));
        byte[] nonce = Captured.hex(v.path("iv"));
        byte[] aad = Captured.hex(v.path("aad"));
        byte[] message = Captured.hex(v.path("msg"));
        byte[] sealed =
            Octets.concat(
                    Octets.of(Captured.hex(v.path("ct"))), Octets.of(Captured.hex(v.path("tag"))))
                .toByteArray();
        String id = "tcId " + v.path("tcId");
        Optional<byte[]> opened = Aead.open(crypto, encryption, key, nonce, aad, sealed);
        if (v.path("result").asText().equals("valid")) {
          assertArrayEquals(message, opened.orElseThrow(), id);
          assertArrayEquals(sealed, Aead.seal(crypto, encryption, key, nonce, aad, message), id);
          agreed++;
        } else {
          assertTrue(opened.isEmpty(), id);
          refused++;
        }
        seen.add(encryption);
      }
    }
    assertTrue(agreed >= 170 && refused >= 40, agreed + " and " + refused);
    assertEquals(9, seen.size(), seen.toString());
  }

  @Test
  @Requirement({"RFC5282-4-1", "RFC5282-7.1-1"})
  void agreesWithStrongSwanOnAeads() {
    Set<EncryptionAlgorithm> seen = EnumSet.noneOf(EncryptionAlgorithm.class);
    int checked = 0;
    for (String file : List.of("aes_gcm", "aes_ccm", "chacha20poly1305")) {
      for (JsonNode v : SharedData.json("crypto/strongswan/" + file + ".json").path("vectors")) {
        String name = v.path("alg").asText();
        int keyBits = v.path("key_size").asInt() * 8;
        EncryptionAlgorithm encryption =
            name.equals("ENCR_CHACHA20_POLY1305")
                ? EncryptionAlgorithm.CHACHA20_POLY1305
                : algorithm(
                    name.contains("GCM") ? Mode.GCM : Mode.CCM,
                    keyBits,
                    8 * Integer.parseInt(name.substring(name.indexOf("ICV") + 3)));
        SkPayloadCipher cipher =
            SkPayloadCipher.of(
                SeededRandom.crypto(0),
                encryption,
                Optional.empty(),
                Captured.hex(v.path("key")),
                new byte[0]);
        Octets aad = Octets.of(Captured.hex(v.path("adata")));
        byte[] plain = Captured.hex(v.path("plain"));
        byte[] iv = Captured.hex(v.path("iv"));
        Octets body = Octets.concat(Octets.of(iv), Octets.of(Captured.hex(v.path("cipher"))));
        String id = v.path("name").asText();
        assertEquals(body, cipher.encrypt(aad, plain, iv), id);
        assertArrayEquals(plain, cipher.decrypt(aad, body).orElseThrow(), id);
        seen.add(encryption);
        checked++;
      }
    }
    assertTrue(checked >= 26, checked + " vectors");
    assertTrue(seen.size() >= 13, seen.toString());
  }

  @Test
  void agreesWithStrongSwanOnCtrAndCbc() {
    int checked = 0;
    for (String file : List.of("aes_ctr", "aes_cbc")) {
      for (JsonNode v : SharedData.json("crypto/strongswan/" + file + ".json").path("vectors")) {
        Mode mode = file.equals("aes_ctr") ? Mode.CTR : Mode.CBC;
        EncryptionAlgorithm encryption = algorithm(mode, v.path("key_size").asInt() * 8, 0);
        SkPayloadCipher cipher =
            SkPayloadCipher.of(
                SeededRandom.crypto(0),
                encryption,
                Optional.of(IntegrityAlgorithm.AES_XCBC_96),
                Captured.hex(v.path("key")),
                new byte[16]);
        byte[] plain = Captured.hex(v.path("plain"));
        byte[] iv = Captured.hex(v.path("iv"));
        Octets body = cipher.encrypt(Octets.EMPTY, plain, iv);
        assertEquals(
            Octets.of(Captured.hex(v.path("cipher"))),
            body.slice(iv.length, body.length() - 12),
            v.path("name").asText());
        assertArrayEquals(plain, cipher.decrypt(Octets.EMPTY, body).orElseThrow());
        checked++;
      }
    }
    assertTrue(checked >= 10, checked + " vectors");
  }

  /** A whole message of RFC 7634 appendix B, sealed and opened. */
  @Test
  void agreesWithTheExampleOfRfc7634() {
    JsonNode example = SharedData.json("ike/rfc7634-appendix-b.json");
    Octets message = Octets.of(Captured.hex(example.path("message")));
    int bodyAt = IKE_HEADER_OCTETS + GENERIC_HEADER_OCTETS;
    Octets prefix = message.slice(0, bodyAt);
    Octets body = message.slice(bodyAt, message.length());
    SkPayloadCipher cipher =
        SkPayloadCipher.of(
            SeededRandom.crypto(0),
            EncryptionAlgorithm.CHACHA20_POLY1305,
            Optional.empty(),
            Captured.hex(example.path("sk_e_with_salt")),
            new byte[0]);
    byte[] inner = cipher.open(prefix, body).orElseThrow();
    // Notify: no next payload, length 12, no protocol, no SPI, SET_WINDOW_SIZE, a window of 10.
    assertEquals("0000000c000040010000000a", Octets.of(inner).toString());
    byte[] plaintext = Arrays.copyOf(inner, inner.length + 1);
    assertEquals(body, cipher.encrypt(prefix, plaintext, Captured.hex(example.path("iv"))));
    assertEquals(body.length(), cipher.bodyOctets(inner.length));
  }

  /** Wycheproof pads as PKCS #5 says; padding is ours to choose, so the vectors fit. */
  @Test
  void agreesWithWycheproofOnCbc() {
    int agreed = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_cbc_pkcs5_test.json.gz").path("testGroups")) {
      EncryptionAlgorithm encryption = algorithm(Mode.CBC, group.path("keySize").asInt(), 0);
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
    assertTrue(agreed >= 40, agreed + " vectors");
  }
}
