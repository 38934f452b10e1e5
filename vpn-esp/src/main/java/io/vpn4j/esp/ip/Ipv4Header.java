package io.vpn4j.esp.ip;

import static io.vpn4j.esp.ip.NetworkOrder.int32;
import static io.vpn4j.esp.ip.NetworkOrder.putInt32;
import static io.vpn4j.esp.ip.NetworkOrder.putU16;
import static io.vpn4j.esp.ip.NetworkOrder.putU8;
import static io.vpn4j.esp.ip.NetworkOrder.u16;
import static io.vpn4j.esp.ip.NetworkOrder.u8;

import java.nio.ByteBuffer;

/**
 * The IPv4 header (RFC 791 section 3.1); {@code at} is the index of its first octet.
 *
 * <pre>
 *   0: version 4, header length in words   1: DSCP and ECN   2: total length (2)
 *   4: identification (2)   6: DF, MF, fragment offset in units of 8 octets (2)
 *   8: time to live   9: protocol   10: checksum (2)   12: source (4)   16: destination (4)
 * </pre>
 */
public final class Ipv4Header {
  /** Octets of a header without options. */
  public static final int MIN_OCTETS = 20;

  /** Octets of a header with as many options as fit. */
  public static final int MAX_OCTETS = 60;

  /** The longest packet. */
  public static final int MAX_TOTAL_OCTETS = 0xffff;

  /** Offset of version and header length. */
  public static final int VERSION_AND_LENGTH = 0;

  /** Offset of DSCP and ECN. */
  public static final int TRAFFIC_CLASS = 1;

  /** Offset of the total length. */
  public static final int TOTAL_LENGTH = 2;

  /** Offset of the identification. */
  public static final int IDENTIFICATION = 4;

  /** Offset of the flags and the fragment offset. */
  public static final int FLAGS_AND_OFFSET = 6;

  /** Offset of the time to live. */
  public static final int TIME_TO_LIVE = 8;

  /** Offset of the protocol. */
  public static final int PROTOCOL = 9;

  /** Offset of the checksum. */
  public static final int CHECKSUM = 10;

  /** Offset of the source. */
  public static final int SOURCE = 12;

  /** Offset of the destination. */
  public static final int DESTINATION = 16;

  /** The flag DF in the field at {@link #FLAGS_AND_OFFSET}. */
  public static final int DONT_FRAGMENT = 0x4000;

  /** The flag MF in the field at {@link #FLAGS_AND_OFFSET}. */
  public static final int MORE_FRAGMENTS = 0x2000;

  private static final int OFFSET_MASK = 0x1fff;
  private static final int OFFSET_UNIT_BITS = 3;

  private Ipv4Header() {}

  static IpPacket.Check check(ByteBuffer packet, int at, int available) {
    if (available < MIN_OCTETS) {
      return IpPacket.Check.TRUNCATED;
    }
    int header = headerOctets(packet, at);
    int total = totalOctets(packet, at);
    if (header < MIN_OCTETS || total < header) {
      return IpPacket.Check.BAD_LENGTH;
    }
    return available < total ? IpPacket.Check.TRUNCATED : IpPacket.Check.OK;
  }

  /** The length of the header with its options, in octets. */
  public static int headerOctets(ByteBuffer packet, int at) {
    return (u8(packet, at + VERSION_AND_LENGTH) & 15) * 4;
  }

  /** DSCP and ECN. */
  public static int trafficClass(ByteBuffer packet, int at) {
    return u8(packet, at + TRAFFIC_CLASS);
  }

  /** The length of the packet, header included, in octets. */
  public static int totalOctets(ByteBuffer packet, int at) {
    return u16(packet, at + TOTAL_LENGTH);
  }

  /** The identification, 0 to 65,535. */
  public static int identification(ByteBuffer packet, int at) {
    return u16(packet, at + IDENTIFICATION);
  }

  /** Whether DF forbids to fragment the packet. */
  public static boolean dontFragment(ByteBuffer packet, int at) {
    return (u16(packet, at + FLAGS_AND_OFFSET) & DONT_FRAGMENT) != 0;
  }

  /** Whether this is a fragment and not the last one. */
  public static boolean moreFragments(ByteBuffer packet, int at) {
    return (u16(packet, at + FLAGS_AND_OFFSET) & MORE_FRAGMENTS) != 0;
  }

  /** Where the payload belongs in that of the whole packet, in octets: 0 to 65,528. */
  public static int fragmentOffsetOctets(ByteBuffer packet, int at) {
    return (u16(packet, at + FLAGS_AND_OFFSET) & OFFSET_MASK) << OFFSET_UNIT_BITS;
  }

  /** Whether this is a fragment: not the whole of a packet. */
  public static boolean isFragment(ByteBuffer packet, int at) {
    return (u16(packet, at + FLAGS_AND_OFFSET) & (MORE_FRAGMENTS | OFFSET_MASK)) != 0;
  }

  /** The time to live. */
  public static int timeToLive(ByteBuffer packet, int at) {
    return u8(packet, at + TIME_TO_LIVE);
  }

  /** The protocol of the payload. */
  public static int protocol(ByteBuffer packet, int at) {
    return u8(packet, at + PROTOCOL);
  }

  /** The checksum field as it stands. */
  public static int checksum(ByteBuffer packet, int at) {
    return u16(packet, at + CHECKSUM);
  }

  /** The source address, as 32 bits. */
  public static int source(ByteBuffer packet, int at) {
    return int32(packet, at + SOURCE);
  }

  /** The destination address, as 32 bits. */
  public static int destination(ByteBuffer packet, int at) {
    return int32(packet, at + DESTINATION);
  }

  /** Whether the checksum of the header holds. */
  public static boolean checksumHolds(ByteBuffer packet, int at) {
    return InternetChecksum.finish(InternetChecksum.sum(packet, at, headerOctets(packet, at))) == 0;
  }

  /** What the checksum field should be, whatever it is now: 0 to 0xffff. */
  public static int computeChecksum(ByteBuffer packet, int at) {
    long sum = InternetChecksum.sum(packet, at, headerOctets(packet, at));
    return InternetChecksum.finish(sum + (~checksum(packet, at) & 0xffff));
  }

  /** Writes the checksum that the header should have. */
  public static void putChecksum(ByteBuffer packet, int at) {
    putU16(packet, at + CHECKSUM, computeChecksum(packet, at));
  }

  /**
   * Writes a field of 16 bits and brings the checksum up to date from old and new value; a checksum
   * that did not hold before does not hold afterwards either (RFC 1624 section 3).
   *
   * @param offset of the field in the header, even and not that of the checksum
   * @param value 0 to 0xffff
   */
  public static void replaceU16(ByteBuffer packet, int at, int offset, int value) {
    int checksum = InternetChecksum.update(checksum(packet, at), u16(packet, at + offset), value);
    putU16(packet, at + offset, value);
    putU16(packet, at + CHECKSUM, checksum);
  }

  /** Writes DSCP and ECN and brings the checksum up to date. */
  public static void putTrafficClass(ByteBuffer packet, int at, int trafficClass) {
    int first = u8(packet, at + VERSION_AND_LENGTH) << 8;
    replaceU16(packet, at, VERSION_AND_LENGTH, first | (trafficClass & 0xff));
  }

  /** Writes the time to live and brings the checksum up to date. */
  public static void putTimeToLive(ByteBuffer packet, int at, int timeToLive) {
    int protocol = protocol(packet, at);
    replaceU16(packet, at, TIME_TO_LIVE, (timeToLive & 0xff) << 8 | protocol);
  }

  /** Clears or sets DF and brings the checksum up to date. */
  public static void putDontFragment(ByteBuffer packet, int at, boolean dontFragment) {
    int others = u16(packet, at + FLAGS_AND_OFFSET) & ~DONT_FRAGMENT;
    replaceU16(packet, at, FLAGS_AND_OFFSET, others | (dontFragment ? DONT_FRAGMENT : 0));
  }

  /**
   * Writes a header without options, its checksum included.
   *
   * @param totalOctets of the packet, 20 to 65,535
   * @param identification 0 to 65,535
   * @param flagsAndOffset {@link #DONT_FRAGMENT}, {@link #MORE_FRAGMENTS}, offset in units of 8
   */
  public static void put(
      ByteBuffer packet,
      int at,
      int trafficClass,
      int totalOctets,
      int identification,
      int flagsAndOffset,
      int timeToLive,
      int protocol,
      int source,
      int destination) {
    putU8(packet, at + VERSION_AND_LENGTH, 0x45);
    putU8(packet, at + TRAFFIC_CLASS, trafficClass);
    putU16(packet, at + TOTAL_LENGTH, totalOctets);
    putU16(packet, at + IDENTIFICATION, identification);
    putU16(packet, at + FLAGS_AND_OFFSET, flagsAndOffset);
    putU8(packet, at + TIME_TO_LIVE, timeToLive);
    putU8(packet, at + PROTOCOL, protocol);
    putInt32(packet, at + SOURCE, source);
    putInt32(packet, at + DESTINATION, destination);
    putChecksum(packet, at);
  }
}
