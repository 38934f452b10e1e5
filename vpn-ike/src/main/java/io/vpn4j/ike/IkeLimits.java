package io.vpn4j.ike;

/**
 * How much a responder spends on peers that have not proved who they are.
 *
 * @param maxHalfOpen sessions whose peers have not proved themselves; first messages beyond that
 *     are dropped
 * @param cookieThreshold from so many such sessions on, a first message must bring back a cookie
 *     that was sent to its address, before anything is computed or kept for it (RFC 7296 section
 *     2.6); 0 demands one of everybody
 */
public record IkeLimits(int maxHalfOpen, int cookieThreshold) {
  /** 256 half-open sessions, cookies from 32 on. */
  public static final IkeLimits DEFAULT = new IkeLimits(256, 32);

  /**
   * Checks that both are numbers of sessions.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public IkeLimits {
    if (maxHalfOpen < 0 || cookieThreshold < 0) {
      throw new IllegalArgumentException(
          "maxHalfOpen " + maxHalfOpen + " and cookieThreshold " + cookieThreshold + ": 0 or more");
    }
  }
}
