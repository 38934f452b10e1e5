package io.vpn4j.ike;

import java.util.Objects;

/**
 * How much a responder spends on peers that have not proved who they are.
 *
 * <p>A session is half-open from the first message of its peer until that peer has proved itself.
 * The more there are, the more a newcomer has to bring: at first nothing, then a cookie that shows
 * that it receives at its address, then the solution of a puzzle that has cost it computing time.
 * All of this is by far cheaper to check than a key exchange is to compute.
 *
 * @param maxHalfOpen half-open sessions; first messages beyond that are dropped
 * @param maxHalfOpenPerSource half-open sessions of one IPv4 address or one IPv6 /64, which is what
 *     one customer of a provider has: so that no single source takes all places
 * @param freePerSource from so many half-open sessions of one source on, a cookie is asked for from
 *     this source, whatever the load; at most {@code maxHalfOpenPerSource}. Whoever forges the
 *     address of a peer takes this many of its places and no more
 * @param cookies when a cookie is asked for from everybody (RFC 7296 section 2.6)
 * @param puzzles when a puzzle is asked for as well (RFC 8019)
 * @param puzzleDifficulty how many bits of a puzzle's results must be zero: each more doubles what
 *     a solution costs; 0 leaves it to the initiator
 * @param answersPerSecond how many unprotected complaints are sent in a second: about unknown SPIs
 *     and versions (RFC 7296 section 1.5 and 2.5)
 * @param answersPerSecondPerSource how many of them go to one source
 */
public record IkeLimits(
    int maxHalfOpen,
    int maxHalfOpenPerSource,
    int freePerSource,
    Threshold cookies,
    Threshold puzzles,
    int puzzleDifficulty,
    int answersPerSecond,
    int answersPerSecondPerSource) {

  /**
   * A number of half-open sessions with hysteresis, so that a responder does not change its mind
   * with every message.
   *
   * @param on from so many on; 0 for always
   * @param off until there are fewer than so many; at most {@code on}
   */
  public record Threshold(int on, int off) {
    /** More than there can be. */
    public static final Threshold NEVER = new Threshold(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * @throws IllegalArgumentException unless {@code 0 <= off <= on}
     */
    public Threshold {
      if (off < 0 || off > on) {
        throw new IllegalArgumentException("off " + off + " is not in 0 to on, which is " + on);
      }
    }

    /** On from {@code on} sessions, off below half of that. */
    public static Threshold of(int on) {
      return new Threshold(on, on / 2);
    }
  }

  /** No PRF in use has more bits, and nobody could solve it by far. */
  private static final int MAX_DIFFICULTY = 255;

  /**
   * 256 half-open sessions, 64 of them of one source and 16 of one without a cookie; cookies from
   * 32 on, a burst that a responder with a hundred peers sees when its link comes back; puzzles
   * from 128 on, when half of the places are taken by peers that do receive at their addresses. 16
   * bits cost about 260,000 PRFs, some tenths of a second, for what is checked with four: one core
   * that has addresses enough then holds a hundred places and not all. 100 complaints in a second,
   * 2 of them to one source, are about 7 kilobytes.
   */
  public static final IkeLimits DEFAULT =
      new IkeLimits(256, 64, 16, Threshold.of(32), Threshold.of(128), 16, 100, 2);

  /**
   * Checks that all are numbers of something.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public IkeLimits {
    Objects.requireNonNull(cookies, "cookies");
    Objects.requireNonNull(puzzles, "puzzles");
    require("maxHalfOpen", maxHalfOpen, Integer.MAX_VALUE);
    require("maxHalfOpenPerSource", maxHalfOpenPerSource, Integer.MAX_VALUE);
    require("freePerSource", freePerSource, maxHalfOpenPerSource);
    require("puzzleDifficulty", puzzleDifficulty, MAX_DIFFICULTY);
    require("answersPerSecond", answersPerSecond, Integer.MAX_VALUE);
    require("answersPerSecondPerSource", answersPerSecondPerSource, Integer.MAX_VALUE);
  }

  private static void require(String field, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + " " + value + " is not in 0 to " + max);
    }
  }

  /** These limits with other numbers of half-open sessions. */
  public IkeLimits withHalfOpen(int max, int maxPerSource, int freePerSource) {
    return new IkeLimits(
        max,
        maxPerSource,
        freePerSource,
        cookies,
        puzzles,
        puzzleDifficulty,
        answersPerSecond,
        answersPerSecondPerSource);
  }

  /** These limits with another threshold for cookies. */
  public IkeLimits withCookies(Threshold threshold) {
    return new IkeLimits(
        maxHalfOpen,
        maxHalfOpenPerSource,
        freePerSource,
        threshold,
        puzzles,
        puzzleDifficulty,
        answersPerSecond,
        answersPerSecondPerSource);
  }

  /** These limits with another threshold and difficulty of puzzles. */
  public IkeLimits withPuzzles(Threshold threshold, int difficulty) {
    return new IkeLimits(
        maxHalfOpen,
        maxHalfOpenPerSource,
        freePerSource,
        cookies,
        threshold,
        difficulty,
        answersPerSecond,
        answersPerSecondPerSource);
  }

  /** These limits with other numbers of unprotected answers. */
  public IkeLimits withAnswersPerSecond(int all, int perSource) {
    return new IkeLimits(
        maxHalfOpen,
        maxHalfOpenPerSource,
        freePerSource,
        cookies,
        puzzles,
        puzzleDifficulty,
        all,
        perSource);
  }
}
