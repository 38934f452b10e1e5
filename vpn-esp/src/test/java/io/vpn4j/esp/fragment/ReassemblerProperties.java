package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.fragment.FragmentFixtures.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class ReassemblerProperties {
  /**
   * A fragment of a few small datagrams, so that fragments meet.
   *
   * @param offset and {@code length} in units of 8 octets
   * @param fill the value of all octets
   */
  record Bit(
      boolean ipv4, int source, int id, int ecn, int offset, int length, boolean more, int fill) {
    byte[] packet() {
      byte[] data = new byte[8 * length];
      Arrays.fill(data, (byte) fill);
      return FragmentFixtures.fragment(ipv4, source, id, ecn, 8 * offset, more, data);
    }

    String key() {
      return ipv4 + " " + source + " " + id;
    }
  }

  @Provide
  Arbitrary<Bit> bit() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 1),
            Arbitraries.frequency(Tuple.of(9, 2), Tuple.of(2, 3), Tuple.of(1, 0), Tuple.of(1, 1)),
            Arbitraries.integers().between(0, 3),
            Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(2, 2), Tuple.of(1, 3)),
            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
            Arbitraries.frequency(Tuple.of(9, 7), Tuple.of(1, 8)))
        .as(Bit::new)
        .filter(bit -> bit.more() || bit.offset() > 0);
  }

  @Property(tries = 1500)
  void agreesWithTheReference(
      @ForAll @Size(min = 10, max = 200) List<@From("bit") Bit> soup,
      @ForAll @IntRange(max = 7) int mask,
      @ForAll long seed) {
    Reassembler reassembler = new Reassembler(ReassemblyLimits.defaults(), seed);
    ReferenceReassembler reference = new ReferenceReassembler();
    ByteBuffer out = ByteBuffer.allocate(200);
    for (Bit any : soup) {
      // Less to choose from makes more of them meet.
      Bit bit =
          new Bit(
              any.ipv4() && (mask & 1) != 0,
              (mask & 2) != 0 ? any.source() : 0,
              (mask & 4) != 0 ? any.id() : 0,
              any.ecn(),
              any.offset(),
              any.length(),
              any.more(),
              any.fill());
      byte[] packet = bit.packet();
      ReassemblyResult expected = reference.add(bit.key(), packet);
      assertEquals(expected, reassembler.add(ByteBuffer.wrap(packet), 0, 0, out.clear()));
      byte[] whole = new byte[out.position()];
      out.get(0, whole);
      assertEquals(hex(reference.whole().orElse(new byte[0])), hex(whole));
      Statistics.collect(expected);
    }
  }

  /** Floods of large fragments, from few sources and many: no limit is ever passed. */
  @Property(tries = 200)
  void neverHoldsMoreThanItsLimits(
      @ForAll @Size(min = 50, max = 400) List<@From("flood") Bit> flood,
      @ForAll @IntRange(min = 128, max = 400) int kibi,
      @ForAll @IntRange(min = 1, max = 40) int datagrams) {
    ReassemblyLimits limits =
        new ReassemblyLimits(
            kibi << 10, 128 << 10, datagrams, (datagrams + 1) / 2, 16, Duration.ofSeconds(60));
    Reassembler reassembler = new Reassembler(limits, kibi);
    ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
    long now = 0;
    for (Bit bit : flood) {
      now += 400_000_000L;
      Statistics.collect(reassembler.add(ByteBuffer.wrap(bit.packet()), 0, now, out.clear()));
      assertTrue(reassembler.heldOctets() <= limits.maxOctets());
      assertTrue(reassembler.heldDatagrams() <= limits.maxDatagrams());
      assertTrue(
          reassembler.heldOctets() >= reassembler.heldDatagrams() * Reassembler.DATAGRAM_OCTETS);
    }
    Statistics.label("evicted").collect(reassembler.evictedDatagrams() > 0);
    reassembler.expire(now + 60_000_000_000L);
    assertEquals(0, reassembler.heldOctets());
    assertEquals(0, reassembler.heldDatagrams());
  }

  @Provide
  Arbitrary<Bit> flood() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 40),
            Arbitraries.just(0),
            Arbitraries.integers().between(0, 8000),
            Arbitraries.integers().between(1, 4000),
            Arbitraries.just(true),
            Arbitraries.just(1))
        .as(Bit::new);
  }

  @Property(tries = 1000)
  void anyOctetsHaveAResult(@ForAll @Size(max = 100) byte[] octets, @ForAll boolean little) {
    Reassembler reassembler = new Reassembler(ReassemblyLimits.defaults(), 1);
    ByteBuffer packet = ByteBuffer.wrap(octets);
    packet.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
    requireSound(reassembler.add(packet, 0, 0, out), out);
  }

  /** Fragments that were damaged, and then again as they should be. */
  @Property(tries = 2000)
  void damagedFragmentsHaveAResult(
      @ForAll @Size(min = 1, max = 8) List<@From("bit") Bit> soup,
      @ForAll @Size(max = 6) List<@IntRange(max = 60) Integer> places,
      @ForAll byte value,
      @ForAll boolean fixChecksum,
      @ForAll @IntRange(max = 5) int at) {
    Reassembler reassembler = new Reassembler(ReassemblyLimits.defaults(), 1);
    ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
    for (Bit bit : soup) {
      byte[] octets = bit.packet();
      for (int place : places) {
        octets[place % octets.length] ^= value;
      }
      ByteBuffer packet = ByteBuffer.allocateDirect(at + octets.length).put(at, octets);
      if (fixChecksum && bit.ipv4() && (octets[0] & 15) * 4 <= octets.length) {
        Ipv4Header.putChecksum(packet, at);
      }
      ReassemblyResult result = reassembler.add(packet, at, 0, out.clear());
      Statistics.collect(result);
      requireSound(result, out);
      requireSound(reassembler.add(ByteBuffer.wrap(bit.packet()), 0, 0, out.clear()), out);
    }
  }

  private static void requireSound(ReassemblyResult result, ByteBuffer out) {
    assertEquals(result == ReassemblyResult.COMPLETE, out.position() > 0);
    if (result == ReassemblyResult.COMPLETE) {
      out.flip();
      assertEquals(IpPacket.Check.OK, IpPacket.check(out, 0));
      assertEquals(out.limit(), IpPacket.totalOctets(out, 0));
      if (IpPacket.isIpv4(out, 0)) {
        assertTrue(Ipv4Header.checksumHolds(out, 0));
        assertTrue(!Ipv4Header.isFragment(out, 0));
      }
    }
  }
}
