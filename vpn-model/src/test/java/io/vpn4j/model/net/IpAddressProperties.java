package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class IpAddressProperties {
  @Provide
  Arbitrary<IpAddress> addresses() {
    return NetArbitraries.addresses();
  }

  @Property(tries = 500)
  void textRoundTrips(@ForAll("addresses") IpAddress address) {
    assertEquals(address, IpAddress.of(address.toString()));
  }

  @Property(tries = 500)
  void octetsRoundTrip(@ForAll("addresses") IpAddress address) {
    assertEquals(address, IpAddress.ofOctets(address.toOctets()));
  }

  @Property(tries = 500)
  void theJdkReadsOurTextAsTheSameAddress(@ForAll("addresses") IpAddress address)
      throws UnknownHostException {
    // For ::ffff:0:0/96 the JDK hands back the IPv4 address inside.
    Assume.that(!isMapped(address));
    assertEquals(
        address, IpAddress.ofOctets(InetAddress.getByName(address.toString()).getAddress()));
  }

  @Property(tries = 500)
  void weReadTheTextOfTheJdkAsTheSameAddress(@ForAll("addresses") IpAddress address)
      throws UnknownHostException {
    InetAddress jdk =
        address.isIpv4()
            ? InetAddress.getByAddress(address.toOctets())
            : Inet6Address.getByAddress(null, address.toOctets(), -1);
    assertEquals(address, IpAddress.of(jdk.getHostAddress()));
  }

  @Property(tries = 500)
  void ordersAsUnsignedNumbersWithIpv4First(
      @ForAll("addresses") IpAddress a, @ForAll("addresses") IpAddress b) {
    int expected =
        a.bits() != b.bits()
            ? Integer.compare(a.bits(), b.bits())
            : new BigInteger(1, a.toOctets()).compareTo(new BigInteger(1, b.toOctets()));
    assertEquals(Integer.signum(expected), Integer.signum(a.compareTo(b)));
  }

  @Property(tries = 2000)
  void anyTextGivesAnAddressThatPrintsAndReadsBackOrIsRefused(
      @ForAll @StringLength(max = 24) @CharRange(from = '0', to = '9') @Chars({':', '.', 'a', 'F'})
          String text) {
    IpAddress address;
    try {
      address = IpAddress.of(text);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertEquals(address, IpAddress.of(address.toString()));
  }

  @Property(tries = 300)
  void aZoneOrSpaceIsRefused(@ForAll("addresses") IpAddress address) {
    assertThrows(IllegalArgumentException.class, () -> IpAddress.of(address + "%eth0"));
    assertThrows(IllegalArgumentException.class, () -> IpAddress.of(address + " "));
  }

  private static boolean isMapped(IpAddress address) {
    return address instanceof Ipv6Address v6 && v6.high() == 0 && v6.low() >>> 32 == 0xffffL;
  }
}
