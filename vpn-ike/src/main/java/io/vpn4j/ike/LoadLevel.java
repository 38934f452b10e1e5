package io.vpn4j.ike;

/** What a newcomer has to bring, by how many sessions are half-open. */
final class LoadLevel {
  /** What a first message has to bring. */
  enum Demand {
    /** Nothing but itself. */
    NOTHING,
    /** A cookie that was sent to its address (RFC 7296 section 2.6). */
    COOKIE,
    /** A cookie, and four keys that solve a puzzle about it (RFC 8019). */
    PUZZLE
  }

  private final IkeLimits limits;
  private boolean cookies;
  private boolean puzzles;

  LoadLevel(IkeLimits limits) {
    this.limits = limits;
  }

  /** What is demanded of everybody while {@code halfOpen} sessions are half-open. */
  Demand demand(int halfOpen) {
    cookies = isOn(limits.cookies(), cookies, halfOpen);
    puzzles = isOn(limits.puzzles(), puzzles, halfOpen);
    if (puzzles) {
      return Demand.PUZZLE;
    }
    return cookies ? Demand.COOKIE : Demand.NOTHING;
  }

  private static boolean isOn(IkeLimits.Threshold threshold, boolean before, int halfOpen) {
    return halfOpen >= (before ? threshold.off() : threshold.on());
  }
}
