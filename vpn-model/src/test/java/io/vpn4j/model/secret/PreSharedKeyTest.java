package io.vpn4j.model.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreSharedKeyTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  @Test
  void takesEightToSixtyFourCharacters() {
    assertEquals("abcDEF19", PreSharedKey.of("abcDEF19").text(ACCESS));
    assertEquals(64, PreSharedKey.of("a".repeat(64)).octets(ACCESS).length);
    assertEquals("._123456", PreSharedKey.of("._123456").text(ACCESS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abcDEF1", "0bcDEF123", "abcDEF 19", "abcDEF-19", "abcDEF19\n", "äbcDEF19"})
  void refusesWhatTheRuleForbidsWithoutShowingIt(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> PreSharedKey.of(text));
    assertTrue(refused.getMessage().contains("8 to 64"), refused.getMessage());
    assertTrue(text.isEmpty() || !refused.getMessage().contains(text), refused.getMessage());
  }

  @Test
  void refusesSixtyFiveCharacters() {
    assertThrows(IllegalArgumentException.class, () -> PreSharedKey.of("a".repeat(65)));
  }

  @Test
  void keepsAndGivesCopies() {
    byte[] octets = {1, 2, 3};
    PreSharedKey key = PreSharedKey.ofOctets(octets);
    octets[0] = 9;
    key.octets(ACCESS)[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, key.octets(ACCESS));
  }

  @Test
  void refusesNoOctets() {
    assertThrows(IllegalArgumentException.class, () -> PreSharedKey.ofOctets(new byte[0]));
  }

  @Test
  void comparesByContentAndHashesToOneValue() {
    PreSharedKey key = PreSharedKey.of("secret_12");
    byte[] same = "secret_12".getBytes(StandardCharsets.US_ASCII);
    assertEquals(key, PreSharedKey.ofOctets(same));
    assertNotEquals(key, PreSharedKey.of("secret_13"));
    assertEquals(key.hashCode(), PreSharedKey.of("secret_13").hashCode());
  }

  @Test
  void printsNothingOfItself() {
    assertEquals("PreSharedKey[redacted]", PreSharedKey.of("secret_12").toString());
  }

  @Test
  void tellsWhetherAwsCouldHaveIt() {
    assertTrue(PreSharedKey.of("secret_12").followsAwsRule());
    assertFalse(PreSharedKey.ofOctets(new byte[] {0, 1}).followsAwsRule());
  }

  @Test
  void givesNothingWithoutTheToken() {
    PreSharedKey key = PreSharedKey.of("secret_12");
    assertThrows(NullPointerException.class, () -> key.octets(null));
    assertThrows(NullPointerException.class, () -> key.text(null));
  }
}
