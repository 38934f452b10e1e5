package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.fragment.FragmentFixtures.cut;
import static io.vpn4j.esp.fragment.FragmentFixtures.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** What the one cuts, the other puts together. */
class FragmentationProperties {
  private static final ReassemblyLimits ROOMY =
      new ReassemblyLimits(8 << 20, 8 << 20, 100, 100, 2000, ReassemblyLimits.DEFAULT_TIMEOUT);

  /** Lists of options that hold, to be copied and not. */
  private static final List<String> OPTIONS =
      List.of("", "01", "94040000", "0707040000000001", "018303ff", "8303ff440805000000000000");

  /** The first next header, and extension headers up to UDP. */
  private static final List<String> CHAINS =
      List.of(
          "11",
          "00" + "1100000000000000",
          "3c" + "1100000000000000",
          "33" + "110100000000000000000000",
          "00" + "2b00000000000000" + "3c010000000000000000000000000000" + "1100000000000000",
          "3c" + "2b00000000000000" + "1100000000000000");

  /**
   * Packets of both families, each with another identification.
   *
   * @param chain an index of {@link #OPTIONS} or {@link #CHAINS}
   * @param mtu beyond the least of the family
   */
  record Plan(boolean ipv4, int trafficClass, int chain, int protocol, int octets, int mtu) {
    byte[] packet(int identification) {
      byte[] data = new byte[octets];
      new Random(octets + identification).nextBytes(data);
      if (ipv4) {
        return FragmentFixtures.ipv4(
            trafficClass, identification, 0, protocol, hex(OPTIONS.get(chain)), data);
      }
      byte[] headers = hex(CHAINS.get(chain).substring(2));
      int first = Integer.parseInt(CHAINS.get(chain).substring(0, 2), 16);
      return FragmentFixtures.ipv6(trafficClass, first, headers, data);
    }

    int wholeMtu() {
      return mtu + (ipv4 ? Fragmenter.MIN_IPV4_MTU + 44 : FragmentFixtures.MTU);
    }
  }

  @Provide
  Arbitrary<Plan> plan() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 255),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(1, 6, 17, 253),
            Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(1, 200)),
                Tuple.of(5, Arbitraries.integers().between(1200, 9000)),
                Tuple.of(1, Arbitraries.integers().between(65_460, 65_475))),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 40)),
                Tuple.of(1, Arbitraries.integers().between(0, 9000))))
        .as(Plan::new);
  }

  @Property(tries = 600)
  void puttingTogetherUndoesCutting(
      @ForAll @Size(min = 1, max = 4) List<@net.jqwik.api.From("plan") Plan> plans,
      @ForAll Random random,
      @ForAll @IntRange(max = 3) int duplicates,
      @ForAll boolean shuffled,
      @ForAll boolean cutAgain) {
    Set<String> sent = new HashSet<>();
    List<byte[]> link = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      byte[] packet = plan.packet(i + 1);
      sent.add(hex(packet));
      List<byte[]> fragments = cut(packet, plan.wholeMtu(), i + 1);
      for (byte[] fragment : fragments) {
        link.addAll(
            cutAgain && plan.ipv4()
                ? cut(fragment, Fragmenter.MIN_IPV4_MTU + 44, 0)
                : List.of(fragment));
      }
    }
    for (int i = 0; i < duplicates; i++) {
      link.add(random.nextInt(link.size()), link.get(random.nextInt(link.size())));
    }
    if (shuffled) {
      Collections.shuffle(link, random);
    }
    Statistics.label("fragments").collect(Math.min(9, link.size() / plans.size()));

    Reassembler reassembler = new Reassembler(ROOMY, random.nextLong());
    Set<String> received = new HashSet<>();
    ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
    for (byte[] fragment : link) {
      switch (reassembler.add(ByteBuffer.wrap(fragment), 0, 0, out.clear())) {
        case COMPLETE -> received.add(hex(taken(out)));
        case NOT_A_FRAGMENT -> received.add(hex(fragment));
        case STORED, DUPLICATE -> assertEquals(0, out.position());
        default -> throw new AssertionError("dropped " + hex(fragment));
      }
    }
    assertEquals(sent, received);
    if (duplicates == 0) {
      assertEquals(0, reassembler.heldOctets());
      assertEquals(0, reassembler.heldDatagrams());
    }
  }

  /** No fragment is longer than the MTU, and no gap or overlap is between them. */
  @Property(tries = 400)
  void fragmentsFitAndFollowEachOther(@ForAll("plan") Plan plan) {
    byte[] packet = plan.packet(1);
    List<byte[]> fragments = cut(packet, plan.wholeMtu(), 1);
    if (fragments.size() == 1) {
      return;
    }
    ReceivedFragment read = new ReceivedFragment();
    int next = 0;
    for (byte[] fragment : fragments) {
      assertTrue(fragment.length <= plan.wholeMtu());
      assertEquals(ReassemblyResult.STORED, read.read(ByteBuffer.wrap(fragment), 0));
      assertEquals(next, read.offset());
      next = read.end();
      boolean last = fragment == fragments.get(fragments.size() - 1);
      assertEquals(!last, read.more());
      // As long as they can be: fewer would not do.
      assertTrue(last || fragment.length + 8 > plan.wholeMtu());
      assertEquals(
          IpPacket.trafficClass(ByteBuffer.wrap(packet), 0),
          IpPacket.trafficClass(ByteBuffer.wrap(fragment), 0));
    }
  }

  /** Whatever the octets are, there is a result, and the fragments are none longer than the MTU. */
  @Property(tries = 2000)
  void cutsAnyOctets(
      @ForAll("plan") Plan plan,
      @ForAll @Size(max = 8) List<@IntRange(max = 90) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(max = 3000) int mtu,
      @ForAll boolean fixChecksum) {
    byte[] packet = plan.packet(1);
    for (int place : places) {
      packet[place % packet.length] ^= value;
    }
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    if (fixChecksum && packet[0] >> 4 == 4 && (packet[0] & 15) * 4 <= packet.length) {
      Ipv4Header.putChecksum(buffer, 0);
    }
    Fragmenter fragmenter = new Fragmenter();
    Statistics.collect(
        fragmenter.startIpv4(buffer, 0, mtu, 5, true) == Fragmenter.Result.READY
            ? "4"
            : fragmenter.startIpv6(buffer, 0, mtu, 5));
    fragmenter.startIpv4(buffer, 0, mtu, 5, true);
    FragmentFixtures.takeAll(fragmenter, mtu);
    fragmenter.startIpv6(buffer, 0, mtu, 5);
    FragmentFixtures.takeAll(fragmenter, mtu);
  }

  private static byte[] taken(ByteBuffer out) {
    byte[] packet = new byte[out.position()];
    out.get(0, packet);
    return packet;
  }
}
