package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IpPrefixProperties {
  @Provide
  Arbitrary<IpAddress> addresses() {
    return NetArbitraries.addresses();
  }

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return NetArbitraries.prefixes();
  }

  @Property(tries = 500)
  void textRoundTrips(@ForAll("prefixes") IpPrefix prefix) {
    assertEquals(prefix, IpPrefix.of(prefix.toString()));
  }

  @Property(tries = 1000)
  void containsWhatHasTheSameFirstBits(
      @ForAll("prefixes") IpPrefix prefix, @ForAll("addresses") IpAddress address) {
    assertEquals(sameFirstBits(prefix, address), prefix.contains(address));
  }

  @Property(tries = 1000)
  void containsItsNeighboursExactlyToTheLastBit(
      @ForAll("prefixes") IpPrefix prefix, @ForAll @IntRange(max = 127) int bit) {
    byte[] octets = prefix.address().toOctets();
    int flipped = bit % prefix.address().bits();
    octets[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
    assertEquals(flipped >= prefix.length(), prefix.contains(IpAddress.ofOctets(octets)));
  }

  @Property(tries = 500)
  void lastAddressHasAllHostBitsSet(@ForAll("prefixes") IpPrefix prefix) {
    int hostBits = prefix.address().bits() - prefix.length();
    BigInteger first = new BigInteger(1, prefix.address().toOctets());
    BigInteger hosts = BigInteger.ONE.shiftLeft(hostBits).subtract(BigInteger.ONE);
    assertEquals(first.add(hosts), new BigInteger(1, prefix.lastAddress().toOctets()));
    assertTrue(prefix.contains(prefix.lastAddress()));
  }

  @Property(tries = 500)
  void overlapsOnlyIfOneContainsTheFirstAddressOfTheOther(
      @ForAll("prefixes") IpPrefix a, @ForAll("prefixes") IpPrefix b) {
    assertEquals(sameFirstBits(a, b.address()) || sameFirstBits(b, a.address()), a.overlaps(b));
    assertEquals(a.overlaps(b), b.overlaps(a));
  }

  @Property(tries = 500)
  void containsItselfAndEveryLongerOneAtItsAddress(
      @ForAll("prefixes") IpPrefix prefix, @ForAll @IntRange(max = 128) int longer) {
    int length = Math.max(prefix.length(), Math.min(longer, prefix.address().bits()));
    IpPrefix inner = new IpPrefix(prefix.address(), length);
    assertTrue(prefix.contains(inner));
    assertEquals(prefix.equals(inner), inner.contains(prefix));
  }

  @Property(tries = 500)
  void refusesHostBits(@ForAll("prefixes") IpPrefix prefix) {
    if (prefix.length() == prefix.address().bits()) {
      return;
    }
    assertThrows(
        IllegalArgumentException.class, () -> new IpPrefix(prefix.lastAddress(), prefix.length()));
    assertEquals(prefix, IpPrefix.containing(prefix.lastAddress(), prefix.length()));
  }

  @Property(tries = 300)
  void neverContainsTheOtherFamily(@ForAll("addresses") IpAddress address) {
    IpPrefix other = address.isIpv4() ? IpPrefix.ALL_IPV6 : IpPrefix.ALL_IPV4;
    assertFalse(other.contains(address));
  }

  /** Bit by bit, as plain as can be. */
  private static boolean sameFirstBits(IpPrefix prefix, IpAddress address) {
    byte[] a = prefix.address().toOctets();
    byte[] b = address.toOctets();
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      int mask = 0x80 >> i % 8;
      if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
