package io.vpn4j.ike.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrfTest {
  private static Prf prf(PrfAlgorithm algorithm) {
    return Prf.of(SeededRandom.crypto(0), algorithm);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] times(int count, int octet) {
    byte[] octets = new byte[count];
    Arrays.fill(octets, (byte) octet);
    return octets;
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  /** RFC 2202 section 3. */
  static Stream<Arguments> rfc2202() {
    return Stream.of(
        Arguments.of(times(20, 0x0b), text("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00"),
        Arguments.of(
            text("Jefe"),
            text("what do ya want for nothing?"),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        Arguments.of(times(20, 0xaa), times(50, 0xdd), "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
        Arguments.of(
            hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
            times(50, 0xcd),
            "4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
        Arguments.of(
            times(20, 0x0c),
            text("Test With Truncation"),
            "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"),
        Arguments.of(
            times(80, 0xaa),
            text("Test Using Larger Than Block-Size Key - Hash Key First"),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
        Arguments.of(
            times(80, 0xaa),
            text("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
            "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"));
  }

  @ParameterizedTest
  @MethodSource("rfc2202")
  void computesHmacSha1OfRfc2202(byte[] key, byte[] data, String digest) {
    assertArrayEquals(hex(digest), prf(PrfAlgorithm.HMAC_SHA1).apply(key, data));
  }

  /** RFC 4231 section 4: key, data, then the digests of SHA-256, SHA-384, SHA-512. */
  static Stream<Arguments> rfc4231() {
    return Stream.of(
        Arguments.of(
            times(20, 0x0b),
            text("Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
                + "faea9ea9076ede7f4af152e8b2fa9cb6",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
        Arguments.of(
            text("Jefe"),
            text("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                + "8e2240ca5e69e2c78b3239ecfab21649",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
        Arguments.of(
            times(20, 0xaa),
            times(50, 0xdd),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b"
                + "2a5ab39dc13814b94e3ab6e101a34f27",
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
                + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
        Arguments.of(
            hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
            times(50, 0xcd),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e"
                + "6801dd23c4a7d679ccf8a386c674cffb",
            "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
                + "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"),
        Arguments.of(
            times(131, 0xaa),
            text("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6"
                + "0c2ef6ab4030fe8296248df163f44952",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"),
        Arguments.of(
            times(131, 0xaa),
            text(
                "This is a test using a larger than block-size key and a larger than block-size"
                    + " data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5"
                + "a678cc31e799176d3860e6110c46523e",
            "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
                + "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"));
  }

  @ParameterizedTest
  @MethodSource("rfc4231")
  void computesHmacSha2OfRfc4231(
      byte[] key, byte[] data, String sha256, String sha384, String sha512) {
    assertArrayEquals(hex(sha256), prf(PrfAlgorithm.HMAC_SHA2_256).apply(key, data));
    assertArrayEquals(hex(sha384), prf(PrfAlgorithm.HMAC_SHA2_384).apply(key, data));
    assertArrayEquals(hex(sha512), prf(PrfAlgorithm.HMAC_SHA2_512).apply(key, data));
  }

  private static final String COUNTING = "000102030405060708090a0b0c0d0e0f10111213";

  /** RFC 4434 section 2: keys of 16, 10 and 18 octets, and data of 20. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c0d0e0f, 47f51b4564966215b8985c63055ed308",
    "00010203040506070809, 0fa087af7d866e7653434e602fdde835",
    "000102030405060708090a0b0c0d0e0fedcb, 8cd3c93ae598a9803006ffb67c40e9e4"
  })
  void computesXcbcOfRfc4434(String key, String output) {
    assertArrayEquals(hex(output), prf(PrfAlgorithm.AES128_XCBC).apply(hex(key), hex(COUNTING)));
  }

  /** RFC 4615 section 4: keys of 18, 16 and 10 octets, and data of 20. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c0d0e0fedcb, 84a348a4a45d235babfffc0d2b4da09a",
    "000102030405060708090a0b0c0d0e0f, 980ae87b5f4c9c5214f5b6a8455e4c2d",
    "00010203040506070809, 290d9e112edb09ee141fcf64c0b72f3d"
  })
  void computesCmacOfRfc4615(String key, String output) {
    assertArrayEquals(hex(output), prf(PrfAlgorithm.AES128_CMAC).apply(hex(key), hex(COUNTING)));
  }

  /** RFC 3566 section 4.6, test cases 1 to 6: data of 0, 3, 16, 20, 32 and 34 octets. */
  @ParameterizedTest
  @CsvSource({
    "0, 75f0251d528ac01c4573dfd584d79f29",
    "3, 5b376580ae2f19afe7219ceef172756f",
    "16, d2a246fa349b68a79998a4394ff7a263",
    "20, 47f51b4564966215b8985c63055ed308",
    "32, f54f0ec8d2b9f3d36807734bd5283fd4",
    "34, becbb3bccdb518a30677d5481fb6b4d8"
  })
  void computesXcbcOfRfc3566(int length, String mac) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) i;
    }
    assertArrayEquals(
        hex(mac),
        MacFunction.AES_XCBC.compute(
            SeededRandom.crypto(0), hex("000102030405060708090a0b0c0d0e0f"), data));
  }

  /** RFC 4493 section 4: data of 0, 16, 40 and 64 octets. */
  @ParameterizedTest
  @CsvSource({
    "0, bb1d6929e95937287fa37d129b756746",
    "16, 070a16b46b4d4144f79bdd9dd04a287c",
    "40, dfa66747de9ae63030ca32611497c827",
    "64, 51f0bebf7e3b9d92fc49741779363cfe"
  })
  void computesCmacOfRfc4493(int length, String mac) {
    byte[] data =
        Arrays.copyOf(
            hex(
                "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                    + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"),
            length);
    assertArrayEquals(
        hex(mac),
        MacFunction.AES_CMAC.compute(
            SeededRandom.crypto(0), hex("2b7e151628aed2a6abf7158809cf4f3c"), data));
  }

  /** A short key is padded by XCBC (RFC 4434) and hashed by CMAC (RFC 4615). */
  @Test
  void adaptsKeysThatAreNot16Octets() {
    byte[] data = text("data");
    Prf xcbc = prf(PrfAlgorithm.AES128_XCBC);
    Prf cmac = prf(PrfAlgorithm.AES128_CMAC);
    byte[] zeros = new byte[16];
    assertArrayEquals(
        xcbc.apply(Arrays.copyOf(text("short"), 16), data), xcbc.apply(text("short"), data));
    byte[] longKey = text("a key of more than sixteen octets");
    assertArrayEquals(xcbc.apply(xcbc.apply(zeros, longKey), data), xcbc.apply(longKey, data));
    assertArrayEquals(cmac.apply(cmac.apply(zeros, longKey), data), cmac.apply(longKey, data));
    assertArrayEquals(
        cmac.apply(cmac.apply(zeros, text("short")), data), cmac.apply(text("short"), data));
    assertArrayEquals(xcbc.apply(zeros, data), xcbc.apply(new byte[0], data));
  }

  @Test
  void leavesKeysAlone() {
    for (PrfAlgorithm algorithm : PrfAlgorithm.values()) {
      for (int length : new int[] {0, 5, 16, 40, 200}) {
        byte[] key = times(length, 7);
        prf(algorithm).apply(key, text("data"));
        assertArrayEquals(times(length, 7), key);
      }
    }
  }

  @Test
  void acceptsTheEmptyKey() {
    // The widely printed HMAC_SHA1("", "").
    assertArrayEquals(
        hex("fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"),
        prf(PrfAlgorithm.HMAC_SHA1).apply(new byte[0]));
  }

  @ParameterizedTest
  @EnumSource(PrfAlgorithm.class)
  void readsPartsAsIfConcatenated(PrfAlgorithm algorithm) {
    Prf prf = prf(algorithm);
    byte[] key = text("key");
    assertArrayEquals(
        prf.apply(key, text("one two")), prf.apply(key, text("one"), new byte[0], text(" two")));
    assertEquals(algorithm.outputOctets(), prf.apply(key).length);
  }

  /** RFC 7296 section 2.13, written down block by block. */
  @ParameterizedTest
  @EnumSource(PrfAlgorithm.class)
  @Requirement("RFC7296-2.13-3")
  void expandsBlockByBlock(PrfAlgorithm algorithm) {
    Prf prf = prf(algorithm);
    byte[] key = text("key");
    byte[] seed = text("seed");
    var blocks = new ByteArrayOutputStream();
    byte[] block = new byte[0];
    for (int i = 1; i <= 255; i++) {
      block = prf.apply(key, block, seed, new byte[] {(byte) i});
      blocks.writeBytes(block);
    }
    byte[] whole = blocks.toByteArray();
    for (int octets : new int[] {0, 1, 19, 20, 21, 64, 65, 1000, whole.length}) {
      assertArrayEquals(Arrays.copyOf(whole, octets), prf.plus(key, seed, octets));
    }
  }

  @ParameterizedTest
  @EnumSource(PrfAlgorithm.class)
  @Requirement("RFC7296-2.13-3")
  void refusesMoreThan255Blocks(PrfAlgorithm algorithm) {
    Prf prf = prf(algorithm);
    int longest = 255 * algorithm.outputOctets();
    assertThrows(IllegalArgumentException.class, () -> prf.plus(text("k"), text("s"), longest + 1));
    assertThrows(IllegalArgumentException.class, () -> prf.plus(text("k"), text("s"), -1));
  }

  @Test
  void namesItsAlgorithm() {
    Prf prf = prf(PrfAlgorithm.HMAC_SHA2_384);
    assertEquals(PrfAlgorithm.HMAC_SHA2_384, prf.algorithm());
    assertEquals(48, prf.outputOctets());
    assertEquals(48, prf.keyOctets());
    assertEquals("Prf[HMAC_SHA2_384]", prf.toString());
  }
}
