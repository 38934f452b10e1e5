package io.vpn4j.gateway.interop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting for something that a real process does. */
public final class Await {
  private static final long STEP_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /**
   * Polls until {@code condition} holds.
   *
   * @param what is awaited, for the message of a failure
   * @throws AssertionError if it does not hold within {@code limit}
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    until(what, limit, condition, () -> "");
  }

  /**
   * Polls until {@code condition} holds.
   *
   * @param what is awaited, for the message of a failure
   * @param diagnosis what to add to that message, asked for only then: a log, a state
   * @throws AssertionError if it does not hold within {@code limit}, or the thread is interrupted,
   *     whose interrupt flag then stays set
   */
  public static void until(
      String what, Duration limit, BooleanSupplier condition, Supplier<String> diagnosis) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("not within " + limit + ": " + what + "\n" + diagnosis.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while awaiting: " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
