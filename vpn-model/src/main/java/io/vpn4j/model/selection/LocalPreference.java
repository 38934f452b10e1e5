package io.vpn4j.model.selection;

/**
 * How much AWS prefers a route of a private or transit virtual interface of Direct Connect, as its
 * BGP communities ask: 7224:7100, 7224:7200, 7224:7300. They say nothing about routes of VPNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html">Direct
 *     Connect: routing policies and BGP communities</a>
 */
public enum LocalPreference {
  /** 7224:7100. */
  LOW(7100),
  /** 7224:7200, and what a route without such a community has. */
  MEDIUM(7200),
  /** 7224:7300. */
  HIGH(7300);

  private static final int AMAZON = 7224;

  private final int community;

  LocalPreference(int community) {
    this.community = community;
  }

  /** The community as RFC 1997 writes it in 32 bits: 7224 in the upper 16. */
  public long community() {
    return (long) AMAZON << 16 | community;
  }

  /**
   * What the communities of a route ask for. AWS calls the three mutually exclusive; where a route
   * has several, the highest counts here.
   *
   * @param communities RFC 1997 communities of 32 bits each, in any order
   */
  public static LocalPreference of(Iterable<Long> communities) {
    LocalPreference highest = null;
    for (long each : communities) {
      for (LocalPreference preference : values()) {
        if (preference.community() == each
            && (highest == null || preference.compareTo(highest) > 0)) {
          highest = preference;
        }
      }
    }
    return highest == null ? MEDIUM : highest;
  }

  /** The community in text, {@code 7224:7200}. */
  @Override
  public String toString() {
    return AMAZON + ":" + community;
  }
}
