package io.vpn4j.examples.benchmark;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp before each comparison
 * @param rounds of a comparison; odd, so that the median is one of them
 * @param round the time that one side of one round takes
 * @param sessions how many IKE SAs live at once where memory or a table of them is measured
 */
public record Effort(Duration warmUp, int rounds, Duration round, int sessions) {
  /** For figures that are meant to be believed: about a minute for an area. */
  public static final Effort FULL =
      new Effort(Duration.ofSeconds(3), 31, Duration.ofMillis(60), 10_000);

  /** Runs everything once and measures nothing. */
  public static final Effort SMOKE = new Effort(Duration.ofMillis(1), 1, Duration.ofMillis(1), 20);

  /** The same with another warm-up. */
  Effort warmUp(Duration warmUp) {
    return new Effort(warmUp, rounds, round, sessions);
  }

  /** A small part of the time, for the many figures that stand beside the few. */
  Effort brief() {
    return new Effort(warmUp.dividedBy(60), Math.min(rounds, 5), round.dividedBy(12), sessions);
  }
}
