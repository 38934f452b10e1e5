package io.vpn4j.gateway;

/** Why a datagram or packet from the network was dropped. */
public enum PacketDropReason {
  /** A UDP datagram too short for IKE, ESP or a keepalive. */
  DATAGRAM_TOO_SHORT,
  /** An ESP packet too short for its SA. */
  ESP_TOO_SHORT,
  /** No SA has this SPI. */
  UNKNOWN_SPI,
  /** A sequence number seen before, or too old to tell (RFC 4303 section 3.4.3). */
  REPLAYED,
  /** The integrity check failed: forged or damaged. */
  BAD_ICV,
  /** Authentic, but padded wrongly. */
  BAD_PADDING,
  /** A dummy packet, which hides how much is sent (RFC 4303 section 2.6); no fault. */
  DUMMY,
  /** Authentic, but no whole IP packet inside. */
  MALFORMED_INNER_PACKET,
  /** Authentic, but outside the traffic selectors of its SA (RFC 4301 section 5.2). */
  OUTSIDE_SELECTORS,
  /** Nothing here has the destination. */
  NO_ROUTE,
  /** For our inside address, but no echo request. */
  NOT_FOR_HOST,
  /** An IKE message when too many waited. */
  CONTROL_OVERLOAD
}
