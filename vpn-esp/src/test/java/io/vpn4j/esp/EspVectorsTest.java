package io.vpn4j.esp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.esp.wire.EspLayout;
import io.vpn4j.esp.wire.EspTransform;
import io.vpn4j.esp.wire.NonceSource;
import io.vpn4j.esp.wire.TransformFactory;
import io.vpn4j.testing.SharedData;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets that others made or printed: opened to what they hold, and sealed to the same octets. */
class EspVectorsTest {
  private static final EspSuite CBC_SHA1 =
      new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.HMAC_SHA1_96);

  /** RFC 3602 section 4, case 5: a ping in transport mode. It is printed without an ICV. */
  @Test
  void sealsThePingOfRfc3602() {
    byte[] keymat = Arrays.copyOf(hex("90d382b410eeba7ad938c46cec1a82bf"), 36);
    byte[] printed =
        hex(
            "0000432100000001e96e8c08ab465763fd098d45dd3ff893f663c25d325c18c6a9453e194e120849a487"
                + "0b66cc6b9965330013b4898dc856a4699e523a55db080b59ec3a8e4b7e52775b07d1db34ed9c538a"
                + "b50c551b874aa269add047ad2d5913ac19b7cfbad4a6");
    byte[] ping =
        hex(
            "08000ebda70a00008e9c083db95b070008090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021"
                + "22232425262728292a2b2c2d2e2f3031323334353637");
    byte[] sealed = reseal(CBC_SHA1, keymat, printed, 1, false, ping, 1);
    assertArrayEquals(printed, Arrays.copyOf(sealed, sealed.length - 12));
    assertOpens(CBC_SHA1, keymat, sealed, 1, false, ping, 1);
  }

  /**
   * RFC 7714 sections 16.1.2 and 16.2.2 (AES-GCM in SRTP): the 12 octets of AAD read as SPI and
   * extended sequence number, the IV as salt and IV.
   */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c0d0e0f,"
        + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
        + "899d7f27beb16a9152cf765ee4390cce",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
        + "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
        + "7aa3db36dfffd6b0f9bb7878d7a76c13",
  })
  void verifiesTheGcmVectorsOfRfc7714(String key, String ciphertextAndIcv)
      throws GeneralSecurityException {
    byte[] keyAndSalt = hex(key + "51753c65");
    EspSuite suite = keyAndSalt.length == 20 ? EspSuite.AES_GCM_16_128 : EspSuite.AES_GCM_16_256;
    EspTransform gcm = transform(suite, keyAndSalt, Cipher.DECRYPT_MODE, true, (s, nonce) -> {});
    byte[] packet = hex("8040f17b5501a0b2" + "80c2726f20718414" + ciphertextAndIcv);
    byte[] plain = new byte[38];
    long sequenceNumber = 0x8041f8d3_5501a0b2L;
    assertTrue(gcm.unprotect(sequenceNumber, packet, 0, packet.length, plain, 0));
    assertEquals("Gallia est omnis divisa in partes tres", new String(plain, US_ASCII));
    assertFalse(gcm.unprotect(sequenceNumber ^ 1L << 32, packet, 0, packet.length, plain, 0));
  }

  /** RFC 3686 section 6: nine cases, of which the plaintext is the payload. */
  @ParameterizedTest
  @CsvSource({
    "ae6852f8121067cc4bf7a5765577f39e, 00000030, 0000000000000000,"
        + "53696e676c6520626c6f636b206d7367, e4095d4fb7a7b3792d6175a3261311b8",
    "7e24067817fae0d743d6ce1f32539163, 006cb6db, c0543b59da48d90b,"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
        + "5104a106168a72d9790d41ee8edad388eb2e1efc46da57c8fce630df9141be28",
    "7691be035e5020a8ac6e618529f9a0dc, 00e0017b, 27777f3f4a1786f0,"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223,"
        + "c1cf48a89f2ffdd9cf4652e9efdb72d74540a42bde6d7836d59a5ceaaef3105325b2072f",
    "16af5b145fc9f579c175f93e3bfb0eed863d06ccfdb78515, 00000048, 36733c147d6d93cb,"
        + "53696e676c6520626c6f636b206d7367, 4b55384fe259c9c84e7935a003cbe928",
    "7c5cb2401b3dc33c19e7340819e0f69c678c3db8e6f6a91a, 0096b03b, 020c6eadc2cb500d,"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
        + "453243fc609b23327edfaafa7131cd9f8490701c5ad4a79cfc1fe0ff42f4fb00",
    "02bf391ee8ecb159b959617b0965279bf59b60a786d3e0fe, 0007bdfd, 5cbd60278dcc0912,"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223,"
        + "96893fc55e5c722f540b7dd1ddf7e758d288bc95c69165884536c811662f2188abee0935",
    "776beff2851db06f4c8a0542c8696f6c6a81af1eec96b4d37fc1d689e6c1c104, 00000060,"
        + "db5672c97aa8f0b2, 53696e676c6520626c6f636b206d7367, 145ad01dbf824ec7560863dc71e3e0c0",
    "f6d66d6bd52d59bb0796365879eff886c66dd51a5b6a99744b50590c87a23884, 00faac24,"
        + "c1585ef15a43d875, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
        + "f05e231b3894612c49ee000b804eb2a9b8306b508f839d6a5530831d9344af1c",
    "ff7a617ce69148e4f1726e2f43581de2aa62d9f805532edff1eed687fb54153d, 001cc5b7,"
        + "51a51d70a1c11148,"
        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223,"
        + "eb6c52821d0bbbf7ce7594462aca4faab407df866569fd07f48cc0b583d6071f1ec0e6b8",
  })
  void sealsTheCipherCasesOfRfc3686(
      String key, String nonce, String iv, String plaintext, String ciphertext) {
    EspSuite suite =
        EspSuite.ofTransforms(13, 4 * key.length(), EspIntegrity.AES_CMAC_96.transformId())
            .orElseThrow();
    byte[] keymat = Arrays.copyOf(hex(key + nonce), suite.keymatOctets());
    byte[] plain = hex(plaintext);
    byte[] sealed = reseal(suite, keymat, hex("0000010000000001" + iv), 1, false, plain, 4);
    assertEquals(ciphertext, HexFormat.of().formatHex(sealed, 16, 16 + plain.length));
    assertOpens(suite, keymat, sealed, 1, false, plain, 4);
  }

  /** RFC 7634 appendix A: a ping in tunnel mode. */
  @Test
  void opensAndSealsThePingOfRfc7634() {
    byte[] keymat =
        hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f" + "a0a1a2a3");
    byte[] ping =
        hex(
            "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec100007362708090a0b0c0d0e0f"
                + "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334353637");
    byte[] esp =
        hex(
            "01020304000000051011121314151617"
                + "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c614ee8099d52844eb61aa95df"
                + "ab4c02f72aa71e7c4c4f64c9befe2facc638e8f3cbec163fac469b502773f6fb94e664da9165b82829f641e0"
                + "76aaa8266b7fb0f7b11b369907e1ad43");
    EspSuite suite = new EspSuite(EspEncryption.CHACHA20_POLY1305, EspIntegrity.NONE);
    assertBothWays(suite, keymat, esp, 5, false, ping, 4);
  }

  @Test
  void opensAndSealsTheGcmPacketsOfMcGrew() throws GeneralSecurityException {
    int checked = 0;
    for (JsonNode vector : SharedData.json("esp/mcgrew-gcm-esp.json").get("vectors")) {
      byte[] keymat = BouncyEsp.concat(hex(vector, "key"), hex(vector, "salt"));
      EspSuite suite = keymat.length == 20 ? EspSuite.AES_GCM_16_128 : EspSuite.AES_GCM_16_256;
      boolean extended = !vector.get("esn").isNull();
      long sequenceNumber =
          Long.parseUnsignedLong(vector.get(extended ? "esn" : "seq_low").asText(), 16);
      byte[] esp = hex(vector, "esp_packet");
      byte[] plain = hex(vector, "plaintext_with_trailer");
      byte[] inner = Arrays.copyOf(plain, plain.length - 2 - plain[plain.length - 2]);
      checked++;
      if (vector.get("spi").asText().equals("00000000")) {
        // An SPI that an SA may not have.
        var in = transform(suite, keymat, Cipher.DECRYPT_MODE, extended, (s, nonce) -> {});
        byte[] opened = new byte[plain.length];
        assertTrue(in.unprotect(sequenceNumber, esp, 0, esp.length, opened, 0));
        assertArrayEquals(plain, opened);
        continue;
      }
      assertBothWays(suite, keymat, esp, sequenceNumber, extended, inner, plain[plain.length - 1]);
    }
    assertEquals(8, checked);
  }

  /** The number of vectors, and of those that end with an ESP trailer, so that we can make them. */
  @ParameterizedTest
  @CsvSource({
    "aes_gcm_rfc4106, AES_GCM_16_128, AES_GCM_16_192, AES_GCM_16_256, 14, 13",
    "aes_ccm_rfc4309, AES_CCM_16_128, AES_CCM_16_192, AES_CCM_16_256, 14, 13",
    "aes_gcm_rfc4543, DANGEROUSLY_UNENCRYPTED_AES_GMAC_128, , , 2, 1",
    "rfc7539esp, CHACHA20_POLY1305, , , 1, 0",
  })
  void verifiesTheVectorsOfTheLinuxKernel(
      String file,
      EspEncryption first,
      EspEncryption second,
      EspEncryption third,
      int vectors,
      int withTrailer)
      throws GeneralSecurityException {
    int verified = 0;
    int sealed = 0;
    for (JsonNode vector : SharedData.json("esp/linux-testmgr-" + file + ".json").get("vectors")) {
      byte[] keymat = hex(vector, "key");
      EspSuite suite =
          Stream.of(first, second, third)
              .filter(Objects::nonNull)
              .filter(encryption -> encryption.keymatOctets() == keymat.length)
              .map(encryption -> new EspSuite(encryption, EspIntegrity.NONE))
              .findFirst()
              .orElseThrow();
      ByteBuffer aad = ByteBuffer.wrap(hex(vector, "aad"));
      boolean extended = aad.remaining() == 12;
      int spi = aad.getInt();
      long sequenceNumber = extended ? aad.getLong() : aad.getInt() & 0xffff_ffffL;
      byte[] iv = hex(vector, "iv");
      byte[] plain = hex(vector, "plaintext");
      byte[] esp =
          ByteBuffer.allocate(8 + 8 + plain.length + 16)
              .putInt(spi)
              .putInt((int) sequenceNumber)
              .put(iv)
              .put(hex(vector, "ciphertext_and_icv"))
              .array();
      byte[] opened = new byte[plain.length];
      var in = transform(suite, keymat, Cipher.DECRYPT_MODE, extended, (s, nonce) -> {});
      verified++;
      if (vector.get("must_fail").asBoolean()) {
        assertFalse(in.unprotect(sequenceNumber, esp, 0, esp.length, opened, 0));
        continue;
      }
      assertTrue(in.unprotect(sequenceNumber, esp, 0, esp.length, opened, 0));
      assertArrayEquals(plain, opened);

      int innerOctets = EspLayout.payloadOctets(plain, 0, plain.length);
      if (innerOctets >= 0 && EspLayout.ciphertextOctets(innerOctets, 4) == plain.length) {
        var out =
            transform(
                suite,
                keymat,
                Cipher.ENCRYPT_MODE,
                extended,
                (s, nonce) -> System.arraycopy(iv, 0, nonce, 0, 8));
        byte[] again = new byte[esp.length];
        int next = plain[plain.length - 1] & 0xff;
        out.protect(spi, sequenceNumber, plain, 0, innerOctets, next, again, 0);
        assertArrayEquals(esp, again);
        sealed++;
      }
    }
    assertEquals(vectors, verified);
    assertEquals(withTrailer, sealed);
  }

  private static EspTransform transform(
      EspSuite suite, byte[] keymat, int opmode, boolean extended, NonceSource nonces)
      throws GeneralSecurityException {
    return Transforms.create(
        suite, keymat, new byte[0], new TransformFactory(opmode, extended, nonces, null));
  }

  @Test
  void opensAndSealsThePacketsOfTheLinuxKernel() {
    int checked = 0;
    for (JsonNode vector : SharedData.json("esp/linux-kernel-esp-packets.json").get("packets")) {
      if (!vector.get("encr").asText().startsWith("AES")) {
        continue; // DES and its like
      }
      byte[] keymat = hex(vector, "key");
      byte[] esp = hex(vector, "esp_packet");
      JsonNode expected = vector.get("expected");
      byte[] inner = hex(expected, "payload");
      long sequenceNumber = ByteBuffer.wrap(esp).getInt(4);
      int next = expected.get("next_header").asInt();
      checked++;
      if (vector.get("encr").asText().equals("AES-CBC")) {
        // It has no ICV, which no suite of ours allows.
        byte[] keys = Arrays.copyOf(keymat, CBC_SHA1.keymatOctets());
        byte[] sealed = reseal(CBC_SHA1, keys, esp, sequenceNumber, false, inner, next);
        assertArrayEquals(esp, Arrays.copyOf(sealed, esp.length));
        continue;
      }
      assertBothWays(EspSuite.AES_GCM_16_128, keymat, esp, sequenceNumber, false, inner, next);
    }
    assertEquals(2, checked);
  }

  @Test
  void sealsTheCipherCasesOfRfc3602() {
    int checked = 0;
    for (JsonNode vector : SharedData.json("esp/rfc3602-aes-cbc.json").get("cipher_cases")) {
      byte[] keymat = Arrays.copyOf(hex(vector, "key"), 36);
      byte[] plain = hex(vector, "plaintext");
      byte[] header = new byte[8];
      header[6] = header[2] = 1;
      byte[] esp = BouncyEsp.concat(header, hex(vector, "iv"), hex(vector, "ciphertext"));
      // Whole blocks, so that they are encrypted before, and apart from, the trailer.
      byte[] sealed = reseal(CBC_SHA1, keymat, esp, 0x100, false, plain, 1);
      assertArrayEquals(
          hex(vector, "ciphertext"), Arrays.copyOfRange(sealed, 24, 24 + plain.length));
      checked++;
    }
    assertEquals(2, checked);
  }

  @Test
  void opensAndSealsThePacketsOfStrongSwan() {
    Map<EspSuite, Integer> checked = new HashMap<>();
    for (var file : SharedData.files("ike/strongswan", ".json")) {
      JsonNode capture = SharedData.json("ike/strongswan/" + file.getFileName());
      if (!capture.has("esp") || capture.get("esp").isEmpty()) {
        continue;
      }
      Map<Integer, byte[]> packets = new HashMap<>();
      for (JsonNode message : capture.get("messages")) {
        if (message.has("esp_in_udp")) {
          packets.put(message.get("frame").asInt(), hex(message, "esp_in_udp"));
        }
      }
      for (JsonNode esp : capture.get("esp")) {
        JsonNode child = capture.get("child_sas").get(esp.get("child").asInt());
        String role = esp.get("direction").asText().equals("initiator_key") ? "_i" : "_r";
        byte[] encryptionKey = hex(child, "enc" + role);
        byte[] integrityKey = child.has("int" + role) ? hex(child, "int" + role) : new byte[0];
        EspSuite suite = suite(capture.get("esp_algorithm"), encryptionKey.length);
        assertBothWays(
            suite,
            BouncyEsp.concat(encryptionKey, integrityKey),
            packets.get(esp.get("frame").asInt()),
            esp.get("seq").asLong(),
            false,
            hex(esp, "payload"),
            esp.get("next_header").asInt());
        checked.merge(suite, 1, Integer::sum);
      }
    }
    assertEquals(
        Map.of(
            CBC_SHA1,
            6,
            new EspSuite(EspEncryption.AES_CBC_256, EspIntegrity.HMAC_SHA2_256_128),
            12,
            new EspSuite(EspEncryption.AES_CBC_256, EspIntegrity.HMAC_SHA2_512_256),
            12,
            EspSuite.AES_GCM_16_256,
            18),
        checked);
  }

  private static EspSuite suite(JsonNode algorithm, int encryptionKeyOctets) {
    for (EspSuite suite : EspSuite.all()) {
      String mac = algorithm.get("integ").asText("NONE").replace('-', '_').replace("null", "NONE");
      if (suite.encryption().keymatOctets() == encryptionKeyOctets
          && suite.encryption().name().startsWith(algorithm.get("encr").asText().replace('-', '_'))
          && suite.integrity().name().equals(mac)) {
        return suite;
      }
    }
    throw new AssertionError("no suite for " + algorithm);
  }

  private static void assertBothWays(
      EspSuite suite,
      byte[] keymat,
      byte[] esp,
      long sequenceNumber,
      boolean extended,
      byte[] inner,
      int nextHeader) {
    assertOpens(suite, keymat, esp, sequenceNumber, extended, inner, nextHeader);
    assertArrayEquals(esp, reseal(suite, keymat, esp, sequenceNumber, extended, inner, nextHeader));
  }

  private static void assertOpens(
      EspSuite suite,
      byte[] keymat,
      byte[] esp,
      long sequenceNumber,
      boolean extended,
      byte[] inner,
      int nextHeader) {
    InboundSa sa =
        InboundSa.builder(ByteBuffer.wrap(esp).getInt(), suite)
            .keymat(keymat)
            .mode(EspMode.TRANSPORT)
            .extendedSequenceNumbers(extended)
            .received(sequenceNumber - 1)
            .build();
    ByteBuffer out = ByteBuffer.allocate(esp.length);
    PacketDetails details = new PacketDetails();
    assertEquals(OpenResult.OK, sa.open(ByteBuffer.wrap(esp), out, details));
    assertArrayEquals(inner, EspFixtures.written(out, 0));
    assertEquals(nextHeader, details.nextHeader());
  }

  /** Seals {@code inner} with the IV of {@code esp}. */
  private static byte[] reseal(
      EspSuite suite,
      byte[] keymat,
      byte[] esp,
      long sequenceNumber,
      boolean extended,
      byte[] inner,
      int nextHeader) {
    byte[] iv = Arrays.copyOfRange(esp, 8, 8 + suite.ivOctets());
    byte[] nonce = new BouncyEsp(suite, keymat, extended).nonceOf(iv);
    OutboundSa sa =
        OutboundSa.builder(ByteBuffer.wrap(esp).getInt(), suite)
            .keymat(keymat)
            .mode(EspMode.TRANSPORT)
            .extendedSequenceNumbers(extended)
            .sequenceNumber(sequenceNumber - 1)
            .nonces((s, to) -> System.arraycopy(nonce, 0, to, 0, nonce.length))
            .build();
    ByteBuffer out = ByteBuffer.allocate(suite.encodedLength(inner.length));
    assertEquals(SealResult.OK, sa.seal(ByteBuffer.wrap(inner), nextHeader, out));
    return out.array();
  }

  private static byte[] hex(JsonNode node, String field) {
    return hex(node.get(field).asText());
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
