package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.RekeyExplorer.Bounds;
import io.vpn4j.ike.RekeyExplorer.Counts;
import io.vpn4j.ike.RekeyExplorer.Start;
import io.vpn4j.ike.SimulatedLink.Weather;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every order of everything that can happen when both ends rekey and delete, within bounds. */
class RekeyExplorationTest {
  private static final IkeTimers NO_LIVENESS =
      IkeTimers.DEFAULT.withLivenessInterval(Duration.ZERO);

  /** 1 in the build; more goes deeper, see the README. */
  private static final int DEPTH = Integer.getInteger("vpn4j.explore", 1);

  private static final Bounds PAIRS = new Bounds(DEPTH, DEPTH, DEPTH);

  private static final Bounds TRIPLES = new Bounds(DEPTH, DEPTH - 1, DEPTH - 1);
  private static final Bounds LOSSY = new Bounds(DEPTH + 1, 0, DEPTH - 1);

  /** Every request is sent twice. */
  private static final IkeTimers IMPATIENT = NO_LIVENESS.withGiveUpAfter(Duration.ofMillis(1_500));

  private static final Counts NONE = new Counts(0, 0, 0);
  private static Counts total = NONE;
  private static long totalSessions;

  private static RekeyExplorer explorer(IkeTimers timers, long seed) {
    SimulatedLink link =
        PlainSuppliers.link(
            IkeSessionFixtures.left().lifetimes(IkeLifetimes.UNLIMITED).timers(timers).build(),
            IkeSessionFixtures.right().lifetimes(IkeLifetimes.UNLIMITED).timers(timers).build(),
            Weather.FINE,
            seed);
    link.initiate().run(Duration.ofSeconds(1));
    return new RekeyExplorer(link);
  }

  /**
   * Every pair of beginnings, one of each side, at any two moments. Nonces decide who gives way
   * when both rekey: with seed 1 the left end for a Child SA and the right one for the IKE SA, with
   * seed 11 the other way round.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 11})
  void pairs(long seed) {
    Counts all = NONE;
    RekeyExplorer explorer = explorer(NO_LIVENESS, seed);
    for (Start left : Start.values()) {
      for (Start right : Start.values()) {
        all = all.plus(visit(explorer, seed, List.of(left), List.of(right), PAIRS, false));
      }
    }
    assertAtLeast(350_000, 700, all);
  }

  /** One end asks for two things and the other for one. */
  @Test
  void triples() {
    Counts all = NONE;
    RekeyExplorer explorer = explorer(NO_LIVENESS, 5);
    List<Start> lasting = List.of(Start.REKEY_CHILD, Start.REKEY_IKE, Start.DELETE_CHILD);
    for (Start first : lasting) {
      for (Start second : lasting) {
        for (Start other : List.of(Start.REKEY_CHILD, Start.REKEY_IKE, Start.DELETE_CHILD)) {
          all =
              all.plus(visit(explorer, 5, List.of(first, second), List.of(other), TRIPLES, false));
        }
      }
    }
    assertAtLeast(100_000, 1_000, all);
  }

  /** So much is lost that an exchange is given up: then both ends end, or neither. */
  @Test
  void givingUp() {
    Counts all = NONE;
    RekeyExplorer explorer = explorer(IMPATIENT, 6);
    for (Start left : Start.values()) {
      for (Start right : Start.values()) {
        all = all.plus(visit(explorer, 6, List.of(left), List.of(right), LOSSY, true));
      }
    }
    assertAtLeast(20_000, 600, all);
  }

  /** So that a mistake here does not make an exploration of nothing. */
  private static void assertAtLeast(long states, long ends, Counts counts) {
    assertTrue(counts.states() >= states && counts.ends() >= ends, counts::toString);
  }

  private static Counts visit(
      RekeyExplorer explorer,
      long seed,
      List<Start> left,
      List<Start> right,
      Bounds bounds,
      boolean mayGiveUp) {
    int sessions = explorer.sessions();
    Counts counts = explorer.explore(left, right, bounds, mayGiveUp);
    total = total.plus(counts);
    totalSessions += explorer.sessions() - sessions;
    System.out.printf(
        "seed %d, %s against %s: %,d states, %,d transitions, %d ends%n",
        seed, left, right, counts.states(), counts.transitions(), counts.ends());
    return counts;
  }

  @AfterAll
  static void tells() {
    System.out.printf(
        "explored in all: %,d states, %,d transitions, %,d ends, %,d sessions%n",
        total.states(), total.transitions(), total.ends(), totalSessions);
  }
}
