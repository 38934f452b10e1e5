package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeLifetimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an SA is to be rekeyed and when it has to be gone (RFC 7296 section 2.8).
 *
 * <p>The time of rekeying is drawn once; after a refusal it is put off, but never beyond the end.
 */
final class Lifetime {
  /** Of a limit of traffic, what is left when rekeying begins. */
  private static final int TRAFFIC_MARGIN_DIVISOR = 8;

  private final Optional<Instant> expiresAt;
  private Optional<Instant> rekeyAt;
  private boolean held;

  private Lifetime(Optional<Instant> rekeyAt, Optional<Instant> expiresAt) {
    this.rekeyAt = rekeyAt;
    this.expiresAt = expiresAt;
  }

  static Lifetime ofIkeSa(IkeConfig config, RandomGenerator random, Instant now) {
    return of(config, config.lifetimes().ikeSa(), random, now);
  }

  static Lifetime ofChildSa(IkeConfig config, RandomGenerator random, Instant now) {
    return of(config, config.lifetimes().childSa(), random, now);
  }

  /**
   * AWS draws the moment from the whole margin at a fuzz of 100 percent. Deviation: the last part
   * of it is left out, so that an exchange can end before the SA does.
   */
  private static Lifetime of(IkeConfig config, Duration life, RandomGenerator random, Instant now) {
    if (life.isZero()) {
      return new Lifetime(Optional.empty(), Optional.empty());
    }
    IkeLifetimes lifetimes = config.lifetimes();
    Duration margin = min(lifetimes.rekeyMargin(), life.dividedBy(2));
    Duration spare = min(config.timers().giveUpAfter(), margin.dividedBy(2));
    long window = margin.toMillis() * lifetimes.rekeyFuzzPercent() / 100;
    Duration fuzz = Duration.ofMillis(window == 0 ? 0 : random.nextLong(window + 1));
    Duration until = min(life.minus(margin).plus(fuzz), life.minus(spare));
    return new Lifetime(Optional.of(now.plus(until)), Optional.of(now.plus(life)));
  }

  boolean isRekeyDue(Instant now) {
    return !held && rekeyAt.filter(at -> !now.isBefore(at)).isPresent();
  }

  boolean isOver(Instant now) {
    return expiresAt.filter(at -> !now.isBefore(at)).isPresent();
  }

  /** No rekeying by time any more: it is under way, or is the peer's affair. */
  void rekeyed() {
    rekeyAt = Optional.empty();
  }

  /** No rekeying by time until {@link #release()}. */
  void hold() {
    held = true;
  }

  void release() {
    held = false;
  }

  /** Try again later. */
  void rekeyAt(Instant later) {
    rekeyAt = Optional.of(later);
  }

  Optional<Instant> wakeAt() {
    return Earliest.of(held ? Optional.empty() : rekeyAt, expiresAt);
  }

  /** Whether so much of {@code limit} is used that rekeying has to begin. */
  static boolean isNearLimit(long used, long limit) {
    return limit > 0 && used >= limit - limit / TRAFFIC_MARGIN_DIVISOR;
  }

  static boolean isAtLimit(long used, long limit) {
    return limit > 0 && used >= limit;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
