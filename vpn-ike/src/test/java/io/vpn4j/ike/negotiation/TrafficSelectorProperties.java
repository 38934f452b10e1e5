package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.testing.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Selectors against the plain set of packets that they allow, in a world that is small enough. */
class TrafficSelectorProperties {
  private static final int OPAQUE = -1;
  private static final List<Integer> PORTS =
      List.of(OPAQUE, 0, 1, 2, 3, 32_768, 65_533, 65_534, 65_535);
  private static final List<Integer> PROTOCOLS = List.of(1, 6, 17);
  private static final int ADDRESSES = 6;

  /** A packet of that world; a port that cannot be seen is {@link #OPAQUE}. */
  private record Packet(int protocol, int port, int address) {}

  @Provide
  Arbitrary<TrafficSelector> selectors() {
    Arbitrary<List<Integer>> ports =
        Arbitraries.oneOf(
            Arbitraries.of(PORTS.subList(1, PORTS.size()))
                .list()
                .ofSize(2)
                .map(two -> two.stream().sorted().toList()),
            Arbitraries.of(List.of(0, 65_535), List.of(65_535, 0)));
    Arbitrary<List<Integer>> addresses =
        Arbitraries.integers()
            .between(0, ADDRESSES - 1)
            .list()
            .ofSize(2)
            .map(two -> two.stream().sorted().toList());
    return Combinators.combine(Arbitraries.of(0, 1, 6, 17), ports, addresses)
        .as(
            (protocol, p, a) ->
                new TrafficSelector(
                    protocol,
                    p.get(0),
                    p.get(1),
                    new Ipv4Address(a.get(0)),
                    new Ipv4Address(a.get(1))));
  }

  @Provide
  Arbitrary<List<TrafficSelector>> lists() {
    return selectors().list().ofMinSize(1).ofMaxSize(4);
  }

  /** All packets that {@code selector} allows, tried one by one (RFC 4301 4.4.1.1 for OPAQUE). */
  private static Set<Packet> packets(TrafficSelector selector) {
    Set<Packet> packets = new HashSet<>();
    for (int protocol : PROTOCOLS) {
      for (int port : PORTS) {
        for (int address = 0; address < ADDRESSES; address++) {
          boolean opaque = selector.startPort() > selector.endPort();
          boolean anyPort = selector.startPort() == 0 && selector.endPort() == 65_535;
          boolean portFits =
              port == OPAQUE
                  ? opaque || anyPort
                  : !opaque && port >= selector.startPort() && port <= selector.endPort();
          if ((selector.protocol() == 0 || selector.protocol() == protocol)
              && portFits
              && new Ipv4Address(address).compareTo((Ipv4Address) selector.start()) >= 0
              && new Ipv4Address(address).compareTo((Ipv4Address) selector.end()) <= 0) {
            packets.add(new Packet(protocol, port, address));
          }
        }
      }
    }
    return packets;
  }

  private static Set<Packet> packets(List<TrafficSelector> selectors) {
    Set<Packet> all = new HashSet<>();
    selectors.forEach(s -> all.addAll(packets(s)));
    return all;
  }

  @Property(tries = 3000)
  @Label("an intersection allows what both allow")
  void intersection(
      @ForAll("selectors") TrafficSelector a, @ForAll("selectors") TrafficSelector b) {
    Set<Packet> both = packets(a);
    both.retainAll(packets(b));

    assertEquals(both, a.intersect(b).map(TrafficSelectorProperties::packets).orElse(Set.of()));
    assertEquals(a.intersect(b), b.intersect(a));
    a.intersect(b).ifPresent(i -> assertTrue(a.contains(i) && b.contains(i), i::toString));
    Statistics.collect(both.isEmpty() ? "apart" : "common");
  }

  @Property(tries = 3000)
  @Label("containing is allowing at least as much")
  void containing(@ForAll("selectors") TrafficSelector a, @ForAll("selectors") TrafficSelector b) {
    // "Any protocol" allows more than the three of this world.
    boolean moreProtocols = a.protocol() != 0 && b.protocol() == 0;

    assertEquals(!moreProtocols && packets(a).containsAll(packets(b)), a.contains(b));
    assertTrue(a.contains(a));
    Statistics.collect(a.contains(b));
  }

  @Property(tries = 2000)
  @Label("narrowing gives all that is offered and allowed, and nothing else")
  @Requirement({"RFC7296-2.9-1", "RFC7296-2.9-4"})
  void narrowing(
      @ForAll("lists") List<TrafficSelector> offered,
      @ForAll("lists") List<TrafficSelector> allowed) {
    List<TrafficSelector> narrowed = TrafficSelector.narrow(offered, allowed);
    Set<Packet> both = packets(offered);
    both.retainAll(packets(allowed));

    assertEquals(both, packets(narrowed));
    for (TrafficSelector one : narrowed) {
      assertTrue(offered.stream().anyMatch(o -> o.contains(one)), one::toString);
      assertTrue(allowed.stream().anyMatch(a -> a.contains(one)), one::toString);
    }
    assertEquals(narrowed.size(), Set.copyOf(narrowed).size(), "without repeats");
    assertEquals(narrowed, TrafficSelector.narrow(narrowed, allowed), "narrow is narrow enough");
  }

  @Property(tries = 500)
  @Label("selectors survive the wire")
  @Requirement({"RFC7296-3.13.1-1", "RFC7296-3.13.1-2"})
  void wire(@ForAll boolean initiator, @ForAll("lists") List<TrafficSelector> selectors) {
    TsPayload payload = TrafficSelectors.payload(initiator, selectors);

    assertEquals(initiator, payload.initiator());
    assertEquals(selectors, TrafficSelectors.read(payload));
  }
}
