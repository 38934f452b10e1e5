package io.vpn4j.esp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.testing.SharedData;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AES-CBC and AES-CTR without a MAC: vectors of the ciphers, and packets of unknown MAC keys. */
class PacketCipherVectorsTest {
  private static final Jca JCA = new Jca(null);

  private static PacketCipher cbc(String key) throws GeneralSecurityException {
    return new CbcCipher(JCA, Cipher.DECRYPT_MODE, hex(key), NonceSource.SEQUENCE_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({"aes_cbc, 4", "aes_ctr, 6"})
  void decryptsTheVectorsOfStrongSwan(String file, int vectors) throws GeneralSecurityException {
    int checked = 0;
    for (JsonNode vector : SharedData.json("crypto/strongswan/" + file + ".json").get("vectors")) {
      String key = vector.get("key").asText();
      PacketCipher cipher =
          file.equals("aes_cbc")
              ? cbc(key)
              : new CtrCipher(JCA, hex(key), NonceSource.SEQUENCE_NUMBER);
      assertDecrypts(
          vector.get("plain").asText(),
          cipher,
          vector.get("iv").asText() + vector.get("cipher").asText());
      checked++;
    }
    assertEquals(vectors, checked);
  }

  /** The invalid ones are wrong in their PKCS #5 padding, which ESP does not have. */
  @Test
  void decryptsTheValidCbcVectorsOfWycheproof() throws GeneralSecurityException {
    int checked = 0;
    JsonNode file = SharedData.json("crypto/wycheproof/aes_cbc_pkcs5_test.json.gz");
    for (JsonNode group : file.get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        if (test.get("result").asText().equals("valid")) {
          String message = test.get("msg").asText();
          int padding = 16 - message.length() / 2 % 16;
          assertDecrypts(
              message + String.format("%02x", padding).repeat(padding),
              cbc(test.get("key").asText()),
              test.get("iv").asText() + test.get("ct").asText());
          checked++;
        }
      }
    }
    assertEquals(44, checked);
  }

  /** Pings of 2003, AES-CBC of 256 bits with an ICV of 12 octets. */
  @Test
  void decryptsThePacketsOfTcpdump() throws GeneralSecurityException {
    int checked = 0;
    for (JsonNode packet :
        SharedData.json("esp/tcpdump/08-sunrise-sunset-aes.json").get("packets")) {
      JsonNode expected = packet.get("expected");
      String padding = expected.get("padding").asText();
      String esp = packet.get("esp_packet").asText();
      assertDecrypts(
          expected.get("payload").asText()
              + padding
              + String.format(
                  "%02x%02x", padding.length() / 2, expected.get("next_header").asInt()),
          cbc(packet.get("key").asText()),
          esp.substring(2 * EspLayout.HEADER_OCTETS, esp.length() - 2 * 12));
      checked++;
    }
    assertEquals(8, checked);
  }

  /** Twice, since one object serves all packets. */
  private static void assertDecrypts(String plain, PacketCipher cipher, String ivAndCiphertext)
      throws GeneralSecurityException {
    byte[] packet = hex(ivAndCiphertext);
    for (int round = 0; round < 2; round++) {
      byte[] out = new byte[packet.length - cipher.ivOctets()];
      cipher.decrypt(packet, 0, packet.length, out, 0);
      assertEquals(plain, HexFormat.of().formatHex(out));
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
