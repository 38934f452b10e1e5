package io.vpn4j.ike;

import java.time.Duration;

/**
 * How long an IKE SA waits for what.
 *
 * @param retransmitAfter the wait before the first repeat of a request; doubles each time
 * @param retransmitCap the longest wait between two repeats
 * @param giveUpAfter the time from a request to the conclusion that the peer does not answer
 * @param halfOpen how long a responder keeps a session whose peer has not authenticated
 * @param livenessInterval silence after which the peer is asked whether it lives; zero for never
 */
public record IkeTimers(
    Duration retransmitAfter,
    Duration retransmitCap,
    Duration giveUpAfter,
    Duration halfOpen,
    Duration livenessInterval) {
  /**
   * Repeats after 1, 2, 4, 8, 8 … s, gives up after 30 s, half-open 30 s, liveness after 10 s: with
   * these a dead peer is noticed 40 s after its last packet, the default of AWS ({@code
   * DPDTimeoutSeconds} 40).
   */
  public static final IkeTimers DEFAULT =
      new IkeTimers(
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if a duration other than {@code livenessInterval} is not
   *     positive, or that one is negative
   */
  public IkeTimers {
    requirePositive(retransmitAfter, "retransmitAfter");
    requirePositive(retransmitCap, "retransmitCap");
    requirePositive(giveUpAfter, "giveUpAfter");
    requirePositive(halfOpen, "halfOpen");
    if (livenessInterval.isNegative()) {
      throw new IllegalArgumentException("livenessInterval " + livenessInterval + " is negative");
    }
  }

  /** These timers with other {@code giveUpAfter}. */
  public IkeTimers withGiveUpAfter(Duration duration) {
    return new IkeTimers(retransmitAfter, retransmitCap, duration, halfOpen, livenessInterval);
  }

  /** These timers with other {@code livenessInterval}. */
  public IkeTimers withLivenessInterval(Duration duration) {
    return new IkeTimers(retransmitAfter, retransmitCap, giveUpAfter, halfOpen, duration);
  }

  private static void requirePositive(Duration duration, String field) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(field + " " + duration + " is not positive");
    }
  }
}
