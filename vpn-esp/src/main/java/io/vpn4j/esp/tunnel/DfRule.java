package io.vpn4j.esp.tunnel;

/**
 * The Don't Fragment bit of an outer IPv4 header (RFC 4301 sections 5.1.2 note 4 and 8.1), and with
 * it what becomes of an inner packet that is too big. An outer IPv6 header has no such bit.
 */
public enum DfRule {
  /**
   * That of the inner packet; of an inner IPv6 packet, set. The sender of a packet that may not be
   * fragmented learns the path MTU.
   */
  COPY,
  /**
   * Clear: the path may fragment the outer packet. An inner packet too big for the tunnel is
   * fragmented whatever its own bit says, which is what {@code clear_df_bit} of the documents of
   * AWS asks of a device.
   */
  CLEAR,
  /** Set: the path never fragments, and this end learns the path MTU for every packet. */
  SET;

  /** The outer bit, given the inner one. */
  public boolean outer(boolean innerDontFragment) {
    return switch (this) {
      case COPY -> innerDontFragment;
      case CLEAR -> false;
      case SET -> true;
    };
  }

  /**
   * Whether an inner IPv4 packet that is too big may be cut into fragments before it is sealed.
   *
   * @param innerDontFragment its own bit
   */
  public boolean mayFragmentInner(boolean innerDontFragment) {
    return this == CLEAR || !innerDontFragment;
  }
}
