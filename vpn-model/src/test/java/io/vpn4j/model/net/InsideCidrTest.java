package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsideCidrTest {
  @Test
  void awsTakesTheFirstUsableAddressAndTheCustomerTheSecond() {
    InsideCidr cidr = InsideCidr.of("169.254.44.104/30");
    assertEquals("169.254.44.105", cidr.amazonSideAddress().toString());
    assertEquals("169.254.44.106", cidr.customerSideAddress().toString());
    assertEquals("169.254.44.104/30", cidr.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.0.0/30",
        "169.254.1.0/30",
        "169.254.2.0/30",
        "169.254.3.0/30",
        "169.254.4.0/30",
        "169.254.5.0/30",
        "169.254.169.252/30"
      })
  void refusesWhatAwsKeepsAndTakesTheNextToIt(String reserved) {
    var refused = assertThrows(IllegalArgumentException.class, () -> InsideCidr.of(reserved));
    assertTrue(refused.getMessage().contains("tunnelInsideCidr " + reserved));
    Ipv4Address network = (Ipv4Address) IpPrefix.of(reserved).address();
    assertFalse(InsideCidr.containing(new Ipv4Address(network.value() + 4)).contains(network));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.44.104/29",
        "169.254.44.104/31",
        "169.254.44.104",
        "169.253.255.252/30",
        "169.255.0.0/30",
        "169.254.44.105/30",
        "10.0.0.0/30",
        "fd00::/126",
        "x"
      })
  void refusesWhatIsNoThirtyInTheSpaceAndNamesTheField(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> InsideCidr.of(text));
    assertTrue(refused.getMessage().startsWith("tunnelInsideCidr"), refused.getMessage());
  }

  @Test
  void refusesAnAddressOutsideTheSpace() {
    assertThrows(
        IllegalArgumentException.class, () -> InsideCidr.containing(IpAddress.of("10.0.0.1")));
    assertThrows(
        IllegalArgumentException.class, () -> InsideCidr.containing(IpAddress.of("fd00::1")));
  }

  @Test
  void theIpv6NetworkHasTheSameOrder() {
    InsideIpv6Cidr cidr = InsideIpv6Cidr.of("fd12:3456::8/126");
    assertEquals("fd12:3456::9", cidr.amazonSideAddress().toString());
    assertEquals("fd12:3456::a", cidr.customerSideAddress().toString());
    assertTrue(cidr.contains(cidr.customerSideAddress()));
    assertFalse(cidr.contains(IpAddress.of("fd12:3456::c")));
  }

  @Test
  void theIpv6NetworkMayBeTheLastOfTheSpace() {
    InsideIpv6Cidr last = InsideIpv6Cidr.of("fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/126");
    assertEquals("fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", last.customerSideAddress().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd00::/125",
        "fd00::/127",
        "fd00::/128",
        "fc00::/126",
        "fe00::/126",
        "fd00::1/126",
        "169.254.44.104/30",
        "x"
      })
  void refusesWhatIsNoHundredTwentySixInTheSpace(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> InsideIpv6Cidr.of(text));
    assertTrue(refused.getMessage().startsWith("tunnelInsideIpv6Cidr"), refused.getMessage());
  }
}
