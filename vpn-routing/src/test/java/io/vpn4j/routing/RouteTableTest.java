package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final IpPrefix OFFICE = IpPrefix.of("192.168.0.0/16");
  private static final IpPrefix PLANT = IpPrefix.of("172.16.0.0/12");

  private final RouteTable<String> table = new RouteTable<>(Comparator.naturalOrder());
  private final Route<String> first = Route.of(OFFICE, "tunnel-1", RouteOrigin.VPN_STATIC);
  private final Route<String> second =
      Route.of(OFFICE, "tunnel-2", RouteOrigin.VPN_STATIC).withMetric(1);

  @Test
  void usesNoRouteWhoseTargetIsNotUp() {
    assertTrue(table.add(first).isEmpty());
    assertEquals(Optional.empty(), table.best(OFFICE));
    assertEquals(List.of(first), table.candidates(OFFICE));
    assertEquals(List.of(new RouteChange.Installed<>(first)), table.targetUp("tunnel-1").changes());
  }

  @Test
  void fallsBackToTheOtherTunnelAndReturns() {
    table.add(first);
    table.add(second);
    table.targetUp("tunnel-2");
    assertEquals(Optional.of(second), table.best(OFFICE));
    assertEquals(
        List.of(new RouteChange.Replaced<>(second, first)), table.targetUp("tunnel-1").changes());
    assertEquals(
        List.of(new RouteChange.Replaced<>(first, second)), table.targetDown("tunnel-1").changes());
    assertEquals(
        List.of(new RouteChange.Withdrawn<>(second)), table.targetDown("tunnel-2").changes());
  }

  @Test
  void sayingTheSameTwiceChangesNothing() {
    table.targetUp("tunnel-1");
    table.add(first);
    assertTrue(table.add(first).isEmpty());
    assertTrue(table.targetUp("tunnel-1").isEmpty());
    assertTrue(table.targetDown("tunnel-2").isEmpty());
    assertTrue(table.remove(second).isEmpty());
    assertTrue(table.removeAll("tunnel-2").isEmpty());
    assertEquals(List.of(first), table.bestRoutes());
  }

  @Test
  void addedRouteTakesThePlaceOfItsFormerSelf() {
    table.targetUp("tunnel-1");
    table.targetUp("tunnel-2");
    table.add(first);
    table.add(second);
    Route<String> worse = first.withMetric(5);
    assertEquals(List.of(new RouteChange.Replaced<>(first, second)), table.add(worse).changes());
    assertEquals(List.of(second, worse), table.candidates(OFFICE));
  }

  @Test
  void prefersOriginsInTheOrderOfAws() {
    table.targetUp("t");
    // Worst first, so that each one added must win.
    List<RouteOrigin> worstFirst =
        List.of(
            RouteOrigin.VPN_BGP,
            RouteOrigin.VPN_STATIC,
            RouteOrigin.DIRECT_CONNECT_BGP,
            RouteOrigin.PREFIX_LIST,
            RouteOrigin.STATIC,
            RouteOrigin.LOCAL);
    for (RouteOrigin origin : worstFirst) {
      table.add(Route.of(OFFICE, "t", origin).withMetric(origin.rank() == 5 ? 0 : 9));
      assertEquals(origin, table.best(OFFICE).orElseThrow().origin());
    }
    assertEquals(RouteOrigin.values().length, table.candidates(OFFICE).size());
  }

  @Test
  void lowestMetricWinsBeforeTheOrderOfTargets() {
    table.targetUp("tunnel-1");
    table.targetUp("tunnel-2");
    table.add(first.withMetric(10));
    table.add(second);
    assertEquals("tunnel-2", table.best(OFFICE).orElseThrow().target());
    table.add(first.withMetric(1));
    assertEquals("tunnel-1", table.best(OFFICE).orElseThrow().target());
  }

  @Test
  void removesAllRoutesOfATargetInOneDelta() {
    table.targetUp("tunnel-1");
    table.targetUp("tunnel-2");
    Route<String> plant = Route.of(PLANT, "tunnel-1", RouteOrigin.VPN_STATIC);
    table.add(first);
    table.add(second);
    table.add(plant);
    assertEquals(
        List.of(new RouteChange.Withdrawn<>(plant), new RouteChange.Replaced<>(first, second)),
        table.removeAll("tunnel-1").changes());
    assertTrue(table.isUp("tunnel-1"));
    assertTrue(table.targetDown("tunnel-1").isEmpty());
  }

  @Test
  void removingOneOriginKeepsTheOtherOfTheSameTarget() {
    table.targetUp("tunnel-1");
    Route<String> learned = Route.of(OFFICE, "tunnel-1", RouteOrigin.VPN_BGP);
    table.add(first);
    table.add(learned);
    assertEquals(
        List.of(new RouteChange.Replaced<>(first, learned)), table.remove(first).changes());
    assertEquals(
        List.of(new RouteChange.Withdrawn<>(learned)), table.targetDown("tunnel-1").changes());
  }

  @Test
  void refusesNegativeMetrics() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> first.withMetric(-1));
    assertEquals("metric -1 of 192.168.0.0/16 is not 0 or more", refused.getMessage());
  }
}
