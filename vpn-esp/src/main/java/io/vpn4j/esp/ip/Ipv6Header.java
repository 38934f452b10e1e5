package io.vpn4j.esp.ip;

import static io.vpn4j.esp.ip.NetworkOrder.int32;
import static io.vpn4j.esp.ip.NetworkOrder.int64;
import static io.vpn4j.esp.ip.NetworkOrder.putInt32;
import static io.vpn4j.esp.ip.NetworkOrder.putInt64;
import static io.vpn4j.esp.ip.NetworkOrder.putU16;
import static io.vpn4j.esp.ip.NetworkOrder.putU8;
import static io.vpn4j.esp.ip.NetworkOrder.u16;
import static io.vpn4j.esp.ip.NetworkOrder.u8;

import java.nio.ByteBuffer;

/**
 * The IPv6 header (RFC 8200 section 3) and the fragment header (section 4.5); {@code at} is the
 * index of the first octet of the IPv6 header.
 *
 * <pre>
 *   0: version 6 (4 bits), DSCP and ECN (8 bits), flow label (20 bits)   4: payload length (2)
 *   6: next header   7: hop limit   8: source (16)   24: destination (16)
 *
 *   fragment header   0: next header   1: reserved   2: offset in units of 8 octets (13 bits),
 *   reserved (2 bits), more fragments (1 bit)   4: identification (4)
 * </pre>
 */
public final class Ipv6Header {
  /** Octets of the header. */
  public static final int OCTETS = 40;

  /** The MTU that every link has at least (RFC 8200 section 5). */
  public static final int MIN_MTU = 1280;

  /** Offset of the payload length. */
  public static final int PAYLOAD_LENGTH = 4;

  /** Offset of the next header. */
  public static final int NEXT_HEADER = 6;

  /** Offset of the hop limit. */
  public static final int HOP_LIMIT = 7;

  /** Offset of the source. */
  public static final int SOURCE = 8;

  /** Offset of the destination. */
  public static final int DESTINATION = 24;

  /** Octets of a fragment header. */
  public static final int FRAGMENT_OCTETS = 8;

  /** Offset of fragment offset and flag in a fragment header. */
  public static final int FRAGMENT_OFFSET_AND_FLAG = 2;

  /** Offset of the identification in a fragment header. */
  public static final int FRAGMENT_IDENTIFICATION = 4;

  /** The flag M in the field at {@link #FRAGMENT_OFFSET_AND_FLAG}. */
  public static final int FRAGMENT_MORE = 1;

  private static final int FRAGMENT_OFFSET_MASK = 0xfff8;

  private Ipv6Header() {}

  static IpPacket.Check check(ByteBuffer packet, int at, int available) {
    return available < OCTETS || available < totalOctets(packet, at)
        ? IpPacket.Check.TRUNCATED
        : IpPacket.Check.OK;
  }

  /** DSCP and ECN. */
  public static int trafficClass(ByteBuffer packet, int at) {
    return u16(packet, at) >>> 4 & 0xff;
  }

  /** Writes DSCP and ECN. */
  public static void putTrafficClass(ByteBuffer packet, int at, int trafficClass) {
    putU16(packet, at, (u16(packet, at) & 0xf00f) | (trafficClass & 0xff) << 4);
  }

  /** The flow label, 20 bits (RFC 6437). */
  public static int flowLabel(ByteBuffer packet, int at) {
    return int32(packet, at) & 0xfffff;
  }

  /** The length of what follows the header, in octets; extension headers are part of it. */
  public static int payloadOctets(ByteBuffer packet, int at) {
    return u16(packet, at + PAYLOAD_LENGTH);
  }

  /** The length of the packet, header included, in octets. */
  public static int totalOctets(ByteBuffer packet, int at) {
    return OCTETS + payloadOctets(packet, at);
  }

  /** What follows the header: the first extension header, or the upper protocol. */
  public static int nextHeader(ByteBuffer packet, int at) {
    return u8(packet, at + NEXT_HEADER);
  }

  /** The hop limit. */
  public static int hopLimit(ByteBuffer packet, int at) {
    return u8(packet, at + HOP_LIMIT);
  }

  /** Writes the hop limit. */
  public static void putHopLimit(ByteBuffer packet, int at, int hopLimit) {
    putU8(packet, at + HOP_LIMIT, hopLimit);
  }

  /** The first 64 bits of the source address. */
  public static long sourceHigh(ByteBuffer packet, int at) {
    return int64(packet, at + SOURCE);
  }

  /** The last 64 bits of the source address. */
  public static long sourceLow(ByteBuffer packet, int at) {
    return int64(packet, at + SOURCE + 8);
  }

  /** The first 64 bits of the destination address. */
  public static long destinationHigh(ByteBuffer packet, int at) {
    return int64(packet, at + DESTINATION);
  }

  /** The last 64 bits of the destination address. */
  public static long destinationLow(ByteBuffer packet, int at) {
    return int64(packet, at + DESTINATION + 8);
  }

  /**
   * Writes a header.
   *
   * @param flowLabel 20 bits
   * @param payloadOctets 0 to 65,535
   */
  public static void put(
      ByteBuffer packet,
      int at,
      int trafficClass,
      int flowLabel,
      int payloadOctets,
      int nextHeader,
      int hopLimit,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    putInt32(packet, at, 6 << 28 | (trafficClass & 0xff) << 20 | (flowLabel & 0xfffff));
    putU16(packet, at + PAYLOAD_LENGTH, payloadOctets);
    putU8(packet, at + NEXT_HEADER, nextHeader);
    putU8(packet, at + HOP_LIMIT, hopLimit);
    putInt64(packet, at + SOURCE, sourceHigh);
    putInt64(packet, at + SOURCE + 8, sourceLow);
    putInt64(packet, at + DESTINATION, destinationHigh);
    putInt64(packet, at + DESTINATION + 8, destinationLow);
  }

  /** Where the fragment belongs in the fragmentable part, in octets: 0 to 65,528. */
  public static int fragmentOffsetOctets(ByteBuffer packet, int fragmentHeaderAt) {
    return u16(packet, fragmentHeaderAt + FRAGMENT_OFFSET_AND_FLAG) & FRAGMENT_OFFSET_MASK;
  }

  /** Whether the fragment is not the last one. */
  public static boolean moreFragments(ByteBuffer packet, int fragmentHeaderAt) {
    return (u16(packet, fragmentHeaderAt + FRAGMENT_OFFSET_AND_FLAG) & FRAGMENT_MORE) != 0;
  }

  /** The identification of the packet that the fragment is of, as 32 bits. */
  public static int fragmentIdentification(ByteBuffer packet, int fragmentHeaderAt) {
    return int32(packet, fragmentHeaderAt + FRAGMENT_IDENTIFICATION);
  }

  /**
   * Writes a fragment header.
   *
   * @param offsetOctets a multiple of 8, up to 65,528
   */
  public static void putFragmentHeader(
      ByteBuffer packet,
      int fragmentHeaderAt,
      int nextHeader,
      int offsetOctets,
      boolean more,
      int identification) {
    putU8(packet, fragmentHeaderAt, nextHeader);
    putU8(packet, fragmentHeaderAt + 1, 0);
    putU16(
        packet,
        fragmentHeaderAt + FRAGMENT_OFFSET_AND_FLAG,
        offsetOctets | (more ? FRAGMENT_MORE : 0));
    putInt32(packet, fragmentHeaderAt + FRAGMENT_IDENTIFICATION, identification);
  }
}
