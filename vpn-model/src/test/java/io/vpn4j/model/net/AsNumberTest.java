package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsNumberTest {
  /** RFC 6996 section 5, both borders of both ranges. */
  @ParameterizedTest
  @CsvSource({
    "64511, false",
    "64512, true",
    "65534, true",
    "65535, false",
    "4199999999, false",
    "4200000000, true",
    "4294967294, true",
    "4294967295, false"
  })
  void knowsThePrivateRanges(long value, boolean isPrivate) {
    assertEquals(isPrivate, AsNumber.of(value).isPrivate());
  }

  @ParameterizedTest
  @CsvSource({"0, true", "65535, true", "65536, false"})
  void knowsWhatFitsTwoOctets(long value, boolean fits) {
    assertEquals(fits, AsNumber.of(value).isTwoOctet());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 4_294_967_296L, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesWhatIsNotFourOctets(long value) {
    assertThrows(IllegalArgumentException.class, () -> AsNumber.of(value));
  }

  @Test
  void printsAsplain() {
    assertEquals("4294967295", AsNumber.of(AsNumber.MAX).toString());
  }
}
