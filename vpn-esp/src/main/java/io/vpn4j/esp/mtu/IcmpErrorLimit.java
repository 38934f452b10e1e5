package io.vpn4j.esp.mtu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for ICMP errors (RFC 4443 section 2.4, f; RFC 1812 section 4.3.2.8).
 *
 * <p>Times are nanoseconds of a clock that only goes forward, as {@code System.nanoTime} has them.
 * Any thread may ask; no lock, nothing allocated.
 */
public final class IcmpErrorLimit {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long nanosPerToken;
  private final long bucketNanos;

  /**
   * When the bucket is full again, if no more is taken: a bucket in one number, since it fills
   * evenly.
   */
  private final AtomicLong fullAt;

  /**
   * A full bucket.
   *
   * @param burst what it holds, 1 to 1000: so many errors may go at once
   * @param perSecond how fast it fills, 1 to 1,000,000: so many may go in the long run
   * @throws IllegalArgumentException if one is out of range
   */
  public IcmpErrorLimit(int burst, int perSecond, long nowNanos) {
    if (burst < 1 || burst > 1000) {
      throw new IllegalArgumentException("burst " + burst + "; 1 to 1000");
    }
    if (perSecond < 1 || perSecond > 1_000_000) {
      throw new IllegalArgumentException("perSecond " + perSecond + "; 1 to 1000000");
    }
    this.nanosPerToken = NANOS_PER_SECOND / perSecond;
    this.bucketNanos = burst * nanosPerToken;
    this.fullAt = new AtomicLong(nowNanos);
  }

  /** Takes a token, if there is one, for an error that is to be sent now. */
  public boolean tryAcquire(long nowNanos) {
    while (true) {
      long before = fullAt.get();
      long after = (before - nowNanos > 0 ? before : nowNanos) + nanosPerToken;
      if (after - nowNanos > bucketNanos) {
        return false;
      }
      if (fullAt.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
