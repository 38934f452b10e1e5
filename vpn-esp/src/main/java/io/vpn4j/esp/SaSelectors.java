package io.vpn4j.esp;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import io.vpn4j.esp.ip.NetworkOrder;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The traffic selectors of a pair of SAs: which packets may go through it (RFC 4301 sections 4.4.1
 * and 5.2).
 *
 * <p>A packet to this side is within if its source is in a range of the peer and its destination in
 * one of the local ranges; a packet to the peer the other way round. Ports that a packet does not
 * show, since it is a later fragment or its protocol has none, are within a range of all ports or
 * an {@linkplain SelectorRange#opaque opaque} one only (RFC 4301 section 7).
 */
public final class SaSelectors {
  private final SelectorRange[] local;
  private final SelectorRange[] peer;

  /** All of IPv4 both ways, as AWS has it by default: nothing to look at but the version. */
  private final boolean anyIpv4;

  /**
   * Selectors of both sides, as negotiated.
   *
   * @param local what this side may send from and receive to
   * @param peer what the peer may send from and receive to
   */
  public SaSelectors(List<SelectorRange> local, List<SelectorRange> peer) {
    this.local = local.toArray(SelectorRange[]::new);
    this.peer = peer.toArray(SelectorRange[]::new);
    this.anyIpv4 = hasAnyIpv4(local) && hasAnyIpv4(peer);
  }

  private static boolean hasAnyIpv4(List<SelectorRange> ranges) {
    return ranges.stream().anyMatch(SelectorRange::isAnyIpv4);
  }

  /**
   * Whether the packet at index {@code at} may come in from the peer.
   *
   * @param packet with a whole IP packet at {@code at} ({@link IpPacket#check} says {@code OK})
   */
  public boolean allowsInbound(ByteBuffer packet, int at) {
    return allows(packet, at, peer, local);
  }

  /** Whether the packet at index {@code at} may go out to the peer. */
  public boolean allowsOutbound(ByteBuffer packet, int at) {
    return allows(packet, at, local, peer);
  }

  private boolean allows(
      ByteBuffer packet, int at, SelectorRange[] source, SelectorRange[] destination) {
    if (IpPacket.isIpv4(packet, at)) {
      return anyIpv4 || allowsIpv4(packet, at, source, destination);
    }
    return allowsIpv6(packet, at, source, destination);
  }

  private static boolean allowsIpv4(
      ByteBuffer packet, int at, SelectorRange[] source, SelectorRange[] destination) {
    int protocol = Ipv4Header.protocol(packet, at);
    boolean shown = Ipv4Header.fragmentOffsetOctets(packet, at) == 0;
    int upperAt = at + Ipv4Header.headerOctets(packet, at);
    int end = at + Ipv4Header.totalOctets(packet, at);
    return anyContains(
            source,
            true,
            0,
            Ipv4Header.source(packet, at) & 0xffff_ffffL,
            protocol,
            shown ? port(packet, upperAt, end, protocol, true) : SelectorRange.NO_PORT)
        && anyContains(
            destination,
            true,
            0,
            Ipv4Header.destination(packet, at) & 0xffff_ffffL,
            protocol,
            shown ? port(packet, upperAt, end, protocol, false) : SelectorRange.NO_PORT);
  }

  private static boolean allowsIpv6(
      ByteBuffer packet, int at, SelectorRange[] source, SelectorRange[] destination) {
    Ipv6HeaderChain chain = new Ipv6HeaderChain(); // never leaves: no object is made
    boolean shown = chain.read(packet, at) == Ipv6HeaderChain.Result.COMPLETE;
    int protocol = chain.protocol();
    int upperAt = chain.protocolAt();
    int end = at + Ipv6Header.totalOctets(packet, at);
    return anyContains(
            source,
            false,
            NetworkOrder.int64(packet, at + Ipv6Header.SOURCE),
            NetworkOrder.int64(packet, at + Ipv6Header.SOURCE + 8),
            protocol,
            shown ? port(packet, upperAt, end, protocol, true) : SelectorRange.NO_PORT)
        && anyContains(
            destination,
            false,
            NetworkOrder.int64(packet, at + Ipv6Header.DESTINATION),
            NetworkOrder.int64(packet, at + Ipv6Header.DESTINATION + 8),
            protocol,
            shown ? port(packet, upperAt, end, protocol, false) : SelectorRange.NO_PORT);
  }

  private static boolean anyContains(
      SelectorRange[] ranges, boolean ipv4, long high, long low, int protocol, int port) {
    for (SelectorRange range : ranges) {
      if (range.contains(ipv4, high, low, protocol, port)) {
        return true;
      }
    }
    return false;
  }

  /** Source or destination port; type and code of ICMP, which count for both (RFC 7296 3.13.1). */
  private static int port(ByteBuffer packet, int at, int end, int protocol, boolean source) {
    boolean icmp = protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
    boolean hasPorts =
        switch (protocol) {
          case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.DCCP -> true;
          default -> icmp;
        };
    int portAt = source || icmp ? at : at + 2;
    return hasPorts && end - portAt >= 2 ? NetworkOrder.u16(packet, portAt) : SelectorRange.NO_PORT;
  }

  @Override
  public String toString() {
    return "SaSelectors[local=" + List.of(local) + ", peer=" + List.of(peer) + "]";
  }
}
