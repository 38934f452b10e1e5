package io.vpn4j.esp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Keys, packets and buffers of the tests of this package, all from seeds. */
final class EspFixtures {
  static final int SPI = 0xc0ffee01;
  static final int IPV4 = 4;

  /** Where a buffer keeps its octets; each also has a position that is not 0. */
  enum Memory {
    HEAP,
    /** A slice: the array begins before the buffer does. */
    HEAP_SLICE,
    DIRECT,
    /** Of the other byte order, which must not matter. */
    DIRECT_LITTLE_ENDIAN;

    /** A buffer of {@code octets} between position and limit, with some room on both sides. */
    ByteBuffer allocate(int octets, int offset) {
      ByteBuffer all =
          switch (this) {
            case HEAP -> ByteBuffer.allocate(offset + octets + 5);
            case HEAP_SLICE ->
                ByteBuffer.allocate(offset + octets + 12).slice(7, offset + octets + 5);
            case DIRECT -> ByteBuffer.allocateDirect(offset + octets + 5);
            case DIRECT_LITTLE_ENDIAN ->
                ByteBuffer.allocateDirect(offset + octets + 5).order(ByteOrder.LITTLE_ENDIAN);
          };
      return all.position(offset).limit(offset + octets);
    }

    ByteBuffer of(byte[] octets, int offset) {
      ByteBuffer buffer = allocate(octets.length, offset);
      buffer.duplicate().put(octets);
      return buffer;
    }
  }

  private EspFixtures() {}

  static byte[] keymat(EspSuite suite, long seed) {
    return octets(suite.keymatOctets(), ~seed);
  }

  static byte[] octets(int count, long seed) {
    byte[] octets = new byte[count];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  /** In transport mode, which carries any octets. */
  static OutboundSa.Builder outbound(EspSuite suite, byte[] keymat) {
    return OutboundSa.builder(SPI, suite).keymat(keymat).mode(EspMode.TRANSPORT);
  }

  /** In transport mode, which carries any octets. */
  static InboundSa.Builder inbound(EspSuite suite, byte[] keymat) {
    return InboundSa.builder(SPI, suite).keymat(keymat).mode(EspMode.TRANSPORT);
  }

  /** An IPv4 packet of {@code octets}, at least 20, from 10.0.0.1 to 10.0.0.2. */
  static byte[] ipv4(int octets, long seed) {
    ByteBuffer packet = ByteBuffer.wrap(octets(octets, seed));
    packet.putShort((short) 0x4500).putShort((short) octets).putInt(0).putShort((short) 0x4011);
    packet.putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
    return packet.array();
  }

  /** An IPv6 packet of {@code octets}, at least 40, from fd00::1 to fd00::2. */
  static byte[] ipv6(int octets, long seed) {
    ByteBuffer packet = ByteBuffer.wrap(octets(octets, seed));
    packet.putInt(0x6000_0000).putShort((short) (octets - 40)).putShort((short) 0x1140);
    packet.putLong(0xfd00L << 48).putLong(1).putLong(0xfd00L << 48).putLong(2);
    return packet.array();
  }

  /** Seals {@code inner} as IPv4, which must succeed. */
  static byte[] seal(OutboundSa sa, byte[] inner) {
    ByteBuffer out = ByteBuffer.allocate(sa.suite().encodedLength(inner.length));
    SealResult result = sa.seal(ByteBuffer.wrap(inner), IPV4, out);
    if (result != SealResult.OK) {
      throw new AssertionError(result);
    }
    return out.array();
  }

  static OpenResult open(InboundSa sa, byte[] esp) {
    return sa.open(ByteBuffer.wrap(esp), ByteBuffer.allocate(esp.length));
  }

  static byte[] written(ByteBuffer out, int from) {
    byte[] octets = new byte[out.position() - from];
    out.get(from, octets);
    return octets;
  }
}
