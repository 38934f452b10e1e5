package io.vpn4j.routing.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.vpn4j.routing.RouteOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectedRoutesTest {
  private static final IpPrefix SITE = IpPrefix.of("192.168.0.0/16");
  private static final IpAddress FIRST = IpAddress.of("198.51.100.1");
  private static final IpAddress SECOND = IpAddress.of("198.51.100.2");

  private static RouteCandidate bgp(String target, IpAddress tunnel) {
    return RouteCandidate.of(SITE, RouteKind.VPN_BGP, target)
        .withTunnel(tunnel)
        .withAsPath(List.of(AsNumber.of(65_010)));
  }

  @Test
  void theOtherTunnelTakesOverWhileOneIsDown() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    routes.announce(bgp("vpn-1", FIRST).withMed(100));
    assertEquals(List.of(), routes.announce(bgp("vpn-1", SECOND).withMed(200)));
    List<RouteShift> down = routes.condition("vpn-1", Optional.of(FIRST), RouteCondition.DOWN);
    assertEquals(
        List.of(
            new RouteShift(
                SITE,
                List.of(bgp("vpn-1", FIRST).withMed(100)),
                List.of(bgp("vpn-1", SECOND).withMed(200)))),
        down);
    assertEquals("HEALTHY_TUNNEL", routes.explain(SITE).decidedBy().orElseThrow().name());
    routes.condition("vpn-1", Optional.of(FIRST), RouteCondition.UP);
    assertEquals(Optional.of(FIRST), routes.routes(SITE).get(0).tunnel());
  }

  @Test
  void aHealthyShorterPrefixCarriesWhatALongerOneCannot() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    IpPrefix longer = IpPrefix.of("192.168.1.0/24");
    routes.announce(bgp("vpn-1", FIRST));
    routes.announce(
        RouteCandidate.of(longer, RouteKind.VPN_STATIC, "vpn-2")
            .withCondition(RouteCondition.DOWN));
    assertEquals(List.of(), routes.routes(longer));
    assertEquals("vpn-1", routes.explain(longer).winner().orElseThrow().targetId());
  }

  @Test
  void aLocalRouteThatComesTakesMoreSpecificPropagatedOnesOutOfUse() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VPC_ROUTE_TABLE);
    RouteCandidate propagated =
        RouteCandidate.of(IpPrefix.of("10.0.1.0/24"), RouteKind.VPN_BGP, "vgw-1");
    RouteCandidate local = RouteCandidate.of(IpPrefix.of("10.0.0.0/16"), RouteKind.LOCAL, "local");
    routes.announce(propagated);
    assertEquals(2, routes.announce(local).size());
    assertEquals(Map.of(local.prefix(), List.of(local)), routes.routes());
    routes.withdraw(local);
    assertEquals(Map.of(propagated.prefix(), List.of(propagated)), routes.routes());
  }

  @Test
  void theEndOfASessionWithdrawsItsRoutesAlone() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.transitGateway(true));
    routes.announce(bgp("tgw-attach-1", FIRST));
    routes.announce(bgp("tgw-attach-1", SECOND));
    assertEquals(2, routes.routes(SITE).size());
    routes.withdrawAll("tgw-attach-1", Optional.of(FIRST));
    assertEquals(List.of(bgp("tgw-attach-1", SECOND)), routes.candidates());
    assertEquals(1, routes.routes(SITE).size());
    assertEquals(List.of(), routes.withdraw(bgp("tgw-attach-1", FIRST)));
  }

  @Test
  void aTableThatFollowsSharesFlowsAmongEqualTunnels() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.transitGateway(true));
    Fib<NextHops<IpAddress>> fib = new Fib<>();
    NextHopSets<IpAddress> sets = new NextHopSets<>(IpAddress::hashCode);
    for (IpAddress tunnel : List.of(FIRST, SECOND)) {
      routes
          .announce(bgp("tgw-attach-1", tunnel))
          .forEach(shift -> shift.applyTo(fib, sets, way -> way.tunnel().orElseThrow()));
    }
    assertEquals(
        List.of(FIRST, SECOND), fib.lookup(IpAddress.of("192.168.3.4")).orElseThrow().members());
    routes
        .withdrawAll("tgw-attach-1", Optional.of(FIRST))
        .forEach(shift -> shift.applyTo(fib, sets, way -> way.tunnel().orElseThrow()));
    assertEquals(NextHops.of(SECOND), fib.lookup(IpAddress.of("192.168.3.4")).orElseThrow());
  }

  @Test
  void aKindThatTheTableDoesNotHaveIsRefusedAndLeavesNothing() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    assertThrows(
        IllegalArgumentException.class,
        () -> routes.announce(RouteCandidate.of(SITE, RouteKind.PEERING, "tgw-attach-1")));
    assertTrue(routes.candidates().isEmpty());
  }

  @Test
  void anExplanationIsAsTheReadmePrintsIt() throws IOException {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    routes.announce(bgp("vpn-1", FIRST).withMed(100));
    routes.announce(bgp("vpn-1", SECOND).withMed(200));
    routes.announce(bgp("vpn-2", IpAddress.of("198.51.100.3")).withCondition(RouteCondition.DOWN));
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("```\n" + routes.explain(SITE) + "\n```\n"));
  }

  /** The coarse order of {@link RouteOrigin} must not contradict the rules. */
  @Test
  void originsAreOrderedAsTheRulesOfAVpcRouteTableOrderKinds() {
    assertEquals(
        RouteSelection.VPC_ROUTE_TABLE.kinds().stream().map(RouteKind::name).toList(),
        List.of(RouteOrigin.values()).stream()
            .sorted(RouteOrigin.BY_PREFERENCE)
            .map(
                origin ->
                    origin == RouteOrigin.DIRECT_CONNECT_BGP
                        ? RouteKind.DIRECT_CONNECT.name()
                        : origin.name())
            .toList());
  }
}
