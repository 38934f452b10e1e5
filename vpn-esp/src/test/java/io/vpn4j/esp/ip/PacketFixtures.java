package io.vpn4j.esp.ip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Whole packets, built field by field without the code under test, and their mutations. */
public final class PacketFixtures {
  /** 192.0.2.1, a sender of IPv4 packets. */
  public static final int IPV4_SOURCE = 0xc0000201;

  /** 198.51.100.7. */
  public static final int IPV4_DESTINATION = 0xc6336407;

  private static final byte[] IPV6_SOURCE = ipv6Address(1);
  private static final byte[] IPV6_DESTINATION = ipv6Address(7);

  private PacketFixtures() {}

  private static byte[] ipv6Address(int last) {
    return ByteBuffer.allocate(16).putLong(0x20010db8_00000000L).putLong(last).array();
  }

  /** An IPv4 packet between the two addresses, its checksum in order. */
  public static byte[] ipv4(
      int trafficClass, int flagsAndOffset, int hopLimit, int protocol, byte[] payload) {
    return ipv4(trafficClass, flagsAndOffset, hopLimit, protocol, new byte[0], payload);
  }

  /** The same with options, a multiple of four octets. */
  public static byte[] ipv4(
      int trafficClass,
      int flagsAndOffset,
      int hopLimit,
      int protocol,
      byte[] options,
      byte[] payload) {
    int header = 20 + options.length;
    ByteBuffer packet = ByteBuffer.allocate(header + payload.length);
    packet.put((byte) (0x40 | header / 4)).put((byte) trafficClass);
    packet.putShort((short) packet.capacity()).putShort((short) 0x1234);
    packet.putShort((short) flagsAndOffset).put((byte) hopLimit).put((byte) protocol);
    packet.putShort((short) 0).putInt(IPV4_SOURCE).putInt(IPV4_DESTINATION);
    packet.put(options).put(payload);
    byte[] octets = packet.array();
    packet.putShort(10, (short) checksum(Arrays.copyOf(octets, header)));
    return octets;
  }

  /** An IPv6 packet; the payload may begin with extension headers. */
  public static byte[] ipv6(
      int trafficClass, int flowLabel, int hopLimit, int nextHeader, byte[] payload) {
    return ByteBuffer.allocate(40 + payload.length)
        .putInt(6 << 28 | trafficClass << 20 | flowLabel)
        .putShort((short) payload.length)
        .put((byte) nextHeader)
        .put((byte) hopLimit)
        .put(IPV6_SOURCE)
        .put(IPV6_DESTINATION)
        .put(payload)
        .array();
  }

  /** RFC 1071 section 4.1, octet by octet over all parts as if they were one. */
  public static int checksum(byte[]... parts) {
    int sum = 0;
    int index = 0;
    for (byte[] part : parts) {
      for (byte octet : part) {
        sum += (octet & 0xff) << (index++ % 2 == 0 ? 8 : 0);
        sum = (sum & 0xffff) + (sum >>> 16);
      }
    }
    return ~sum & 0xffff;
  }

  /**
   * The checksum of an upper protocol over pseudo-header and message: 0 if the one inside holds.
   *
   * @param messageAt where the message begins; it reaches to the end of the packet
   */
  public static int upperChecksum(byte[] packet, int protocol, int messageAt) {
    byte[] message = Arrays.copyOfRange(packet, messageAt, packet.length);
    boolean ipv4 = (packet[0] & 0xf0) == 0x40;
    byte[] addresses = Arrays.copyOfRange(packet, ipv4 ? 12 : 8, ipv4 ? 20 : 40);
    byte[] rest = ByteBuffer.allocate(8).putInt(message.length).putInt(protocol).array();
    return checksum(addresses, rest, message);
  }

  /** Random octets. */
  public static Arbitrary<byte[]> octets(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max);
  }

  /** Packets of both versions, with options, fragments and extension headers now and then. */
  public static Arbitrary<byte[]> packets() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    Arbitrary<byte[]> ipv4 =
        Combinators.combine(
                octet,
                Arbitraries.of(0, 0x4000, 0x2000, 0x6000, 0x2001, 5),
                octet,
                Arbitraries.of(1, 6, 17, 50, 132),
                Arbitraries.of(0, 0, 4, 40).map(byte[]::new),
                octets(0, 80))
            .as(PacketFixtures::ipv4);
    Arbitrary<byte[]> ipv6 =
        Combinators.combine(
                octet,
                Arbitraries.integers().between(0, 0xfffff).edgeCases(e -> e.add(0)),
                octet,
                Arbitraries.of(0, 6, 17, 43, 44, 50, 51, 58, 59, 60),
                octets(0, 80))
            .as(PacketFixtures::ipv6);
    return Arbitraries.oneOf(ipv4, ipv6).withoutEdgeCases();
  }

  /** Those packets, packets with octets changed or cut off, and noise. */
  public static Arbitrary<byte[]> anything() {
    return Arbitraries.oneOf(packets(), mutated(packets()), octets(0, 120)).withoutEdgeCases();
  }

  /** Up to four octets changed, and then perhaps some cut off or added. */
  public static Arbitrary<byte[]> mutated(Arbitrary<byte[]> packets) {
    Arbitrary<List<Integer>> changes =
        Arbitraries.integers().between(0, 0xfffff).list().ofMaxSize(4);
    return Combinators.combine(packets, changes, Arbitraries.of(0, 0, 0, 1, 7, -1, -9, -30))
        .as(
            (packet, list, more) -> {
              byte[] octets = packet.clone();
              for (int change : list) {
                // Headers above all: half of the changes hit the first 64 octets.
                int within = (change & 0x100) == 0 ? Math.min(64, octets.length) : octets.length;
                if (within > 0) {
                  octets[(change >>> 9) % within] = (byte) change;
                }
              }
              return Arrays.copyOf(octets, Math.max(0, octets.length + more));
            });
  }
}
