package io.vpn4j.routing.bgp.message;

/** What to do about an error in an UPDATE, the mildest first (RFC 7606 section 2). */
public enum ErrorAction {
  /** Nothing is wrong. */
  NONE,
  /** Process the UPDATE without the attribute. */
  ATTRIBUTE_DISCARD,
  /** Process all routes of the UPDATE as withdrawn. */
  TREAT_AS_WITHDRAW,
  /** Drop all routes of the family and ignore it until the session ends. */
  AFI_SAFI_DISABLE,
  /** Send a NOTIFICATION and end the session. */
  SESSION_RESET;

  /** The one that goes further (RFC 7606 section 3 h). */
  public ErrorAction stronger(ErrorAction other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
