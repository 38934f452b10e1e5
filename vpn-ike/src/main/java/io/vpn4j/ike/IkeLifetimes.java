package io.vpn4j.ike;

import java.time.Duration;

/**
 * How long SAs live and when they are replaced (RFC 7296 section 2.8): each end has its own times,
 * and nothing of them is negotiated.
 *
 * <p>An SA is rekeyed at a moment that is drawn from the last {@code rekeyMargin} of its life: with
 * a fuzz of 100 percent from all of it, with 0 at its beginning, so that two ends with the same
 * settings seldom begin at once. An SA whose rekeying did not succeed is deleted at the end of its
 * life.
 *
 * @param ikeSa the life of an IKE SA; zero for no end
 * @param childSa the life of a Child SA; zero for no end
 * @param rekeyMargin how long before the end rekeying begins, at the earliest; of a short life at
 *     most half
 * @param rekeyFuzzPercent how much of the margin the moment of rekeying is drawn from, 0 to 100
 * @param childPackets how many packets a Child SA may carry in one direction; 0 for any number
 * @param childOctets how many octets a Child SA may carry in one direction; 0 for any number
 */
public record IkeLifetimes(
    Duration ikeSa,
    Duration childSa,
    Duration rekeyMargin,
    int rekeyFuzzPercent,
    long childPackets,
    long childOctets) {
  /**
   * The defaults of AWS: 8 hours, 1 hour, a margin of 270 s with 100 percent fuzz; by time only.
   */
  public static final IkeLifetimes DEFAULT =
      new IkeLifetimes(
          Duration.ofSeconds(28_800),
          Duration.ofSeconds(3_600),
          Duration.ofSeconds(270),
          100,
          0,
          0);

  /** No SA is ever rekeyed or deleted for its age; the peer may still do it. */
  public static final IkeLifetimes UNLIMITED =
      new IkeLifetimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0);

  /**
   * Checks all parts.
   *
   * @throws IllegalArgumentException if one is negative, or the fuzz is over 100 percent
   */
  public IkeLifetimes {
    requireNotNegative(ikeSa, "ikeSa");
    requireNotNegative(childSa, "childSa");
    requireNotNegative(rekeyMargin, "rekeyMargin");
    if (rekeyFuzzPercent < 0 || rekeyFuzzPercent > 100) {
      throw new IllegalArgumentException(
          "rekeyFuzzPercent " + rekeyFuzzPercent + " is not 0 to 100");
    }
    if (childPackets < 0 || childOctets < 0) {
      throw new IllegalArgumentException(
          "childPackets " + childPackets + " and childOctets " + childOctets + ": 0 or more");
    }
  }

  /** These lifetimes with another life of IKE SAs. */
  public IkeLifetimes withIkeSa(Duration life) {
    return new IkeLifetimes(
        life, childSa, rekeyMargin, rekeyFuzzPercent, childPackets, childOctets);
  }

  /** These lifetimes with another life of Child SAs. */
  public IkeLifetimes withChildSa(Duration life) {
    return new IkeLifetimes(ikeSa, life, rekeyMargin, rekeyFuzzPercent, childPackets, childOctets);
  }

  /** These lifetimes with another margin and fuzz. */
  public IkeLifetimes withRekeying(Duration margin, int fuzzPercent) {
    return new IkeLifetimes(ikeSa, childSa, margin, fuzzPercent, childPackets, childOctets);
  }

  /** These lifetimes with limits of traffic for Child SAs. */
  public IkeLifetimes withTraffic(long packets, long octets) {
    return new IkeLifetimes(ikeSa, childSa, rekeyMargin, rekeyFuzzPercent, packets, octets);
  }

  private static void requireNotNegative(Duration duration, String field) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(field + " " + duration + " is negative");
    }
  }
}
