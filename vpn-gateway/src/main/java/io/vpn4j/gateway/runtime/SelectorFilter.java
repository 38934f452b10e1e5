package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.packet.IpPacket;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whether an inner packet is within the traffic selectors of its Child SA (RFC 4301 section 5).
 *
 * <p>Addresses are checked; selectors narrowed to a protocol or to ports, which AWS never
 * negotiates, are checked by their addresses only.
 */
final class SelectorFilter {
  private final List<TrafficSelector> local;
  private final List<TrafficSelector> peer;

  /** All of IPv4 on both sides, as AWS has it by default: nothing to look at but the version. */
  private final boolean anyIpv4;

  SelectorFilter(ChildSa child) {
    this.local = child.localSelectors();
    this.peer = child.peerSelectors();
    this.anyIpv4 =
        local.contains(TrafficSelector.anyIpv4()) && peer.contains(TrafficSelector.anyIpv4());
  }

  /** Whether a packet from the peer may come in. */
  boolean allowsInbound(ByteBuffer packet) {
    return allows(packet, peer, local);
  }

  /** Whether a packet to the peer may go out. */
  boolean allowsOutbound(ByteBuffer packet) {
    return allows(packet, local, peer);
  }

  private boolean allows(
      ByteBuffer packet, List<TrafficSelector> source, List<TrafficSelector> destination) {
    if (IpPacket.version(packet) == 4) {
      return anyIpv4
          || (contains(source, new Ipv4Address(IpPacket.ipv4Source(packet)))
              && contains(destination, new Ipv4Address(IpPacket.ipv4Destination(packet))));
    }
    return contains(
            source,
            new Ipv6Address(IpPacket.ipv6SourceHigh(packet), IpPacket.ipv6SourceLow(packet)))
        && contains(
            destination,
            new Ipv6Address(
                IpPacket.ipv6DestinationHigh(packet), IpPacket.ipv6DestinationLow(packet)));
  }

  private static boolean contains(List<TrafficSelector> selectors, IpAddress address) {
    for (TrafficSelector selector : selectors) {
      if (selector.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
