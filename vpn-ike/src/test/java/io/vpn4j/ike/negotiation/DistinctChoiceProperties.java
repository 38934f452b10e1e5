package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class DistinctChoiceProperties {
  @Provide
  Arbitrary<List<List<Integer>>> rounds() {
    return Arbitraries.integers()
        .between(0, 5)
        .list()
        .uniqueElements()
        .ofMaxSize(4)
        .list()
        .ofMaxSize(5);
  }

  @Property(tries = 2000)
  @Label("the first choice without repetition, as a search through all of them finds it")
  void isTheFirstOfAll(@ForAll("rounds") List<List<Integer>> rounds) {
    Optional<List<Integer>> plain = search(rounds, List.of());
    assertEquals(plain, DistinctChoice.of(rounds));
    Statistics.collect(plain.isPresent());
  }

  private static Optional<List<Integer>> search(List<List<Integer>> rounds, List<Integer> chosen) {
    if (chosen.size() == rounds.size()) {
      return Optional.of(chosen);
    }
    for (int method : rounds.get(chosen.size())) {
      if (method == DistinctChoice.NONE || !chosen.contains(method)) {
        List<Integer> more = new ArrayList<>(chosen);
        more.add(method);
        Optional<List<Integer>> found = search(rounds, more);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  @Example
  @Label("eight long lists with no way out are refused at once, not after trying all factorials")
  void costsLittle() {
    List<Integer> long14 = IntStream.rangeClosed(1, 14).boxed().toList();
    List<List<Integer>> rounds = new ArrayList<>(Stream.generate(() -> long14).limit(6).toList());
    rounds.add(List.of(1));
    rounds.add(List.of(1));
    assertEquals(Optional.empty(), DistinctChoice.of(rounds));
    rounds.set(7, List.of(2));
    Set<Integer> all = new HashSet<>(DistinctChoice.of(rounds).orElseThrow());
    assertEquals(8, all.size());
  }
}
