package io.vpn4j.esp.ip;

/**
 * Numbers of the IPv4 protocol field and the IPv6 next header field.
 *
 * @see <a href="https://www.iana.org/assignments/protocol-numbers">IANA protocol numbers</a>
 */
public final class IpProtocol {
  /** IPv6 hop-by-hop options (RFC 8200 section 4.3). */
  public static final int HOP_BY_HOP = 0;

  /** ICMP (RFC 792). */
  public static final int ICMP = 1;

  /** An IPv4 packet inside (RFC 2003). */
  public static final int IPV4 = 4;

  /** TCP (RFC 9293). */
  public static final int TCP = 6;

  /** UDP (RFC 768). */
  public static final int UDP = 17;

  /** DCCP (RFC 4340). */
  public static final int DCCP = 33;

  /** An IPv6 packet inside (RFC 2473). */
  public static final int IPV6 = 41;

  /** IPv6 routing header (RFC 8200 section 4.4). */
  public static final int ROUTING = 43;

  /** IPv6 fragment header (RFC 8200 section 4.5). */
  public static final int FRAGMENT = 44;

  /** ESP (RFC 4303), which hides what follows. */
  public static final int ESP = 50;

  /** Authentication header (RFC 4302). */
  public static final int AUTHENTICATION = 51;

  /** ICMPv6 (RFC 4443). */
  public static final int ICMPV6 = 58;

  /** Nothing follows (RFC 8200 section 4.7). */
  public static final int NO_NEXT_HEADER = 59;

  /** IPv6 destination options (RFC 8200 section 4.6). */
  public static final int DESTINATION_OPTIONS = 60;

  /** SCTP (RFC 9260). */
  public static final int SCTP = 132;

  private IpProtocol() {}
}
