package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Flows stay where they are unless their member goes; the table gives the set of a list scan. */
class NextHopsProperties {
  private static final int PROBES = 4096;

  private static NextHops<Long> set(List<Long> members) {
    return NextHops.of(members, Long::longValue);
  }

  /** A flow hash for each slot. */
  private static int flow(int probe) {
    return probe << 20;
  }

  @Property(tries = 200)
  void aMemberThatGoesMovesOnlyItsOwnFlows(
      @ForAll("members") List<Long> members, @ForAll Random random) {
    Long gone = members.get(random.nextInt(members.size()));
    List<Long> rest = members.stream().filter(member -> !member.equals(gone)).toList();
    NextHops<Long> before = set(members);
    NextHops<Long> after = set(rest);
    for (int i = 0; i < PROBES; i++) {
      Long was = before.select(flow(i));
      if (!was.equals(gone)) {
        assertEquals(was, after.select(flow(i)));
      }
    }
  }

  @Property(tries = 200)
  void aMemberThatComesTakesItsShareAndMovesNoOtherFlow(@ForAll("members") List<Long> members) {
    Long added = members.get(0);
    NextHops<Long> before = set(members.subList(1, members.size()));
    NextHops<Long> after = set(members);
    int moved = 0;
    for (int i = 0; i < PROBES; i++) {
      if (!after.select(flow(i)).equals(before.select(flow(i)))) {
        assertEquals(added, after.select(flow(i)));
        moved++;
      }
    }
    // Six standard deviations around a fair share of 4096 slots.
    double share = PROBES / (double) members.size();
    assertTrue(Math.abs(moved - share) < 6 * Math.sqrt(share), moved + " of " + share);
  }

  @Property(tries = 200)
  void theOrderOfMembersDoesNotMatterToFlows(
      @ForAll("members") List<Long> members, @ForAll Random random) {
    List<Long> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, random);
    for (int i = 0; i < PROBES; i++) {
      assertEquals(set(members).select(flow(i)), set(shuffled).select(flow(i)));
      i += 63; // the sets are made anew each time
    }
  }

  @Property(tries = 1000)
  void anyOctetsHaveAHashAndTheBufferStaysAsItIs(@ForAll @Size(max = 90) byte[] octets) {
    for (int first : new int[] {0x45, 0x4f, 0x60, octets.length == 0 ? 0 : octets[0]}) {
      byte[] packet = octets.clone();
      if (packet.length > 0) {
        packet[0] = (byte) first;
      }
      ByteBuffer buffer = ByteBuffer.wrap(packet);
      assertEquals(FlowHash.ofPacket(buffer, 1), FlowHash.ofPacket(buffer.slice(), 1));
      assertEquals(0, buffer.position());
    }
  }

  @Property(tries = 200)
  void tableGivesTheSetOfAListScan(
      @ForAll("routes") List<Map.Entry<IpPrefix, List<Long>>> routes, @ForAll int flowHash) {
    Fib<NextHops<Long>> fib = new Fib<>(3, 2);
    NextHopSets<Long> sets = new NextHopSets<>(Long::longValue);
    Map<IpPrefix, List<Long>> list = new TreeMap<>();
    for (Map.Entry<IpPrefix, List<Long>> route : routes) {
      if (route.getValue().isEmpty()) {
        fib.remove(route.getKey());
        list.remove(route.getKey());
      } else {
        fib.put(route.getKey(), sets.of(route.getValue()));
        list.put(route.getKey(), route.getValue());
      }
      for (Map.Entry<IpPrefix, List<Long>> each : routes) {
        for (IpAddress probe : RoutingArbitraries.edgesOf(each.getKey())) {
          Optional<List<Long>> expected =
              list.entrySet().stream()
                  .filter(entry -> entry.getKey().contains(probe))
                  .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                  .map(Map.Entry::getValue);
          assertEquals(expected, fib.lookup(probe).map(NextHops::members));
          assertEquals(
              expected.map(members -> set(members).select(flowHash)),
              fib.lookup(probe).map(hops -> hops.select(flowHash)));
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Long>> members() {
    return Arbitraries.longs().list().uniqueElements().ofMinSize(2).ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<Map.Entry<IpPrefix, List<Long>>>> routes() {
    return Combinators.combine(
            Arbitraries.of(
                    "0.0.0.0/0",
                    "10.0.0.0/8",
                    "10.1.0.0/16",
                    "10.1.2.0/24",
                    "::/0",
                    "2001:db8::/32")
                .map(IpPrefix::of),
            Arbitraries.longs().between(1, 4).list().uniqueElements().ofMaxSize(4))
        .as((prefix, members) -> Map.entry(prefix, members))
        .list()
        .ofMaxSize(8);
  }
}
