package io.vpn4j.examples.benchmark;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp at least this long before each comparison, so that the JIT compiler is done
 * @param warmUpOperations at least so many, on a machine that has other things to do
 * @param rounds of a comparison; odd, so that the median is one of them
 * @param round the time that one side of one round takes
 * @param sessions how many IKE SAs live at once where memory or a table of them is measured
 */
public record Effort(
    Duration warmUp, int warmUpOperations, int rounds, Duration round, int sessions) {
  /** For figures that are meant to be believed: under a minute for an area. */
  public static final Effort FULL =
      new Effort(Duration.ofSeconds(4), 3000, 31, Duration.ofMillis(60), 10_000);

  /** Runs everything once and measures nothing. */
  public static final Effort SMOKE =
      new Effort(Duration.ofMillis(1), 1, 1, Duration.ofMillis(1), 20);
}
