package io.vpn4j.gateway.packet;

import io.vpn4j.esp.ip.InternetChecksum;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.nio.ByteBuffer;

/**
 * Reads IPv4 and IPv6 packets where they lie, from a buffer's position on, without allocation.
 *
 * <p>{@link #check} looks at the lengths once; every other method may be called only after it
 * answered {@link Check#OK}, and those named after a version or a protocol only on such packets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.1">RFC 791 section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-3">RFC 8200 section 3</a>
 */
public final class IpPacket {
  /** IPv4 header without options, in octets. */
  public static final int IPV4_HEADER_OCTETS = 20;

  /** IPv6 header without extension headers, in octets. */
  public static final int IPV6_HEADER_OCTETS = 40;

  /** ICMP (RFC 792). */
  public static final int ICMP = 1;

  /** UDP (RFC 768). */
  public static final int UDP = 17;

  /** IPv6 fragment header (RFC 8200 section 4.5). */
  public static final int IPV6_FRAGMENT = 44;

  /** ICMPv6 (RFC 4443). */
  public static final int ICMPV6 = 58;

  static final int IPV4_LENGTH = 2;
  static final int IPV4_IDENTIFICATION = 4;
  static final int IPV4_FLAGS = 6;
  static final int IPV4_TIME_TO_LIVE = 8;
  static final int IPV4_PROTOCOL = 9;
  static final int IPV4_CHECKSUM = 10;
  static final int IPV4_SOURCE = 12;
  static final int IPV4_DESTINATION = 16;
  static final int IPV6_LENGTH = 4;
  static final int IPV6_NEXT_HEADER = 6;
  static final int IPV6_HOP_LIMIT = 7;
  static final int IPV6_SOURCE = 8;
  static final int IPV6_DESTINATION = 24;
  static final int UDP_LENGTH = 4;
  static final int UDP_CHECKSUM = 6;
  static final int UDP_HEADER_OCTETS = 8;

  private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3fff;

  private IpPacket() {}

  /** What {@link IpPacket#check} finds. */
  public enum Check {
    /** The header is whole and all that it announces is there. */
    OK,
    /** There are fewer octets than the header takes or announces. */
    TRUNCATED,
    /** Neither version 4 nor 6. */
    BAD_VERSION,
    /** An IPv4 header of less than 20 octets, or a packet shorter than its header. */
    BAD_LENGTH
  }

  /**
   * Whether the octets from position to limit begin with a whole packet. More may follow it:
   * traffic-flow padding of ESP does (RFC 4303 section 2.7).
   */
  public static Check check(ByteBuffer packet) {
    int available = packet.remaining();
    if (available == 0) {
      return Check.TRUNCATED;
    }
    return switch (version(packet)) {
      case 4 -> checkIpv4(packet, available);
      case 6 ->
          available < IPV6_HEADER_OCTETS || available < totalOctets(packet)
              ? Check.TRUNCATED
              : Check.OK;
      default -> Check.BAD_VERSION;
    };
  }

  private static Check checkIpv4(ByteBuffer packet, int available) {
    if (available < IPV4_HEADER_OCTETS) {
      return Check.TRUNCATED;
    }
    int header = headerOctets(packet);
    int total = totalOctets(packet);
    if (header < IPV4_HEADER_OCTETS || total < header) {
      return Check.BAD_LENGTH;
    }
    return available < total ? Check.TRUNCATED : Check.OK;
  }

  /** The first four bits: 4 or 6 in a packet that is OK. */
  public static int version(ByteBuffer packet) {
    return u8(packet, 0) >>> 4;
  }

  /** The length of the packet, header included. */
  public static int totalOctets(ByteBuffer packet) {
    return version(packet) == 4
        ? u16(packet, IPV4_LENGTH)
        : IPV6_HEADER_OCTETS + u16(packet, IPV6_LENGTH);
  }

  /** The length of the header: with options for IPv4, without extension headers for IPv6. */
  public static int headerOctets(ByteBuffer packet) {
    return version(packet) == 4 ? (u8(packet, 0) & 15) * 4 : IPV6_HEADER_OCTETS;
  }

  /** The length of what follows the header. */
  public static int payloadOctets(ByteBuffer packet) {
    return totalOctets(packet) - headerOctets(packet);
  }

  /** What follows the header: an IPv6 extension header is such a protocol too. */
  public static int protocol(ByteBuffer packet) {
    return u8(packet, version(packet) == 4 ? IPV4_PROTOCOL : IPV6_NEXT_HEADER);
  }

  /** Time to live, or hop limit. */
  public static int timeToLive(ByteBuffer packet) {
    return u8(packet, version(packet) == 4 ? IPV4_TIME_TO_LIVE : IPV6_HOP_LIMIT);
  }

  /**
   * Whether this is a part of a packet. For IPv6 only a fragment header directly after the IPv6
   * header is found.
   */
  public static boolean isFragment(ByteBuffer packet) {
    return version(packet) == 4
        ? (u16(packet, IPV4_FLAGS) & MORE_FRAGMENTS_AND_OFFSET) != 0
        : protocol(packet) == IPV6_FRAGMENT;
  }

  /** The source of an IPv4 packet, as {@code Fib.lookupIpv4} takes it. */
  public static int ipv4Source(ByteBuffer packet) {
    return packet.getInt(packet.position() + IPV4_SOURCE);
  }

  /** The destination of an IPv4 packet, as {@code Fib.lookupIpv4} takes it. */
  public static int ipv4Destination(ByteBuffer packet) {
    return packet.getInt(packet.position() + IPV4_DESTINATION);
  }

  /** The first 64 bits of the source of an IPv6 packet. */
  public static long ipv6SourceHigh(ByteBuffer packet) {
    return packet.getLong(packet.position() + IPV6_SOURCE);
  }

  /** The last 64 bits of the source of an IPv6 packet. */
  public static long ipv6SourceLow(ByteBuffer packet) {
    return packet.getLong(packet.position() + IPV6_SOURCE + 8);
  }

  /** The first 64 bits of the destination of an IPv6 packet. */
  public static long ipv6DestinationHigh(ByteBuffer packet) {
    return packet.getLong(packet.position() + IPV6_DESTINATION);
  }

  /** The last 64 bits of the destination of an IPv6 packet. */
  public static long ipv6DestinationLow(ByteBuffer packet) {
    return packet.getLong(packet.position() + IPV6_DESTINATION + 8);
  }

  /** The source as an object, for people. */
  public static IpAddress source(ByteBuffer packet) {
    return version(packet) == 4
        ? new Ipv4Address(ipv4Source(packet))
        : new Ipv6Address(ipv6SourceHigh(packet), ipv6SourceLow(packet));
  }

  /** The destination as an object, for people. */
  public static IpAddress destination(ByteBuffer packet) {
    return version(packet) == 4
        ? new Ipv4Address(ipv4Destination(packet))
        : new Ipv6Address(ipv6DestinationHigh(packet), ipv6DestinationLow(packet));
  }

  /** What the checksum field of an IPv4 header should be, 0 to 0xffff. */
  public static int ipv4HeaderChecksum(ByteBuffer packet) {
    long sum = InternetChecksum.sum(packet, packet.position(), headerOctets(packet));
    return InternetChecksum.finish(sum + (~u16(packet, IPV4_CHECKSUM) & 0xffff));
  }

  /** Whether the checksum of an IPv4 header holds. */
  public static boolean ipv4HeaderChecksumHolds(ByteBuffer packet) {
    return InternetChecksum.finish(
            InternetChecksum.sum(packet, packet.position(), headerOctets(packet)))
        == 0;
  }

  /**
   * The checksum over the first {@code octets} of the payload: 0 if its checksum field is filled in
   * and right, otherwise what the field, being zero, should be.
   *
   * <p>Over a pseudo-header too, except for ICMP in IPv4.
   *
   * @param octets up to the payload's length
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-8.1">RFC 8200 section 8.1</a>
   */
  public static int payloadChecksum(ByteBuffer packet, int octets) {
    int from = packet.position() + headerOctets(packet);
    int protocol = protocol(packet);
    long sum = InternetChecksum.sum(packet, from, octets);
    if (version(packet) == 6) {
      sum += InternetChecksum.sum(packet, packet.position() + IPV6_SOURCE, 32) + octets + protocol;
    } else if (protocol != ICMP) {
      sum += InternetChecksum.sum(packet, packet.position() + IPV4_SOURCE, 8) + octets + protocol;
    }
    return InternetChecksum.finish(sum);
  }

  static int u8(ByteBuffer packet, int offset) {
    return packet.get(packet.position() + offset) & 0xff;
  }

  static int u16(ByteBuffer packet, int offset) {
    return packet.getShort(packet.position() + offset) & 0xffff;
  }
}
