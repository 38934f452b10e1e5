package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0.0/+8",
        "10.0.0.0/-1",
        "/8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/1000",
        "10.0.0.1/8",
        "fd00::1/8",
        ""
      })
  void refusesWhatIsNoPrefix(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpPrefix.of(text));
  }

  @Test
  void aBareAddressIsAHostPrefix() {
    assertEquals("192.0.2.1/32", IpPrefix.of("192.0.2.1").toString());
    assertEquals("2001:db8::1/128", IpPrefix.of("2001:db8::1").toString());
  }

  @Test
  void theMessageOfHostBitsNamesTheNetwork() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> IpPrefix.of("169.254.15.193/30"));
    assertEquals(
        "169.254.15.193/30 has host bits set; the network is 169.254.15.192/30",
        refused.getMessage());
  }

  @Test
  void ordersByAddressThenShortFirst() {
    List<IpPrefix> sorted =
        List.of(
            IpPrefix.of("0.0.0.0/0"),
            IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("10.0.0.0/16"),
            IpPrefix.of("200.0.0.0/8"),
            IpPrefix.of("::/0"));
    assertEquals(sorted, sorted.stream().sorted((a, b) -> -b.compareTo(a)).toList());
  }
}
