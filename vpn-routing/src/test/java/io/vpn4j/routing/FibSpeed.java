package io.vpn4j.routing;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Measures look-ups and changes: a quick look during work, not a benchmark of record.
 *
 * <p>Arguments: the number of generated prefixes, or the path of a gzipped {@code bgpdump -m} file;
 * each argument is one table.
 */
public final class FibSpeed {
  private static final int KEYS = 1 << 22;
  private static final int ROUNDS = 7;
  private static final Integer[] TARGETS = new Integer[64];

  private FibSpeed() {}

  /** Runs. */
  public static void main(String[] args) throws IOException {
    for (int i = 0; i < TARGETS.length; i++) {
      TARGETS[i] = i;
    }
    for (String arg : args.length == 0 ? new String[] {"100000", "900000"} : args) {
      SplittableRandom random = new SplittableRandom(1);
      boolean generated = arg.chars().allMatch(Character::isDigit);
      report(
          generated ? "ipv4." + arg : "ipv4.file",
          generated ? internetLikeIpv4(Integer.parseInt(arg), random) : read(Path.of(arg)));
      if (generated) {
        report("ipv6." + arg, internetLikeIpv6(Integer.parseInt(arg), random));
      }
    }
    print("unmatched", (double) unmatched, "look-ups");
  }

  private static void report(String name, Map<IpPrefix, Integer> entries) {
    boolean v4 = entries.keySet().iterator().next().isIpv4();
    long heapBefore = usedHeap();
    Fib<Integer> fib = new Fib<>();
    long start = System.nanoTime();
    fib.replaceAll(entries);
    print(name + ".replace_all.ms", (System.nanoTime() - start) / 1e6, "ms");
    print(name + ".heap_octets_per_prefix", (usedHeap() - heapBefore) / (double) fib.size(), "B");

    SplittableRandom random = new SplittableRandom(2);
    List<IpPrefix> prefixes = List.copyOf(entries.keySet());
    long[] high = new long[KEYS];
    long[] low = new long[KEYS];
    int[] ipv4 = new int[KEYS];
    for (int i = 0; i < KEYS; i++) {
      // Keys inside prefixes drawn evenly: no run of misses, which would be the easy case.
      IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
      long hostHigh =
          prefix.length() == 0 ? -1 : prefix.length() >= 64 ? 0 : -1L >>> prefix.length();
      high[i] = PrefixTrie.high(prefix.address()) | (random.nextLong() & hostHigh);
      low[i] = PrefixTrie.low(prefix.address());
      ipv4[i] = (int) (high[i] >>> 32);
    }
    if (v4) {
      print(name + ".covered.mlps", bestOf(() -> lookupIpv4(fib, ipv4)), "M/s");
      int[] anywhere = random.ints(KEYS).toArray();
      print(name + ".random.mlps", bestOf(() -> lookupIpv4(fib, anywhere)), "M/s");
    } else {
      print(name + ".covered.mlps", bestOf(() -> lookupIpv6(fib, high, low)), "M/s");
    }
    Thread writer =
        new Thread(
            () -> {
              SplittableRandom choice = new SplittableRandom(3);
              while (!Thread.currentThread().isInterrupted()) {
                fib.put(
                    prefixes.get(choice.nextInt(prefixes.size())),
                    TARGETS[choice.nextInt(TARGETS.length)]);
              }
            });
    writer.start();
    print(
        name + ".covered.beside_writer.mlps",
        v4 ? bestOf(() -> lookupIpv4(fib, ipv4)) : bestOf(() -> lookupIpv6(fib, high, low)),
        "M/s");
    writer.interrupt();
    join(writer);

    print(
        name + ".replaced.per_s",
        1e6
            * bestOf(
                () -> {
                  SplittableRandom choice = new SplittableRandom(4);
                  for (int i = 0; i < 1 << 18; i++) {
                    fib.put(
                        prefixes.get(choice.nextInt(prefixes.size())),
                        TARGETS[choice.nextInt(TARGETS.length)]);
                  }
                  return 1 << 18;
                }),
        "/s");
    print(
        name + ".removed_and_put.per_s",
        1e6
            * bestOf(
                () -> {
                  SplittableRandom choice = new SplittableRandom(5);
                  for (int i = 0; i < 1 << 17; i++) {
                    IpPrefix prefix = prefixes.get(choice.nextInt(prefixes.size()));
                    fib.remove(prefix);
                    fib.put(prefix, TARGETS[choice.nextInt(TARGETS.length)]);
                  }
                  return 1 << 18;
                }),
        "/s");
    IpPrefix all = v4 ? IpPrefix.ALL_IPV4 : IpPrefix.ALL_IPV6;
    print(
        name + ".default_replaced.per_s",
        1e6
            * bestOf(
                () -> {
                  for (int i = 0; i < 64; i++) {
                    fib.put(all, TARGETS[i]);
                  }
                  return 64;
                }),
        "/s");
    fib.remove(all);
  }

  /** A piece of work that returns how many operations it did. */
  private interface Work {
    int run();
  }

  /** Millions of operations a second of the best round. */
  private static double bestOf(Work work) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      int operations = work.run();
      best = Math.max(best, operations * 1e3 / (System.nanoTime() - start));
    }
    return best;
  }

  /** Look-ups without a match; printed, so that none can be left out. */
  private static long unmatched;

  private static int lookupIpv4(Fib<Integer> fib, int[] keys) {
    int sum = 0;
    for (int key : keys) {
      Integer target = fib.lookupIpv4(key);
      sum += target == null ? 1 : 0;
    }
    unmatched += sum;
    return keys.length;
  }

  private static int lookupIpv6(Fib<Integer> fib, long[] high, long[] low) {
    int sum = 0;
    for (int i = 0; i < high.length; i++) {
      Integer target = fib.lookupIpv6(high[i], low[i]);
      sum += target == null ? 1 : 0;
    }
    unmatched += sum;
    return high.length;
  }

  /**
   * Allocations of /12 to /20 scattered over the unicast space, each announced whole, in parts or
   * both; lengths as in the global table, where about 60 of 100 prefixes are a /24.
   */
  private static Map<IpPrefix, Integer> internetLikeIpv4(int count, SplittableRandom random) {
    int[] share = {1, 4, 12, 10, 45, 110, 90, 100, 628}; // per mille of /16 … /24
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    while (entries.size() < count) {
      int allocation = random.nextInt(1, 224) << 24 | random.nextInt(1 << 24);
      int allocationLength = random.nextInt(12, 21);
      IpPrefix whole = IpPrefix.containing(new Ipv4Address(allocation), allocationLength);
      if (random.nextBoolean()) {
        entries.put(whole, TARGETS[random.nextInt(TARGETS.length)]);
      }
      int parts = random.nextInt(1, 40);
      for (int i = 0; i < parts && entries.size() < count; i++) {
        int length = Math.max(allocationLength, 16 + pick(share, random));
        int bits = ((Ipv4Address) whole.address()).value() | random.nextInt() >>> allocationLength;
        entries.put(
            IpPrefix.containing(new Ipv4Address(bits), length),
            TARGETS[random.nextInt(TARGETS.length)]);
      }
    }
    return entries;
  }

  /** /29 and /32 allocations under 2000::/4, announced whole and as /40, /44, /48. */
  private static Map<IpPrefix, Integer> internetLikeIpv6(int count, SplittableRandom random) {
    int[] registries = {
      0x2001, 0x2400, 0x2402, 0x2404, 0x2600, 0x2604, 0x2800, 0x2a00, 0x2a02, 0x2c0f
    };
    int[] lengths = {32, 36, 40, 44, 48};
    int[] share = {150, 80, 120, 150, 500};
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    while (entries.size() < count) {
      int registry = registries[random.nextInt(registries.length)] + random.nextInt(16);
      long allocation = (long) registry << 48 | (long) random.nextInt(1 << 16) << 32;
      int parts = random.nextInt(1, 16);
      for (int i = 0; i < parts && entries.size() < count; i++) {
        int length = lengths[pick(share, random)];
        long bits = allocation | (random.nextInt(1 << 16) & 0xffffL) << 16;
        entries.put(
            IpPrefix.containing(new Ipv6Address(bits, 0), length),
            TARGETS[random.nextInt(TARGETS.length)]);
      }
    }
    return entries;
  }

  private static int pick(int[] share, SplittableRandom random) {
    int total = 0;
    for (int each : share) {
      total += each;
    }
    int at = random.nextInt(total);
    int i = 0;
    while (at >= share[i]) {
      at -= share[i++];
    }
    return i;
  }

  private static Map<IpPrefix, Integer> read(Path file) throws IOException {
    Map<String, Integer> targets = new LinkedHashMap<>();
    Map<IpPrefix, Integer> entries = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> lines = in.lines().toList();
      for (String line : lines) {
        String[] fields = line.split("\\|", 8);
        String[] path = fields[6].split(" ", 3);
        String neighbour = path.length > 1 ? path[1] : path[0];
        Integer target =
            TARGETS[targets.computeIfAbsent(neighbour, as -> targets.size()) % TARGETS.length];
        entries.put(IpPrefix.of(fields[5]), target);
      }
    }
    return entries;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "fib.%s %.1f %s%n", name, value, unit);
  }
}
