package io.vpn4j.esp.mtu;

import io.vpn4j.esp.ip.InternetChecksum;
import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import io.vpn4j.esp.ip.NetworkOrder;
import java.nio.ByteBuffer;

/**
 * Lowers the MSS option of TCP segments with SYN, so that neither end of a connection through a
 * tunnel sends what does not fit: for paths on which ICMP does not come back (RFC 4459 section
 * 3.2).
 *
 * <p>The option is only ever lowered, and never put where there is none (RFC 9293 section 3.7.1:
 * then 536 octets, or 1220 over IPv6, are assumed). If the options are malformed anywhere nothing
 * is changed. The TCP checksum is brought up to date from old and new value (RFC 1624): one that
 * was wrong stays wrong.
 *
 * <p>Works in place on IPv4 with any options and IPv6 with any extension headers but an
 * authentication header, for any octets, and allocates nothing. One thread at a time.
 */
public final class TcpMssClamp {
  private static final int MIN_TCP_OCTETS = 20;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int CHECKSUM = 16;
  private static final int SYN = 2;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;
  private static final int MSS_OCTETS = 4;

  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** A clamp that has seen no packet yet. */
  public TcpMssClamp() {}

  /**
   * Whether {@link #clamp} would change the packet: for a caller that must copy it first.
   *
   * @param packet from position to limit; both stay
   * @param ipv4Mss the most over IPv4: see {@link TunnelEncapsulation#mssIpv4}
   * @param ipv6Mss the most over IPv6
   */
  public boolean exceeds(ByteBuffer packet, int ipv4Mss, int ipv6Mss) {
    int segmentAt = synAt(packet);
    return segmentAt >= 0
        && options(packet, segmentAt, most(packet, ipv4Mss, ipv6Mss), /* write= */ false);
  }

  /**
   * Lowers every MSS option of the packet that is higher.
   *
   * @param packet from position to limit; both stay
   * @param ipv4Mss the most over IPv4, 0 to 65535: see {@link TunnelEncapsulation#mssIpv4}
   * @param ipv6Mss the most over IPv6, 0 to 65535
   * @return whether it was changed
   */
  public boolean clamp(ByteBuffer packet, int ipv4Mss, int ipv6Mss) {
    int segmentAt = synAt(packet);
    if (segmentAt < 0) {
      return false;
    }
    int most = most(packet, ipv4Mss, ipv6Mss);
    // Walked first without writing: options that are malformed further on are left as they are.
    return options(packet, segmentAt, most, /* write= */ false)
        && options(packet, segmentAt, most, /* write= */ true);
  }

  private static int most(ByteBuffer packet, int ipv4Mss, int ipv6Mss) {
    return IpPacket.isIpv4(packet, packet.position()) ? ipv4Mss : ipv6Mss;
  }

  /** The index of a TCP header with SYN that is whole with its options; -1 if there is none. */
  private int synAt(ByteBuffer packet) {
    int at = packet.position();
    if (IpPacket.check(packet, at) != IpPacket.Check.OK) {
      return -1;
    }
    int segmentAt = IpPacket.isIpv4(packet, at) ? ipv4TcpAt(packet, at) : ipv6TcpAt(packet, at);
    if (segmentAt < 0) {
      return -1;
    }
    int octets = at + IpPacket.totalOctets(packet, at) - segmentAt;
    if (octets < MIN_TCP_OCTETS || (NetworkOrder.u8(packet, segmentAt + FLAGS) & SYN) == 0) {
      return -1;
    }
    int header = headerOctets(packet, segmentAt);
    return header < MIN_TCP_OCTETS || header > octets ? -1 : segmentAt;
  }

  private static int ipv4TcpAt(ByteBuffer packet, int at) {
    boolean first = Ipv4Header.fragmentOffsetOctets(packet, at) == 0;
    return first && Ipv4Header.protocol(packet, at) == IpProtocol.TCP
        ? at + Ipv4Header.headerOctets(packet, at)
        : -1;
  }

  private int ipv6TcpAt(ByteBuffer packet, int at) {
    boolean complete = chain.read(packet, at) == Ipv6HeaderChain.Result.COMPLETE;
    // RFC 4302 section 3.3.3: a change behind an authentication header would break its ICV.
    return complete && chain.protocol() == IpProtocol.TCP && !chain.isAuthenticated()
        ? chain.protocolAt()
        : -1;
  }

  private static int headerOctets(ByteBuffer packet, int segmentAt) {
    return (NetworkOrder.u8(packet, segmentAt + DATA_OFFSET) >>> 4) * 4;
  }

  /**
   * Walks the options (RFC 9293 section 3.1).
   *
   * @return whether all are well-formed and an MSS among them is higher than {@code most}
   */
  private static boolean options(ByteBuffer packet, int segmentAt, int most, boolean write) {
    int end = segmentAt + headerOctets(packet, segmentAt);
    int at = segmentAt + MIN_TCP_OCTETS;
    boolean higher = false;
    while (at < end) {
      int kind = NetworkOrder.u8(packet, at);
      if (kind == END_OF_OPTIONS) {
        break;
      }
      if (kind == NO_OPERATION) {
        at++;
        continue;
      }
      int octets = at + 1 < end ? NetworkOrder.u8(packet, at + 1) : 0;
      if (octets < 2 || octets > end - at || (kind == MSS && octets != MSS_OCTETS)) {
        return false;
      }
      if (kind == MSS && NetworkOrder.u16(packet, at + 2) > most) {
        higher = true;
        if (write) {
          replace(packet, segmentAt, at + 2, most);
        }
      }
      at += octets;
    }
    return higher;
  }

  private static void replace(ByteBuffer packet, int segmentAt, int valueAt, int value) {
    int before = NetworkOrder.u16(packet, valueAt);
    NetworkOrder.putU16(packet, valueAt, value);
    int checksum = NetworkOrder.u16(packet, segmentAt + CHECKSUM);
    // At an odd place the value lies across two words: the low octet of one, the high octet of the
    // next. To the sum that is one word with its octets swapped (RFC 1071 section 2, part B).
    boolean odd = (valueAt - segmentAt & 1) != 0;
    NetworkOrder.putU16(
        packet,
        segmentAt + CHECKSUM,
        odd
            ? InternetChecksum.update(checksum, swap(before), swap(value))
            : InternetChecksum.update(checksum, before, value));
  }

  private static int swap(int word) {
    return (word & 0xff) << 8 | word >>> 8;
  }
}
