package io.vpn4j.esp.mtu;

/** What is to become of an inner packet, by its length and the MTU of the tunnel. */
public enum Fit {
  /** It goes into one outer packet that the path carries whole: seal it. */
  FITS,
  /**
   * An IPv4 packet to cut before it is sealed, each fragment into an outer packet of its own. Its
   * DF, if it is set, does not count: the rule says so.
   */
  FRAGMENT,
  /**
   * An IPv6 packet of at most 1280 octets, which every link must carry (RFC 8200 section 5), over a
   * path that cannot: seal it whole, and let the outer packet be fragmented, DF clear.
   */
  SEAL_THEN_FRAGMENT,
  /** To be dropped, and its sender told the MTU by ICMP: see {@link PacketTooBig}. */
  TOO_BIG,
  /** No whole IP packet. */
  MALFORMED
}
