package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.testing.SharedData;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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

class KeyExchangeVectorsTest {
  private static final Map<String, KeyExchangeMethod> OURS =
      Map.of(
          "MODP_1024_BIT", KeyExchangeMethod.MODP_1024,
          "MODP_2048_BIT", KeyExchangeMethod.MODP_2048,
          "MODP_4096_BIT", KeyExchangeMethod.MODP_4096,
          "MODP_6144_BIT", KeyExchangeMethod.MODP_6144,
          "MODP_1024_160", KeyExchangeMethod.MODP_1024_160,
          "MODP_2048_224", KeyExchangeMethod.MODP_2048_224,
          "ECP_384_BIT", KeyExchangeMethod.ECP_384,
          "CURVE_25519", KeyExchangeMethod.CURVE25519,
          "CURVE_448", KeyExchangeMethod.CURVE448);

  /** Group 1, which RFC 8247 calls MUST NOT, and two curves that are too small. */
  private static final Set<String> FOREIGN = Set.of("MODP_768_BIT", "ECP_192_BIT", "ECP_224_BIT");

  private static final IkeCrypto JVM = SeededRandom.crypto(1);
  private static final IkeCrypto BOUNCY_CASTLE =
      new IkeCrypto(new SeededRandom(1), Optional.of(new BouncyCastleProvider()));

  private static byte[] agree(
      IkeCrypto crypto, KeyExchangeMethod method, byte[] privateValue, byte[] peerValue)
      throws InvalidKeyExchangeException {
    DiffieHellman group = DiffieHellman.of(method);
    return group.peer(crypto, peerValue).agree(privateValue);
  }

  private static List<JsonNode> strongSwanVectors() {
    List<JsonNode> vectors = new ArrayList<>();
    for (String file : List.of("modp", "modpsub", "ecp", "curve25519", "curve448")) {
      SharedData.json("crypto/strongswan/" + file + ".json").path("vectors").forEach(vectors::add);
    }
    return vectors;
  }

  @TestFactory
  Stream<DynamicTest> agreesWithStrongSwan() {
    return strongSwanVectors().stream()
        .filter(v -> OURS.containsKey(v.path("method").asText()))
        .map(
            v ->
                DynamicTest.dynamicTest(
                    v.path("name").asText(),
                    () -> {
                      KeyExchangeMethod method = OURS.get(v.path("method").asText());
                      byte[] both = Captured.hex(v.path("seed"));
                      int half = both.length / 2;
                      byte[] publicI = Captured.hex(v.path("pub_i"));
                      byte[] publicR = Captured.hex(v.path("pub_r"));
                      byte[] shared = Captured.hex(v.path("shared"));
                      byte[] privateI = Arrays.copyOf(both, half);
                      byte[] privateR = Arrays.copyOfRange(both, half, both.length);
                      assertArrayEquals(shared, agree(JVM, method, privateI, publicR));
                      assertArrayEquals(shared, agree(JVM, method, privateR, publicI));
                    }));
  }

  @Test
  void strongSwanVectorsCoverOurGroups() {
    List<KeyExchangeMethod> covered =
        strongSwanVectors().stream()
            .map(v -> OURS.get(v.path("method").asText()))
            .filter(m -> m != null)
            .toList();
    assertTrue(covered.size() >= 10, covered.toString());
    assertTrue(covered.containsAll(OURS.values()), covered.toString());
    assertEquals(
        FOREIGN,
        strongSwanVectors().stream()
            .map(v -> v.path("method").asText())
            .filter(method -> !OURS.containsKey(method))
            .collect(Collectors.toSet()));
  }

  @Test
  void agreesWithTheSharedCopyOfRfc5903() throws InvalidKeyExchangeException {
    int checked = 0;
    for (JsonNode v : SharedData.json("crypto/rfc5903-ecp.json").path("vectors")) {
      KeyExchangeMethod method =
          Arrays.stream(KeyExchangeMethod.values())
              .filter(m -> m.transformId() == v.path("group").asInt())
              .findFirst()
              .orElseThrow();
      byte[] shared = Captured.hex(v.path("shared_g_ir"));
      byte[] privateI = Captured.hex(v.path("private_i"));
      byte[] privateR = Captured.hex(v.path("private_r"));
      assertArrayEquals(shared, agree(JVM, method, privateI, Captured.hex(v.path("ke_r"))));
      assertArrayEquals(shared, agree(JVM, method, privateR, Captured.hex(v.path("ke_i"))));
      checked++;
    }
    assertTrue(checked >= 2, checked + " vectors");
  }

  static Stream<Arguments> curves() {
    return providers()
        .flatMap(
            provider ->
                Stream.of(
                    Arguments.of(KeyExchangeMethod.ECP_256, "secp256r1", provider, 190),
                    Arguments.of(KeyExchangeMethod.ECP_384, "secp384r1", provider, 450),
                    Arguments.of(KeyExchangeMethod.ECP_521, "secp521r1", provider, 370)));
  }

  /**
   * Wycheproof's points begin with a form octet, which a KE payload does not have: 04 (x | y) is
   * ours without it, everything else must fail by its length.
   */
  @ParameterizedTest
  @MethodSource("curves")
  void agreesWithWycheproofOnEcp(
      KeyExchangeMethod method, String curve, Optional<Provider> provider, int floor) {
    IkeCrypto crypto = new IkeCrypto(new SeededRandom(1), provider);
    int agreed = 0;
    int refused = 0;
    String file = "crypto/wycheproof/ecdh_" + curve + "_ecpoint_test.json.gz";
    for (JsonNode group : SharedData.json(file).path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        String point = v.path("public").asText();
        boolean uncompressed = point.startsWith("04");
        byte[] peer = HexFormat.of().parseHex(uncompressed ? point.substring(2) : point);
        byte[] privateValue = Captured.hex(v.path("private"));
        String id = curve + " tcId " + v.path("tcId") + " " + v.path("comment");
        if (uncompressed && v.path("result").asText().equals("valid")) {
          byte[] secret = assertDoesNotRefuse(() -> agree(crypto, method, privateValue, peer), id);
          assertArrayEquals(Captured.hex(v.path("shared")), secret, id);
          agreed++;
        } else {
          assertThrows(
              InvalidKeyExchangeException.class,
              () -> agree(crypto, method, privateValue, peer),
              id);
          refused++;
        }
      }
    }
    assertTrue(agreed + refused >= floor && refused >= 5, agreed + " and " + refused);
  }

  /** Without a provider, with the JDK's and with Bouncy Castle's. */
  static Stream<Optional<Provider>> providers() {
    return Stream.of(
        Optional.empty(), Optional.of(Security.getProvider("SunEC")), BOUNCY_CASTLE.provider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void agreesWithWycheproofOnX25519(Optional<Provider> provider) {
    IkeCrypto crypto = new IkeCrypto(new SeededRandom(1), provider);
    int agreed = 0;
    int refused = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/x25519_test.json.gz").path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        byte[] peer = Captured.hex(v.path("public"));
        byte[] privateValue = Captured.hex(v.path("private"));
        byte[] shared = Captured.hex(v.path("shared"));
        String id = "tcId " + v.path("tcId");
        if (Arrays.equals(shared, new byte[32])) {
          var e =
              assertThrows(
                  InvalidKeyExchangeException.class,
                  () -> agree(crypto, KeyExchangeMethod.CURVE25519, privateValue, peer),
                  id);
          assertEquals(InvalidKeyExchangeException.Reason.LOW_ORDER, e.reason());
          refused++;
        } else {
          assertArrayEquals(
              shared,
              assertDoesNotRefuse(
                  () -> agree(crypto, KeyExchangeMethod.CURVE25519, privateValue, peer), id),
              id);
          agreed++;
        }
      }
    }
    assertTrue(agreed >= 250 && refused >= 10, agreed + " and " + refused);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void agreesWithWycheproofOnX448(Optional<Provider> provider) {
    IkeCrypto crypto = new IkeCrypto(new SeededRandom(1), provider);
    int agreed = 0;
    int tooLong = 0;
    int lowOrder = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/x448_test.json.gz").path("testGroups")) {
      for (JsonNode v : group.path("tests")) {
        byte[] peer = Captured.hex(v.path("public"));
        byte[] privateValue = Captured.hex(v.path("private"));
        byte[] shared = Captured.hex(v.path("shared"));
        String id = "tcId " + v.path("tcId");
        if (peer.length == 56 && !Arrays.equals(shared, new byte[56])) {
          assertArrayEquals(
              shared,
              assertDoesNotRefuse(
                  () -> agree(crypto, KeyExchangeMethod.CURVE448, privateValue, peer), id),
              id);
          agreed++;
          continue;
        }
        var e =
            assertThrows(
                InvalidKeyExchangeException.class,
                () -> agree(crypto, KeyExchangeMethod.CURVE448, privateValue, peer),
                id);
        if (e.reason() == InvalidKeyExchangeException.Reason.WRONG_LENGTH) {
          tooLong++;
        } else {
          assertEquals(InvalidKeyExchangeException.Reason.LOW_ORDER, e.reason());
          lowOrder++;
        }
      }
    }
    assertTrue(
        agreed >= 280 && tooLong >= 7 && lowOrder >= 8,
        agreed + ", " + tooLong + " and " + lowOrder);
  }

  private interface Agreement {
    byte[] secret() throws InvalidKeyExchangeException;
  }

  private static byte[] assertDoesNotRefuse(Agreement agreement, String id) {
    try {
      return agreement.secret();
    } catch (InvalidKeyExchangeException e) {
      throw new AssertionError(id, e);
    }
  }
}
