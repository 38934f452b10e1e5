package io.vpn4j.esp.ip;

import java.nio.ByteBuffer;

/**
 * The ones' complement sum of 16-bit words.
 *
 * <p>Sums are kept unfolded in a {@code long}, so that parts can be added in any order; a part must
 * start at an even place of the message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1071">RFC 1071</a>
 */
public final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * The sum of {@code length} octets at the absolute index {@code from}; an odd one counts high.
   */
  public static long sum(ByteBuffer octets, int from, int length) {
    boolean networkOrder = NetworkOrder.isNetworkOrder(octets);
    long sum = 0;
    int i = from;
    int end = from + length;
    // RFC 1071 2 (C): 32 bits at a time come to the same, since 2^16 is 1 modulo 2^16 - 1.
    for (; end - i >= 8; i += 8) {
      long word = octets.getLong(i);
      sum += (word >>> 32) + (word & 0xffff_ffffL);
    }
    for (; end - i >= 2; i += 2) {
      sum += octets.getShort(i) & 0xffff;
    }
    if (i < end) {
      sum += (octets.get(i) & 0xff) << (networkOrder ? 8 : 0);
    }
    // RFC 1071 2 (B): the sum of swapped words is the swapped sum.
    return networkOrder ? sum : Short.reverseBytes((short) fold(sum)) & 0xffff;
  }

  /**
   * The sum of the pseudo-header of an IPv4 packet (RFC 768, RFC 9293 section 3.1).
   *
   * @param at where the IPv4 header begins
   * @param octets of header and payload of the upper protocol, 0 to 65,535
   */
  public static long ipv4PseudoHeader(ByteBuffer packet, int at, int protocol, int octets) {
    return sum(packet, at + Ipv4Header.SOURCE, 8) + protocol + octets;
  }

  /**
   * The sum of the pseudo-header of an IPv6 packet (RFC 8200 section 8.1). The destination is that
   * of the IPv6 header: right but for a packet that a routing header still leads elsewhere.
   *
   * @param at where the IPv6 header begins
   * @param protocol the upper protocol, not the next header of the IPv6 header
   * @param octets of header and payload of the upper protocol, extension headers not counted
   */
  public static long ipv6PseudoHeader(ByteBuffer packet, int at, int protocol, int octets) {
    return sum(packet, at + Ipv6Header.SOURCE, 32) + protocol + octets;
  }

  /** The checksum field, 0 to 0xffff, for a message of this sum; 0 if the field was in the sum. */
  public static int finish(long sum) {
    return ~fold(sum) & 0xffff;
  }

  /**
   * A checksum field after one word of the message has changed (RFC 1624 section 3, equation 3).
   *
   * <p>The same as computed anew, unless all words of the message are zero after the change: no
   * header with a version in it.
   *
   * @param checksum the field as it was, 0 to 0xffff
   * @param before the word as it was, 0 to 0xffff
   * @param after the word as it is now, 0 to 0xffff
   */
  public static int update(int checksum, int before, int after) {
    return finish((~checksum & 0xffffL) + (~before & 0xffffL) + after);
  }

  private static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 32) + (folded & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ((folded >>> 16) + (folded & 0xffff));
  }
}
