package io.vpn4j.esp.tunnel;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.NetworkOrder;
import java.nio.ByteBuffer;

/**
 * The flow label of an outer IPv6 header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6438#section-3">RFC 6438 section 3</a>
 */
public final class FlowLabelRule {
  /** No label: all packets of the tunnel look alike, and take one way of several equal ones. */
  public static final FlowLabelRule ZERO = new FlowLabelRule(false, 0);

  private static final int LABEL_BITS = 20;
  private static final int PORTS_OCTETS = 4;

  private final boolean hashed;
  private final long seed;

  private FlowLabelRule(boolean hashed, long seed) {
    this.hashed = hashed;
    this.seed = seed;
  }

  /**
   * A hash of the inner flow, so that routers spread flows over equal ways and keep each in order.
   * It tells the path how many flows there are, which {@link #ZERO} does not.
   *
   * <p>The inner flow is source, destination and flow label of an IPv6 packet that has one;
   * otherwise source, destination, protocol and, of a packet that is not a fragment and has them
   * directly behind the IP header, the ports.
   *
   * @param seed random and secret, so that labels cannot be foretold (RFC 6437 section 3)
   */
  public static FlowLabelRule hashed(long seed) {
    return new FlowLabelRule(true, seed);
  }

  /** The label, 20 bits, for a packet that {@link IpPacket#check} has found OK. */
  int outer(ByteBuffer inner, int at) {
    if (!hashed) {
      return 0;
    }
    long hash = IpPacket.isIpv4(inner, at) ? ipv4(inner, at) : ipv6(inner, at);
    int label = (int) (hash >>> (Long.SIZE - LABEL_BITS));
    // RFC 6437 section 2: zero says that there is no label.
    return label == 0 ? 1 : label;
  }

  private long ipv4(ByteBuffer inner, int at) {
    long hash = mix(seed, NetworkOrder.int64(inner, at + Ipv4Header.SOURCE));
    int protocol = Ipv4Header.protocol(inner, at);
    hash = mix(hash, protocol);
    return Ipv4Header.isFragment(inner, at)
        ? hash
        : mixPorts(hash, inner, at, Ipv4Header.headerOctets(inner, at), protocol);
  }

  private long ipv6(ByteBuffer inner, int at) {
    long hash = mix(seed, Ipv6Header.sourceHigh(inner, at));
    hash = mix(hash, Ipv6Header.sourceLow(inner, at));
    hash = mix(hash, Ipv6Header.destinationHigh(inner, at));
    hash = mix(hash, Ipv6Header.destinationLow(inner, at));
    int label = Ipv6Header.flowLabel(inner, at);
    if (label != 0) {
      return mix(hash, label);
    }
    int protocol = Ipv6Header.nextHeader(inner, at);
    return mixPorts(mix(hash, protocol), inner, at, Ipv6Header.OCTETS, protocol);
  }

  private static long mixPorts(long hash, ByteBuffer inner, int at, int offset, int protocol) {
    boolean present =
        hasPorts(protocol) && IpPacket.totalOctets(inner, at) - offset >= PORTS_OCTETS;
    return present ? mix(hash, NetworkOrder.int32(inner, at + offset)) : hash;
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.DCCP, IpProtocol.SCTP -> true;
      default -> false;
    };
  }

  /** The finisher of SplitMix64 over the running hash and a word: every bit reaches the top. */
  private static long mix(long hash, long word) {
    long mixed = (hash ^ word) + 0x9e37_79b9_7f4a_7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ mixed >>> 31;
  }
}
