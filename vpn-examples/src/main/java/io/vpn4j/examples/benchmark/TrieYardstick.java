package io.vpn4j.examples.benchmark;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tries of the IPAddress library with the same table. Keys are addresses of the library, made
 * beforehand; there are {@value #KEYS} of them, fewer than of ours, as they are objects.
 */
final class TrieYardstick {
  private static final int KEYS = 1 << 16;

  /** Look-ups of a lap. */
  static final int LAP = 1 << 10;

  private final IPv4AddressAssociativeTrie<Integer> ipv4 = new IPv4AddressAssociativeTrie<>();
  private final IPv6AddressAssociativeTrie<Integer> ipv6 = new IPv6AddressAssociativeTrie<>();

  TrieYardstick(FibTable table) {
    table
        .entries()
        .forEach(
            (prefix, target) -> {
              if (prefix.isIpv4()) {
                ipv4.put(ipv4(prefix), target);
              } else {
                ipv6.put(ipv6(prefix), target);
              }
            });
  }

  private static IPv4Address ipv4(IpPrefix prefix) {
    return new IPv4Address((int) (FibKeys.high(prefix) >>> 32)).toPrefixBlock(prefix.length());
  }

  private static IPv6Address ipv6(IpPrefix prefix) {
    return new IPv6Address(FibKeys.high(prefix), FibKeys.low(prefix))
        .toPrefixBlock(prefix.length());
  }

  /** A lap of look-ups. */
  Interleaved.Operation lookups(FibKeys keys, boolean isIpv4) {
    Cursor cursor = new Cursor();
    if (isIpv4) {
      IPv4Address[] addresses = new IPv4Address[KEYS];
      for (int i = 0; i < KEYS; i++) {
        addresses[i] = new IPv4Address((int) (keys.high()[i] >>> 32));
      }
      return () -> {
        for (int i = cursor.lap(); i < cursor.at; i++) {
          cursor.found += ipv4.longestPrefixMatchNode(addresses[i]) == null ? 0 : 1;
        }
      };
    }
    IPv6Address[] addresses = new IPv6Address[KEYS];
    for (int i = 0; i < KEYS; i++) {
      addresses[i] = new IPv6Address(keys.high()[i], keys.low()[i]);
    }
    return () -> {
      for (int i = cursor.lap(); i < cursor.at; i++) {
        cursor.found += ipv6.longestPrefixMatchNode(addresses[i]) == null ? 0 : 1;
      }
    };
  }

  /** A lap of new targets for IPv4 prefixes of the table. */
  Interleaved.Operation changes(List<IpPrefix> prefixes) {
    SplittableRandom random = new SplittableRandom(5);
    IPv4Address[] blocks =
        random
            .ints(KEYS, 0, prefixes.size())
            .mapToObj(i -> ipv4(prefixes.get(i)))
            .toArray(IPv4Address[]::new);
    Cursor cursor = new Cursor();
    return () -> {
      for (int i = cursor.lap(); i < cursor.at; i++) {
        ipv4.put(blocks[i], FibTable.TARGETS.get(random.nextInt(FibTable.TARGETS.size())));
      }
    };
  }

  /** Where a walk through the keys is. */
  private static final class Cursor {
    int at;
    long found;

    /** Begins a lap, which ends before {@link #at}; answers where. */
    int lap() {
      int from = at % KEYS;
      at = from + LAP;
      return from;
    }
  }
}
