package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.routing.RoutingArbitraries.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The table beside a list that is scanned from end to end. */
class FibProperties {

  @Property(tries = 250)
  void answersLikeAListScanAfterEveryChangeOfASmallTable(@ForAll("edits") List<Edit> edits) {
    answersLikeAListScan(new Fib<>(), edits);
  }

  @Property(tries = 50)
  void answersLikeAListScanAfterEveryChangeOfALargeTable(@ForAll("edits") List<Edit> edits) {
    answersLikeAListScan(new Fib<>(1, 0), edits);
  }

  @Property(tries = 50)
  void answersLikeAListScanWhileTheDirectArrayComesAndGoes(@ForAll("edits") List<Edit> edits) {
    answersLikeAListScan(new Fib<>(5, 3), edits);
  }

  private static void answersLikeAListScan(Fib<Integer> fib, List<Edit> edits) {
    Map<IpPrefix, Integer> list = new TreeMap<>();
    List<IpAddress> probes = probes(edits);
    int matched = 0;
    for (Edit edit : edits) {
      apply(edit, fib);
      apply(edit, list);
      for (IpAddress probe : probes) {
        Optional<PrefixTrie.Entry<Integer>> expected = scan(list, probe);
        matched += expected.isPresent() ? 1 : 0;
        assertEquals(expected, fib.longestMatch(probe));
        assertEquals(expected.map(PrefixTrie.Entry::value), fib.lookup(probe));
      }
      assertEquals(list.size(), fib.size());
    }
    assertEquals(List.copyOf(list.entrySet()), List.copyOf(fib.snapshot().toMap().entrySet()));
    list.forEach((prefix, value) -> assertEquals(Optional.of(value), fib.get(prefix)));
    Statistics.collect(matched > 0 ? "some address matched" : "no address matched");
  }

  @Property(tries = 300)
  void builtAtOnceEqualsBuiltOneByOne(@ForAll("tables") Map<IpPrefix, Integer> entries) {
    PrefixTrie<Integer> oneByOne = PrefixTrie.empty();
    for (Map.Entry<IpPrefix, Integer> entry : entries.entrySet()) {
      oneByOne = oneByOne.with(entry.getKey(), entry.getValue());
    }
    PrefixTrie<Integer> atOnce = PrefixTrie.copyOf(entries);
    assertEquals(oneByOne.toMap(), atOnce.toMap());
    assertEquals(new TreeMap<>(entries).toString(), atOnce.toString());
    for (IpPrefix prefix : entries.keySet()) {
      for (IpAddress probe : RoutingArbitraries.edgesOf(prefix)) {
        assertEquals(oneByOne.longestMatch(probe), atOnce.longestMatch(probe));
      }
    }
  }

  @Property(tries = 300)
  void withAndThenWithoutRestoresTheTrie(
      @ForAll("tables") Map<IpPrefix, Integer> entries, @ForAll("prefixes") IpPrefix added) {
    PrefixTrie<Integer> before = PrefixTrie.copyOf(entries).without(added);
    PrefixTrie<Integer> after = before.with(added, 7).without(added);
    assertEquals(before.toMap(), after.toMap());
    assertEquals(Optional.empty(), after.get(added));
    assertSame(after, after.without(added));
  }

  @Property(tries = 200)
  void snapshotDoesNotFollowLaterChanges(@ForAll("edits") List<Edit> edits) {
    Fib<Integer> fib = new Fib<>(4, 2);
    List<PrefixTrie<Integer>> snapshots = new ArrayList<>();
    List<Map<IpPrefix, Integer>> copies = new ArrayList<>();
    for (Edit edit : edits) {
      apply(edit, fib);
      snapshots.add(fib.snapshot());
      copies.add(fib.snapshot().toMap());
    }
    for (int i = 0; i < snapshots.size(); i++) {
      assertEquals(copies.get(i), snapshots.get(i).toMap());
    }
  }

  private static void apply(Edit edit, Fib<Integer> fib) {
    if (edit instanceof Edit.Put put) {
      fib.put(put.prefix(), put.value());
    } else if (edit instanceof Edit.Remove remove) {
      fib.remove(remove.prefix());
    } else {
      fib.replaceAll(((Edit.ReplaceAll) edit).entries());
    }
  }

  private static void apply(Edit edit, Map<IpPrefix, Integer> list) {
    if (edit instanceof Edit.Put put) {
      list.put(put.prefix(), put.value());
    } else if (edit instanceof Edit.Remove remove) {
      list.remove(remove.prefix());
    } else {
      list.clear();
      list.putAll(((Edit.ReplaceAll) edit).entries());
    }
  }

  private static Optional<PrefixTrie.Entry<Integer>> scan(
      Map<IpPrefix, Integer> list, IpAddress address) {
    return list.entrySet().stream()
        .filter(entry -> entry.getKey().contains(address))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(entry -> new PrefixTrie.Entry<>(entry.getKey(), entry.getValue()));
  }

  private static List<IpAddress> probes(List<Edit> edits) {
    Set<IpPrefix> all = new LinkedHashSet<>();
    for (Edit edit : edits) {
      if (edit instanceof Edit.Put put) {
        all.add(put.prefix());
      } else if (edit instanceof Edit.Remove remove) {
        all.add(remove.prefix());
      } else {
        all.addAll(((Edit.ReplaceAll) edit).entries().keySet());
      }
    }
    return all.stream()
        .flatMap(prefix -> RoutingArbitraries.edgesOf(prefix).stream())
        .distinct()
        .toList();
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return RoutingArbitraries.edits();
  }

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return RoutingArbitraries.prefixes();
  }

  @Provide
  Arbitrary<Map<IpPrefix, Integer>> tables() {
    return Arbitraries.maps(RoutingArbitraries.prefixes(), Arbitraries.integers().between(0, 9))
        .ofMaxSize(60);
  }
}
