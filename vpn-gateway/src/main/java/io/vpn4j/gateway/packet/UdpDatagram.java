package io.vpn4j.gateway.packet;

import static io.vpn4j.gateway.packet.IpPacket.u16;

import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A UDP datagram, with the addresses of its packet.
 *
 * @param sourcePort 0 to 65535
 * @param destinationPort 0 to 65535
 * @param payload what it carries; a read-only copy
 */
public record UdpDatagram(
    IpAddress source,
    int sourcePort,
    IpAddress destination,
    int destinationPort,
    ByteBuffer payload) {

  /** Copies the payload. */
  public UdpDatagram {
    payload = PacketBuilder.copyOf(payload);
  }

  /** The payload, with a position and limit of its own. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Reads a packet; empty if it is anything else, or a checksum does not hold. */
  public static Optional<UdpDatagram> read(ByteBuffer packet) {
    if (!PacketBuilder.isWholeAndPlain(packet)
        || IpPacket.protocol(packet) != IpPacket.UDP
        || IpPacket.payloadOctets(packet) < IpPacket.UDP_HEADER_OCTETS) {
      return Optional.empty();
    }
    int header = IpPacket.headerOctets(packet);
    int octets = u16(packet, header + IpPacket.UDP_LENGTH);
    if (octets < IpPacket.UDP_HEADER_OCTETS
        || octets > IpPacket.payloadOctets(packet)
        || !EchoHost.udpChecksumHolds(packet, octets)) {
      return Optional.empty();
    }
    return Optional.of(
        new UdpDatagram(
            IpPacket.source(packet),
            u16(packet, header),
            IpPacket.destination(packet),
            u16(packet, header + 2),
            packet.slice(
                packet.position() + header + IpPacket.UDP_HEADER_OCTETS,
                octets - IpPacket.UDP_HEADER_OCTETS)));
  }
}
