package io.vpn4j.examples.benchmark;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Addresses to look up. They are independent of each other: none depends on the answer before it.
 */
final class FibKeys {
  static final int COUNT = 1 << 20;
  private static final int FLOWS = 1 << 16;

  private final long[] high;
  private final long[] low;

  private FibKeys(long[] high, long[] low) {
    this.high = high;
    this.low = low;
  }

  /** IPv4 addresses drawn evenly from 1.0.0.0 to 223.255.255.255, covered or not. */
  static FibKeys anywhere() {
    SplittableRandom random = new SplittableRandom(2);
    long[] high = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      high[i] = random.nextLong(1L << 24, 224L << 24) << 32;
    }
    return new FibKeys(high, new long[COUNT]);
  }

  /** Addresses inside prefixes that are drawn evenly: no run of misses, no hot prefix. */
  static FibKeys covered(FibTable table) {
    SplittableRandom random = new SplittableRandom(3);
    List<IpPrefix> prefixes = List.copyOf(table.entries().keySet());
    long[] high = new long[COUNT];
    long[] low = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
      long host = prefix.length() >= 64 ? 0 : -1L >>> prefix.length();
      high[i] = high(prefix) | (random.nextLong() & host);
      low[i] = low(prefix);
    }
    return new FibKeys(high, low);
  }

  /** Packets of 65,536 flows inside the prefixes, the n-th flow as frequent as 1/n (Zipf). */
  static FibKeys traffic(FibTable table) {
    SplittableRandom random = new SplittableRandom(4);
    FibKeys flows = covered(table);
    long[] high = new long[COUNT];
    long[] low = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      // The inverse of the distribution function, ln(n) / ln(FLOWS).
      int flow = (int) Math.pow(FLOWS, random.nextDouble()) - 1;
      high[i] = flows.high[flow];
      low[i] = flows.low[flow];
    }
    return new FibKeys(high, low);
  }

  /** The first 64 bits of each; of an IPv4 address the first 32 of them. The array itself. */
  long[] high() {
    return high;
  }

  /** The last 64 bits of each. The array itself. */
  long[] low() {
    return low;
  }

  int[] ipv4() {
    int[] keys = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      keys[i] = (int) (high[i] >>> 32);
    }
    return keys;
  }

  static long high(IpPrefix prefix) {
    return prefix.address() instanceof Ipv4Address v4
        ? (long) v4.value() << 32
        : ((Ipv6Address) prefix.address()).high();
  }

  static long low(IpPrefix prefix) {
    return prefix.address() instanceof Ipv6Address v6 ? v6.low() : 0;
  }
}
