package io.vpn4j.esp.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.testing.SharedData;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The AEADs of this package, apart from ESP, whose associated data has 8 or 12 octets only. */
class AeadVectorsTest {
  private static final Jca JCA = new Jca(null);

  private interface Maker {
    Aead make(int opmode, byte[] key, int icvOctets) throws GeneralSecurityException;
  }

  private static Aead gcm(int opmode, byte[] key, int icvOctets) throws GeneralSecurityException {
    boolean outbound = opmode == Cipher.ENCRYPT_MODE;
    return new JcaAead(
        JcaAeadCipher.gcm(JCA, opmode, outbound, key, key.length, icvOctets), icvOctets);
  }

  private static Aead shortIcvGcm(int opmode, byte[] key, int icvOctets)
      throws GeneralSecurityException {
    return new ShortIcvGcm(JCA, opmode == Cipher.ENCRYPT_MODE, key, key.length, icvOctets);
  }

  private static Aead ccm(int opmode, byte[] key, int icvOctets) throws GeneralSecurityException {
    return new Ccm(JCA, key, key.length, icvOctets);
  }

  private static Aead chaCha20Poly1305(int opmode, byte[] key, int icvOctets)
      throws GeneralSecurityException {
    return new JcaAead(JcaAeadCipher.chaCha20Poly1305(JCA, opmode, key, key.length), icvOctets);
  }

  /** RFC 3610 section 8, packet vectors 1, 2 and 7: nonces of 13 octets, ICVs of 8 and 10. */
  @ParameterizedTest
  @CsvSource({
    "00000003020100a0a1a2a3a4a5, 08090a0b0c0d0e0f101112131415161718191a1b1c1d1e,"
        + "588c979a61c663d2f066d0c2c0f989806d5f6b61dac38417e8d12cfdf926e0",
    "00000004030201a0a1a2a3a4a5, 08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
        + "72c91a36e135f8cf291ca894085c87e3cc15c439c9e43a3ba091d56e10400916",
    "00000009080706a0a1a2a3a4a5, 08090a0b0c0d0e0f101112131415161718191a1b1c1d1e,"
        + "0135d1b2c95f41d5d1d4fec185d166b8094e999dfed96c048c56602c97acbb7490",
  })
  void sealsAndOpensTheCcmPacketsOfRfc3610(String nonce, String plain, String sealed)
      throws GeneralSecurityException {
    assertBothWays(
        AeadVectorsTest::ccm,
        hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"),
        hex(nonce),
        hex("0001020304050607"),
        hex(plain),
        hex(sealed));
  }

  /** Test cases 3, 4, 10 and 16 of the GCM specification, whose tags begin with these octets. */
  @ParameterizedTest
  @CsvSource({
    "feffe9928665731c6d6a8f9467308308, 42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329"
        + "aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091, 5bc94fbc3221a5db94fae95a"
        + "e7121a47",
    "feffe9928665731c6d6a8f9467308308feffe9928665731c, 3980ca0b3c00e841eb06fac4872a2757859e1ceaa6"
        + "efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710, 2519498e"
        + "80f1478f37ba55bd6d27618c",
    "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, 522dc1f099567d07f47f37a32a"
        + "84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abc"
        + "c9f662, 76fc6ece0f4e1768cddf8853bb2d551b",
  })
  void cutsTheIcvOfGcmToEightOctets(String key, String ciphertext, String tag)
      throws GeneralSecurityException {
    assertBothWays(
        AeadVectorsTest::shortIcvGcm,
        hex(key),
        hex("cafebabefacedbaddecaf888"),
        hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
        hex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
                + "49a6b525b16aedf5aa0de657ba637b39"),
        hex(ciphertext + tag.substring(0, 16)));
  }

  @Test
  void agreesWithWycheproofOnGcm() throws GeneralSecurityException {
    assertEquals(new Tally(69, 49, 72), wycheproof("aes_gcm", AeadVectorsTest::gcm, 12, 12));
  }

  @Test
  void agreesWithWycheproofOnCcm() throws GeneralSecurityException {
    assertEquals(new Tally(243, 49, 39), wycheproof("aes_ccm", AeadVectorsTest::ccm, 7, 13));
  }

  @Test
  void agreesWithWycheproofOnChaCha20Poly1305() throws GeneralSecurityException {
    assertEquals(
        new Tally(154, 36, 5),
        wycheproof("chacha20_poly1305", AeadVectorsTest::chaCha20Poly1305, 12, 12));
  }

  /** Every valid vector with a nonce of 12 octets, its tag cut: GCM with short ICVs has no own. */
  @Test
  void agreesWithWycheproofOnTheFirstEightOctetsOfTheTag() throws GeneralSecurityException {
    int checked = 0;
    for (JsonNode group :
        SharedData.json("crypto/wycheproof/aes_gcm_test.json.gz").get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        if (group.get("ivSize").asInt() == 96 && test.get("result").asText().equals("valid")) {
          byte[] sealed = hex(test.get("ct").asText() + test.get("tag").asText().substring(0, 16));
          assertBothWays(
              AeadVectorsTest::shortIcvGcm,
              hex(test, "key"),
              hex(test, "iv"),
              hex(test, "aad"),
              hex(test, "msg"),
              sealed);
          checked++;
        }
      }
    }
    assertEquals(69, checked);
  }

  /** Salt and IV are the nonce; ICVs of 8, 12 and 16 octets. */
  @ParameterizedTest
  @CsvSource({"aes_gcm, 13", "aes_ccm, 10", "chacha20poly1305, 3"})
  void agreesWithTheVectorsOfStrongSwan(String file, int vectors) throws GeneralSecurityException {
    int checked = 0;
    for (JsonNode vector : SharedData.json("crypto/strongswan/" + file + ".json").get("vectors")) {
      byte[] key = hex(vector, "key");
      int keyOctets = key.length - vector.get("salt_size").asInt();
      byte[] iv = hex(vector, "iv");
      byte[] nonce = Arrays.copyOfRange(key, keyOctets, key.length + iv.length);
      System.arraycopy(iv, 0, nonce, nonce.length - iv.length, iv.length);
      byte[] plain = hex(vector.path("plain").asText());
      byte[] sealed = hex(vector, "cipher");
      Maker maker =
          switch (file) {
            case "aes_ccm" -> AeadVectorsTest::ccm;
            case "aes_gcm" ->
                sealed.length - plain.length < 12
                    ? AeadVectorsTest::shortIcvGcm
                    : AeadVectorsTest::gcm;
            default -> AeadVectorsTest::chaCha20Poly1305;
          };
      byte[] aad = hex(vector.path("adata").asText());
      assertBothWays(maker, Arrays.copyOf(key, keyOctets), nonce, aad, plain, sealed);
      checked++;
    }
    assertEquals(vectors, checked);
  }

  /** The provider refuses it, and nothing here may help around that. */
  @Test
  void sealsNothingTwiceUnderOneNonce() throws GeneralSecurityException {
    List<Maker> makers =
        List.of(
            AeadVectorsTest::gcm, AeadVectorsTest::shortIcvGcm, AeadVectorsTest::chaCha20Poly1305);
    for (Maker maker : makers) {
      Aead sealing = maker.make(Cipher.ENCRYPT_MODE, new byte[32], 16);
      byte[] nonce = hex("000102030405060708090a0b");
      byte[] text = new byte[32];
      byte[] out = new byte[48];
      sealing.seal(nonce, new byte[8], text, 0, 16, text, 16, out, 0);
      assertThrows(
          GeneralSecurityException.class,
          () -> sealing.seal(nonce, new byte[8], text, 0, 16, text, 16, out, 0));
    }
  }

  /**
   * @param unfit those with a nonce that the function here does not take (GCM and ChaCha20-Poly1305
   *     have 12 octets, CCM 7 to 13), or a tag that CCM does not have (it is even, and not 2)
   */
  private record Tally(int valid, int invalid, int unfit) {}

  private static Tally wycheproof(String name, Maker maker, int minNonce, int maxNonce)
      throws GeneralSecurityException {
    int valid = 0;
    int invalid = 0;
    int unfit = 0;
    JsonNode file = SharedData.json("crypto/wycheproof/" + name + "_test.json.gz");
    for (JsonNode group : file.get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        byte[] key = hex(test, "key");
        byte[] nonce = hex(test, "iv");
        byte[] sealed = hex(test.get("ct").asText() + test.get("tag").asText());
        int icvOctets = group.get("tagSize").asInt() / 8;
        if (nonce.length < minNonce
            || nonce.length > maxNonce
            || icvOctets < 4
            || icvOctets % 2 != 0) {
          unfit++;
        } else if (test.get("result").asText().equals("valid")) {
          assertBothWays(maker, key, nonce, hex(test, "aad"), hex(test, "msg"), sealed);
          valid++;
        } else {
          byte[] plain = new byte[Math.max(0, sealed.length - icvOctets)];
          Aead aead = maker.make(Cipher.DECRYPT_MODE, key, icvOctets);
          assertFalse(
              aead.open(nonce, hex(test, "aad"), sealed, 0, sealed.length, plain, 0),
              test::toString);
          assertArrayEquals(new byte[plain.length], plain, "no plaintext is left");
          invalid++;
        }
      }
    }
    return new Tally(valid, invalid, unfit);
  }

  private static void assertBothWays(
      Maker maker, byte[] key, byte[] nonce, byte[] aad, byte[] plain, byte[] sealed)
      throws GeneralSecurityException {
    int icvOctets = sealed.length - plain.length;
    Aead sealing = maker.make(Cipher.ENCRYPT_MODE, key, icvOctets);
    assertEquals(icvOctets, sealing.icvOctets());
    int whole = plain.length - plain.length % 16;
    byte[] tail = Arrays.copyOfRange(plain, whole, plain.length);
    byte[] out = new byte[sealed.length];
    sealing.seal(nonce, aad, plain, 0, whole, tail, tail.length, out, 0);
    assertArrayEquals(sealed, out);

    Aead opening = maker.make(Cipher.DECRYPT_MODE, key, icvOctets);
    byte[] forged = sealed.clone();
    forged[forged.length - 1] ^= 1;
    byte[] opened = new byte[plain.length];
    assertFalse(opening.open(nonce, aad, forged, 0, forged.length, opened, 0));
    assertArrayEquals(new byte[plain.length], opened, "no plaintext is left");
    assertTrue(
        opening.open(nonce, aad, sealed, 0, sealed.length, opened, 0),
        "the true one opens behind a forged one with its nonce");
    assertArrayEquals(plain, opened);
  }

  private static byte[] hex(JsonNode node, String field) {
    return hex(node.get(field).asText());
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
