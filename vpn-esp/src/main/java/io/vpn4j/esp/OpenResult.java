package io.vpn4j.esp;

/**
 * What became of a received ESP packet, in the order of the checks (RFC 4303 section 3.4.3).
 *
 * <p>{@link #OK} delivers a packet; all others are drops, to be counted and not answered.
 */
public enum OpenResult {
  /** The SA is closed. */
  CLOSED,
  /** Fewer octets than header, IV, one unit of ciphertext and ICV. */
  TOO_SHORT,
  /** The SPI is not that of the SA, or of no SA of the table. */
  UNKNOWN_SPI,
  /** The ciphertext is not a whole number of cipher blocks. */
  BAD_LENGTH,
  /** The output buffer has less room than the ciphertext; nothing was checked or recorded. */
  BUFFER_TOO_SMALL,
  /** The sequence number was received before, is left of the window, or is 0. */
  REPLAYED,
  /** The ICV does not hold: forged, damaged, or of another key. */
  BAD_ICV,
  /** The ICV holds, yet pad length or padding is wrong: the peer's ESP is faulty. */
  BAD_PADDING,
  /** The ICV holds, yet the next header is not one that the mode of the SA carries. */
  BAD_NEXT_HEADER,
  /**
   * The ICV holds, yet what it carries in tunnel mode is no IP packet of the version that the next
   * header says, or one longer than what came.
   */
  BAD_INNER_PACKET,
  /**
   * The ICV holds, yet the inner packet is not within the SA's selectors (RFC 4301 section 5.2).
   */
  OUTSIDE_SELECTORS,
  /** The ICV holds, yet the SA has carried all that it may ({@link SaLifetime}). */
  LIFETIME_EXPIRED,
  /** A dummy packet, next header 59, to be discarded silently (RFC 4303 section 2.6). */
  DUMMY,
  /** The inner packet is in the output buffer. */
  OK;

  /**
   * Whether the peer has shown that it is alive: it sealed the packet, whatever was in it, and not
   * long ago (RFC 7296 section 2.4).
   */
  public boolean isAuthentic() {
    return switch (this) {
      case CLOSED, TOO_SHORT, UNKNOWN_SPI, BAD_LENGTH, BUFFER_TOO_SMALL, REPLAYED, BAD_ICV -> false;
      case BAD_PADDING,
          BAD_NEXT_HEADER,
          BAD_INNER_PACKET,
          OUTSIDE_SELECTORS,
          LIFETIME_EXPIRED,
          DUMMY,
          OK ->
          true;
    };
  }
}
