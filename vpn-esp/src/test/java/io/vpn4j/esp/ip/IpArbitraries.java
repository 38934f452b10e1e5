package io.vpn4j.esp.ip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Headers, header chains, and the slow way to compute what they hold. */
final class IpArbitraries {
  private IpArbitraries() {}

  /** An extension header; its first octet is set when it gets into a chain. */
  static final class Link {
    private final int type;
    private final byte[] octets;

    Link(int type, byte[] octets) {
      this.type = type;
      this.octets = octets;
    }

    int type() {
      return type;
    }

    byte[] octets() {
      return octets;
    }

    @Override
    public String toString() {
      return type + ":" + HexFormat.of().formatHex(octets);
    }
  }

  static Arbitrary<byte[]> octets(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
  }

  static Arbitrary<Link> link() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(2, IpProtocol.HOP_BY_HOP),
                Tuple.of(3, IpProtocol.ROUTING),
                Tuple.of(3, IpProtocol.DESTINATION_OPTIONS),
                Tuple.of(1, IpProtocol.FRAGMENT),
                Tuple.of(2, IpProtocol.AUTHENTICATION)),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(0, 9))
        .as(IpArbitraries::link);
  }

  private static Link link(int type, int units, int offset) {
    boolean fragment = type == IpProtocol.FRAGMENT;
    boolean authentication = type == IpProtocol.AUTHENTICATION;
    byte[] octets = new byte[fragment ? 8 : authentication ? 4 * (units + 2) : 8 * units];
    if (fragment) {
      octets[3] = (byte) (offset > 6 ? offset << 3 : 1);
    } else {
      octets[1] = (byte) (authentication ? units : units - 1);
    }
    return new Link(type, octets);
  }

  /** A packet of these headers and an upper protocol with a payload. */
  static byte[] chain(List<Link> links, int protocol, byte[] payload) {
    int octets = links.stream().mapToInt(link -> link.octets().length).sum() + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(Ipv6Header.OCTETS + octets);
    packet.put(0, (byte) 0x60).putShort(Ipv6Header.PAYLOAD_LENGTH, (short) octets);
    int nextHeaderAt = Ipv6Header.NEXT_HEADER;
    packet.position(Ipv6Header.OCTETS);
    for (Link link : links) {
      packet.put(nextHeaderAt, (byte) link.type());
      nextHeaderAt = packet.position();
      packet.put(link.octets());
    }
    packet.put(payload).put(nextHeaderAt, (byte) protocol);
    return packet.array();
  }

  /** {@code octets} behind {@code at} others, in a buffer of either kind and order. */
  static ByteBuffer buffer(byte[] octets, int at, boolean direct, boolean littleEndian) {
    ByteBuffer buffer =
        direct
            ? ByteBuffer.allocateDirect(at + octets.length)
            : ByteBuffer.allocate(at + octets.length);
    buffer.put(at, octets);
    return buffer.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** RFC 1071 section 4.1, word by word. */
  static int plainChecksum(byte[] octets) {
    int sum = 0;
    for (int i = 0; i < octets.length; i += 2) {
      int low = i + 1 < octets.length ? octets[i + 1] & 0xff : 0;
      sum += (octets[i] & 0xff) << 8 | low;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }
}
