package io.vpn4j.gateway.packet;

import static io.vpn4j.gateway.packet.IpPacket.u16;
import static io.vpn4j.gateway.packet.IpPacket.u8;

import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An ICMP or ICMPv6 echo request or reply, with the addresses of its packet.
 *
 * @param request whether it is a request
 * @param identifier 0 to 65535
 * @param sequence 0 to 65535
 * @param payload what comes after; a read-only copy
 */
public record EchoMessage(
    IpAddress source,
    IpAddress destination,
    boolean request,
    int identifier,
    int sequence,
    ByteBuffer payload) {

  /** Copies the payload. */
  public EchoMessage {
    payload = PacketBuilder.copyOf(payload);
  }

  /** The payload, with a position and limit of its own. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Reads a packet; empty if it is anything else, or a checksum does not hold. */
  public static Optional<EchoMessage> read(ByteBuffer packet) {
    if (!PacketBuilder.isWholeAndPlain(packet)) {
      return Optional.empty();
    }
    boolean v4 = IpPacket.version(packet) == 4;
    int octets = IpPacket.payloadOctets(packet);
    if (IpPacket.protocol(packet) != (v4 ? IpPacket.ICMP : IpPacket.ICMPV6)
        || octets < EchoHost.ECHO_HEADER_OCTETS
        || IpPacket.payloadChecksum(packet, octets) != 0) {
      return Optional.empty();
    }
    int header = IpPacket.headerOctets(packet);
    int type = u8(packet, header);
    boolean request = type == (v4 ? EchoHost.ICMP_ECHO_REQUEST : EchoHost.ICMPV6_ECHO_REQUEST);
    boolean reply = type == (v4 ? EchoHost.ICMP_ECHO_REPLY : EchoHost.ICMPV6_ECHO_REPLY);
    if ((!request && !reply) || u8(packet, header + 1) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new EchoMessage(
            IpPacket.source(packet),
            IpPacket.destination(packet),
            request,
            u16(packet, header + 4),
            u16(packet, header + 6),
            packet.slice(
                packet.position() + header + EchoHost.ECHO_HEADER_OCTETS,
                octets - EchoHost.ECHO_HEADER_OCTETS)));
  }
}
