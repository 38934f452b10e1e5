package io.vpn4j.esp.tunnel;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.nio.ByteBuffer;

/**
 * The time to live, or hop limit, of inner and outer packets (RFC 4301 section 5.1.2, note 2).
 *
 * <p>Who decrements the inner one: whoever forwards. A gateway that takes a packet from a network
 * and puts it into a tunnel calls {@link #forward} before it seals; the gateway at the other end
 * does so again after it has opened, if the packet is not for itself. The host at which a packet
 * begins or ends does not, and nothing in this module does so unasked. The outer one is made anew
 * for each packet ({@link #OUTER} unless told otherwise) and thrown away at the far end.
 */
public final class HopLimit {
  /** The outer hop limit unless the builder says otherwise: the IP default (RFC 1700). */
  public static final int OUTER = 64;

  private HopLimit() {}

  /**
   * Takes one from the hop limit of a packet that is forwarded, and brings the checksum of an IPv4
   * header up to date.
   *
   * @param packet from position to limit; both stay
   * @return whether it may go on. If not, nothing was changed: the limit is used up (the sender is
   *     owed an ICMP time exceeded), or there is no whole IP packet
   */
  public static boolean forward(ByteBuffer packet) {
    int at = packet.position();
    if (IpPacket.check(packet, at) != IpPacket.Check.OK) {
      return false;
    }
    int hopLimit = IpPacket.timeToLive(packet, at);
    if (hopLimit <= 1) {
      return false;
    }
    if (IpPacket.isIpv4(packet, at)) {
      Ipv4Header.putTimeToLive(packet, at, hopLimit - 1);
    } else {
      Ipv6Header.putHopLimit(packet, at, hopLimit - 1);
    }
    return true;
  }
}
