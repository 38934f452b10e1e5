package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.04",
        "1..3.4",
        "1.2.3.4 ",
        "1.2.3.-4",
        "0x1.2.3.4",
        "1.2.3.4/32",
        "localhost",
        "١.2.3.4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "fe80::1%1",
        "[::1]",
        "1:",
        ":1"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.of(text));
  }

  /** RFC 5952 sections 1, 2.2, 4 and 5. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::AAAA, 2001:db8::aaaa",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7"
  })
  void writesTheCanonicalForm(String text, String canonical) {
    assertEquals(canonical, IpAddress.of(text).toString());
  }

  @Test
  void knowsTheUnspecifiedAddresses() {
    assertTrue(IpAddress.of("0.0.0.0").isUnspecified());
    assertTrue(IpAddress.of("::").isUnspecified());
  }

  @Test
  void refusesAnotherNumberOfOctets() {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.ofOctets(new byte[5]));
    assertThrows(IllegalArgumentException.class, () -> Ipv4Address.ofOctets(new byte[16]));
    assertThrows(IllegalArgumentException.class, () -> Ipv6Address.ofOctets(new byte[4]));
  }
}
