package io.vpn4j.model.net;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Addresses and prefixes for properties, with long runs of zero and one bits among them. */
final class NetArbitraries {
  private NetArbitraries() {}

  static Arbitrary<Ipv4Address> ipv4() {
    return Arbitraries.integers()
        .edgeCases(config -> config.add(0, -1, 0x7f000001, 0x80000000))
        .map(Ipv4Address::new);
  }

  static Arbitrary<Ipv6Address> ipv6() {
    Arbitrary<Integer> group =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(0xffff)),
            net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 0xffff)));
    return group
        .list()
        .ofSize(8)
        .map(
            groups -> {
              long high = 0;
              long low = 0;
              for (int i = 0; i < 4; i++) {
                high = high << 16 | groups.get(i);
                low = low << 16 | groups.get(i + 4);
              }
              return new Ipv6Address(high, low);
            });
  }

  static Arbitrary<IpAddress> addresses() {
    return Arbitraries.oneOf(ipv4().map(a -> (IpAddress) a), ipv6().map(a -> (IpAddress) a));
  }

  static Arbitrary<IpPrefix> prefixes() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
        .as((address, length) -> IpPrefix.containing(address, length % (address.bits() + 1)));
  }
}
