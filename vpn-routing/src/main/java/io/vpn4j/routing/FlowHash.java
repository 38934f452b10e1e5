package io.vpn4j.routing;

import java.nio.ByteBuffer;

/**
 * A number for the flow that a packet belongs to: of source, destination, protocol and ports.
 *
 * <p>The words are folded in by the finalizer of MurmurHash3's 128-bit variant (two multiplications
 * and three shifts, a bijection of 64 bits in which every input bit changes every output bit with a
 * probability near one half). The result is the same on every machine and in every version of this
 * library. It is no secret and no defence: who chooses ports can choose the path. The hash depends
 * on direction, as the two directions of a flow need not take one path.
 *
 * <p>The {@code seed} sets routers apart: two in a row with one seed would hash alike, and the
 * second would find all its flows on one next hop.
 *
 * @see <a href="https://github.com/aappleby/smhasher/wiki/MurmurHash3">MurmurHash3</a>
 */
public final class FlowHash {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SCTP = 132;

  // RFC 8200 4.1: headers that may stand between the IPv6 header and the transport's.
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION_OPTIONS = 60;

  private FlowHash() {}

  /**
   * The hash of an IPv4 flow.
   *
   * @param ports source port in the upper 16 bits, destination port in the lower; 0 for a protocol
   *     without ports and for every fragment, the first included, as the others have none
   */
  public static int ipv4(int source, int destination, int protocol, int ports, long seed) {
    long hash = mix(seed ^ ((long) source << 32 | (destination & 0xffff_ffffL)));
    return (int) (mix(hash ^ transport(protocol, ports)) >>> 32);
  }

  /** The hash of an IPv6 flow; {@code ports} as for IPv4. */
  public static int ipv6(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int ports,
      long seed) {
    long hash = mix(seed ^ sourceHigh);
    hash = mix(hash ^ sourceLow);
    hash = mix(hash ^ destinationHigh);
    hash = mix(hash ^ destinationLow);
    return (int) (mix(hash ^ transport(protocol, ports)) >>> 32);
  }

  /**
   * The hash of the flow of an IP packet, of which the buffer's position does not move.
   *
   * <p>Ports are those of TCP, UDP and SCTP. All fragments of a datagram have one hash.
   *
   * @param packet from its position to its limit, in network order; what is no whole IP header has
   *     the hash of nothing, as it will not be forwarded
   */
  public static int ofPacket(ByteBuffer packet, long seed) {
    int at = packet.position();
    int length = packet.remaining();
    int version = length == 0 ? 0 : packet.get(at) >>> 4 & 0xf;
    if (version == 4 && length >= IPV4_HEADER) {
      return ofIpv4(packet, at, seed);
    }
    if (version == 6 && length >= IPV6_HEADER) {
      return ofIpv6(packet, at, seed);
    }
    return (int) (mix(seed) >>> 32);
  }

  private static int ofIpv4(ByteBuffer packet, int at, long seed) {
    int protocol = packet.get(at + 9) & 0xff;
    // RFC 791 3.1: more fragments, or an offset.
    boolean fragment = (u16(packet, at + 6) & 0x3fff) != 0;
    int header = (packet.get(at) & 0xf) * 4;
    int ports = fragment ? 0 : ports(packet, at + Math.max(header, IPV4_HEADER), protocol);
    return ipv4(i32(packet, at + 12), i32(packet, at + 16), protocol, ports, seed);
  }

  private static int ofIpv6(ByteBuffer packet, int at, long seed) {
    int next = packet.get(at + 6) & 0xff;
    int offset = at + IPV6_HEADER;
    boolean fragment = false;
    while (isBeforeTransport(next) && offset + 8 <= packet.limit()) {
      boolean fixed = next == FRAGMENT;
      // RFC 8200 4.5: an offset or more fragments; alone it is an atomic fragment, RFC 6946.
      fragment |= fixed && (u16(packet, offset + 2) & 0xfff9) != 0;
      next = packet.get(offset) & 0xff;
      offset += fixed ? 8 : ((packet.get(offset + 1) & 0xff) + 1) * 8;
      if (fragment) {
        // What follows stands in the first fragment only.
        break;
      }
    }
    return ipv6(
        i64(packet, at + 8),
        i64(packet, at + 16),
        i64(packet, at + 24),
        i64(packet, at + 32),
        next,
        fragment ? 0 : ports(packet, offset, next),
        seed);
  }

  private static boolean isBeforeTransport(int next) {
    return next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION_OPTIONS;
  }

  private static int ports(ByteBuffer packet, int at, int protocol) {
    boolean has = protocol == TCP || protocol == UDP || protocol == SCTP;
    return has && at + 4 <= packet.limit() ? i32(packet, at) : 0;
  }

  private static long transport(int protocol, int ports) {
    return (long) protocol << 32 | (ports & 0xffff_ffffL);
  }

  // By octets, whatever the order of the buffer.
  private static int u16(ByteBuffer packet, int at) {
    return (packet.get(at) & 0xff) << 8 | (packet.get(at + 1) & 0xff);
  }

  private static int i32(ByteBuffer packet, int at) {
    return u16(packet, at) << 16 | u16(packet, at + 2);
  }

  private static long i64(ByteBuffer packet, int at) {
    return (long) i32(packet, at) << 32 | (i32(packet, at + 4) & 0xffff_ffffL);
  }

  /** MurmurHash3's fmix64. */
  static long mix(long value) {
    long x = value;
    x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
    x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
    return x ^ x >>> 33;
  }
}
