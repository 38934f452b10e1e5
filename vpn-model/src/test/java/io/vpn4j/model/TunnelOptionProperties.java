package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class TunnelOptionProperties {
  @Provide
  Arbitrary<Optional<Integer>> phase1() {
    return maybe(890, 28_810, 899, 900, 901, 3_600, 3_601, 28_800, 28_801);
  }

  @Provide
  Arbitrary<Optional<Integer>> phase2() {
    return maybe(890, 3_610, 899, 900, 901, 3_599, 3_600, 3_601);
  }

  @Provide
  Arbitrary<Optional<Integer>> margin() {
    return maybe(50, 1_810, 59, 60, 270, 450, 451, 1_800, 1_801);
  }

  private static Arbitrary<Optional<Integer>> maybe(int min, int max, Integer... borders) {
    return Arbitraries.oneOf(Arbitraries.integers().between(min, max), Arbitraries.of(borders))
        .optional(0.8);
  }

  /** The three times together, against the sentences of the user guide in plain words. */
  @Property(tries = 2000)
  void timesAreTakenExactlyByTheDocumentedRules(
      @ForAll("phase1") Optional<Integer> phase1,
      @ForAll("phase2") Optional<Integer> phase2,
      @ForAll("margin") Optional<Integer> margin) {
    int p1 = phase1.orElse(28_800);
    int p2 = phase2.orElse(3_600);
    int m = margin.orElse(270);
    boolean expected =
        p1 >= 900 && p1 <= 28_800 && p2 >= 900 && p2 <= 3_600 && p2 < p1 && m >= 60 && 2 * m <= p2;
    Statistics.collect(expected ? "taken" : "refused");
    TunnelOption.Builder builder =
        TunnelOption.builder()
            .phase1LifetimeSeconds(intOf(phase1))
            .phase2LifetimeSeconds(intOf(phase2))
            .rekeyMarginTimeSeconds(intOf(margin));
    try {
      TunnelParameters all = builder.build().effective();
      assertTrue(expected, "taken: " + all);
      assertEquals(p1, all.phase1LifetimeSeconds());
      assertEquals(p2, all.phase2LifetimeSeconds());
      assertEquals(m, all.rekeyMarginTimeSeconds());
    } catch (IllegalArgumentException refused) {
      assertFalse(expected, refused.getMessage());
    }
  }

  private static OptionalInt intOf(Optional<Integer> value) {
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }
}
