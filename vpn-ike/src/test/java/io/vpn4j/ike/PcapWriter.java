package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** UDP datagrams over IPv4 as a capture file (the classic pcap format, link type RAW). */
final class PcapWriter {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int LINK_TYPE_RAW = 101;
  private static final int IP_HEADER_OCTETS = 20;
  private static final int UDP_HEADER_OCTETS = 8;
  private static final int UDP = 17;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int packets;

  PcapWriter() {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(65_535).putInt(LINK_TYPE_RAW);
    file.writeBytes(header.array());
  }

  /** An IKE message; with the non-ESP marker on port 4500 (RFC 3948 section 2.2). */
  PcapWriter ike(UdpPath path, Octets message) {
    Octets marker = path.local().port() == 4500 ? Octets.of(new byte[4]) : Octets.EMPTY;
    return udp(path, Octets.concat(marker, message));
  }

  PcapWriter udp(UdpPath path, Octets payload) {
    int length = IP_HEADER_OCTETS + UDP_HEADER_OCTETS + payload.length();
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(packets++).putInt(0).putInt(length).putInt(length);
    file.writeBytes(record.array());
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    packet.put((byte) 64).put((byte) UDP).putShort((short) 0);
    packet.put(path.local().address().toOctets()).put(path.peer().address().toOctets());
    packet.putShort((short) path.local().port()).putShort((short) path.peer().port());
    packet.putShort((short) (UDP_HEADER_OCTETS + payload.length())).putShort((short) 0);
    payload.writeTo(packet);
    file.writeBytes(packet.array());
    return this;
  }

  void write(Path to) {
    try {
      Files.write(to, file.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
