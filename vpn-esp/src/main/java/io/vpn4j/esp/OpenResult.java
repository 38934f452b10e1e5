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
  /** A dummy packet, next header 59, to be discarded silently (RFC 4303 section 2.6). */
  DUMMY,
  /** The inner packet is in the output buffer. */
  OK
}
