package io.vpn4j.esp.mtu;

import io.vpn4j.esp.ip.InternetChecksum;
import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import io.vpn4j.esp.ip.NetworkOrder;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.nio.ByteBuffer;

/**
 * Writes the ICMP message that tells the sender of a packet how big it may be: destination
 * unreachable, fragmentation needed and DF set (RFC 1191 section 4), or ICMPv6 packet too big (RFC
 * 4443 section 3.2). And knows when there must be none.
 *
 * <p>Of the packet it quotes as much as goes into 576 octets in all (RFC 1812 section 4.3.2.3), or
 * 1280 (RFC 4443 section 2.4, c). How often it is written is for {@link IcmpErrorLimit} to say.
 *
 * <p>Any octets are answered and none throws; nothing is allocated. One thread at a time.
 */
public final class PacketTooBig {
  /** The most that a message takes, in octets. */
  public static final int MAX_OCTETS = Ipv6Header.MIN_MTU;

  private static final int MAX_IPV4_OCTETS = 576;
  private static final int ICMP_OCTETS = 8;
  private static final int ICMP_CHECKSUM = 2;
  private static final int ICMP_DATA = 4;
  private static final int DESTINATION_UNREACHABLE = 3;
  private static final int FRAGMENTATION_NEEDED = 4;
  private static final int ICMPV6_PACKET_TOO_BIG = 2;
  private static final int ICMPV6_FIRST_INFORMATIONAL = 128;
  private static final int ICMPV6_REDIRECT = 137;
  private static final int HOP_LIMIT = 64;

  /** RFC 1812 section 4.3.2.5: errors go with precedence 6, internetwork control. */
  private static final int INTERNETWORK_CONTROL = 6 << 5;

  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** A writer that has written nothing yet. */
  public PacketTooBig() {}

  /** What came of it. RFC 1122 section 3.2.2 and RFC 4443 section 2.4 (e) have the rules. */
  public enum Result {
    /** The message is in the buffer. */
    WRITTEN,
    /** No whole IP packet, or headers in which it cannot be told what this is. */
    MALFORMED,
    /** The packet is an ICMP error, a redirect, or of a type unknown, which may be one. */
    ABOUT_ICMP_ERROR,
    /**
     * A fragment other than the first. RFC 4443 would permit it, but what it is of cannot be told,
     * and the first fragment, which is as big, gets the same message.
     */
    LATER_FRAGMENT,
    /**
     * An IPv4 packet to more than one: multicast, broadcast, reserved. Of IPv6 multicast packet too
     * big does tell (RFC 4443 section 2.4, e.3).
     */
    NOT_UNICAST_DESTINATION,
    /** A source that is no single host elsewhere: unspecified, loopback, multicast, reserved. */
    BAD_SOURCE,
    /** The buffer has no room for the message. */
    BUFFER_TOO_SMALL
  }

  /**
   * Writes the message about {@code offending}, or says why not.
   *
   * @param offending the packet that is too big, from position to limit; both stay
   * @param mtu what it may be at most, in octets of such a packet: {@link PathMtu#reportedMtu}
   * @param source an address of ours that its sender can take for that of a router on the way
   * @param out memory of its own; on {@code WRITTEN} its position stands behind the message, and
   *     otherwise nothing has changed. {@link #MAX_OCTETS} are always enough
   * @throws IllegalArgumentException if {@code mtu} is negative, or {@code source} not of the IP
   *     version of a packet that is OK
   */
  public Result write(ByteBuffer offending, int mtu, IpAddress source, ByteBuffer out) {
    if (mtu < 0) {
      throw new IllegalArgumentException("mtu " + mtu);
    }
    int at = offending.position();
    if (IpPacket.check(offending, at) != IpPacket.Check.OK) {
      return Result.MALFORMED;
    }
    boolean ipv4 = IpPacket.isIpv4(offending, at);
    if (source instanceof Ipv4Address from && ipv4) {
      Result objection = ipv4Objection(offending, at);
      return objection != Result.WRITTEN ? objection : writeIpv4(offending, at, mtu, from, out);
    }
    if (source instanceof Ipv6Address from && !ipv4) {
      Result objection = ipv6Objection(offending, at);
      return objection != Result.WRITTEN ? objection : writeIpv6(offending, at, mtu, from, out);
    }
    throw new IllegalArgumentException("source " + source + " for IPv" + (ipv4 ? 4 : 6));
  }

  private static Result ipv4Objection(ByteBuffer packet, int at) {
    if (Ipv4Header.fragmentOffsetOctets(packet, at) != 0) {
      return Result.LATER_FRAGMENT;
    }
    int source = NetworkOrder.u8(packet, at + Ipv4Header.SOURCE);
    // 224 and up: multicast, reserved, and 255.255.255.255.
    if (source == 0 || source == 127 || source >= 224) {
      return Result.BAD_SOURCE;
    }
    if (NetworkOrder.u8(packet, at + Ipv4Header.DESTINATION) >= 224) {
      return Result.NOT_UNICAST_DESTINATION;
    }
    boolean icmp = Ipv4Header.protocol(packet, at) == IpProtocol.ICMP;
    int headerOctets = Ipv4Header.headerOctets(packet, at);
    int payloadOctets = Ipv4Header.totalOctets(packet, at) - headerOctets;
    return icmp && !isIcmpQuery(packet, at + headerOctets, payloadOctets)
        ? Result.ABOUT_ICMP_ERROR
        : Result.WRITTEN;
  }

  /** The types of RFC 792, RFC 950, RFC 1256 and RFC 8335 that are no errors. */
  private static boolean isIcmpQuery(ByteBuffer packet, int icmpAt, int octets) {
    if (octets < 1) {
      return false;
    }
    return switch (NetworkOrder.u8(packet, icmpAt)) {
      case 0, 8, 9, 10, 13, 14, 15, 16, 17, 18, 42, 43 -> true;
      default -> false;
    };
  }

  private Result ipv6Objection(ByteBuffer packet, int at) {
    switch (chain.read(packet, at)) {
      case COMPLETE -> {}
      case LATER_FRAGMENT -> {
        return Result.LATER_FRAGMENT;
      }
      case TRUNCATED, MISPLACED, TOO_MANY -> {
        return Result.MALFORMED;
      }
    }
    long sourceHigh = Ipv6Header.sourceHigh(packet, at);
    long sourceLow = Ipv6Header.sourceLow(packet, at);
    boolean unspecifiedOrLoopback = sourceHigh == 0 && (sourceLow == 0 || sourceLow == 1);
    if (unspecifiedOrLoopback || sourceHigh >>> 56 == 0xff) {
      return Result.BAD_SOURCE;
    }
    int payloadOctets = at + Ipv6Header.totalOctets(packet, at) - chain.protocolAt();
    return chain.protocol() == IpProtocol.ICMPV6
            && !isIcmpv6Informational(packet, chain.protocolAt(), payloadOctets)
        ? Result.ABOUT_ICMP_ERROR
        : Result.WRITTEN;
  }

  private static boolean isIcmpv6Informational(ByteBuffer packet, int icmpAt, int octets) {
    if (octets < 1) {
      return false;
    }
    int type = NetworkOrder.u8(packet, icmpAt);
    return type >= ICMPV6_FIRST_INFORMATIONAL && type != ICMPV6_REDIRECT;
  }

  private static Result writeIpv4(
      ByteBuffer offending, int at, int mtu, Ipv4Address from, ByteBuffer out) {
    int headers = Ipv4Header.MIN_OCTETS + ICMP_OCTETS;
    int quoted = Math.min(Ipv4Header.totalOctets(offending, at), MAX_IPV4_OCTETS - headers);
    int total = headers + quoted;
    if (out.remaining() < total) {
      return Result.BUFFER_TOO_SMALL;
    }
    int to = out.position();
    Ipv4Header.put(
        out,
        to,
        INTERNETWORK_CONTROL,
        total,
        /* identification= */ 0,
        Ipv4Header.DONT_FRAGMENT,
        HOP_LIMIT,
        IpProtocol.ICMP,
        from.value(),
        Ipv4Header.source(offending, at));
    int icmpAt = to + Ipv4Header.MIN_OCTETS;
    NetworkOrder.putU16(out, icmpAt, DESTINATION_UNREACHABLE << 8 | FRAGMENTATION_NEEDED);
    NetworkOrder.putU16(out, icmpAt + ICMP_CHECKSUM, 0);
    NetworkOrder.putInt32(out, icmpAt + ICMP_DATA, Math.min(mtu, 0xffff));
    out.put(icmpAt + ICMP_OCTETS, offending, at, quoted);
    long sum = InternetChecksum.sum(out, icmpAt, ICMP_OCTETS + quoted);
    NetworkOrder.putU16(out, icmpAt + ICMP_CHECKSUM, InternetChecksum.finish(sum));
    out.position(to + total);
    return Result.WRITTEN;
  }

  private static Result writeIpv6(
      ByteBuffer offending, int at, int mtu, Ipv6Address from, ByteBuffer out) {
    int headers = Ipv6Header.OCTETS + ICMP_OCTETS;
    int quoted = Math.min(Ipv6Header.totalOctets(offending, at), MAX_OCTETS - headers);
    int total = headers + quoted;
    if (out.remaining() < total) {
      return Result.BUFFER_TOO_SMALL;
    }
    int to = out.position();
    int icmpOctets = ICMP_OCTETS + quoted;
    Ipv6Header.put(
        out,
        to,
        /* trafficClass= */ 0,
        /* flowLabel= */ 0,
        icmpOctets,
        IpProtocol.ICMPV6,
        HOP_LIMIT,
        from.high(),
        from.low(),
        Ipv6Header.sourceHigh(offending, at),
        Ipv6Header.sourceLow(offending, at));
    int icmpAt = to + Ipv6Header.OCTETS;
    NetworkOrder.putU16(out, icmpAt, ICMPV6_PACKET_TOO_BIG << 8);
    NetworkOrder.putU16(out, icmpAt + ICMP_CHECKSUM, 0);
    NetworkOrder.putInt32(out, icmpAt + ICMP_DATA, mtu);
    out.put(icmpAt + ICMP_OCTETS, offending, at, quoted);
    long sum =
        InternetChecksum.ipv6PseudoHeader(out, to, IpProtocol.ICMPV6, icmpOctets)
            + InternetChecksum.sum(out, icmpAt, icmpOctets);
    NetworkOrder.putU16(out, icmpAt + ICMP_CHECKSUM, InternetChecksum.finish(sum));
    out.position(to + total);
    return Result.WRITTEN;
  }
}
