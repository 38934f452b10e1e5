package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatDetectionTest {
  private static final int SOURCE_IP = 16_388;
  private static final int DESTINATION_IP = 16_389;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 4500, 0102030405060708 1112131415161718 c0000201 1194",
    "192.0.2.1, 65535, 0102030405060708 1112131415161718 c0000201 ffff",
    "2001:db8::1, 500, " + "0102030405060708 1112131415161718 20010db8000000000000000000000001 01f4"
  })
  @Requirement("RFC7296-2.23-8")
  void hashesSpisAddressAndPort(String address, int port, String input)
      throws NoSuchAlgorithmException {
    byte[] octets = HexFormat.of().parseHex(input.replace(" ", ""));
    assertArrayEquals(
        MessageDigest.getInstance("SHA-1").digest(octets),
        NatDetection.hash(
            SeededRandom.crypto(0),
            new IkeSpi(0x0102030405060708L),
            new IkeSpi(0x1112131415161718L),
            IpAddress.of(address),
            port));
  }

  @Test
  void refusesPortsThatAreNone() {
    for (int port : new int[] {-1, 65_536}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              NatDetection.hash(
                  SeededRandom.crypto(0), IkeSpi.ZERO, IkeSpi.ZERO, IpAddress.of("::1"), port));
    }
  }

  /**
   * Hashes that other implementations sent. strongSwan's source hash is left out: with {@code encap
   * = yes} it is wrong on purpose.
   */
  @Test
  @Requirement("RFC7296-2.23-8")
  void matchesHashesOnTheWire() {
    int checked = 0;
    for (String folder : new String[] {"wireshark", "strongswan"}) {
      for (Path path : SharedData.files("ike/" + folder, ".json")) {
        JsonNode capture = SharedData.json("ike/" + folder + "/" + path.getFileName());
        for (JsonNode message : capture.path("messages")) {
          byte[] octets = Captured.hex(message.path("ike"));
          if (octets.length == 0 || Captured.exchange(octets) != Captured.IKE_SA_INIT) {
            continue;
          }
          IkeSpi spiI = Captured.spi(capture.path("ike_sas").get(0).path("spi_i"));
          IkeSpi spiR =
              Captured.response(octets)
                  ? Captured.spi(capture.path("ike_sas").get(0).path("spi_r"))
                  : IkeSpi.ZERO;
          for (Captured.Payload payload : Captured.open(octets).payloads()) {
            if (payload.type() != Captured.NOTIFY) {
              continue;
            }
            byte[] body = payload.body().toByteArray();
            int type = ((body[2] & 0xff) << 8) | (body[3] & 0xff);
            boolean source = type == SOURCE_IP && folder.equals("wireshark");
            if (source || type == DESTINATION_IP) {
              assertArrayEquals(
                  Arrays.copyOfRange(body, 4, body.length),
                  NatDetection.hash(
                      SeededRandom.crypto(0),
                      spiI,
                      spiR,
                      IpAddress.of(message.path(source ? "src" : "dst").asText()),
                      message.path(source ? "sport" : "dport").asInt()),
                  path.getFileName() + " notify " + type);
              checked++;
            }
          }
        }
      }
    }
    assertTrue(checked >= 32, checked + " hashes");
  }
}
