package io.vpn4j.gateway.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an initiator tries again: doubling from one second to thirty, and of that
 * a random part of at least a half, so that two ends or many tunnels do not keep in step.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = FIRST;

  Duration take(RandomGenerator random) {
    Duration longest = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    long half = longest.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  void reset() {
    next = FIRST;
  }
}
