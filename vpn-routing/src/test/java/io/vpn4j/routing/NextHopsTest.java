package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sets of next hops, and the hash by which flows choose. */
class NextHopsTest {
  private static final String UDP_HEADER =
      "4500001c00010000401100000a000001c0a80001" + "14e91f9000080000";

  private static ByteBuffer packet(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Test
  void oneMemberTakesEveryFlow() {
    NextHops<String> one = NextHops.of(List.of("a"), String::hashCode);
    assertEquals("a", one.select(0));
    assertEquals("a", one.select(-1));
    assertEquals(NextHops.of("a"), one);
  }

  @Test
  void refusesNoneTooManyAndTwoOfOneKey() {
    assertThrows(IllegalArgumentException.class, () -> NextHops.of(List.of(), x -> 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NextHops.of(IntStream.range(0, 65).boxed().toList(), Integer::longValue));
    assertThrows(IllegalArgumentException.class, () -> NextHops.of(List.of("a", "b"), x -> 7));
  }

  @Test
  void membersHaveSharesThatDifferByFewPerCent() {
    for (int members : new int[] {2, 3, 4, 8}) {
      NextHops<Integer> set =
          NextHops.of(IntStream.range(0, members).boxed().toList(), Integer::longValue);
      int[] flows = new int[members];
      SplittableRandom random = new SplittableRandom(1);
      int total = 1 << 18;
      for (int i = 0; i < total; i++) {
        flows[set.select(FlowHash.ipv4(0x0a000001, random.nextInt(), 17, random.nextInt(), 0))]++;
      }
      for (int each : flows) {
        double share = each * (double) members / total;
        assertTrue(share > 0.85 && share < 1.15, members + " members: " + share);
      }
    }
  }

  @Test
  void oneSetStandsForAllPrefixesThatLeadToIt() {
    NextHopSets<String> sets = new NextHopSets<>(String::hashCode);
    NextHops<String> first = sets.of(List.of("a", "b"));
    assertSame(first, sets.of(List.of("a", "b")));
    sets.clear();
    assertEquals(first, sets.of(List.of("a", "b")));
    assertNotEquals(first, sets.of(List.of("b", "a")), "members are listed in another order");
  }

  /** Fixed for all time: an upgrade must not move flows. */
  @Test
  void hashOfAFlowIsTheSameInEveryVersion() {
    assertEquals(0x462d1844, FlowHash.ipv4(0x0a000001, 0xc0a80001, 17, 0x14e91f90, 0));
    assertEquals(0xfd94bb8c, FlowHash.ipv6(1, 2, 3, 4, 6, 0x14e91f90, 5));
  }

  @Test
  void packetHasTheHashOfItsAddressesProtocolAndPorts() {
    int expected = FlowHash.ipv4(0x0a000001, 0xc0a80001, 17, 0x14e91f90, 9);
    assertEquals(expected, FlowHash.ofPacket(packet(UDP_HEADER), 9));
    assertEquals(expected, FlowHash.ofPacket(packet(UDP_HEADER).order(ByteOrder.LITTLE_ENDIAN), 9));
    assertNotEquals(expected, FlowHash.ofPacket(packet(UDP_HEADER), 10));
    ByteBuffer inside = packet("ff" + UDP_HEADER);
    inside.position(1);
    assertEquals(expected, FlowHash.ofPacket(inside, 9));
    assertEquals(1, inside.position());
  }

  @Test
  void optionsOfIpv4AreSkipped() {
    String withOptions = "46" + UDP_HEADER.substring(2, 40) + "01010101" + UDP_HEADER.substring(40);
    assertEquals(
        FlowHash.ofPacket(packet(UDP_HEADER), 0), FlowHash.ofPacket(packet(withOptions), 0));
  }

  @Test
  void everyFragmentOfADatagramHasOneHash() {
    int first = FlowHash.ofPacket(packet(UDP_HEADER.replace("00010000", "00012000")), 0);
    int second = FlowHash.ofPacket(packet(UDP_HEADER.replace("00010000", "00010100")), 0);
    assertEquals(first, second);
    assertEquals(FlowHash.ipv4(0x0a000001, 0xc0a80001, 17, 0, 0), first);
    // Don't Fragment is no fragment.
    assertEquals(
        FlowHash.ofPacket(packet(UDP_HEADER), 0),
        FlowHash.ofPacket(packet(UDP_HEADER.replace("00010000", "00014000")), 0));
  }

  @Test
  void icmpHasNoPorts() {
    assertEquals(
        FlowHash.ipv4(0x0a000001, 0xc0a80001, 1, 0, 0),
        FlowHash.ofPacket(packet(UDP_HEADER.replace("4011", "4001")), 0));
  }

  @Test
  void extensionHeadersOfIpv6ArePassedOver() {
    String addresses = "20010db8000000000000000000000001" + "20010db8000000000000000000000002";
    String ports = "14e91f9000080000";
    int plain = FlowHash.ipv6(0x20010db800000000L, 1, 0x20010db800000000L, 2, 17, 0x14e91f90, 0);
    assertEquals(plain, FlowHash.ofPacket(packet("6000000000081140" + addresses + ports), 0));
    String hopByHop = "6000000000100040" + addresses + "1100000000000000" + ports;
    assertEquals(plain, FlowHash.ofPacket(packet(hopByHop), 0));
    String atomic = "6000000000102c40" + addresses + "1100000000000001" + ports;
    assertEquals(plain, FlowHash.ofPacket(packet(atomic), 0));
    String first = "6000000000102c40" + addresses + "1100000100000001" + ports;
    String second = "6000000000102c40" + addresses + "1100000800000001" + "ffffffffffffffff";
    assertEquals(FlowHash.ofPacket(packet(first), 0), FlowHash.ofPacket(packet(second), 0));
    assertNotEquals(plain, FlowHash.ofPacket(packet(first), 0));
  }
}
