package io.vpn4j.esp.fragment;

/** What became of a packet given to a {@link Reassembler}. */
public enum ReassemblyResult {
  /** No fragment: to be used as it is. Nothing was written. */
  NOT_A_FRAGMENT,
  /** A whole packet is in the output buffer. */
  COMPLETE,
  /** Kept until the others come. */
  STORED,
  /** The very fragment that is kept already; ignored (RFC 8200 section 4.5). */
  DUPLICATE,
  /** No whole IP packet, an IPv4 header checksum that does not hold, or two fragment headers. */
  MALFORMED,
  /** No payload, or one that is no multiple of 8 octets though more are to come. */
  BAD_LENGTH,
  /** The whole packet would be longer than 65,535 octets, IPv6 header not counted. */
  TOO_LONG,
  /** A first fragment without all of the headers (RFC 7112 section 5, RFC 1858 section 3). */
  TINY_FIRST,
  /** Covers what another fragment covers; the datagram is discarded (RFC 5722 section 4). */
  OVERLAP,
  /** Another last fragment, or octets behind the last; the datagram is discarded. */
  CONTRADICTION,
  /** Of more fragments than the limits allow; the datagram is discarded. */
  TOO_MANY_FRAGMENTS,
  /** No room though all else that may go is gone; the datagram is discarded. */
  NO_ROOM,
  /**
   * The last that was missing, yet some say that congestion was experienced and others that they
   * are not ECN-capable; the datagram is discarded (RFC 3168 section 5.3).
   */
  ECN_CONTRADICTION,
  /** The last that was missing, yet the output buffer is too small; the datagram is discarded. */
  BUFFER_TOO_SMALL,
  /** Of a datagram that was discarded before. */
  DISCARDED;

  /** Whether the packet is lost by this: neither used, nor kept, nor there already. */
  public boolean isDrop() {
    return switch (this) {
      case NOT_A_FRAGMENT, COMPLETE, STORED, DUPLICATE -> false;
      default -> true;
    };
  }
}
