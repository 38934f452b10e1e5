package io.vpn4j.gateway.packet;

import static io.vpn4j.gateway.packet.IpPacket.u16;
import static io.vpn4j.gateway.packet.IpPacket.u8;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.routing.Fib;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * A host in memory that answers ICMP and ICMPv6 echo requests and echoes UDP datagrams, and nothing
 * else. It owns every address of its prefixes: there is no network or broadcast address in them.
 *
 * <p>Packets come and go in the caller's buffers; whatever the octets are, {@link #handle} answers
 * or says why not, and counts it. Several threads may share a host, each with its own buffers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2.6">RFC 1122 section
 *     3.2.2.6</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4443#section-4.2">RFC 4443 section 4.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc862">RFC 862</a>
 */
public final class EchoHost {
  /** The echo service, which is always on. */
  public static final int ECHO_PORT = 7;

  static final int ICMP_ECHO_REPLY = 0;
  static final int ICMP_ECHO_REQUEST = 8;
  static final int ICMPV6_ECHO_REQUEST = 128;
  static final int ICMPV6_ECHO_REPLY = 129;
  static final int ECHO_HEADER_OCTETS = 8;
  static final int ICMP_CHECKSUM = 2;

  private static final IpPrefix IPV4_NOT_UNICAST = IpPrefix.of("224.0.0.0/3");
  private static final IpPrefix IPV6_MULTICAST = IpPrefix.of("ff00::/8");
  private static final int TIME_TO_LIVE = 64;
  private static final int DONT_FRAGMENT = 0x4000;

  private final Fib<IpPrefix> addresses = new Fib<>();
  private final BitSet ports = new BitSet();
  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

  /** What became of a packet. */
  public enum Outcome {
    /** An echo request; the reply is in the buffer. */
    ECHO_REPLY,
    /** A UDP datagram to an echo port; the reply is in the buffer. */
    UDP_REPLY,
    /** Not a whole IP packet, or lengths inside that contradict each other. */
    MALFORMED,
    /** A checksum does not hold, or is absent where IPv6 demands it. */
    BAD_CHECKSUM,
    /** For an address that this host does not own. */
    NOT_MINE,
    /**
     * From an address that nobody can be answered at: unspecified, loopback, broadcast, multicast,
     * reserved, or this host's own (RFC 1122 section 3.2.1.3).
     */
    BAD_SOURCE,
    /** A fragment; this host does not reassemble. */
    FRAGMENT,
    /** IPv4 options; this host does not interpret them. */
    OPTIONS,
    /** A protocol, or IPv6 extension header, that this host does not have. */
    UNKNOWN_PROTOCOL,
    /** ICMP other than an echo request: errors above all, which are never answered. */
    NOT_A_REQUEST,
    /** UDP to a port without echo. */
    CLOSED_PORT,
    /**
     * UDP from port 0, which takes no answer, or from an echo port, which would answer for ever.
     */
    UNANSWERABLE_PORT,
    /** The buffer for the reply is too small. */
    NO_ROOM;

    /** Whether there is a reply. */
    public boolean isReply() {
      return this == ECHO_REPLY || this == UDP_REPLY;
    }
  }

  /**
   * A host that echoes UDP on port 7 and on others.
   *
   * @param addresses what it owns, at least one; only unicast, since a request to many is not
   *     answered
   * @param udpPorts further echo ports, 1 to 65535
   * @throws IllegalArgumentException if there is no address, one is not unicast, or a port is out
   *     of range
   */
  public EchoHost(Collection<IpPrefix> addresses, Set<Integer> udpPorts) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("an echo host needs an address");
    }
    for (IpPrefix prefix : addresses) {
      if (prefix.overlaps(IPV4_NOT_UNICAST) || prefix.overlaps(IPV6_MULTICAST)) {
        throw new IllegalArgumentException(
            prefix
                + " has addresses of no single host: "
                + IPV4_NOT_UNICAST
                + ", "
                + IPV6_MULTICAST);
      }
      this.addresses.put(prefix, prefix);
    }
    ports.set(ECHO_PORT);
    for (int port : udpPorts) {
      if (port < 1 || port > 0xffff) {
        throw new IllegalArgumentException("UDP port " + port + " is not 1 to 65535");
      }
      ports.set(port);
    }
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  /**
   * Takes a packet and writes the reply, if there is one.
   *
   * @param packet from position to limit; not changed
   * @param reply memory of its own. A reply is written from its position on, up to its capacity if
   *     need be, and its limit set to the end, so that it is ready to be read; without a reply
   *     nothing is changed
   */
  public Outcome handle(ByteBuffer packet, ByteBuffer reply) {
    Outcome outcome = answer(packet, reply);
    counts.get(outcome).increment();
    return outcome;
  }

  /** How many packets had this outcome. */
  public long count(Outcome outcome) {
    return counts.get(outcome).sum();
  }

  private Outcome answer(ByteBuffer packet, ByteBuffer reply) {
    if (IpPacket.check(packet) != IpPacket.Check.OK) {
      return Outcome.MALFORMED;
    }
    boolean v4 = IpPacket.version(packet) == 4;
    if (v4 && !IpPacket.ipv4HeaderChecksumHolds(packet)) {
      return Outcome.BAD_CHECKSUM;
    }
    if (!ownsDestination(packet, v4)) {
      return Outcome.NOT_MINE;
    }
    if (v4 ? isBadIpv4Source(packet) : isBadIpv6Source(packet)) {
      return Outcome.BAD_SOURCE;
    }
    if (IpPacket.isFragment(packet)) {
      return Outcome.FRAGMENT;
    }
    if (v4 && IpPacket.headerOctets(packet) != IpPacket.IPV4_HEADER_OCTETS) {
      return Outcome.OPTIONS;
    }
    int protocol = IpPacket.protocol(packet);
    if (protocol == IpPacket.UDP) {
      return answerUdp(packet, reply, v4);
    }
    return protocol == (v4 ? IpPacket.ICMP : IpPacket.ICMPV6)
        ? answerEchoRequest(packet, reply, v4)
        : Outcome.UNKNOWN_PROTOCOL;
  }

  private boolean ownsDestination(ByteBuffer packet, boolean v4) {
    return v4
        ? addresses.lookupIpv4(IpPacket.ipv4Destination(packet)) != null
        : addresses.lookupIpv6(
                IpPacket.ipv6DestinationHigh(packet), IpPacket.ipv6DestinationLow(packet))
            != null;
  }

  private boolean isBadIpv4Source(ByteBuffer packet) {
    int source = IpPacket.ipv4Source(packet);
    int first = source >>> 24;
    // 224 and up: multicast, reserved and 255.255.255.255.
    return first == 0 || first == 127 || first >= 224 || addresses.lookupIpv4(source) != null;
  }

  private boolean isBadIpv6Source(ByteBuffer packet) {
    long high = IpPacket.ipv6SourceHigh(packet);
    long low = IpPacket.ipv6SourceLow(packet);
    boolean multicast = high >>> 56 == 0xff;
    // ::, ::1 and the IPv4-compatible and IPv4-mapped forms, which never come from a wire.
    boolean embedded = high == 0 && (low >>> 32 == 0 || low >>> 32 == 0xffff);
    return multicast || embedded || addresses.lookupIpv6(high, low) != null;
  }

  private Outcome answerEchoRequest(ByteBuffer packet, ByteBuffer reply, boolean v4) {
    int octets = IpPacket.payloadOctets(packet);
    if (octets < ECHO_HEADER_OCTETS) {
      return Outcome.MALFORMED;
    }
    if (IpPacket.payloadChecksum(packet, octets) != 0) {
      return Outcome.BAD_CHECKSUM;
    }
    int header = IpPacket.headerOctets(packet);
    int type = v4 ? ICMP_ECHO_REQUEST : ICMPV6_ECHO_REQUEST;
    if (u8(packet, header) != type || u8(packet, header + 1) != 0) {
      return Outcome.NOT_A_REQUEST;
    }
    if (!startReply(packet, reply, v4, octets)) {
      return Outcome.NO_ROOM;
    }
    int at = reply.position() + header;
    reply.put(at, (byte) (v4 ? ICMP_ECHO_REPLY : ICMPV6_ECHO_REPLY));
    reply.putShort(at + ICMP_CHECKSUM, (short) 0);
    reply.putShort(at + ICMP_CHECKSUM, (short) IpPacket.payloadChecksum(reply, octets));
    return Outcome.ECHO_REPLY;
  }

  private Outcome answerUdp(ByteBuffer packet, ByteBuffer reply, boolean v4) {
    int header = IpPacket.headerOctets(packet);
    int available = IpPacket.payloadOctets(packet);
    if (available < IpPacket.UDP_HEADER_OCTETS) {
      return Outcome.MALFORMED;
    }
    int octets = u16(packet, header + IpPacket.UDP_LENGTH);
    if (octets < IpPacket.UDP_HEADER_OCTETS || octets > available) {
      return Outcome.MALFORMED;
    }
    if (!udpChecksumHolds(packet, octets)) {
      return Outcome.BAD_CHECKSUM;
    }
    int source = u16(packet, header);
    int destination = u16(packet, header + 2);
    if (!ports.get(destination)) {
      return Outcome.CLOSED_PORT;
    }
    if (source == 0 || ports.get(source)) {
      return Outcome.UNANSWERABLE_PORT;
    }
    if (!startReply(packet, reply, v4, octets)) {
      return Outcome.NO_ROOM;
    }
    int at = reply.position() + header;
    reply.putShort(at, (short) destination).putShort(at + 2, (short) source);
    reply.putShort(at + IpPacket.UDP_CHECKSUM, (short) 0);
    reply.putShort(at + IpPacket.UDP_CHECKSUM, (short) udpChecksum(reply, octets));
    return Outcome.UDP_REPLY;
  }

  /** RFC 768: zero says that there is none. RFC 8200 section 8.1: not so with IPv6. */
  static boolean udpChecksumHolds(ByteBuffer packet, int octets) {
    boolean absent = u16(packet, IpPacket.headerOctets(packet) + IpPacket.UDP_CHECKSUM) == 0;
    return absent ? IpPacket.version(packet) == 4 : IpPacket.payloadChecksum(packet, octets) == 0;
  }

  /** RFC 768: a checksum of zero is sent as all ones. */
  static int udpChecksum(ByteBuffer packet, int octets) {
    int checksum = IpPacket.payloadChecksum(packet, octets);
    return checksum == 0 ? 0xffff : checksum;
  }

  /** Copies header and payload, with a header of its own: addresses swapped, a fresh TTL. */
  private static boolean startReply(
      ByteBuffer packet, ByteBuffer reply, boolean v4, int payloadOctets) {
    int total = IpPacket.headerOctets(packet) + payloadOctets;
    if (reply.capacity() - reply.position() < total) {
      return false;
    }
    int at = reply.position();
    reply.limit(at + total);
    reply.put(at, packet, packet.position(), total);
    if (v4) {
      // The code point comes back (RFC 1122 3.2.2.6 on TOS); congestion marks do not (RFC 3168 6).
      reply.put(at + 1, (byte) (u8(packet, 1) & 0xfc));
      reply.putShort(at + IpPacket.IPV4_LENGTH, (short) total);
      // RFC 6864 4.1: in a packet that is never fragmented the identification means nothing.
      reply.putShort(at + IpPacket.IPV4_IDENTIFICATION, (short) 0);
      reply.putShort(at + IpPacket.IPV4_FLAGS, (short) DONT_FRAGMENT);
      reply.put(at + IpPacket.IPV4_TIME_TO_LIVE, (byte) TIME_TO_LIVE);
      reply.putInt(at + IpPacket.IPV4_SOURCE, IpPacket.ipv4Destination(packet));
      reply.putInt(at + IpPacket.IPV4_DESTINATION, IpPacket.ipv4Source(packet));
      reply.putShort(at + IpPacket.IPV4_CHECKSUM, (short) IpPacket.ipv4HeaderChecksum(reply));
    } else {
      int codePoint = packet.getInt(packet.position()) & 0x0fc0_0000;
      reply.putInt(at, 6 << 28 | codePoint);
      reply.putShort(at + IpPacket.IPV6_LENGTH, (short) payloadOctets);
      reply.put(at + IpPacket.IPV6_HOP_LIMIT, (byte) TIME_TO_LIVE);
      reply.put(
          at + IpPacket.IPV6_SOURCE, packet, packet.position() + IpPacket.IPV6_DESTINATION, 16);
      reply.put(
          at + IpPacket.IPV6_DESTINATION, packet, packet.position() + IpPacket.IPV6_SOURCE, 16);
    }
    return true;
  }
}
