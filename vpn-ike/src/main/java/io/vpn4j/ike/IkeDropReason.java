package io.vpn4j.ike;

/** Why an IKE message was dropped, without an answer but for a complaint now and then. */
public enum IkeDropReason {
  /** The octets are no IKE message. */
  MALFORMED,
  /** Major version 1: IKEv1 is not spoken (RFC 7296 section 2.5). */
  IKEV1,
  /** A major version above 2 (RFC 7296 section 2.5). */
  HIGHER_VERSION,
  /** No session has this SPI. */
  UNKNOWN_SPI,
  /** No configuration is meant for this path. */
  UNKNOWN_PEER,
  /** Too many sessions wait for their peers to authenticate. */
  TOO_MANY_HALF_OPEN,
  /** The cookie of a first message has begun a session before. */
  COOKIE_SPENT,
  /** The keys that a first message brings do not solve the puzzle (RFC 8019). */
  PUZZLE_NOT_SOLVED,
  /** The integrity check failed: forged, damaged, or under other keys. */
  BAD_INTEGRITY,
  /** Neither the next request, nor the last one again, nor the answer to ours. */
  UNEXPECTED_MESSAGE_ID,
  /** An exchange that has no place in this state. */
  UNEXPECTED_EXCHANGE,
  /** A message that had to be protected and was not. */
  NOT_PROTECTED,
  /**
   * Not lost: a fragment of a message whose other fragments are missing was kept (RFC 7383 section
   * 2.6).
   */
  FRAGMENT_KEPT,
  /** A fragment that was here already, is from an older attempt, or is too much to keep. */
  USELESS_FRAGMENT,
  /** An unprotected answer that does not fit our request. */
  UNUSABLE_ANSWER,
  /** A message from an address that this session does not talk to yet. */
  WRONG_PATH,
  /** The session is over. */
  CLOSED
}
