package io.vpn4j.routing.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import io.vpn4j.routing.Fib;
import io.vpn4j.routing.NextHopSets;
import io.vpn4j.routing.NextHops;
import java.util.ArrayList;
import java.util.Collections;
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
import net.jqwik.api.Tuple;

class SelectedRoutesProperties {
  private static final List<RouteSelection> TABLES =
      List.of(
          RouteSelection.VIRTUAL_PRIVATE_GATEWAY,
          RouteSelection.VPC_ROUTE_TABLE,
          RouteSelection.transitGateway(true),
          RouteSelection.transitGateway(false));

  /** A table and what is announced to it, in that order. */
  record History(RouteSelection selection, List<RouteCandidate> announced) {
    SelectedRoutes table() {
      SelectedRoutes routes = new SelectedRoutes(selection);
      announced.forEach(routes::announce);
      return routes;
    }
  }

  @Property(tries = 300)
  void routesInUseAreIndependentOfTheOrderOfArrival(
      @ForAll("histories") History history, @ForAll Random random) {
    SelectedRoutes one = history.table();
    List<RouteCandidate> left = new ArrayList<>(one.candidates());
    Collections.shuffle(left, random);
    SelectedRoutes other = new History(history.selection(), left).table();
    assertEquals(one.routes(), other.routes());
    for (IpPrefix prefix : one.routes().keySet()) {
      assertEquals(one.explain(prefix), other.explain(prefix));
    }
  }

  @Property(tries = 300)
  void withdrawAfterAnnounceRestores(
      @ForAll("histories") History history, @ForAll("histories") History more) {
    SelectedRoutes routes = history.table();
    Map<IpPrefix, List<RouteCandidate>> before = routes.routes();
    List<RouteCandidate> added =
        more.announced().stream()
            .filter(c -> history.selection().kinds().contains(c.kind()))
            .filter(c -> routes.candidates().stream().noneMatch(c::sameWay))
            .toList();
    added.forEach(routes::announce);
    added.forEach(routes::withdraw);
    assertEquals(before, routes.routes());
  }

  @Property(tries = 300)
  void shiftsAppliedToTheOldRoutesGiveTheNew(
      @ForAll("histories") History history, @ForAll Random random) {
    SelectedRoutes routes = new SelectedRoutes(history.selection());
    Map<IpPrefix, List<RouteCandidate>> followed = new TreeMap<>();
    for (RouteCandidate candidate : history.announced()) {
      follow(followed, routes.announce(candidate));
      assertEquals(routes.routes(), followed);
      if (random.nextInt(4) == 0) {
        follow(followed, routes.withdraw(candidate));
        assertEquals(routes.routes(), followed);
      }
      if (random.nextInt(4) == 0) {
        follow(
            followed,
            routes.condition(
                candidate.targetId(),
                candidate.tunnel(),
                RouteCondition.values()[random.nextInt(4)]));
        assertEquals(routes.routes(), followed);
      }
    }
  }

  @Property(tries = 300)
  void replacementGivesTheSameAsANewTable(
      @ForAll("histories") History before, @ForAll("histories") History after) {
    SelectedRoutes wanted = after.table();
    SelectedRoutes routes = new SelectedRoutes(after.selection());
    before.announced().stream()
        .filter(c -> after.selection().kinds().contains(c.kind()))
        .forEach(routes::announce);
    Map<IpPrefix, List<RouteCandidate>> followed = new TreeMap<>(routes.routes());
    follow(followed, routes.replaceAll(wanted.candidates()));
    assertEquals(wanted.routes(), routes.routes());
    assertEquals(wanted.routes(), followed);
    assertEquals(List.of(), routes.replaceAll(wanted.candidates()));
  }

  /** The rules over all candidates that cover an address, beside the table that forwards. */
  @Property(tries = 300)
  void longestMatchInTheForwardingTableIsWhatTheRulesChoose(@ForAll("histories") History history) {
    SelectedRoutes routes = new SelectedRoutes(history.selection());
    Fib<NextHops<RouteCandidate>> fib = new Fib<>();
    List<RouteCandidate> known = new ArrayList<>();
    NextHopSets<RouteCandidate> sets =
        new NextHopSets<>(
            way -> {
              if (!known.contains(way)) {
                known.add(way);
              }
              return known.indexOf(way);
            });
    for (RouteCandidate candidate : history.announced()) {
      routes.announce(candidate).forEach(shift -> shift.applyTo(fib, sets, way -> way));
    }
    for (String text : List.of("10.1.2.3", "10.1.9.9", "10.9.9.9", "192.0.2.1")) {
      IpAddress address = IpAddress.of(text);
      List<RouteCandidate> expected =
          history.selection().select(new IpPrefix(address, 32), routes.candidates());
      assertEquals(
          expected.isEmpty() ? Optional.empty() : Optional.of(expected),
          fib.lookup(address).map(NextHops::members));
      assertEquals(expected, routes.explain(new IpPrefix(address, 32)).winners());
    }
  }

  private static void follow(
      Map<IpPrefix, List<RouteCandidate>> followed, List<RouteShift> shifts) {
    for (RouteShift shift : shifts) {
      assertEquals(shift.before(), followed.getOrDefault(shift.prefix(), List.of()));
      if (shift.after().isEmpty()) {
        followed.remove(shift.prefix());
      } else {
        followed.put(shift.prefix(), shift.after());
      }
    }
  }

  @Provide
  Arbitrary<History> histories() {
    return Arbitraries.of(TABLES)
        .flatMap(
            selection ->
                candidate(selection)
                    .list()
                    .ofMaxSize(14)
                    .map(announced -> new History(selection, announced)));
  }

  private static Arbitrary<RouteCandidate> candidate(RouteSelection selection) {
    return Combinators.combine(
            Arbitraries.of("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24"),
            Arbitraries.of(selection.kinds()),
            Arbitraries.of("a", "b"),
            Arbitraries.of("198.51.100.1", "198.51.100.2"),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(RouteCondition.UP)),
                Tuple.of(1, Arbitraries.of(RouteCondition.values()))),
            Arbitraries.of(65_010L, 65_020L).map(AsNumber::of).list().ofMinSize(1).ofMaxSize(2),
            Arbitraries.of(50L, 100L))
        .as(
            (prefix, kind, target, tunnel, condition, path, med) -> {
              RouteCandidate way =
                  RouteCandidate.of(IpPrefix.of(prefix), kind, target).withCondition(condition);
              return kind == RouteKind.VPN_BGP
                  ? way.withTunnel(IpAddress.of(tunnel)).withAsPath(path).withMed(med)
                  : way;
            });
  }
}
