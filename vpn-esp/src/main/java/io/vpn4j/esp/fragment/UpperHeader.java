package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.ip.NetworkOrder.u8;

import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import java.nio.ByteBuffer;

/** How much of a packet its first fragment must hold, so that filters see what they look for. */
final class UpperHeader {
  private static final int TCP_OCTETS = 20;
  private static final int TCP_DATA_OFFSET = 12;

  private UpperHeader() {}

  /** Octets of the fixed header of a protocol; 0 if it is not known. */
  static int minOctets(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> TCP_OCTETS;
      case IpProtocol.SCTP, IpProtocol.DCCP -> 12;
      case IpProtocol.UDP, IpProtocol.ESP, IpProtocol.ICMP -> 8;
      case IpProtocol.ICMPV6 -> 4;
      default -> 0;
    };
  }

  /**
   * Where the header chain of an IPv6 packet ends, upper header and TCP options included (RFC 7112
   * section 3).
   *
   * @param chain after a walk that was complete
   * @param end behind the octets that are there
   * @return an index, beyond {@code end} if they are not all there
   */
  static int chainEnd(ByteBuffer packet, Ipv6HeaderChain chain, int end) {
    int octets = minOctets(chain.protocol());
    if (chain.protocol() == IpProtocol.TCP && end - chain.protocolAt() >= TCP_OCTETS) {
      octets = Math.max(octets, (u8(packet, chain.protocolAt() + TCP_DATA_OFFSET) >>> 4) * 4);
    }
    return chain.protocolAt() + octets;
  }
}
