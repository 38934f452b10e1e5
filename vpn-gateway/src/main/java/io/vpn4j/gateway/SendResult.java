package io.vpn4j.gateway;

/** What became of a packet that was to go into a tunnel. */
public enum SendResult {
  /** Sealed and handed to the socket. */
  SENT,
  /** Not a whole IP packet. */
  MALFORMED,
  /** No route to its destination leads into a tunnel. */
  NO_ROUTE,
  /** The route leads into a tunnel that is down, or went down meanwhile. */
  TUNNEL_DOWN,
  /**
   * Source or destination is outside the traffic selectors of the tunnel (RFC 4301 section 5.1).
   */
  OUTSIDE_SELECTORS,
  /**
   * Longer than the tunnel carries, and not to be fragmented. The sender of an IPv4 packet is told
   * by ICMP, through {@link PacketPort#receive} and within the call, unless too many are.
   */
  TOO_BIG,
  /** The sequence numbers of the SA are used up; it must be replaced (RFC 4303 section 3.3.3). */
  SEQUENCE_EXHAUSTED,
  /** The socket did not take it. */
  SOCKET_FULL,
  /** The endpoint is closed. */
  CLOSED
}
