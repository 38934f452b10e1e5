package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.RekeyExplorer.Bounds;
import io.vpn4j.ike.RekeyExplorer.Counts;
import io.vpn4j.ike.RekeyExplorer.Start;
import io.vpn4j.ike.SimulatedLink.Weather;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every order of everything that can happen when both ends rekey and delete, within bounds. */
class RekeyExplorationTest {
  private static final IkeTimers NO_LIVENESS =
      IkeTimers.DEFAULT.withLivenessInterval(Duration.ZERO);

  /** 1 in the build; more goes deeper, see the README. */
  private static final int DEPTH = Integer.getInteger("vpn4j.explore", 1);

  private static final Bounds PAIRS = new Bounds(DEPTH, DEPTH, DEPTH);

  private static Counts total = new Counts(0, 0, 0);
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

  /** Every pair of beginnings, one of each side, at any two moments. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void pairs(long seed) {
    RekeyExplorer explorer = explorer(NO_LIVENESS, seed);
    for (Start left : Start.values()) {
      for (Start right : Start.values()) {
        visit(explorer, seed, List.of(left), List.of(right), PAIRS, false);
      }
    }
  }

  private static void visit(
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
    assertTrue(counts.states() > 10L * (1 + bounds.losses()), counts::toString);
  }

  @AfterAll
  static void tells() {
    System.out.printf(
        "explored in all: %,d states, %,d transitions, %,d ends, %,d sessions%n",
        total.states(), total.transitions(), total.ends(), totalSessions);
  }
}
