package io.vpn4j.esp.ip;

import static io.vpn4j.esp.ip.NetworkOrder.u8;

import java.nio.ByteBuffer;

/**
 * The extension headers of an IPv6 packet, walked up to the header of the upper protocol (RFC 8200
 * section 4).
 *
 * <p>Hop-by-hop options, routing, destination options, fragment and authentication headers are
 * passed; anything else is taken for the upper protocol, ESP and numbers yet unknown included. One
 * object serves for any number of packets, one after the other, and allocates nothing; its answers
 * are about the latest packet. All indexes are absolute.
 */
public final class Ipv6HeaderChain {
  /** More extension headers than this are not followed: a limit of this class, not of an RFC. */
  public static final int MAX_EXTENSION_HEADERS = 32;

  /** How a walk ended. */
  public enum Result {
    /** At the upper protocol, or behind the last header. */
    COMPLETE,
    /** At a fragment header of a fragment other than the first: what follows is no header. */
    LATER_FRAGMENT,
    /** An extension header reaches beyond the end of the packet. */
    TRUNCATED,
    /**
     * Hop-by-hop options that do not come first (RFC 8200 section 4.1), or two fragment headers.
     */
    MISPLACED,
    /** There are more than {@link #MAX_EXTENSION_HEADERS}. */
    TOO_MANY
  }

  private int protocol;
  private int protocolAt;
  private int fragmentHeaderAt;
  private int fragmentNextHeaderAt;
  private int perFragmentEnd;
  private int perFragmentNextHeaderAt;
  private boolean authenticated;

  /** A walker that has seen no packet yet. */
  public Ipv6HeaderChain() {}

  /**
   * Walks the headers of a packet.
   *
   * @param packet with a whole IPv6 packet, checked, whose first octet is at {@code at}
   */
  public Result read(ByteBuffer packet, int at) {
    int end = at + Ipv6Header.totalOctets(packet, at);
    int nextHeaderAt = at + Ipv6Header.NEXT_HEADER;
    int headerAt = at + Ipv6Header.OCTETS;
    fragmentHeaderAt = -1;
    fragmentNextHeaderAt = -1;
    perFragmentEnd = headerAt;
    perFragmentNextHeaderAt = nextHeaderAt;
    authenticated = false;
    for (int headers = 0; ; headers++) {
      int header = u8(packet, nextHeaderAt);
      protocol = header;
      protocolAt = headerAt;
      if (!isExtension(header)) {
        return Result.COMPLETE;
      }
      if (headers == MAX_EXTENSION_HEADERS) {
        return Result.TOO_MANY;
      }
      // Each is at least 8 octets long; the second tells how long, but in a fragment header.
      if (end - headerAt < 8 || end - headerAt < octets(packet, header, headerAt)) {
        return Result.TRUNCATED;
      }
      if (header == IpProtocol.HOP_BY_HOP && headers > 0) {
        return Result.MISPLACED;
      }
      int octets = octets(packet, header, headerAt);
      if (header == IpProtocol.FRAGMENT) {
        if (fragmentHeaderAt >= 0) {
          return Result.MISPLACED;
        }
        fragmentHeaderAt = headerAt;
        fragmentNextHeaderAt = nextHeaderAt;
        if (Ipv6Header.fragmentOffsetOctets(packet, headerAt) != 0) {
          protocol = u8(packet, headerAt);
          protocolAt = headerAt + octets;
          return Result.LATER_FRAGMENT;
        }
      }
      authenticated |= header == IpProtocol.AUTHENTICATION;
      nextHeaderAt = headerAt;
      headerAt += octets;
      if (fragmentHeaderAt < 0
          && (header == IpProtocol.HOP_BY_HOP || header == IpProtocol.ROUTING)) {
        perFragmentEnd = headerAt;
        perFragmentNextHeaderAt = nextHeaderAt;
      }
    }
  }

  private static boolean isExtension(int header) {
    return switch (header) {
      case IpProtocol.HOP_BY_HOP,
          IpProtocol.ROUTING,
          IpProtocol.FRAGMENT,
          IpProtocol.AUTHENTICATION,
          IpProtocol.DESTINATION_OPTIONS ->
          true;
      default -> false;
    };
  }

  private static int octets(ByteBuffer packet, int header, int headerAt) {
    return switch (header) {
      case IpProtocol.FRAGMENT -> Ipv6Header.FRAGMENT_OCTETS;
      // RFC 4302 section 2.2: in words of 32 bits, minus 2.
      case IpProtocol.AUTHENTICATION -> (u8(packet, headerAt + 1) + 2) * 4;
      default -> (u8(packet, headerAt + 1) + 1) * 8;
    };
  }

  /**
   * The upper protocol after {@link Result#COMPLETE}. After {@link Result#LATER_FRAGMENT} what the
   * fragmentable part begins with, which may be an extension header; otherwise the header at which
   * the walk ended.
   */
  public int protocol() {
    return protocol;
  }

  /** The index of what {@link #protocol} names; the end of the packet if nothing is there. */
  public int protocolAt() {
    return protocolAt;
  }

  /** The index of the fragment header; -1 if none was met. */
  public int fragmentHeaderAt() {
    return fragmentHeaderAt;
  }

  /** The index of the next header octet that announces the fragment header; -1 if none was met. */
  public int fragmentNextHeaderAt() {
    return fragmentNextHeaderAt;
  }

  /** Whether an authentication header was passed: nobody may change what follows it (RFC 4302). */
  public boolean isAuthenticated() {
    return authenticated;
  }

  /**
   * The index behind the per-fragment headers: those that every fragment needs, up to and including
   * the routing header, or the hop-by-hop options, or the IPv6 header (RFC 8200 section 4.5).
   */
  public int perFragmentEnd() {
    return perFragmentEnd;
  }

  /** The index of the next header octet of the last per-fragment header. */
  public int perFragmentNextHeaderAt() {
    return perFragmentNextHeaderAt;
  }
}
