package io.vpn4j.esp.fragment;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of reassembly, an octet at a time, without limits and time: for fragments that {@link
 * FragmentFixtures#fragment} makes.
 */
final class ReferenceReassembler {
  private static final class Fragment {
    final byte[] packet;
    final int header;
    final int offset;
    final boolean more;
    final byte[] data;

    Fragment(byte[] packet) {
      ByteBuffer buffer = ByteBuffer.wrap(packet);
      boolean ipv4 = IpPacket.isIpv4(buffer, 0);
      this.packet = packet;
      this.header = ipv4 ? Ipv4Header.MIN_OCTETS : Ipv6Header.OCTETS;
      this.offset =
          ipv4
              ? Ipv4Header.fragmentOffsetOctets(buffer, 0)
              : Ipv6Header.fragmentOffsetOctets(buffer, header);
      this.more =
          ipv4 ? Ipv4Header.moreFragments(buffer, 0) : Ipv6Header.moreFragments(buffer, header);
      this.data = Arrays.copyOfRange(packet, ipv4 ? header : header + 8, packet.length);
    }

    int end() {
      return offset + data.length;
    }

    boolean sameAs(Fragment other) {
      return offset == other.offset && more == other.more && Arrays.equals(data, other.data);
    }
  }

  private static final class Datagram {
    final List<Fragment> fragments = new ArrayList<>();
    boolean discarded;
  }

  private final Map<String, Datagram> datagrams = new HashMap<>();
  private Optional<byte[]> whole = Optional.empty();

  /** The packet of the latest result, if that was {@code COMPLETE}. */
  Optional<byte[]> whole() {
    return whole;
  }

  ReassemblyResult add(String key, byte[] packet) {
    whole = Optional.empty();
    Datagram datagram = datagrams.computeIfAbsent(key, k -> new Datagram());
    if (datagram.discarded) {
      return ReassemblyResult.DISCARDED;
    }
    Fragment fragment = new Fragment(packet);
    ReassemblyResult result = judge(datagram, fragment);
    if (result == ReassemblyResult.STORED) {
      datagram.fragments.add(fragment);
      result = complete(datagram);
    }
    if (result == ReassemblyResult.COMPLETE) {
      datagrams.remove(key);
    }
    datagram.discarded = result.isDrop();
    return result;
  }

  private static ReassemblyResult judge(Datagram datagram, Fragment fragment) {
    for (Fragment other : datagram.fragments) {
      if (other.sameAs(fragment)) {
        return ReassemblyResult.DUPLICATE;
      }
    }
    for (Fragment other : datagram.fragments) {
      for (int i = other.offset; i < other.end(); i++) {
        if (i >= fragment.offset && i < fragment.end()) {
          return ReassemblyResult.OVERLAP;
        }
      }
    }
    for (Fragment other : datagram.fragments) {
      if ((!other.more && (!fragment.more || fragment.end() > other.end()))
          || (!fragment.more && other.end() > fragment.end())) {
        return ReassemblyResult.CONTRADICTION;
      }
    }
    return ReassemblyResult.STORED;
  }

  private ReassemblyResult complete(Datagram datagram) {
    int end = -1;
    int octets = 0;
    boolean[] ecn = new boolean[4];
    for (Fragment fragment : datagram.fragments) {
      octets += fragment.data.length;
      end = fragment.more ? end : fragment.end();
      ecn[IpPacket.ecn(ByteBuffer.wrap(fragment.packet), 0)] = true;
    }
    if (octets != end) {
      return ReassemblyResult.STORED;
    }
    if (ecn[3] && ecn[0]) {
      return ReassemblyResult.ECN_CONTRADICTION;
    }
    Fragment first = datagram.fragments.stream().filter(f -> f.offset == 0).findFirst().get();
    boolean ipv4 = first.header == Ipv4Header.MIN_OCTETS;
    ByteBuffer packet = ByteBuffer.allocate(first.header + end);
    packet.put(first.packet, 0, first.header);
    for (Fragment fragment : datagram.fragments) {
      packet.put(first.header + fragment.offset, fragment.data);
    }
    if (ipv4) {
      packet.putShort(Ipv4Header.TOTAL_LENGTH, (short) packet.capacity());
      packet.putShort(Ipv4Header.FLAGS_AND_OFFSET, (short) 0);
      packet.putShort(Ipv4Header.CHECKSUM, (short) 0);
    } else {
      packet.putShort(Ipv6Header.PAYLOAD_LENGTH, (short) end);
      packet.put(Ipv6Header.NEXT_HEADER, first.packet[first.header]);
    }
    int mark = ecn[3] ? 3 : ecn[0] ? 0 : IpPacket.ecn(packet, 0);
    IpPacket.putTrafficClass(packet, 0, (IpPacket.trafficClass(packet, 0) & 0xfc) | mark);
    if (ipv4) {
      Ipv4Header.putChecksum(packet, 0);
    }
    whole = Optional.of(packet.array());
    return ReassemblyResult.COMPLETE;
  }
}
