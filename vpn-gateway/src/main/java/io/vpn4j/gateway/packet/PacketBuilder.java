package io.vpn4j.gateway.packet;

import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;

/**
 * Makes whole packets with all checksums, for tests and small programs; one allocation a packet.
 *
 * <p>Both addresses are of one family. Every packet has TTL 64 and, in IPv4, "don't fragment". A
 * packet that was made is ready to be read, and is read back by {@link EchoMessage#read} and {@link
 * UdpDatagram#read}.
 */
public final class PacketBuilder {
  private static final int TIME_TO_LIVE = 64;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MAX_OCTETS = 0xffff;

  private PacketBuilder() {}

  /**
   * An ICMP or ICMPv6 echo request.
   *
   * @param identifier 0 to 65535
   * @param sequence 0 to 65535
   * @param payload from position to limit; not changed
   * @throws IllegalArgumentException if a number is out of range, the families differ, or the
   *     packet would be longer than 65,535 octets
   */
  public static ByteBuffer echoRequest(
      IpAddress source, IpAddress destination, int identifier, int sequence, ByteBuffer payload) {
    boolean v4 = source.isIpv4();
    int octets = EchoHost.ECHO_HEADER_OCTETS + payload.remaining();
    ByteBuffer packet = header(source, destination, v4 ? IpPacket.ICMP : IpPacket.ICMPV6, octets);
    int at = packet.position();
    packet
        .put((byte) (v4 ? EchoHost.ICMP_ECHO_REQUEST : EchoHost.ICMPV6_ECHO_REQUEST))
        .put((byte) 0)
        .putShort((short) 0)
        .putShort(u16("identifier", identifier))
        .putShort(u16("sequence", sequence))
        .put(payload.duplicate())
        .flip();
    return packet.putShort(
        at + EchoHost.ICMP_CHECKSUM, (short) IpPacket.payloadChecksum(packet, octets));
  }

  /**
   * A UDP datagram.
   *
   * @param sourcePort 0 to 65535
   * @param destinationPort 0 to 65535
   * @param payload from position to limit; not changed
   * @throws IllegalArgumentException if a port is out of range, the families differ, or the packet
   *     would be longer than 65,535 octets
   */
  public static ByteBuffer udp(
      IpAddress source,
      int sourcePort,
      IpAddress destination,
      int destinationPort,
      ByteBuffer payload) {
    int octets = IpPacket.UDP_HEADER_OCTETS + payload.remaining();
    ByteBuffer packet = header(source, destination, IpPacket.UDP, octets);
    int at = packet.position();
    packet
        .putShort(u16("source port", sourcePort))
        .putShort(u16("destination port", destinationPort))
        .putShort((short) octets)
        .putShort((short) 0)
        .put(payload.duplicate())
        .flip();
    return packet.putShort(
        at + IpPacket.UDP_CHECKSUM, (short) EchoHost.udpChecksum(packet, octets));
  }

  /** A buffer of the right size with the IP header written, its position behind that. */
  private static ByteBuffer header(
      IpAddress source, IpAddress destination, int protocol, int payloadOctets) {
    if (source.isIpv4() != destination.isIpv4()) {
      throw new IllegalArgumentException(
          "source " + source + " and destination " + destination + " are of different families");
    }
    boolean v4 = source.isIpv4();
    int header = v4 ? IpPacket.IPV4_HEADER_OCTETS : IpPacket.IPV6_HEADER_OCTETS;
    int total = header + payloadOctets;
    if (total > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "a packet of " + total + " octets is longer than " + MAX_OCTETS);
    }
    ByteBuffer packet = ByteBuffer.allocate(total);
    if (v4) {
      packet.put((byte) 0x45).put((byte) 0).putShort((short) total);
      packet.putShort((short) 0).putShort((short) DONT_FRAGMENT);
      packet.put((byte) TIME_TO_LIVE).put((byte) protocol).putShort((short) 0);
    } else {
      packet.putInt(6 << 28).putShort((short) payloadOctets);
      packet.put((byte) protocol).put((byte) TIME_TO_LIVE);
    }
    packet.put(source.toOctets()).put(destination.toOctets());
    if (v4) {
      int checksum = IpPacket.ipv4HeaderChecksum(packet.duplicate().flip());
      packet.putShort(IpPacket.IPV4_CHECKSUM, (short) checksum);
    }
    return packet;
  }

  /** Whether there is a whole packet, its IPv4 header right, no fragment and without options. */
  static boolean isWholeAndPlain(ByteBuffer packet) {
    if (IpPacket.check(packet) != IpPacket.Check.OK || IpPacket.isFragment(packet)) {
      return false;
    }
    return IpPacket.version(packet) == 6
        || (IpPacket.headerOctets(packet) == IpPacket.IPV4_HEADER_OCTETS
            && IpPacket.ipv4HeaderChecksumHolds(packet));
  }

  static ByteBuffer copyOf(ByteBuffer octets) {
    return ByteBuffer.allocate(octets.remaining())
        .put(octets.duplicate())
        .flip()
        .asReadOnlyBuffer();
  }

  private static short u16(String name, int value) {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(name + " " + value + " is not 0 to 65535");
    }
    return (short) value;
  }
}
