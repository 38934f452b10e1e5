package io.vpn4j.examples.benchmark;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.routing.Fib;
import io.vpn4j.routing.FlowHash;
import io.vpn4j.routing.NextHopSets;
import io.vpn4j.routing.NextHops;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Look-ups in the forwarding table and changes of it, beside the tries of IPAddress. */
final class FibArea implements Area {
  private static final double MEGA = 1e6;

  /** Prefixes of generated tables: a hundred for each session of {@link Effort}. */
  private static final int PREFIXES_OF_A_SESSION = 100;

  private static final int CHANGES_OF_A_LAP = 1 << 10;

  @Override
  public String name() {
    return "fib";
  }

  @Override
  public void run(Effort effort, Figures figures) throws Exception {
    int most = effort.sessions() * PREFIXES_OF_A_SESSION;
    Optional<Path> file = FibTable.realFile();
    if (file.isEmpty()) {
      figures.skip("fib.ipv4", "no table; name one by -D" + FibTable.PROPERTY);
    } else {
      ipv4(effort, figures, "fib", FibTable.read(file.get(), most));
    }
    FibTable generated = FibTable.generatedIpv4(most);
    Fib<Integer> fib = filled(figures, "fib.generated.ipv4", generated);
    one(effort, figures, "fib.generated.ipv4.random", fib, FibKeys.anywhere());
    one(effort, figures, "fib.generated.ipv4.covered", fib, FibKeys.covered(generated));
    changes(effort, figures, "fib.generated.changes", fib, generated);
    FibTable ipv6 = FibTable.generatedIpv6(most / 5);
    Fib<Integer> fib6 = filled(figures, "fib.ipv6", ipv6);
    all(effort, figures, "fib.ipv6.random", fib6, ipv6, FibKeys.covered(ipv6), false);
    all(effort, figures, "fib.ipv6.traffic", fib6, ipv6, FibKeys.traffic(ipv6), false);
  }

  private static void ipv4(Effort effort, Figures figures, String name, FibTable table)
      throws Exception {
    Fib<Integer> fib = filled(figures, name + ".ipv4", table);
    all(effort, figures, name + ".ipv4.random", fib, table, FibKeys.anywhere(), true);
    all(effort, figures, name + ".ipv4.covered", fib, table, FibKeys.covered(table), true);
    all(effort, figures, name + ".ipv4.traffic", fib, table, FibKeys.traffic(table), true);
    multipath(effort, figures, name + ".ipv4.multipath", table);
    changes(effort, figures, name + ".changes", fib, table);
  }

  private static Fib<Integer> filled(Figures figures, String name, FibTable table) {
    long before = usedHeap();
    Fib<Integer> fib = new Fib<>();
    long start = Interleaved.cpuNanos();
    fib.replaceAll(table.entries());
    double milliseconds = (Interleaved.cpuNanos() - start) / 1e6;
    figures.print(name + ".prefixes", fib.size(), "1");
    figures.print(name + ".replace_all.ms", milliseconds, "ms");
    figures.print(
        name + ".heap_octets_per_prefix", (usedHeap() - before) / (double) fib.size(), "B");
    return fib;
  }

  private static void all(
      Effort effort,
      Figures figures,
      String name,
      Fib<Integer> fib,
      FibTable table,
      FibKeys keys,
      boolean isIpv4)
      throws Exception {
    Interleaved result =
        Interleaved.measure(
            effort, new FibLaps(fib, keys, isIpv4), new TrieYardstick(table).lookups(keys, isIpv4));
    double ours = FibLaps.LAP / result.oursSeconds();
    double yardstick = TrieYardstick.LAP / result.yardstickSeconds();
    figures.print(name + ".mlps", ours / MEGA, "M/s");
    figures.print(name + ".ipaddress_mlps", yardstick / MEGA, "M/s");
    figures.print(name + ".ratio", ours / yardstick, "1");
    threads(effort, figures, name + ".two_cores.mlps", fib, keys, isIpv4, 2, Optional.empty());
    threads(
        effort, figures, name + ".beside_writer.mlps", fib, keys, isIpv4, 1, Optional.of(table));
  }

  private static void one(
      Effort effort, Figures figures, String name, Fib<Integer> fib, FibKeys keys)
      throws Exception {
    threads(effort, figures, name + ".mlps", fib, keys, true, 1, Optional.empty());
  }

  /**
   * Look-ups a second of CPU time, those of all readers added.
   *
   * @param written the table out of which another thread changes targets meanwhile
   */
  private static void threads(
      Effort effort,
      Figures figures,
      String name,
      Fib<Integer> fib,
      FibKeys keys,
      boolean isIpv4,
      int readers,
      Optional<FibTable> written)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(readers + 1);
    AtomicBoolean over = new AtomicBoolean();
    try {
      Future<?> writer =
          threads.submit(
              () -> {
                if (written.isPresent()) {
                  Interleaved.Operation puts = puts(fib, written.get());
                  while (!over.get()) {
                    puts.run();
                  }
                }
                return null;
              });
      List<Callable<Double>> work = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        FibLaps laps = new FibLaps(fib, keys, isIpv4);
        work.add(() -> rate(effort, laps));
      }
      double sum = 0;
      for (Future<Double> each : threads.invokeAll(work)) {
        sum += each.get();
      }
      over.set(true);
      writer.get();
      figures.print(name, sum / MEGA, "M/s");
    } finally {
      over.set(true);
      threads.shutdown();
    }
  }

  /** Look-ups of this thread a second of its CPU time; the median of the rounds. */
  private static double rate(Effort effort, FibLaps laps) {
    long warm = Interleaved.cpuNanos() + effort.warmUp().toNanos();
    while (Interleaved.cpuNanos() < warm) {
      laps.run();
    }
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      long start = Interleaved.cpuNanos();
      long now;
      int done = 0;
      do {
        laps.run();
        done++;
        now = Interleaved.cpuNanos();
      } while (now < start + effort.round().toNanos());
      rates.add(done * (double) FibLaps.LAP * 1e9 / (now - start));
    }
    if (laps.found() == 0) {
      throw new IllegalStateException("no look-up found a target");
    }
    return Interleaved.median(rates);
  }

  /** A look-up, the hash of the flow, and its next hop of four. */
  private static void multipath(Effort effort, Figures figures, String name, FibTable table)
      throws Exception {
    NextHopSets<Integer> sets = new NextHopSets<>(Integer::longValue);
    Map<IpPrefix, NextHops<Integer>> entries = new HashMap<>();
    table
        .entries()
        .forEach(
            (prefix, target) ->
                entries.put(
                    prefix,
                    sets.of(
                        List.of(target, (target + 1) % 64, (target + 2) % 64, (target + 3) % 64))));
    Fib<NextHops<Integer>> fib = new Fib<>();
    fib.replaceAll(entries);
    int[] keys = FibKeys.covered(table).ipv4();
    int[] next = {0};
    long[] sum = {0};
    Interleaved.Operation lap =
        () -> {
          int from = next[0];
          next[0] = (from + FibLaps.LAP) % FibKeys.COUNT;
          long found = 0;
          for (int i = from; i < from + FibLaps.LAP; i++) {
            NextHops<Integer> hops = fib.lookupIpv4(keys[i]);
            found += hops == null ? 0 : hops.select(FlowHash.ipv4(i, keys[i], 17, i * 31, 0));
          }
          sum[0] += found;
        };
    figures.print(name + ".mlps", FibLaps.LAP / seconds(effort, lap) / MEGA, "M/s");
  }

  private static void changes(
      Effort effort, Figures figures, String name, Fib<Integer> fib, FibTable table)
      throws Exception {
    List<IpPrefix> prefixes = List.copyOf(table.entries().keySet());
    Interleaved put =
        Interleaved.measure(effort, puts(fib, table), new TrieYardstick(table).changes(prefixes));
    figures.print(name + ".per_s", CHANGES_OF_A_LAP / put.oursSeconds(), "1/s");
    figures.print(name + ".ipaddress_per_s", TrieYardstick.LAP / put.yardstickSeconds(), "1/s");
    SplittableRandom random = new SplittableRandom(6);
    Interleaved.Operation removals =
        () -> {
          for (int i = 0; i < CHANGES_OF_A_LAP / 2; i++) {
            IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
            fib.remove(prefix);
            fib.put(prefix, FibTable.TARGETS.get(random.nextInt(FibTable.TARGETS.size())));
          }
        };
    figures.print(
        name + ".remove_and_put.per_s", CHANGES_OF_A_LAP / seconds(effort, removals), "1/s");
  }

  /** A lap of new targets for prefixes of the table. */
  private static Interleaved.Operation puts(Fib<Integer> fib, FibTable table) {
    List<IpPrefix> prefixes = List.copyOf(table.entries().keySet());
    SplittableRandom random = new SplittableRandom(5);
    return () -> {
      for (int i = 0; i < CHANGES_OF_A_LAP; i++) {
        fib.put(
            prefixes.get(random.nextInt(prefixes.size())),
            FibTable.TARGETS.get(random.nextInt(FibTable.TARGETS.size())));
      }
    };
  }

  /** CPU time of one run of the operation: the median of the rounds. */
  private static double seconds(Effort effort, Interleaved.Operation operation) throws Exception {
    return Interleaved.measure(effort, operation, () -> {}).oursSeconds();
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
