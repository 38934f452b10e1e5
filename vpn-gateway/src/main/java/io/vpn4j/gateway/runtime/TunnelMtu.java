package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.mtu.Fit;
import io.vpn4j.esp.mtu.PathMtu;
import io.vpn4j.esp.mtu.TunnelEncapsulation;
import io.vpn4j.esp.tunnel.DfRule;
import java.nio.ByteBuffer;

/**
 * How big packets may be in a pair of SAs, by its algorithms and the IP version outside.
 *
 * <p>The outer MTU is the one configured: a socket of the JVM is not told of the ICMP reports about
 * what it sent, and the operating system fragments what the path does not carry after all.
 */
final class TunnelMtu {
  /** An IPv6 header is so much longer than an IPv4 header. */
  private static final int IPV6_MORE_OCTETS = 20;

  private final EspSuite suite;
  private final PacketSizes sizes;
  private final PathMtu path;
  private final int ipv4Mss;
  private final int ipv6Mss;

  /** ESP is in UDP always: a JVM cannot send IP protocol 50. */
  TunnelMtu(EspSuite suite, boolean ipv6Outer, PacketSizes sizes) {
    this.suite = suite;
    this.sizes = sizes;
    int outerMtu = ipv6Outer ? Math.max(sizes.outerMtu(), Ipv6Header.MIN_MTU) : sizes.outerMtu();
    TunnelEncapsulation encapsulation = new TunnelEncapsulation(suite, ipv6Outer, /* udp= */ true);
    this.path =
        new PathMtu(encapsulation, sizes.clearDfBit() ? DfRule.CLEAR : DfRule.COPY, outerMtu);
    this.ipv4Mss = Math.min(sizes.tcpMssAdjustment(), encapsulation.mssIpv4(outerMtu));
    this.ipv6Mss =
        Math.max(
            0,
            Math.min(sizes.tcpMssAdjustment() - IPV6_MORE_OCTETS, encapsulation.mssIpv6(outerMtu)));
  }

  /** The same for a path of the other IP version, or of this one. */
  TunnelMtu over(boolean ipv6Outer) {
    return new TunnelMtu(suite, ipv6Outer, sizes);
  }

  /** What is to become of a packet. */
  Fit judge(ByteBuffer packet, long nowNanos) {
    return path.judge(packet, nowNanos);
  }

  /** What goes through whole: the length of a fragment. */
  int innerMtu(long nowNanos) {
    return path.innerMtu(nowNanos);
  }

  /** What to tell the sender of a packet that is too big. */
  int reportedMtu(boolean ipv4, long nowNanos) {
    return path.reportedMtu(ipv4, nowNanos);
  }

  /** The most that TCP over IPv4 may announce. */
  int ipv4Mss() {
    return ipv4Mss;
  }

  /** The most that TCP over IPv6 may announce. */
  int ipv6Mss() {
    return ipv6Mss;
  }
}
