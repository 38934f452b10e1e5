package io.vpn4j.esp.ip;

import static io.vpn4j.esp.ip.NetworkOrder.u8;

import java.nio.ByteBuffer;

/** What IPv4 and IPv6 packets have in common; {@code at} is the index of a packet's first octet. */
public final class IpPacket {
  /** The longest packet of either version that this package knows: an IPv6 one, header included. */
  public static final int MAX_OCTETS = Ipv6Header.OCTETS + 0xffff;

  /** The two ECN bits of the traffic class octet (RFC 3168 section 5). */
  public static final int ECN_MASK = 3;

  /** Not ECN-capable. */
  public static final int ECN_NOT_ECT = 0;

  /** Congestion experienced. */
  public static final int ECN_CE = 3;

  private IpPacket() {}

  /** What {@link IpPacket#check} finds. */
  public enum Check {
    /** The header is whole, and all that it announces is there. */
    OK,
    /** There are fewer octets than the header takes or announces. */
    TRUNCATED,
    /** Neither version 4 nor 6. */
    BAD_VERSION,
    /** An IPv4 header of less than 20 octets, or a packet shorter than its header. */
    BAD_LENGTH
  }

  /**
   * Whether the octets from {@code at} to the limit begin with a whole packet. More may follow it:
   * traffic-flow padding of ESP does (RFC 4303 section 2.7).
   *
   * @param at 0 to the limit
   */
  public static Check check(ByteBuffer packet, int at) {
    return check(packet, at, packet.limit() - at);
  }

  /**
   * {@link #check(ByteBuffer, int)} where the packet may not go beyond {@code available} octets,
   * though the buffer does.
   */
  public static Check check(ByteBuffer packet, int at, int available) {
    if (available < 1) {
      return Check.TRUNCATED;
    }
    return switch (version(packet, at)) {
      case 4 -> Ipv4Header.check(packet, at, available);
      case 6 -> Ipv6Header.check(packet, at, available);
      default -> Check.BAD_VERSION;
    };
  }

  /** The first four bits: 4 or 6 in a packet that is OK. */
  public static int version(ByteBuffer packet, int at) {
    return u8(packet, at) >>> 4;
  }

  /** Whether the version is 4; if not, in a packet that is OK, it is 6. */
  public static boolean isIpv4(ByteBuffer packet, int at) {
    return version(packet, at) == 4;
  }

  /** The length of the packet, header included. */
  public static int totalOctets(ByteBuffer packet, int at) {
    return isIpv4(packet, at)
        ? Ipv4Header.totalOctets(packet, at)
        : Ipv6Header.totalOctets(packet, at);
  }

  /** The length of the header: with options for IPv4, without extension headers for IPv6. */
  public static int headerOctets(ByteBuffer packet, int at) {
    return isIpv4(packet, at) ? Ipv4Header.headerOctets(packet, at) : Ipv6Header.OCTETS;
  }

  /** DSCP, six bits, above ECN, two bits: the octet once called type of service. */
  public static int trafficClass(ByteBuffer packet, int at) {
    return isIpv4(packet, at)
        ? Ipv4Header.trafficClass(packet, at)
        : Ipv6Header.trafficClass(packet, at);
  }

  /** The ECN bits, 0 to 3. */
  public static int ecn(ByteBuffer packet, int at) {
    return trafficClass(packet, at) & ECN_MASK;
  }

  /** Writes DSCP and ECN, and for IPv4 brings the checksum up to date. */
  public static void putTrafficClass(ByteBuffer packet, int at, int trafficClass) {
    if (isIpv4(packet, at)) {
      Ipv4Header.putTrafficClass(packet, at, trafficClass);
    } else {
      Ipv6Header.putTrafficClass(packet, at, trafficClass);
    }
  }

  /** Time to live, or hop limit. */
  public static int timeToLive(ByteBuffer packet, int at) {
    return isIpv4(packet, at) ? Ipv4Header.timeToLive(packet, at) : Ipv6Header.hopLimit(packet, at);
  }
}
