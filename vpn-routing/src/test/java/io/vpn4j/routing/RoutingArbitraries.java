package io.vpn4j.routing;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Prefixes that nest and touch, and changes of tables of them. */
final class RoutingArbitraries {
  private RoutingArbitraries() {}

  /** Few distinct octets, so that prefixes share their beginnings; all lengths, edges often. */
  static Arbitrary<IpPrefix> ipv4Prefixes() {
    Arbitrary<Integer> octet = Arbitraries.of(0, 1, 10, 127, 128, 192, 254, 255);
    Arbitrary<Integer> crowded =
        Combinators.combine(octet, octet, octet, octet)
            .as((a, b, c, d) -> a << 24 | b << 16 | c << 8 | d);
    Arbitrary<Integer> address =
        Arbitraries.frequencyOf(Tuple.of(9, crowded), Tuple.of(1, Arbitraries.integers()));
    return Combinators.combine(address, lengths(32))
        .as((bits, length) -> IpPrefix.containing(new Ipv4Address(bits), length));
  }

  static Arbitrary<IpPrefix> ipv6Prefixes() {
    Arbitrary<Long> word =
        Arbitraries.frequencyOf(
            Tuple.of(
                4, Arbitraries.of(0L, 1L, -1L, 0x2001_0db8_0000_0000L, 0x2001_0db8_0000_0001L)),
            Tuple.of(1, Arbitraries.longs()));
    return Combinators.combine(word, word, lengths(128))
        .as((high, low, length) -> IpPrefix.containing(new Ipv6Address(high, low), length));
  }

  static Arbitrary<IpPrefix> prefixes() {
    return Arbitraries.oneOf(ipv4Prefixes(), ipv6Prefixes());
  }

  private static Arbitrary<Integer> lengths(int bits) {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(0, bits)),
        Tuple.of(2, Arbitraries.of(0, 1, 5, 6, 7, 12, 17, 18, 19, 23, 24, 25, 30, bits - 1, bits)),
        Tuple.of(1, Arbitraries.of(bits - 2, bits, 0)));
  }

  /** A change of a table from prefixes to small numbers. */
  sealed interface Edit {
    record Put(IpPrefix prefix, int value) implements Edit {}

    record Remove(IpPrefix prefix) implements Edit {}

    record ReplaceAll(Map<IpPrefix, Integer> entries) implements Edit {}
  }

  /** Sequences of changes over a small set of prefixes, so that removals often hit. */
  static Arbitrary<List<Edit>> edits() {
    return prefixes()
        .list()
        .ofMinSize(1)
        .ofMaxSize(24)
        .flatMap(
            pool -> {
              Arbitrary<IpPrefix> prefix = Arbitraries.of(pool);
              Arbitrary<Integer> value = Arbitraries.integers().between(0, 9);
              Arbitrary<Edit> put = Combinators.combine(prefix, value).as(Edit.Put::new);
              Arbitrary<Edit> remove = prefix.map(Edit.Remove::new);
              Arbitrary<Edit> replace =
                  Arbitraries.maps(prefix, value).ofMaxSize(12).map(Edit.ReplaceAll::new);
              return Arbitraries.frequencyOf(
                      Tuple.of(10, put), Tuple.of(6, remove), Tuple.of(1, replace))
                  .list()
                  .ofMaxSize(40);
            });
  }

  /** The addresses at which an answer may change because of {@code prefix}. */
  static List<IpAddress> edgesOf(IpPrefix prefix) {
    IpAddress first = prefix.address();
    IpAddress last = prefix.lastAddress();
    return List.of(first, last, step(first, -1), step(last, 1));
  }

  private static IpAddress step(IpAddress address, int by) {
    if (address instanceof Ipv4Address v4) {
      return new Ipv4Address(v4.value() + by);
    }
    Ipv6Address v6 = (Ipv6Address) address;
    long low = v6.low() + by;
    boolean carry = by > 0 ? low == 0 : low == -1;
    return new Ipv6Address(carry ? v6.high() + by : v6.high(), low);
  }
}
