package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.ip.NetworkOrder.putU16;
import static io.vpn4j.esp.ip.NetworkOrder.putU8;
import static io.vpn4j.esp.ip.NetworkOrder.u8;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/**
 * Cuts a packet that is longer than an MTU into fragments, one at a time, into the caller's buffer.
 *
 * <pre>
 *   if (fragmenter.startIpv4(packet, at, mtu, id, false) == Fragmenter.Result.READY) {
 *     while (fragmenter.hasNext()) {
 *       fragmenter.next(out.clear());
 *       send(out.flip());
 *     }
 *   }
 * </pre>
 *
 * <p>One object serves for any number of packets, one after the other, and allocates nothing. The
 * packet must stay as it is until its last fragment was made. All fragments but the last are as
 * long as the MTU and units of 8 octets allow.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.2">RFC 791 section 3.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-4.5">RFC 8200 section 4.5</a>
 */
public final class Fragmenter {
  /** What {@code start...} finds. */
  public enum Result {
    /** There are fragments to take. */
    READY,
    /** The packet is no longer than the MTU: to be sent as it is. */
    FITS,
    /** DF is set: to be answered with "fragmentation needed" (RFC 792, RFC 1191). */
    DONT_FRAGMENT,
    /** An MTU below 68 (RFC 791 section 3.2) or, for IPv6, 1280 (RFC 8200 section 5). */
    MTU_TOO_SMALL,
    /** The first fragment would not hold all headers (RFC 7112 section 5, RFC 1858 section 3). */
    HEADERS_TOO_LONG,
    /** A fragment of IPv6, which is not to be fragmented again. */
    ALREADY_A_FRAGMENT,
    /**
     * No whole packet of this version; an IPv4 header checksum that does not hold, options or a
     * header chain that are broken, or a fragment that reaches beyond 65,535 octets.
     */
    MALFORMED
  }

  /** The MTU that every IPv4 link has at least (RFC 791 section 3.2). */
  public static final int MIN_IPV4_MTU = 68;

  private static final int UNIT_OCTETS = 8;
  private static final int OPTION_COPIED = 0x80;
  private static final int OPTION_END = 0;
  private static final int OPTION_NO_OPERATION = 1;

  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** The IPv4 header of all fragments but the first; its length is a multiple of 4. */
  private final ByteBuffer laterHeader = ByteBuffer.allocate(Ipv4Header.MAX_OCTETS);

  private ByteBuffer packet;
  private int at;
  private boolean ipv4;
  private int mtu;
  private int identification;

  /** Octets of what comes before the payload in the next fragment, and in those after it. */
  private int headOctets;

  private int laterHeadOctets;

  /** The first octet of the payload that is left, and behind its last. */
  private int from;

  private int end;

  /** Where the payload that is left belongs in that of the whole packet, in octets. */
  private int offset;

  /** Whether others come after the last fragment, since the packet is a fragment itself. */
  private boolean moreBehind;

  /** A fragmenter without a packet. */
  public Fragmenter() {}

  /**
   * Begins with an IPv4 packet, which may be a fragment itself.
   *
   * @param packet with a packet whose first octet is at the absolute index {@code at}
   * @param mtu the longest fragment, header included
   * @param newIdentification for the fragments of a packet that has none, 0 to 65,535: one whose
   *     identification is 0, or whose DF said that it means nothing (RFC 6864 section 4.1). Must
   *     not repeat for source, destination and protocol while fragments are under way
   * @param overrideDontFragment whether to fragment a packet with DF, and clear DF in its fragments
   */
  public Result startIpv4(
      ByteBuffer packet, int at, int mtu, int newIdentification, boolean overrideDontFragment) {
    from = end; // nothing to take, unless this is ready
    if (IpPacket.check(packet, at) != IpPacket.Check.OK || !IpPacket.isIpv4(packet, at)) {
      return Result.MALFORMED;
    }
    int total = Ipv4Header.totalOctets(packet, at);
    if (total <= mtu) {
      return Result.FITS;
    }
    boolean dontFragment = Ipv4Header.dontFragment(packet, at);
    if (dontFragment && !overrideDontFragment) {
      return Result.DONT_FRAGMENT;
    }
    if (mtu < MIN_IPV4_MTU) {
      return Result.MTU_TOO_SMALL;
    }
    int header = Ipv4Header.headerOctets(packet, at);
    int payload = total - header;
    int packetOffset = Ipv4Header.fragmentOffsetOctets(packet, at);
    boolean more = Ipv4Header.moreFragments(packet, at);
    if (!Ipv4Header.checksumHolds(packet, at)
        || header + packetOffset + payload > Ipv4Header.MAX_TOTAL_OCTETS
        || (more && payload % UNIT_OCTETS != 0)
        || !makeLaterHeader(packet, at, header)) {
      return Result.MALFORMED;
    }
    int firstPayload = (mtu - header) / UNIT_OCTETS * UNIT_OCTETS;
    if (packetOffset == 0
        && firstPayload < UpperHeader.minOctets(Ipv4Header.protocol(packet, at))) {
      return Result.HEADERS_TOO_LONG;
    }
    boolean fragment = packetOffset != 0 || more;
    int old = Ipv4Header.identification(packet, at);
    this.identification =
        !fragment && (dontFragment || old == 0) ? newIdentification & 0xffff : old;
    this.packet = packet;
    this.at = at;
    this.ipv4 = true;
    this.mtu = mtu;
    this.headOctets = header;
    this.laterHeadOctets = laterHeader.limit();
    this.from = at + header;
    this.end = at + total;
    this.offset = packetOffset;
    this.moreBehind = more;
    return Result.READY;
  }

  /**
   * Copies the header with those options only that say so (RFC 791 section 3.1); pads with zeros,
   * which is the option that ends the list.
   *
   * @return whether the lengths of the options hold
   */
  private boolean makeLaterHeader(ByteBuffer packet, int at, int header) {
    laterHeader.clear();
    laterHeader.put(0, packet, at, Ipv4Header.MIN_OCTETS).position(Ipv4Header.MIN_OCTETS);
    int i = at + Ipv4Header.MIN_OCTETS;
    int optionsEnd = at + header;
    while (i < optionsEnd && u8(packet, i) != OPTION_END) {
      int octets = 1;
      if (u8(packet, i) != OPTION_NO_OPERATION) {
        octets = i + 1 < optionsEnd ? u8(packet, i + 1) : 0;
        if (octets < 2 || octets > optionsEnd - i) {
          return false;
        }
      }
      if ((u8(packet, i) & OPTION_COPIED) != 0) {
        laterHeader.put(laterHeader.position(), packet, i, octets);
        laterHeader.position(laterHeader.position() + octets);
      }
      i += octets;
    }
    while (laterHeader.position() % 4 != 0) {
      laterHeader.put((byte) OPTION_END);
    }
    laterHeader.flip();
    putU8(laterHeader, 0, 0x40 | (laterHeader.limit() / 4));
    return true;
  }

  /**
   * Begins with an IPv6 packet, in the name of its source: a router may not fragment one.
   *
   * <p>The IPv6 header, and hop-by-hop options and everything up to a routing header if there are
   * such, are in every fragment; the rest is cut.
   *
   * @param packet with a packet whose first octet is at the absolute index {@code at}
   * @param mtu the longest fragment, headers included
   * @param identification of the fragments, 32 bits. Must not repeat for source and destination
   *     while fragments are under way, and should not be foreseen (RFC 7739)
   */
  public Result startIpv6(ByteBuffer packet, int at, int mtu, int identification) {
    from = end; // nothing to take, unless this is ready
    if (IpPacket.check(packet, at) != IpPacket.Check.OK || IpPacket.isIpv4(packet, at)) {
      return Result.MALFORMED;
    }
    int total = Ipv6Header.totalOctets(packet, at);
    if (total <= mtu) {
      return Result.FITS;
    }
    if (mtu < Ipv6Header.MIN_MTU) {
      return Result.MTU_TOO_SMALL;
    }
    Ipv6HeaderChain.Result walked = chain.read(packet, at);
    if (chain.fragmentHeaderAt() >= 0) {
      return Result.ALREADY_A_FRAGMENT;
    }
    int chainEnd = UpperHeader.chainEnd(packet, chain, at + total);
    if (walked != Ipv6HeaderChain.Result.COMPLETE || chainEnd > at + total) {
      return Result.MALFORMED;
    }
    int head = chain.perFragmentEnd() - at + Ipv6Header.FRAGMENT_OCTETS;
    int firstPayload = (mtu - head) / UNIT_OCTETS * UNIT_OCTETS;
    // The fragment header makes the packet longer: the payload is cut even if it is short.
    if (firstPayload < UNIT_OCTETS || chain.perFragmentEnd() + firstPayload < chainEnd) {
      return Result.HEADERS_TOO_LONG;
    }
    this.packet = packet;
    this.at = at;
    this.ipv4 = false;
    this.mtu = mtu;
    this.identification = identification;
    this.headOctets = head;
    this.laterHeadOctets = head;
    this.from = chain.perFragmentEnd();
    this.end = at + total;
    this.offset = 0;
    this.moreBehind = false;
    return Result.READY;
  }

  /** Whether a fragment is left to take. */
  public boolean hasNext() {
    return from < end;
  }

  /** The length of the next fragment, headers included; 0 if none is left. */
  public int nextOctets() {
    return hasNext() ? headOctets + nextPayloadOctets() : 0;
  }

  private int nextPayloadOctets() {
    int room = mtu - headOctets;
    int left = end - from;
    return left <= room ? left : room / UNIT_OCTETS * UNIT_OCTETS;
  }

  /**
   * Writes the next fragment at the position of {@code out}, and moves that behind it.
   *
   * @param out with room for {@link #nextOctets}, which the MTU always is; memory of its own
   * @return octets written; 0 if no fragment is left
   * @throws BufferOverflowException if there is less room; nothing is written then
   */
  public int next(ByteBuffer out) {
    if (!hasNext()) {
      return 0;
    }
    int payload = nextPayloadOctets();
    int octets = headOctets + payload;
    if (out.remaining() < octets) {
      throw new BufferOverflowException();
    }
    boolean more = moreBehind || from + payload < end;
    int to = out.position();
    if (ipv4) {
      putIpv4Header(out, to, octets, more);
    } else {
      putIpv6Headers(out, to, octets, more);
    }
    out.put(to + headOctets, packet, from, payload);
    out.position(to + octets);
    from += payload;
    offset += payload;
    headOctets = laterHeadOctets;
    if (!hasNext()) {
      packet = null; // the caller's memory, no longer needed
    }
    return octets;
  }

  private void putIpv4Header(ByteBuffer out, int to, int octets, boolean more) {
    boolean first = from == at + Ipv4Header.headerOctets(packet, at);
    if (first) {
      out.put(to, packet, at, headOctets);
    } else {
      out.put(to, laterHeader, 0, headOctets);
    }
    putU16(out, to + Ipv4Header.TOTAL_LENGTH, octets);
    putU16(out, to + Ipv4Header.IDENTIFICATION, identification);
    putU16(
        out,
        to + Ipv4Header.FLAGS_AND_OFFSET,
        (more ? Ipv4Header.MORE_FRAGMENTS : 0) | (offset / UNIT_OCTETS));
    Ipv4Header.putChecksum(out, to);
  }

  private void putIpv6Headers(ByteBuffer out, int to, int octets, boolean more) {
    int perFragmentOctets = headOctets - Ipv6Header.FRAGMENT_OCTETS;
    int nextHeaderAt = chain.perFragmentNextHeaderAt();
    out.put(to, packet, at, perFragmentOctets);
    putU16(out, to + Ipv6Header.PAYLOAD_LENGTH, octets - Ipv6Header.OCTETS);
    putU8(out, to + nextHeaderAt - at, IpProtocol.FRAGMENT);
    Ipv6Header.putFragmentHeader(
        out, to + perFragmentOctets, u8(packet, nextHeaderAt), offset, more, identification);
  }
}
