package io.vpn4j.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InsideCidrProperties {
  @Property
  void everyOtherThirtyHoldsItsTwoAddressesAndReadsBack(
      @ForAll @IntRange(max = 16_383) int number) {
    IpPrefix prefix = new IpPrefix(new Ipv4Address(0xa9fe0000 + 4 * number), 30);
    if (InsideCidr.RESERVED.contains(prefix)) {
      assertThrows(IllegalArgumentException.class, () -> new InsideCidr(prefix));
      return;
    }
    InsideCidr cidr = new InsideCidr(prefix);
    assertEquals(cidr, InsideCidr.of(cidr.toString()));
    assertEquals(cidr, InsideCidr.containing(cidr.amazonSideAddress()));
    assertEquals(cidr, InsideCidr.containing(cidr.customerSideAddress()));
    assertEquals(cidr.amazonSideAddress().value() + 1, cidr.customerSideAddress().value());
  }
}
