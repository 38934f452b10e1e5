package io.vpn4j.esp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.testing.SharedData;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketMacVectorsTest {
  private static final Jca JCA = new Jca(null);

  /** RFC 3566 section 4.6; the last has 1000 octets of zeros. */
  @ParameterizedTest
  @CsvSource({
    "0, 75f0251d528ac01c4573dfd584d79f29",
    "3, 5b376580ae2f19afe7219ceef172756f",
    "16, d2a246fa349b68a79998a4394ff7a263",
    "20, 47f51b4564966215b8985c63055ed308",
    "32, f54f0ec8d2b9f3d36807734bd5283fd4",
    "34, becbb3bccdb518a30677d5481fb6b4d8",
    "1000, f0dafee895db30253761103b5d84528f",
  })
  void computesTheXcbcMacsOfRfc3566(int octets, String expected) throws GeneralSecurityException {
    byte[] message = new byte[octets];
    for (int i = 0; i < octets && octets < 1000; i++) {
      message[i] = (byte) i;
    }
    assertMac(expected, AesMac.xcbc(JCA, hex("000102030405060708090a0b0c0d0e0f")), message);
  }

  /** RFC 4493 section 4; RFC 4494 cuts them to 12 octets. */
  @ParameterizedTest
  @CsvSource({
    "0, bb1d6929e95937287fa37d129b756746",
    "16, 070a16b46b4d4144f79bdd9dd04a287c",
    "40, dfa66747de9ae63030ca32611497c827",
    "64, 51f0bebf7e3b9d92fc49741779363cfe",
  })
  void computesTheCmacsOfRfc4493(int octets, String expected) throws GeneralSecurityException {
    String message =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
    assertMac(
        expected,
        AesMac.cmac(JCA, hex("2b7e151628aed2a6abf7158809cf4f3c")),
        hex(message.substring(0, 2 * octets)));
  }

  /** RFC 2202 section 3, RFC 4231 sections 4.2 to 4.4, and RFC 4868 section 2.7.2. */
  @ParameterizedTest
  @CsvSource({
    "HmacSHA1, 0b, 20, 4869205468657265, b617318655057264e28bc0b6fb378c8ef146be00",
    "HmacSHA1, 4a656665, 1, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
        + "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "HmacSHA256, 0b, 20, 4869205468657265,"
        + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "HmacSHA256, 4a656665, 1, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
        + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "HmacSHA384, 0b, 20, 4869205468657265,"
        + "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
        + "faea9ea9076ede7f4af152e8b2fa9cb6",
    "HmacSHA512, 0b, 20, 4869205468657265,"
        + "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
    "HmacSHA256, 0b, 32, 4869205468657265, 198a607eb44bfbc69903a0f1cf2bbdc5",
    "HmacSHA384, 0b, 48, 4869205468657265, b6a8d5636f5c6a7224f9977dcf7ee6c7fb6d0c48cbdee973",
    "HmacSHA512, 0b, 64, 4869205468657265,"
        + "637edc6e01dce7e6742a99451aae82df23da3e92439e590e43e761b33e910fb8",
  })
  void computesTheHmacsOfTheRfcs(
      String name, String key, int times, String message, String expected)
      throws GeneralSecurityException {
    int icvOctets = expected.length() / 2;
    assertMac(expected, new HmacMac(JCA, name, hex(key.repeat(times)), icvOctets), hex(message));
  }

  /** Keys that AES does not have are skipped: 8, 160 and 320 bits, one of each. */
  @ParameterizedTest
  @CsvSource({
    "aes_cmac, 39, 145, 3",
    "hmac_sha1, 39, 63, 0",
    "hmac_sha256, 39, 65, 0",
    "hmac_sha384, 39, 65, 0",
    "hmac_sha512, 39, 65, 0",
  })
  void agreesWithWycheproof(String name, int valid, int invalid, int skipped)
      throws GeneralSecurityException {
    Map<String, Integer> counts = new TreeMap<>(Map.of("valid", 0, "invalid", 0, "skipped", 0));
    JsonNode file = SharedData.json("crypto/wycheproof/" + name + "_test.json.gz");
    for (JsonNode group : file.get("testGroups")) {
      int keyBits = group.get("keySize").asInt();
      for (JsonNode test : group.get("tests")) {
        String result = test.get("result").asText();
        if (name.equals("aes_cmac") && keyBits != 128 && keyBits != 192 && keyBits != 256) {
          counts.merge("skipped", 1, Integer::sum);
          continue;
        }
        byte[] key = hex(test, "key");
        String tag = test.get("tag").asText();
        PacketMac mac =
            name.equals("aes_cmac")
                ? AesMac.cmac(JCA, key)
                : new HmacMac(JCA, "HmacSHA" + name.substring(8), key, 12);
        String computed = compute(mac, hex(test, "msg")).substring(0, tag.length());
        if (result.equals("valid")) {
          assertEquals(tag, computed, test::toString);
        } else {
          assertNotEquals(tag, computed, test::toString);
        }
        counts.merge(result, 1, Integer::sum);
      }
    }
    assertEquals(Map.of("valid", valid, "invalid", invalid, "skipped", skipped), counts);
  }

  /**
   * PRFs of RFC 4434 and RFC 4615 take keys of any length, which MACs do not: those are skipped.
   */
  @ParameterizedTest
  @CsvSource({"aes_xcbc, 6, 2", "aes_cmac, 6, 1", "sha1_hmac, 8, 0", "sha2_hmac, 15, 0"})
  void agreesWithTheVectorsOfStrongSwan(String file, int vectors, int unfit)
      throws GeneralSecurityException {
    int checked = 0;
    int skipped = 0;
    for (JsonNode vector : SharedData.json("crypto/strongswan/" + file + ".json").get("vectors")) {
      byte[] key = hex(vector, "key");
      boolean aes = file.startsWith("aes");
      if (aes && key.length != 16) {
        skipped++;
        continue;
      }
      PacketMac mac =
          switch (file) {
            case "aes_xcbc" -> AesMac.xcbc(JCA, key);
            case "aes_cmac" -> AesMac.cmac(JCA, key);
            case "sha1_hmac" -> new HmacMac(JCA, "HmacSHA1", key, 12);
            default ->
                new HmacMac(
                    JCA,
                    "HmacSHA" + vector.get("alg").asText().replaceAll(".*SHA2_(...).*", "$1"),
                    key,
                    12);
          };
      boolean prf = vector.get("kind").asText().startsWith("prf");
      String expected = vector.get(prf ? "out" : "mac").asText();
      if (vector.get("alg").asText().endsWith("_96")) {
        expected = expected.substring(0, 24); // what follows is no MAC
      }
      String computed = compute(mac, hex(vector, prf ? "seed" : "data"));
      assertEquals(expected, computed.substring(0, expected.length()));
      checked++;
    }
    assertEquals(vectors, checked);
    assertEquals(unfit, skipped);
  }

  /** However the message is cut, and though the object was used before. */
  @Test
  void streamsAnyPieces() throws GeneralSecurityException {
    byte[] message = new byte[5000];
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) (i * 31);
    }
    PacketMac mac = AesMac.cmac(JCA, new byte[16]);
    for (int length = 0; length <= message.length; length += 1 + length / 40) {
      byte[] whole = Arrays.copyOf(message, length);
      String expected = compute(AesMac.cmac(JCA, new byte[16]), whole);
      for (int first = 0; first <= Math.min(length, 50); first++) {
        byte[] out = new byte[16];
        mac.update(message, 0, first);
        mac.update(message, first, length - first);
        mac.doFinal(out);
        assertEquals(expected, HexFormat.of().formatHex(out), () -> "length " + whole.length);
      }
    }
  }

  private static void assertMac(String expected, PacketMac mac, byte[] message)
      throws GeneralSecurityException {
    String computed = compute(mac, message);
    assertEquals(2 * mac.macOctets(), computed.length());
    assertEquals(expected, computed.substring(0, expected.length()));
    assertEquals(computed, compute(mac, message), "and again");
  }

  private static String compute(PacketMac mac, byte[] message) throws GeneralSecurityException {
    byte[] out = new byte[mac.macOctets()];
    mac.update(message, 0, message.length);
    mac.doFinal(out);
    return HexFormat.of().formatHex(out);
  }

  private static byte[] hex(JsonNode node, String field) {
    return hex(node.get(field).asText());
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
