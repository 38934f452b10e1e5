package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.ip.NetworkOrder.putU16;
import static io.vpn4j.esp.ip.NetworkOrder.u16;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The fragments of one datagram that have come so far, or the memory that it was discarded. */
final class PartialDatagram {
  private static final int UNKNOWN = -1;

  /** Octets with a place; pieces never overlap. */
  private static final class Piece {
    final int offset;
    final byte[] data;

    Piece(int offset, byte[] data) {
      this.offset = offset;
      this.data = data;
    }

    int end() {
      return offset + data.length;
    }
  }

  final DatagramKey key;
  final long sourceKey;
  final long startedNanos;
  private final List<Piece> pieces = new ArrayList<>(4);
  private byte[] head;
  private boolean ipv4;
  private int receivedOctets;
  private int end = UNKNOWN;
  private int ecnSeen;
  private int heldOctets = Reassembler.DATAGRAM_OCTETS;
  private boolean discarded;

  PartialDatagram(DatagramKey key, long sourceKey, long startedNanos) {
    this.key = key;
    this.sourceKey = sourceKey;
    this.startedNanos = startedNanos;
  }

  /** What this object takes in the account of the limits. */
  int heldOctets() {
    return heldOctets;
  }

  /** What a fragment adds to it. */
  static int octetsOf(ReceivedFragment fragment) {
    return Reassembler.FRAGMENT_OCTETS
        + fragment.dataOctets()
        + (fragment.offset() == 0 ? fragment.headOctets() : 0);
  }

  boolean isDiscarded() {
    return discarded;
  }

  boolean isComplete() {
    return receivedOctets == end;
  }

  /** Whether a fragment may be kept: {@code STORED}, or else why not. */
  ReassemblyResult judge(ReceivedFragment fragment, int maxFragments) {
    int next = indexBehind(fragment.offset());
    Piece before = next > 0 ? pieces.get(next - 1) : null;
    Piece after = next < pieces.size() ? pieces.get(next) : null;
    if (before != null
        && before.offset == fragment.offset()
        && fragment.hasData(before.data)
        && fragment.more() == (end != before.end())) {
      return ReassemblyResult.DUPLICATE;
    }
    if ((before != null && before.end() > fragment.offset())
        || (after != null && after.offset < fragment.end())) {
      return ReassemblyResult.OVERLAP;
    }
    boolean behindTheEnd = end != UNKNOWN && (fragment.end() > end || !fragment.more());
    boolean endBeforeOthers = !fragment.more() && after != null;
    if (behindTheEnd || endBeforeOthers) {
      return ReassemblyResult.CONTRADICTION;
    }
    return pieces.size() == maxFragments
        ? ReassemblyResult.TOO_MANY_FRAGMENTS
        : ReassemblyResult.STORED;
  }

  /**
   * The index of the first piece whose offset is greater; from the end, since most come in order.
   */
  private int indexBehind(int offset) {
    if (pieces.isEmpty() || pieces.get(pieces.size() - 1).offset <= offset) {
      return pieces.size();
    }
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pieces.get(middle).offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Keeps a fragment that was judged to be kept. */
  void store(ReceivedFragment fragment) {
    pieces.add(indexBehind(fragment.offset()), new Piece(fragment.offset(), fragment.data()));
    receivedOctets += fragment.dataOctets();
    ecnSeen |= 1 << fragment.ecn();
    heldOctets += octetsOf(fragment);
    if (!fragment.more()) {
      end = fragment.end();
    }
    if (fragment.offset() == 0) {
      head = fragment.head();
      ipv4 = fragment.ipv4();
    }
  }

  /** Forgets the fragments, and remembers that those to come are to be dropped. */
  void discard() {
    discarded = true;
    pieces.clear();
    head = null;
    heldOctets = Reassembler.DATAGRAM_OCTETS;
  }

  /** Whether congestion was marked on some and others could not be marked. */
  boolean hasEcnContradiction() {
    return sawEcn(IpPacket.ECN_CE) && sawEcn(IpPacket.ECN_NOT_ECT);
  }

  private boolean sawEcn(int ecn) {
    return (ecnSeen & 1 << ecn) != 0;
  }

  /** Whether header and payload are within the longest packet, whichever fragment came first. */
  boolean isTooLong() {
    return end + head.length - (ipv4 ? 0 : Ipv6Header.OCTETS) > 0xffff;
  }

  /** The length of the whole packet; for a complete one. */
  int totalOctets() {
    return head.length + end;
  }

  /** Writes the whole packet at the position of {@code out}. */
  void assemble(ByteBuffer out) {
    int at = out.position();
    out.put(head);
    for (Piece piece : pieces) {
      out.put(piece.data);
    }
    if (ipv4) {
      int dontFragment = u16(out, at + Ipv4Header.FLAGS_AND_OFFSET) & Ipv4Header.DONT_FRAGMENT;
      putU16(out, at + Ipv4Header.TOTAL_LENGTH, totalOctets());
      putU16(out, at + Ipv4Header.FLAGS_AND_OFFSET, dontFragment);
      Ipv4Header.putChecksum(out, at);
    } else {
      putU16(out, at + Ipv6Header.PAYLOAD_LENGTH, totalOctets() - Ipv6Header.OCTETS);
    }
    IpPacket.putTrafficClass(
        out, at, (IpPacket.trafficClass(out, at) & ~IpPacket.ECN_MASK) | ecn(out, at));
  }

  /**
   * RFC 3168 section 5.3: congestion that was marked stays so. Of a mix without such a mark the RFC
   * leaves the choice; not ECN-capable is the one that no router will mark.
   */
  private int ecn(ByteBuffer out, int at) {
    if (sawEcn(IpPacket.ECN_CE)) {
      return IpPacket.ECN_CE;
    }
    return sawEcn(IpPacket.ECN_NOT_ECT) ? IpPacket.ECN_NOT_ECT : IpPacket.ecn(out, at);
  }
}
