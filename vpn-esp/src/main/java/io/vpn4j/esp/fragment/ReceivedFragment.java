package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.ip.NetworkOrder.u8;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.Ipv6HeaderChain;
import java.nio.ByteBuffer;

/** A fragment as it lies in the caller's buffer; read anew for every packet. */
final class ReceivedFragment {
  private static final int UNIT_OCTETS = 8;
  private static final int MAX_OCTETS = 0xffff;

  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();
  private ByteBuffer packet;
  private int at;
  private boolean ipv4;
  private int headOctets;
  private int dataAt;
  private int dataOctets;
  private int offset;
  private boolean more;

  /**
   * Reads a packet.
   *
   * @return {@code STORED} for a fragment that may be kept, {@code COMPLETE} for an IPv6 packet
   *     that has a fragment header and is whole, {@code NOT_A_FRAGMENT}, or why it is dropped
   */
  ReassemblyResult read(ByteBuffer packet, int at) {
    if (IpPacket.check(packet, at) != IpPacket.Check.OK) {
      return ReassemblyResult.MALFORMED;
    }
    this.packet = packet;
    this.at = at;
    this.ipv4 = IpPacket.isIpv4(packet, at);
    return ipv4 ? readIpv4() : readIpv6();
  }

  private ReassemblyResult readIpv4() {
    if (!Ipv4Header.isFragment(packet, at)) {
      return ReassemblyResult.NOT_A_FRAGMENT;
    }
    if (!Ipv4Header.checksumHolds(packet, at)) {
      return ReassemblyResult.MALFORMED;
    }
    headOctets = Ipv4Header.headerOctets(packet, at);
    dataAt = at + headOctets;
    dataOctets = Ipv4Header.totalOctets(packet, at) - headOctets;
    offset = Ipv4Header.fragmentOffsetOctets(packet, at);
    more = Ipv4Header.moreFragments(packet, at);
    ReassemblyResult lengths = checkLengths(headOctets);
    return lengths == ReassemblyResult.STORED
            && offset == 0
            && dataOctets < UpperHeader.minOctets(Ipv4Header.protocol(packet, at))
        ? ReassemblyResult.TINY_FIRST
        : lengths;
  }

  private ReassemblyResult readIpv6() {
    Ipv6HeaderChain.Result walked = chain.read(packet, at);
    if (chain.fragmentHeaderAt() < 0) {
      return ReassemblyResult.NOT_A_FRAGMENT;
    }
    if (walked == Ipv6HeaderChain.Result.MISPLACED || walked == Ipv6HeaderChain.Result.TOO_MANY) {
      return ReassemblyResult.MALFORMED;
    }
    int end = at + Ipv6Header.totalOctets(packet, at);
    headOctets = chain.fragmentHeaderAt() - at;
    dataAt = chain.fragmentHeaderAt() + Ipv6Header.FRAGMENT_OCTETS;
    dataOctets = end - dataAt;
    offset = Ipv6Header.fragmentOffsetOctets(packet, chain.fragmentHeaderAt());
    more = Ipv6Header.moreFragments(packet, chain.fragmentHeaderAt());
    if (offset == 0 && !more) {
      return ReassemblyResult.COMPLETE;
    }
    ReassemblyResult lengths = checkLengths(headOctets - Ipv6Header.OCTETS);
    return lengths == ReassemblyResult.STORED && offset == 0 && !holdsAllHeaders(walked, end)
        ? ReassemblyResult.TINY_FIRST
        : lengths;
  }

  private boolean holdsAllHeaders(Ipv6HeaderChain.Result walked, int end) {
    return walked == Ipv6HeaderChain.Result.COMPLETE
        && UpperHeader.chainEnd(packet, chain, end) <= end;
  }

  /** {@code before}: the octets before the payload that count for the length field. */
  private ReassemblyResult checkLengths(int before) {
    if (dataOctets == 0 || (more && dataOctets % UNIT_OCTETS != 0)) {
      return ReassemblyResult.BAD_LENGTH;
    }
    return before + offset + dataOctets > MAX_OCTETS
        ? ReassemblyResult.TOO_LONG
        : ReassemblyResult.STORED;
  }

  boolean ipv4() {
    return ipv4;
  }

  boolean more() {
    return more;
  }

  int offset() {
    return offset;
  }

  int end() {
    return offset + dataOctets;
  }

  int dataOctets() {
    return dataOctets;
  }

  /** The octets before the payload, fragment header not counted. */
  int headOctets() {
    return headOctets;
  }

  int ecn() {
    return IpPacket.ecn(packet, at);
  }

  byte[] data() {
    byte[] data = new byte[dataOctets];
    packet.get(dataAt, data);
    return data;
  }

  boolean hasData(byte[] data) {
    return data.length == dataOctets
        && packet.slice(dataAt, dataOctets).equals(ByteBuffer.wrap(data));
  }

  /**
   * A copy of the octets before the payload; in IPv6 they announce what the fragment header did.
   */
  byte[] head() {
    byte[] head = new byte[headOctets];
    packet.get(at, head);
    if (!ipv4) {
      head[chain.fragmentNextHeaderAt() - at] = (byte) u8(packet, chain.fragmentHeaderAt());
    }
    return head;
  }

  int keyProtocol() {
    return ipv4 ? Ipv4Header.protocol(packet, at) : 0;
  }

  int identification() {
    return ipv4
        ? Ipv4Header.identification(packet, at)
        : Ipv6Header.fragmentIdentification(packet, chain.fragmentHeaderAt());
  }

  long sourceHigh() {
    return ipv4 ? Ipv4Header.source(packet, at) : Ipv6Header.sourceHigh(packet, at);
  }

  long sourceLow() {
    return ipv4 ? 0 : Ipv6Header.sourceLow(packet, at);
  }

  long destinationHigh() {
    return ipv4 ? Ipv4Header.destination(packet, at) : Ipv6Header.destinationHigh(packet, at);
  }

  long destinationLow() {
    return ipv4 ? 0 : Ipv6Header.destinationLow(packet, at);
  }

  /** Lets go of the caller's memory. */
  void clear() {
    packet = null;
  }
}
