package io.vpn4j.esp;

/** What became of a packet to seal. */
public enum SealResult {
  /** The ESP packet is in the output buffer. */
  OK,
  /**
   * The last sequence number is used. The SA sends nothing any more: it wants a rekey (RFC 4303
   * section 3.3.3).
   */
  SEQUENCE_EXHAUSTED,
  /** The SA has carried all that it may ({@link SaLifetime}); it wanted a rekey long ago. */
  LIFETIME_EXPIRED,
  /** The output buffer has less room than {@link EspSuite#encodedLength} asks. */
  BUFFER_TOO_SMALL,
  /** The SA is closed. */
  CLOSED
}
