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
  /** A fragment that no packet can have, or a first one without all headers (RFC 7112). */
  BAD_FRAGMENT,
  /** A fragment that overlaps or contradicts others, or of a packet lost by that (RFC 5722). */
  CONTRADICTING_FRAGMENT,
  /** A fragment for which there was no room, or a packet in parts that made room for others. */
  REASSEMBLY_FULL,
  /** A packet of which a part was missing for 60 seconds (RFC 8200 section 4.5). */
  REASSEMBLY_TIMEOUT,
  /** Nothing here has the destination. */
  NO_ROUTE,
  /** For our inside address, but no echo request. */
  NOT_FOR_HOST,
  /** An IKE message when too many waited. */
  CONTROL_OVERLOAD
}
