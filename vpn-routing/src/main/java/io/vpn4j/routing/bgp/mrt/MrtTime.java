package io.vpn4j.routing.bgp.mrt;

/**
 * When a record was written (RFC 6396 sections 2 and 3).
 *
 * @param seconds since 1970, 0 to 4,294,967,295
 * @param microseconds 0 to 4,294,967,295 (a collector should keep below a million), or {@link
 *     #WHOLE_SECONDS}: only BGP4MP and such types can have them
 */
public record MrtTime(long seconds, long microseconds) {
  /** The record has no microseconds. */
  public static final long WHOLE_SECONDS = -1;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public MrtTime {
    if (seconds < 0
        || seconds > 0xffff_ffffL
        || microseconds < WHOLE_SECONDS
        || microseconds > 0xffff_ffffL) {
      throw new IllegalArgumentException(seconds + " s " + microseconds + " us is out of range");
    }
  }

  /** A time of whole seconds. */
  public static MrtTime ofSeconds(long seconds) {
    return new MrtTime(seconds, WHOLE_SECONDS);
  }

  /** Whether there are microseconds. */
  public boolean hasMicroseconds() {
    return microseconds != WHOLE_SECONDS;
  }
}
