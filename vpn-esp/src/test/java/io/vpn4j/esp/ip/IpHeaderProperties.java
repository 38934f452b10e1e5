package io.vpn4j.esp.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IpHeaderProperties {
  @Provide
  Arbitrary<byte[]> header() {
    return IpArbitraries.octets(60, 70);
  }

  /** Bits of an array, counted as the RFCs count them: from the left. */
  private static long bits(byte[] octets, int first, int count) {
    return new BigInteger(1, octets)
        .shiftRight(octets.length * 8 - first - count)
        .and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE))
        .longValue();
  }

  @Property(tries = 400)
  void readsIpv4FieldsWhereRfc791DrawsThem(
      @ForAll("header") byte[] octets,
      @ForAll @IntRange(max = 9) int at,
      @ForAll boolean direct,
      @ForAll boolean little) {
    ByteBuffer b = IpArbitraries.buffer(octets, at, direct, little);
    assertEquals(bits(octets, 0, 4), IpPacket.version(b, at));
    assertEquals(bits(octets, 4, 4) * 4, Ipv4Header.headerOctets(b, at));
    assertEquals(bits(octets, 8, 8), Ipv4Header.trafficClass(b, at));
    assertEquals(bits(octets, 16, 16), Ipv4Header.totalOctets(b, at));
    assertEquals(bits(octets, 32, 16), Ipv4Header.identification(b, at));
    assertEquals(bits(octets, 49, 1) == 1, Ipv4Header.dontFragment(b, at));
    assertEquals(bits(octets, 50, 1) == 1, Ipv4Header.moreFragments(b, at));
    assertEquals(bits(octets, 51, 13) * 8, Ipv4Header.fragmentOffsetOctets(b, at));
    assertEquals(bits(octets, 50, 14) != 0, Ipv4Header.isFragment(b, at));
    assertEquals(bits(octets, 64, 8), Ipv4Header.timeToLive(b, at));
    assertEquals(bits(octets, 72, 8), Ipv4Header.protocol(b, at));
    assertEquals(bits(octets, 80, 16), Ipv4Header.checksum(b, at));
    assertEquals((int) bits(octets, 96, 32), Ipv4Header.source(b, at));
    assertEquals((int) bits(octets, 128, 32), Ipv4Header.destination(b, at));
  }

  @Property(tries = 400)
  void readsIpv6FieldsWhereRfc8200DrawsThem(
      @ForAll("header") byte[] octets,
      @ForAll @IntRange(max = 9) int at,
      @ForAll boolean direct,
      @ForAll boolean little) {
    ByteBuffer b = IpArbitraries.buffer(octets, at, direct, little);
    assertEquals(bits(octets, 4, 8), Ipv6Header.trafficClass(b, at));
    assertEquals(bits(octets, 12, 20), Ipv6Header.flowLabel(b, at));
    assertEquals(bits(octets, 32, 16), Ipv6Header.payloadOctets(b, at));
    assertEquals(bits(octets, 48, 8), Ipv6Header.nextHeader(b, at));
    assertEquals(bits(octets, 56, 8), Ipv6Header.hopLimit(b, at));
    assertEquals(bits(octets, 64, 64), Ipv6Header.sourceHigh(b, at));
    assertEquals(bits(octets, 128, 64), Ipv6Header.sourceLow(b, at));
    assertEquals(bits(octets, 192, 64), Ipv6Header.destinationHigh(b, at));
    assertEquals(bits(octets, 256, 64), Ipv6Header.destinationLow(b, at));
    int fragment = 320;
    assertEquals(bits(octets, fragment + 16, 13) * 8, Ipv6Header.fragmentOffsetOctets(b, at + 40));
    assertEquals(bits(octets, fragment + 31, 1) == 1, Ipv6Header.moreFragments(b, at + 40));
    assertEquals(
        (int) bits(octets, fragment + 32, 32), Ipv6Header.fragmentIdentification(b, at + 40));
  }

  @Property(tries = 400)
  void writesBackWhatItReads(
      @ForAll("header") byte[] octets, @ForAll boolean direct, @ForAll boolean little) {
    octets[0] = 0x45;
    ByteBuffer from = IpArbitraries.buffer(octets, 0, direct, little);
    Ipv4Header.putChecksum(from, 0);
    ByteBuffer to = IpArbitraries.buffer(new byte[octets.length], 0, !direct, !little);
    Ipv4Header.put(
        to,
        0,
        IpPacket.trafficClass(from, 0),
        IpPacket.totalOctets(from, 0),
        Ipv4Header.identification(from, 0),
        NetworkOrder.u16(from, Ipv4Header.FLAGS_AND_OFFSET),
        IpPacket.timeToLive(from, 0),
        Ipv4Header.protocol(from, 0),
        Ipv4Header.source(from, 0),
        Ipv4Header.destination(from, 0));
    assertArrayEquals(first(from, 20), first(to, 20));
    assertTrue(Ipv4Header.checksumHolds(to, 0));

    NetworkOrder.putU8(from, 0, 0x60 | (octets[0] & 15));
    octets = first(from, octets.length);
    Ipv6Header.put(
        to,
        0,
        IpPacket.trafficClass(from, 0),
        Ipv6Header.flowLabel(from, 0),
        Ipv6Header.payloadOctets(from, 0),
        Ipv6Header.nextHeader(from, 0),
        IpPacket.timeToLive(from, 0),
        Ipv6Header.sourceHigh(from, 0),
        Ipv6Header.sourceLow(from, 0),
        Ipv6Header.destinationHigh(from, 0),
        Ipv6Header.destinationLow(from, 0));
    Ipv6Header.putFragmentHeader(
        to,
        40,
        octets[40],
        Ipv6Header.fragmentOffsetOctets(from, 40),
        Ipv6Header.moreFragments(from, 40),
        Ipv6Header.fragmentIdentification(from, 40));
    octets[41] = 0;
    octets[43] &= (byte) 0xf9; // reserved bits
    assertArrayEquals(Arrays.copyOf(octets, 48), first(to, 48));
  }

  @Property(tries = 400)
  void keepsTheChecksumWhileItChangesAHeader(
      @ForAll("header") byte[] octets,
      @ForAll @IntRange(max = 0xff) int value,
      @ForAll @IntRange(min = 5, max = 15) int words,
      @ForAll boolean set,
      @ForAll boolean little) {
    octets[0] = (byte) (0x40 | words);
    ByteBuffer b = IpArbitraries.buffer(octets, 0, false, little);
    Ipv4Header.putChecksum(b, 0);
    IpPacket.putTrafficClass(b, 0, value);
    Ipv4Header.putTimeToLive(b, 0, value);
    Ipv4Header.putDontFragment(b, 0, set);
    assertEquals(value, IpPacket.trafficClass(b, 0));
    assertEquals(value & 3, IpPacket.ecn(b, 0));
    assertEquals(value, IpPacket.timeToLive(b, 0));
    assertEquals(set, Ipv4Header.dontFragment(b, 0));
    assertEquals(Ipv4Header.computeChecksum(b, 0), Ipv4Header.checksum(b, 0));
    for (int i : new int[] {2, 3, 4, 5, 9, 12, 13, 14, 15, 16, 17, 18, 19}) {
      assertEquals(octets[i], b.get(i), "octet " + i);
    }
  }

  @Property(tries = 400)
  void changesTrafficClassAndHopLimitOfIpv6Alone(
      @ForAll("header") byte[] octets, @ForAll @IntRange(max = 0xff) int value) {
    octets[0] = (byte) (0x60 | (octets[0] & 15));
    ByteBuffer b = IpArbitraries.buffer(octets, 0, false, false);
    int label = Ipv6Header.flowLabel(b, 0);
    IpPacket.putTrafficClass(b, 0, value);
    Ipv6Header.putHopLimit(b, 0, value);
    assertEquals(6, IpPacket.version(b, 0));
    assertEquals(value, IpPacket.trafficClass(b, 0));
    assertEquals(label, Ipv6Header.flowLabel(b, 0));
    assertEquals(value, IpPacket.timeToLive(b, 0));
  }

  /** {@code check} promises that every accessor may read; and it never throws itself. */
  @Property(tries = 2000)
  void whatIsOkCanBeRead(
      @ForAll @Size(max = 80) byte[] octets,
      @ForAll @IntRange(max = 15) int first,
      @ForAll @IntRange(max = 90) int length) {
    if (octets.length > 6) {
      octets[0] = (byte) ((first < 8 ? 0x40 : 0x60) | (octets[0] & 15));
      octets[octets[0] >> 4 == 4 ? 2 : 4] = 0;
      octets[octets[0] >> 4 == 4 ? 3 : 5] = (byte) length;
    }
    ByteBuffer b = ByteBuffer.wrap(octets);
    if (IpPacket.check(b, 0) != IpPacket.Check.OK) {
      return;
    }
    int total = IpPacket.totalOctets(b, 0);
    int header = IpPacket.headerOctets(b, 0);
    assertTrue(header >= 20 && header <= total && total <= octets.length);
    IpPacket.trafficClass(b, 0);
    IpPacket.timeToLive(b, 0);
    if (IpPacket.isIpv4(b, 0)) {
      Ipv4Header.destination(b, 0);
      Ipv4Header.checksumHolds(b, 0);
    } else {
      Ipv6Header.destinationLow(b, 0);
      new Ipv6HeaderChain().read(b, 0);
    }
  }

  @Property(tries = 400)
  void checksumEqualsThePlainLoopOfRfc1071(
      @ForAll @Size(max = 70) byte[] octets,
      @ForAll @IntRange(max = 3) int at,
      @ForAll boolean direct,
      @ForAll boolean little) {
    ByteBuffer b = IpArbitraries.buffer(octets, at, direct, little);
    assertEquals(
        IpArbitraries.plainChecksum(octets),
        InternetChecksum.finish(InternetChecksum.sum(b, at, octets.length)));
  }

  @Property(tries = 1000)
  void updatesAChecksumAsIfComputedAnew(
      @ForAll @Size(min = 2, max = 40) byte[] octets,
      @ForAll @IntRange(max = 0xffff) int after,
      @ForAll @IntRange(max = 19) int word) {
    Assume.that(word * 2 + 2 <= octets.length);
    int before = IpArbitraries.plainChecksum(octets);
    ByteBuffer b = ByteBuffer.wrap(octets);
    int old = NetworkOrder.u16(b, word * 2);
    NetworkOrder.putU16(b, word * 2, after);
    int anew = IpArbitraries.plainChecksum(octets);
    Assume.that(anew != 0xffff);
    assertEquals(anew, InternetChecksum.update(before, old, after));
  }

  private static byte[] first(ByteBuffer b, int count) {
    byte[] octets = new byte[count];
    b.get(0, octets);
    return octets;
  }
}
