package io.vpn4j.esp.mtu;

import io.vpn4j.esp.ip.PacketFixtures;
import java.nio.ByteBuffer;

/** TCP segments in packets, checksums in order. */
final class TcpFixtures {
  static final int SYN = 2;

  private TcpFixtures() {}

  /** A segment without checksum; the options must be a multiple of four octets, at most 40. */
  static byte[] segment(int flags, byte[] options, byte[] data) {
    return ByteBuffer.allocate(20 + options.length + data.length)
        .putShort((short) 49_152)
        .putShort((short) 443)
        .putInt(0x01020304)
        .putInt(0)
        .put((byte) (((20 + options.length) / 4) << 4))
        .put((byte) flags)
        .putShort((short) 64_240)
        .putInt(0)
        .put(options)
        .put(data)
        .array();
  }

  static byte[] ipv4(int flagsAndOffset, byte[] ipOptions, byte[] segment) {
    return sealed(PacketFixtures.ipv4(0, flagsAndOffset, 64, 6, ipOptions, segment), segment);
  }

  /** The extension headers go before the segment, and end in one that names TCP. */
  static byte[] ipv6(int nextHeader, byte[] extensionHeaders, byte[] segment) {
    byte[] payload =
        ByteBuffer.allocate(extensionHeaders.length + segment.length)
            .put(extensionHeaders)
            .put(segment)
            .array();
    return sealed(PacketFixtures.ipv6(0, 0, 64, nextHeader, payload), segment);
  }

  private static byte[] sealed(byte[] packet, byte[] segment) {
    int at = packet.length - segment.length;
    int checksum = PacketFixtures.upperChecksum(packet, 6, at);
    ByteBuffer.wrap(packet).putShort(at + 16, (short) checksum);
    return packet;
  }
}
