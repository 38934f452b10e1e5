package io.vpn4j.esp;

/**
 * How much one direction of an SA may carry (RFC 4301 section 4.4.2.1): at a soft limit it asks to
 * be replaced, beyond a hard limit it carries nothing any more. {@link #UNLIMITED} packets or
 * octets have no limit. Octets are those of inner packets. Lifetimes by time are the key
 * exchange's.
 *
 * @param softPackets from this many packets on {@link SaAge#SOFT_EXPIRED}
 * @param hardPackets as many are carried, and then none
 * @param softOctets from this many octets on {@link SaAge#SOFT_EXPIRED}
 * @param hardOctets at most this many are carried; the first packet that would exceed them ends it
 */
public record SaLifetime(long softPackets, long hardPackets, long softOctets, long hardOctets) {
  /** In the place of a limit: none. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** No limit but that of the sequence numbers. */
  public static final SaLifetime NONE = new SaLifetime(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive, or a soft one is above its hard one
   */
  public SaLifetime {
    require("softPackets", softPackets, hardPackets);
    require("softOctets", softOctets, hardOctets);
  }

  /** Limits by packets only. */
  public static SaLifetime ofPackets(long soft, long hard) {
    return new SaLifetime(soft, hard, UNLIMITED, UNLIMITED);
  }

  /** Limits by octets only. */
  public static SaLifetime ofOctets(long soft, long hard) {
    return new SaLifetime(UNLIMITED, UNLIMITED, soft, hard);
  }

  private static void require(String name, long soft, long hard) {
    if (soft <= 0 || soft > hard) {
      throw new IllegalArgumentException(name + " " + soft + "; 1 to the hard limit, " + hard);
    }
  }
}
