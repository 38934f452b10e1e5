package io.vpn4j.ike.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import io.vpn4j.testing.SharedData;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published signatures, and encodings that RFCs print, through the classes that check AUTH. */
final class SignatureVectorsTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(1));

  /** RFC 7427 appendix A and RFC 8420 appendix A, as printed. */
  @ParameterizedTest
  @Requirement({"RFC7427-3-1", "RFC8420-2-3"})
  @CsvSource({
    "RSA_PKCS1_SHA2_256, 300d06092a864886f70d01010b0500",
    "RSA_PKCS1_SHA2_384, 300d06092a864886f70d01010c0500",
    "RSA_PKCS1_SHA2_512, 300d06092a864886f70d01010d0500",
    "ECDSA_SHA2_256, 300a06082a8648ce3d040302",
    "ECDSA_SHA2_384, 300a06082a8648ce3d040303",
    "ECDSA_SHA2_512, 300a06082a8648ce3d040304",
    "ED25519, 300506032b6570",
    "ED448, 300506032b6571",
  })
  void namesAnAlgorithmAsItsRfcPrintsIt(SignatureScheme scheme, String printed) throws Exception {
    assertEquals(Octets.ofHex(printed), SignatureAlgorithm.of(scheme).identifier().encode());
    assertEquals(Optional.of(scheme), read(printed).map(SignatureAlgorithm::scheme));
  }

  /** RFC 4055 section 3.1: hash, MGF1 with the same hash, a salt as long as the hash. */
  @ParameterizedTest
  @CsvSource({
    "RSA_PSS_SHA2_256, 01, 20, 32",
    "RSA_PSS_SHA2_384, 02, 30, 48",
    "RSA_PSS_SHA2_512, 03, 40, 64",
  })
  void namesPssWithItsParameters(SignatureScheme scheme, String hash, String salt, int octets)
      throws Exception {
    String id = "300d06096086480165030402" + hash + "0500";
    String params = "a00f" + id + "a11c301a06092a864886f70d010108" + id + "a2030201" + salt;
    String whole = "304106092a864886f70d01010a3034" + params;

    assertEquals(Octets.ofHex(whole), SignatureAlgorithm.of(scheme).identifier().encode());
    assertEquals(Optional.of(new SignatureAlgorithm(scheme, octets)), read(whole));
    // A trailer that says what is the default, and hashes without NULL: both are seen.
    assertEquals(
        Optional.of(new SignatureAlgorithm(scheme, octets)),
        read("304606092a864886f70d01010a3039" + params + "a303020101"));
    String bare = "300b06096086480165030402" + hash;
    assertEquals(
        Optional.of(new SignatureAlgorithm(scheme, 20)),
        read(
            "303806092a864886f70d01010a302b"
                + ("a00d" + bare)
                + ("a11a301806092a864886f70d010108" + bare)));
  }

  @ParameterizedTest
  @CsvSource({
    "RSASSA-PSS without parameters is SHA-1, 300d06092a864886f70d01010a3000",
    "RSASSA-PSS with nothing at all, 300b06092a864886f70d01010a",
    "sha1WithRSAEncryption, 300d06092a864886f70d0101050500",
    "ecdsa-with-sha1, 300906072a8648ce3d0401",
    "dsa-with-sha256, 300b0609608648016503040302",
  })
  void knowsNoAlgorithmThatRfc8247Forbids(String what, String printed) throws Exception {
    assertEquals(Optional.empty(), read(printed), what);
  }

  private static Optional<SignatureAlgorithm> read(String hex) throws MalformedMessageException {
    return SignatureAlgorithm.of(AlgorithmIdentifier.decode(Octets.ofHex(hex)));
  }

  @ParameterizedTest
  @Requirement({"RFC8420-2-2", "RFC7296-3.8-2"})
  @CsvSource({
    "RSA_PKCS1_SHA2_256, RSA, rsa_signature_2048_sha256_test, 5, 100",
    "METHOD_1_RSA_SHA2_256, RSA, rsa_signature_2048_sha256_test, 5, 100",
    "RSA_PSS_SHA2_256, RSA, rsa_pss_2048_sha256_mgf1_32_test, 20, 20",
    "ECDSA_SHA2_256, EC, ecdsa_secp256r1_sha256_test, 50, 100",
    "ECDSA_SHA2_384, EC, ecdsa_secp384r1_sha384_test, 50, 100",
    "ED25519, Ed25519, ed25519_test, 30, 30",
  })
  void agreesWithWycheproof(
      SignatureScheme scheme, String keys, String file, int leastValid, int leastInvalid)
      throws Exception {
    int valid = 0;
    int invalid = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/" + file + ".json.gz").path("testGroups")) {
      JsonNode der = group.path("publicKeyDer");
      PublicKey key =
          KeyFactory.getInstance(keys)
              .generatePublic(new X509EncodedKeySpec(hex(der).toByteArray()));
      for (JsonNode v : group.path("tests")) {
        String result = v.path("result").asText();
        if (result.equals("acceptable")) {
          continue; // PKCS #1 v1.5 without NULL: up to the implementation.
        }
        if (v.path("comment").asText().equals("k*G has a large x-coordinate")) {
          // The JDK refuses what is valid where x exceeds the order: no signature ever has that.
          continue;
        }
        boolean taken = isTaken(scheme, key, hex(v.path("sig")), hex(v.path("msg")));
        assertEquals(result.equals("valid"), taken, () -> file + " " + v.path("tcId"));
        if (taken) {
          valid++;
        } else {
          invalid++;
        }
      }
    }
    int v = valid;
    int i = invalid;
    assertTrue(
        valid >= leastValid && invalid >= leastInvalid, () -> v + " valid, " + i + " invalid");
  }

  private static boolean isTaken(
      SignatureScheme scheme, PublicKey key, Octets signature, Octets message) {
    AuthPayload auth =
        new AuthPayload(
            scheme.method(),
            scheme.method() == 14
                ? DigitalSignature.encode(SignatureAlgorithm.of(scheme).identifier(), signature)
                : signature);
    try {
      new SignatureCheck(CRYPTO, List.of(scheme)).check(key, auth, message.toByteArray());
      return true;
    } catch (AuthenticationException e) {
      return false;
    }
  }

  private static Octets hex(JsonNode node) {
    return Octets.of(HexFormat.of().parseHex(node.asText()));
  }
}
