package io.vpn4j.gateway.runtime;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Wall-clock time at construction, and from then on only forward: a clock that is set must neither
 * fire nor stop a timer.
 */
public final class MonotonicClock implements InstantSource {
  private final Instant base = Instant.now();
  private final long start = System.nanoTime();

  @Override
  public Instant instant() {
    return base.plusNanos(System.nanoTime() - start);
  }
}
