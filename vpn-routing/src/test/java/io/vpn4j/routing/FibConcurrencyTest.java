package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers beside a writer that counts up. Readers make a fixed number of look-ups and the writer
 * goes on until the last has ended, so every look-up runs beside changes.
 */
class FibConcurrencyTest {
  private static final int READERS = 2;
  private static final int LOOKUPS = 150_000;

  /** Small tables have no direct array, large ones have; the third kind alternates. */
  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("small, IPv4", Integer.MAX_VALUE, 0, false),
        Arguments.of("large, IPv4", 1, 0, false),
        Arguments.of("between, IPv4", 3, 2, false),
        Arguments.of("small, IPv6", Integer.MAX_VALUE, 0, true),
        Arguments.of("large, IPv6", 1, 0, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void replacedRouteIsSeenOldOrNewAndNeverGoesBack(
      String kind, int directFrom, int directUntil, boolean v6) throws Exception {
    Fib<Integer> fib = new Fib<>(directFrom, directUntil);
    // Narrow: the writer spends its time on the very cell that is read.
    IpPrefix covering = prefix(v6, "10.1.0.0/18");
    fib.put(covering, 0);
    IpAddress inside = address(v6, "10.1.2.3");
    run(
        i -> fib.put(covering, i),
        () -> {
          int last = 0;
          for (int n = 0; n < LOOKUPS; n++) {
            int now = fib.lookup(inside).orElseThrow();
            assertTrue(now >= last, () -> kind + " went back");
            last = now;
          }
        });
  }

  /** One of two nested prefixes is always there; the look-up must never fall between them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void coveredAddressIsNeverUnmatchedWhilePrefixesTakeTurns(
      String kind, int directFrom, int directUntil, boolean v6) throws Exception {
    Fib<Integer> fib = new Fib<>(directFrom, directUntil);
    List<IpPrefix> turns =
        Stream.of("10.1.0.0/16", "10.1.2.0/24", "10.1.0.0/18", "10.1.2.3/32", "10.1.0.0/20")
            .map(text -> prefix(v6, text))
            .toList();
    fib.put(turns.get(0), 0);
    IpAddress inside = address(v6, "10.1.2.3");
    run(
        i -> {
          fib.put(turns.get(i % turns.size()), i);
          fib.remove(turns.get((i - 1) % turns.size()));
        },
        () -> {
          for (int n = 0; n < LOOKUPS; n++) {
            assertTrue(fib.lookup(inside).isPresent(), () -> kind + " fell between");
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void changeIsSeenOnlyAfterThoseBeforeIt(String kind, int directFrom, int directUntil, boolean v6)
      throws Exception {
    Fib<Integer> fib = new Fib<>(directFrom, directUntil);
    IpPrefix first = prefix(v6, "10.1.0.0/16");
    IpPrefix second = prefix(v6, "172.16.0.0/12");
    fib.put(first, 0);
    fib.put(second, 0);
    IpAddress inFirst = address(v6, "10.1.2.3");
    IpAddress inSecond = address(v6, "172.31.2.3");
    run(
        i -> {
          fib.put(first, i);
          fib.put(second, i);
        },
        () -> {
          for (int n = 0; n < LOOKUPS; n++) {
            int later = fib.lookup(inSecond).orElseThrow();
            int earlier = fib.lookup(inFirst).orElseThrow();
            assertTrue(earlier >= later, () -> kind + " saw the second change alone");
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void fullReplacementIsSeenForAllAddressesAtOnce(
      String kind, int directFrom, int directUntil, boolean v6) throws Exception {
    IpPrefix first = prefix(v6, "10.1.0.0/16");
    IpPrefix second = prefix(v6, "172.16.0.0/12");
    Fib<Integer> fib = new Fib<>(directFrom, directUntil);
    fib.replaceAll(Map.of(first, 0, second, 0));
    IpAddress a = address(v6, "10.1.2.3");
    IpAddress b = address(v6, "172.31.2.3");
    run(
        i -> fib.replaceAll(Map.of(first, i, second, i)),
        () -> {
          for (int n = 0; n < LOOKUPS; n++) {
            int before = fib.lookup(a).orElseThrow();
            int between = fib.lookup(b).orElseThrow();
            int after = fib.lookup(a).orElseThrow();
            assertTrue(before <= between && between <= after, () -> kind + " mixed two tables");
          }
        });
  }

  private static void run(IntConsumer write, Runnable read) throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        running.add(readers.submit(read));
      }
      for (int i = 1; running.stream().anyMatch(reader -> !reader.isDone()); i++) {
        write.accept(i);
      }
      for (Future<?> reader : running) {
        reader.get();
      }
    } finally {
      readers.shutdown();
    }
  }

  /** For IPv6 the same picture under 64 fixed bits. */
  private static IpPrefix prefix(boolean v6, String ipv4) {
    IpPrefix prefix = IpPrefix.of(ipv4);
    return v6
        ? new IpPrefix(
            new Ipv6Address(0x2001_0db8L << 32, PrefixTrie.high(prefix.address())),
            64 + prefix.length())
        : prefix;
  }

  private static IpAddress address(boolean v6, String ipv4) {
    return prefix(v6, ipv4 + "/32").address();
  }
}
