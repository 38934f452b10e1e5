package io.vpn4j.esp.fragment;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Packets and fragments, made octet by octet. */
final class FragmentFixtures {
  /** A protocol of which nothing is known (RFC 3692): no header must be whole. */
  static final int EXPERIMENT = 253;

  static final int MTU = 1280;
  static final int SOURCE = 0xc0000201;
  static final int DESTINATION = 0xc6336402;
  private static final long HIGH = 0x20010db8_00000000L;

  private FragmentFixtures() {}

  /** An IPv4 packet with options, which are padded. */
  static byte[] ipv4(
      int trafficClass, int identification, int flags, int protocol, byte[] options, byte[] data) {
    int header = Ipv4Header.MIN_OCTETS + (options.length + 3) / 4 * 4;
    ByteBuffer packet = ByteBuffer.allocate(header + data.length);
    Ipv4Header.put(
        packet,
        0,
        trafficClass,
        packet.capacity(),
        identification,
        flags,
        61,
        protocol,
        SOURCE,
        DESTINATION);
    packet.put(0, (byte) (0x40 | (header / 4)));
    packet.put(Ipv4Header.MIN_OCTETS, options).put(header, data);
    Ipv4Header.putChecksum(packet, 0);
    return packet.array();
  }

  /** An IPv6 packet; {@code extensions} are whole headers that name each other. */
  static byte[] ipv6(int trafficClass, int nextHeader, byte[] extensions, byte[] data) {
    ByteBuffer packet = ByteBuffer.allocate(Ipv6Header.OCTETS + extensions.length + data.length);
    int payload = extensions.length + data.length;
    Ipv6Header.put(packet, 0, trafficClass, 0xabcde, payload, nextHeader, 61, HIGH, 1, HIGH, 2);
    packet.put(Ipv6Header.OCTETS, extensions).put(Ipv6Header.OCTETS + extensions.length, data);
    return packet.array();
  }

  /** A fragment, made by hand. */
  static byte[] fragment(
      boolean ipv4,
      int source,
      int identification,
      int ecn,
      int offset,
      boolean more,
      byte[] data) {
    byte[] packet;
    if (ipv4) {
      int flags = (more ? Ipv4Header.MORE_FRAGMENTS : 0) | (offset / 8);
      packet = ipv4(ecn, identification, flags, EXPERIMENT, new byte[0], data);
      ByteBuffer buffer = ByteBuffer.wrap(packet).putInt(Ipv4Header.SOURCE, SOURCE + source);
      Ipv4Header.putChecksum(buffer, 0);
    } else {
      ByteBuffer header = ByteBuffer.allocate(Ipv6Header.FRAGMENT_OCTETS);
      Ipv6Header.putFragmentHeader(header, 0, EXPERIMENT, offset, more, identification);
      packet = ipv6(ecn, IpProtocol.FRAGMENT, header.array(), data);
      ByteBuffer.wrap(packet).putInt(Ipv6Header.SOURCE + 4, source);
    }
    return packet;
  }

  /** All fragments of a packet; one that fits is the only one. */
  static List<byte[]> cut(byte[] packet, int mtu, int identification) {
    Fragmenter fragmenter = new Fragmenter();
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    Fragmenter.Result result =
        IpPacket.isIpv4(buffer, 0)
            ? fragmenter.startIpv4(buffer, 0, mtu, identification, false)
            : fragmenter.startIpv6(buffer, 0, mtu, identification);
    return switch (result) {
      case READY -> takeAll(fragmenter, mtu);
      case FITS -> List.of(packet);
      default -> throw new AssertionError(result);
    };
  }

  static List<byte[]> takeAll(Fragmenter fragmenter, int mtu) {
    List<byte[]> fragments = new ArrayList<>();
    ByteBuffer out = ByteBuffer.allocate(mtu);
    while (fragmenter.hasNext()) {
      int announced = fragmenter.nextOctets();
      int octets = fragmenter.next(out.clear());
      if (octets != announced || octets != out.position()) {
        throw new AssertionError(announced + " announced, " + octets + " at " + out);
      }
      byte[] fragment = new byte[octets];
      out.get(0, fragment);
      fragments.add(fragment);
    }
    return fragments;
  }

  static byte[] pattern(int octets) {
    byte[] data = new byte[octets];
    for (int i = 0; i < octets; i++) {
      data[i] = (byte) (i * 31 + (i >> 8));
    }
    return data;
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
