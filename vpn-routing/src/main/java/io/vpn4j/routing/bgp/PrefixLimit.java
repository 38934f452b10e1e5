package io.vpn4j.routing.bgp;

/**
 * How many routes of a family the peer may announce; one more ends the session with Cease/1 (RFC
 * 4486).
 *
 * @param maximum 1 or more; different prefixes, or prefixes with path identifiers
 * @param warningPercent at how much of it to warn, 1 to 100
 */
public record PrefixLimit(int maximum, int warningPercent) {
  /** A virtual private gateway takes 100 routes. */
  public static final PrefixLimit AWS_VIRTUAL_PRIVATE_GATEWAY = new PrefixLimit(100, 75);

  /** A transit gateway takes 1,000 routes. */
  public static final PrefixLimit AWS_TRANSIT_GATEWAY = new PrefixLimit(1000, 75);

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public PrefixLimit {
    if (maximum < 1) {
      throw new IllegalArgumentException("maximum " + maximum + " is not 1 or more");
    }
    if (warningPercent < 1 || warningPercent > 100) {
      throw new IllegalArgumentException("warningPercent " + warningPercent + " is not 1 to 100");
    }
  }

  /** With how many routes to warn: at least 1. */
  public int warningCount() {
    return (int) Math.max(1, (long) maximum * warningPercent / 100);
  }
}
