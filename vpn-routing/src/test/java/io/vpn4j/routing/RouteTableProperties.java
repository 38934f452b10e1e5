package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RouteTableProperties {
  private static final List<String> TARGETS = List.of("a", "b", "c");

  /** What is done to a table. */
  sealed interface Event {
    record Add(Route<String> route) implements Event {}

    record Remove(Route<String> route) implements Event {}

    record RemoveAll(String target) implements Event {}

    record Up(String target) implements Event {}

    record Down(String target) implements Event {}
  }

  @Property(tries = 500)
  void deltaAppliedToTheOldRoutesGivesTheNew(@ForAll("events") List<Event> events) {
    RouteTable<String> table = new RouteTable<>(Comparator.naturalOrder());
    Map<IpPrefix, Route<String>> followed = new TreeMap<>();
    Fib<String> fib = new Fib<>();
    for (Event event : events) {
      RouteDelta<String> delta = apply(event, table);
      for (RouteChange<String> change : delta.changes()) {
        assertEquals(Optional.ofNullable(followed.get(change.prefix())), change.before());
        change
            .after()
            .ifPresentOrElse(
                route -> followed.put(change.prefix(), route),
                () -> followed.remove(change.prefix()));
      }
      assertEquals(table.bestRoutes(), List.copyOf(followed.values()));
      delta.applyTo(fib);
      Map<IpPrefix, String> targets = new TreeMap<>();
      followed.forEach((prefix, route) -> targets.put(prefix, route.target()));
      assertEquals(targets, fib.snapshot().toMap());
    }
  }

  @Property(tries = 500)
  void bestRoutesAreThoseOfAPlainRecomputation(@ForAll("events") List<Event> events) {
    RouteTable<String> table = new RouteTable<>(Comparator.naturalOrder());
    Map<String, Route<String>> known = new HashMap<>();
    Set<String> up = new HashSet<>();
    for (Event event : events) {
      apply(event, table);
      if (event instanceof Event.Add add) {
        known.put(identity(add.route()), add.route());
      } else if (event instanceof Event.Remove remove) {
        known.remove(identity(remove.route()));
      } else if (event instanceof Event.RemoveAll all) {
        known.values().removeIf(route -> route.target().equals(all.target()));
      } else if (event instanceof Event.Up target) {
        up.add(target.target());
      } else {
        up.remove(((Event.Down) event).target());
      }
      Map<IpPrefix, Route<String>> expected = new TreeMap<>();
      for (Route<String> route : known.values()) {
        if (up.contains(route.target())) {
          expected.merge(route.prefix(), route, RouteTableProperties::plainlyBetter);
        }
      }
      assertEquals(List.copyOf(expected.values()), table.bestRoutes());
    }
  }

  @Property(tries = 300)
  void bestRoutesDoNotDependOnTheOrderOfArrival(
      @ForAll("routes") List<Route<String>> routes, @ForAll Random random) {
    Map<String, Route<String>> distinct = new HashMap<>();
    routes.forEach(route -> distinct.put(identity(route), route));
    List<Event> events = new ArrayList<>();
    distinct.values().forEach(route -> events.add(new Event.Add(route)));
    events.add(new Event.Up("a"));
    events.add(new Event.Up("b"));
    RouteTable<String> one = new RouteTable<>(Comparator.naturalOrder());
    events.forEach(event -> apply(event, one));
    Collections.shuffle(events, random);
    RouteTable<String> other = new RouteTable<>(Comparator.naturalOrder());
    events.forEach(event -> apply(event, other));
    assertEquals(one.bestRoutes(), other.bestRoutes());
    for (Route<String> route : routes) {
      assertEquals(one.candidates(route.prefix()), other.candidates(route.prefix()));
    }
  }

  @Property(tries = 300)
  void downAndUpAgainRestoresTheForwardingTable(@ForAll("events") List<Event> events) {
    RouteTable<String> table = new RouteTable<>(Comparator.naturalOrder());
    Fib<String> fib = new Fib<>();
    events.forEach(event -> apply(event, table).applyTo(fib));
    Map<IpPrefix, String> before = fib.snapshot().toMap();
    for (String target : TARGETS) {
      boolean wasUp = table.isUp(target);
      table.targetDown(target).applyTo(fib);
      fib.snapshot().forEach((prefix, used) -> assertEquals(false, used.equals(target)));
      if (wasUp) {
        table.targetUp(target).applyTo(fib);
      }
    }
    assertEquals(before, fib.snapshot().toMap());
    for (IpPrefix prefix : before.keySet()) {
      IpAddress address = prefix.lastAddress();
      assertEquals(PrefixTrie.copyOf(before).longestMatch(address), fib.longestMatch(address));
    }
  }

  private static RouteDelta<String> apply(Event event, RouteTable<String> table) {
    if (event instanceof Event.Add add) {
      return table.add(add.route());
    } else if (event instanceof Event.Remove remove) {
      return table.remove(remove.route());
    } else if (event instanceof Event.RemoveAll all) {
      return table.removeAll(all.target());
    } else if (event instanceof Event.Up up) {
      return table.targetUp(up.target());
    }
    return table.targetDown(((Event.Down) event).target());
  }

  private static String identity(Route<String> route) {
    return route.prefix() + " " + route.target() + " " + route.origin();
  }

  private static Route<String> plainlyBetter(Route<String> x, Route<String> y) {
    int byOrigin = x.origin().rank() - y.origin().rank();
    if (byOrigin != 0) {
      return byOrigin < 0 ? x : y;
    }
    if (x.metric() != y.metric()) {
      return x.metric() < y.metric() ? x : y;
    }
    return x.target().compareTo(y.target()) < 0 ? x : y;
  }

  @Provide
  Arbitrary<List<Route<String>>> routes() {
    return route().list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<String> target = Arbitraries.of(TARGETS);
    Arbitrary<Event> add = route().map(Event.Add::new);
    Arbitrary<Event> remove = route().map(Event.Remove::new);
    Arbitrary<Event> removeAll = target.map(Event.RemoveAll::new);
    Arbitrary<Event> up = target.map(Event.Up::new);
    Arbitrary<Event> down = target.map(Event.Down::new);
    return Arbitraries.frequencyOf(
            Tuple.of(10, add),
            Tuple.of(4, remove),
            Tuple.of(1, removeAll),
            Tuple.of(4, up),
            Tuple.of(3, down))
        .list()
        .ofMaxSize(60);
  }

  /** Few prefixes and origins, so that routes compete and removals hit. */
  private static Arbitrary<Route<String>> route() {
    return Combinators.combine(
            Arbitraries.of("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "::/0", "2001:db8::/32")
                .map(IpPrefix::of),
            Arbitraries.of(TARGETS),
            Arbitraries.of(RouteOrigin.VPN_STATIC, RouteOrigin.VPN_BGP, RouteOrigin.LOCAL),
            Arbitraries.integers().between(0, 2))
        .as(Route::new);
  }
}
