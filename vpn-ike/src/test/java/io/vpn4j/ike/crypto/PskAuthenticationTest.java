package io.vpn4j.ike.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PskAuthenticationTest {
  private static final int ID_INITIATOR = 35;
  private static final int ID_RESPONDER = 36;
  private static final int AUTH = 39;
  private static final int IKE_AUTH = 35;

  private static Prf prf(PrfAlgorithm algorithm) {
    return Prf.of(SeededRandom.crypto(0), algorithm);
  }

  @ParameterizedTest
  @EnumSource(PrfAlgorithm.class)
  @Requirement({"RFC7296-2.15-3", "RFC7296-2.15-1"})
  void followsTheFormulaOfTheRfc(PrfAlgorithm algorithm) {
    Prf prf = prf(algorithm);
    byte[] psk = "secret".getBytes(US_ASCII);
    byte[] message = {1, 2, 3};
    byte[] nonce = {4, 5};
    byte[] skP = {6};
    byte[] id = {1, 0, 0, 0, 10, 0, 0, 1};
    byte[] maced = prf.apply(skP, id);
    byte[] expected = {1, 2, 3, 4, 5};
    expected = Arrays.copyOf(expected, 5 + maced.length);
    System.arraycopy(maced, 0, expected, 5, maced.length);
    byte[] signed = PskAuthentication.signedOctets(prf, message, nonce, skP, id);
    assertArrayEquals(expected, signed);
    byte[] padded = prf.apply(psk, "Key Pad for IKEv2".getBytes(US_ASCII));
    byte[] auth = PskAuthentication.authData(prf, psk, signed);
    assertArrayEquals(prf.apply(padded, signed), auth);
    assertEquals(algorithm.outputOctets(), auth.length);
  }

  @Test
  @Requirement("RFC7296-1.2-2")
  void verifiesOnlyTheRightAuth() {
    Prf prf = prf(PrfAlgorithm.HMAC_SHA2_256);
    byte[] psk = "secret".getBytes(US_ASCII);
    byte[] signed = {1, 2, 3};
    byte[] auth = PskAuthentication.authData(prf, psk, signed);
    assertTrue(PskAuthentication.verify(prf, psk, signed, auth));
    assertFalse(PskAuthentication.verify(prf, "secres".getBytes(US_ASCII), signed, auth));
    assertFalse(PskAuthentication.verify(prf, psk, new byte[] {1, 2, 4}, auth));
    assertFalse(PskAuthentication.verify(prf, psk, signed, new byte[0]));
    assertFalse(PskAuthentication.verify(prf, psk, signed, Arrays.copyOf(auth, 31)));
    assertFalse(PskAuthentication.verify(prf, psk, signed, Arrays.copyOf(auth, 33)));
    for (int bit = 0; bit < auth.length * 8; bit++) {
      byte[] flipped = auth.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(PskAuthentication.verify(prf, psk, signed, flipped));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psk-aes128-sha1-modp1024",
        "psk-aes256-sha256-modp2048",
        "psk-aes256-sha512-modp4096",
        "psk-aes256gcm16-sha384-ecp384",
        "psk-ts-unacceptable",
        "psk-wrong-secret"
      })
  @Requirement({"RFC7296-2.15-1", "RFC7296-2.15-3", "RFC7296-2.15-5"})
  void makesTheAuthOfStrongSwan(String name) {
    JsonNode capture = SharedData.json("ike/strongswan/" + name + ".json");
    JsonNode sa = capture.path("ike_sas").get(0);
    Prf prf = prf(Captured.prf(sa.path("prf").asText()));
    List<Captured.Message> init = Captured.exchangeFor(capture, Captured.IKE_SA_INIT, 1);
    JsonNode auths = capture.path("auth");
    for (int i = 0; i < auths.size(); i++) {
      boolean initiator = i == 0;
      JsonNode expected = auths.get(i);
      Captured.Message sent =
          Captured.exchanges(capture).stream()
              .filter(m -> m.exchange() == IKE_AUTH && m.response() != initiator)
              .findFirst()
              .orElseThrow();
      byte[] signed =
          PskAuthentication.signedOctets(
              prf,
              init.get(i).octets().toByteArray(),
              init.get(1 - i).only(Captured.NONCE),
              Captured.hex(sa.path(initiator ? "sk_pi" : "sk_pr")),
              sent.only(initiator ? ID_INITIATOR : ID_RESPONDER));
      assertArrayEquals(Captured.hex(expected.path("octets")), signed);
      byte[] psk = Captured.hex(expected.path("psk_hex"));
      byte[] auth = PskAuthentication.authData(prf, psk, signed);
      assertArrayEquals(Captured.hex(expected.path("auth")), auth);
      // Behind method and reserved octets, the payload carries the same.
      byte[] onWire = sent.only(AUTH);
      assertArrayEquals(Arrays.copyOfRange(onWire, 4, onWire.length), auth);
      assertTrue(PskAuthentication.verify(prf, psk, signed, auth));
    }
    assertTrue(auths.size() >= 1, "auth values");
  }
}
