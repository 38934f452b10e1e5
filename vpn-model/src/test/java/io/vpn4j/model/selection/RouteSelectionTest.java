package io.vpn4j.model.selection;

import static io.vpn4j.model.selection.RouteKind.CLIENT_VPN;
import static io.vpn4j.model.selection.RouteKind.CONNECT;
import static io.vpn4j.model.selection.RouteKind.DIRECT_CONNECT;
import static io.vpn4j.model.selection.RouteKind.LOCAL;
import static io.vpn4j.model.selection.RouteKind.PEERING;
import static io.vpn4j.model.selection.RouteKind.PREFIX_LIST;
import static io.vpn4j.model.selection.RouteKind.STATIC;
import static io.vpn4j.model.selection.RouteKind.VPC;
import static io.vpn4j.model.selection.RouteKind.VPN_BGP;
import static io.vpn4j.model.selection.RouteKind.VPN_CONCENTRATOR;
import static io.vpn4j.model.selection.RouteKind.VPN_OVER_DIRECT_CONNECT;
import static io.vpn4j.model.selection.RouteKind.VPN_STATIC;
import static io.vpn4j.model.selection.RouteSelection.VIRTUAL_PRIVATE_GATEWAY;
import static io.vpn4j.model.selection.RouteSelection.VPC_ROUTE_TABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each row of AWS's route priority by itself, named by it. */
class RouteSelectionTest {
  private static final String SITE = "192.168.0.0/16";
  private static final RouteSelection ECMP = RouteSelection.transitGateway(true);
  private static final RouteSelection NO_ECMP = RouteSelection.transitGateway(false);

  private static RouteCandidate route(RouteKind kind, String target) {
    return route(kind, target, SITE);
  }

  private static RouteCandidate route(RouteKind kind, String target, String prefix) {
    return RouteCandidate.of(IpPrefix.of(prefix), kind, target);
  }

  private static RouteCandidate bgp(String target, int tunnel, long... path) {
    return route(VPN_BGP, target)
        .withTunnel(IpAddress.of("198.51.100." + tunnel))
        .withAsPath(LongStream.of(path).mapToObj(AsNumber::of).toList());
  }

  /** The first wins against the others by that rule, in whatever order they come. */
  private static RouteExplanation wins(
      RouteSelection selection, String rule, RouteCandidate winner, RouteCandidate... others) {
    return wins(selection, rule, SITE, winner, others);
  }

  private static RouteExplanation wins(
      RouteSelection selection,
      String rule,
      String destination,
      RouteCandidate winner,
      RouteCandidate... others) {
    RouteCandidate[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = winner;
    RouteExplanation explanation = selection.explain(IpPrefix.of(destination), List.of(all));
    assertEquals(List.of(winner), explanation.winners(), explanation.toString());
    assertEquals(rule, explanation.decidedBy().orElseThrow().name(), explanation.toString());
    assertEquals(others.length, explanation.losses().size());
    return explanation;
  }

  @Test
  void vgwPrefersAHealthyTunnelEvenToALongerPrefix() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "HEALTHY_TUNNEL",
        "192.168.1.0/24",
        bgp("vpn-1", 1, 65010),
        route(VPN_BGP, "vpn-2", "192.168.1.0/24").withCondition(RouteCondition.DOWN));
  }

  @Test
  void vgwPrefersTheLongestPrefixEvenToDirectConnect() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "LONGEST_PREFIX",
        "192.168.1.0/24",
        route(VPN_BGP, "vpn-1", "192.168.1.0/24"),
        route(DIRECT_CONNECT, "dxvif-1"));
  }

  @Test
  void vgwPrefersDirectConnectToVpnStaticWhateverItsAsPath() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "DIRECT_CONNECT_STATIC_BGP",
        route(DIRECT_CONNECT, "dxvif-1").withAsPath(bgp("x", 1, 1, 1, 1, 1, 1).asPath()),
        route(VPN_STATIC, "vpn-1"),
        bgp("vpn-2", 1, 65010));
  }

  @Test
  void vgwPrefersVpnStaticToVpnBgp() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "DIRECT_CONNECT_STATIC_BGP",
        route(VPN_STATIC, "vpn-2"),
        bgp("vpn-1", 1, 65010));
  }

  @Test
  void vgwPrefersTheShortestAsPathAmongVpnBgp() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "SHORTEST_AS_PATH",
        bgp("vpn-2", 2, 65010).withMed(500),
        bgp("vpn-1", 1, 65010, 65010).withMed(0));
  }

  @Test
  void vgwPrefersTheLowestMedOfTheSameFirstAs() {
    RouteExplanation explanation =
        wins(
            VIRTUAL_PRIVATE_GATEWAY,
            "LOWEST_MED",
            bgp("vpn-1", 2, 65010).withMed(100),
            bgp("vpn-1", 1, 65010).withMed(200));
    assertEquals(
        "MED 200 is above 100 from the same AS 65010", explanation.losses().get(0).reason());
  }

  @Test
  void vgwTakesAMissingMedForTheLowest() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "LOWEST_MED",
        bgp("vpn-1", 2, 65010),
        bgp("vpn-1", 1, 65010).withMed(1));
  }

  @Test
  void vgwDoesNotCompareMedOfDifferentFirstAs() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "STABLE_CHOICE",
        bgp("vpn-1", 1, 65010).withMed(200),
        bgp("vpn-2", 1, 65020).withMed(100));
  }

  @Test
  void vgwUsesOneTunnelOfAllItsConnectionsAndNeverSeveral() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "STABLE_CHOICE",
        bgp("vpn-1", 1, 65010),
        bgp("vpn-1", 2, 65010),
        bgp("vpn-2", 1, 65010),
        bgp("vpn-2", 2, 65010));
  }

  @Test
  void vgwDropsWhatNothingHealthyCovers() {
    RouteExplanation explanation =
        VIRTUAL_PRIVATE_GATEWAY.explain(
            IpPrefix.of(SITE), List.of(bgp("vpn-1", 1, 65010).withCondition(RouteCondition.DOWN)));
    assertEquals(List.of(), explanation.winners());
    assertTrue(explanation.drops());
    assertEquals("tunnel 198.51.100.1 is DOWN", explanation.losses().get(0).reason());
  }

  @Test
  void gatewaysDoNotUseRoutesBeyondTheirQuota() {
    for (RouteSelection selection : List.of(VIRTUAL_PRIVATE_GATEWAY, ECMP)) {
      wins(
          selection,
          "WITHIN_QUOTA",
          bgp("tgw-attach-2", 2, 65010, 65010),
          bgp("tgw-attach-1", 1, 65010).withCondition(RouteCondition.OVER_LIMIT));
    }
  }

  @Test
  void vgwForwardsToTheAttachedVpcOnlyWhileAttached() {
    RouteCandidate vpc = route(VPC, "vpc-1", "10.0.0.0/16");
    IpPrefix host = IpPrefix.of("10.0.3.4/32");
    assertEquals(List.of(vpc), VIRTUAL_PRIVATE_GATEWAY.select(host, List.of(vpc)));
    assertEquals(
        List.of(),
        VIRTUAL_PRIVATE_GATEWAY.select(host, List.of(vpc.withCondition(RouteCondition.DETACHED))));
  }

  @Test
  void vpcPrefersLocalToAMoreSpecificPropagatedRoute() {
    wins(
        VPC_ROUTE_TABLE,
        "LOCAL_OVER_PROPAGATED",
        "10.0.1.0/24",
        route(LOCAL, "local", "10.0.0.0/16"),
        route(VPN_BGP, "vgw-1", "10.0.1.0/24"));
  }

  @Test
  void vpcPrefersAMoreSpecificStaticRouteToLocal() {
    wins(
        VPC_ROUTE_TABLE,
        "LONGEST_PREFIX",
        "10.0.1.0/24",
        route(STATIC, "eni-1", "10.0.1.0/24"),
        route(LOCAL, "local", "10.0.0.0/16"));
  }

  @Test
  void vpcPrefersTheLongestPrefixEvenIfPropagated() {
    wins(
        VPC_ROUTE_TABLE,
        "LONGEST_PREFIX",
        "192.168.1.0/24",
        route(VPN_BGP, "vgw-1", "192.168.1.0/24"),
        route(STATIC, "igw-1", "0.0.0.0/0"));
  }

  @Test
  void vpcPrefersStaticToPrefixListToPropagated() {
    wins(
        VPC_ROUTE_TABLE,
        "STATIC_OVER_PROPAGATED",
        route(STATIC, "vgw-1"),
        route(PREFIX_LIST, "tgw-1"),
        route(DIRECT_CONNECT, "vgw-1"));
    wins(
        VPC_ROUTE_TABLE,
        "STATIC_OVER_PROPAGATED",
        route(PREFIX_LIST, "tgw-1"),
        route(DIRECT_CONNECT, "vgw-1"));
  }

  @Test
  void vpcPrefersDirectConnectToVpnStaticToVpnBgpAmongPropagated() {
    wins(
        VPC_ROUTE_TABLE,
        "STATIC_OVER_PROPAGATED",
        route(DIRECT_CONNECT, "vgw-1"),
        route(VPN_STATIC, "vgw-1"),
        route(VPN_BGP, "vgw-1"));
    wins(
        VPC_ROUTE_TABLE,
        "STATIC_OVER_PROPAGATED",
        route(VPN_STATIC, "vgw-1"),
        route(VPN_BGP, "vgw-1"));
  }

  @Test
  void vpcTakesPropagatedRoutesOnlyWhileUpAttachedAndWithinTheQuota() {
    RouteCandidate other = route(STATIC, "igw-1", "0.0.0.0/0");
    RouteCandidate propagated = route(VPN_STATIC, "vgw-1");
    wins(
        VPC_ROUTE_TABLE,
        "PROPAGATED_WHILE_UP",
        other,
        propagated.withCondition(RouteCondition.DOWN));
    wins(
        VPC_ROUTE_TABLE,
        "PROPAGATED_WHILE_ATTACHED",
        other,
        propagated.withCondition(RouteCondition.DETACHED));
    wins(
        VPC_ROUTE_TABLE,
        "WITHIN_PROPAGATION_QUOTA",
        other,
        propagated.withCondition(RouteCondition.OVER_LIMIT));
  }

  @Test
  void vpcKeepsAStaticRouteToADetachedTargetAsABlackhole() {
    RouteExplanation explanation =
        wins(
            VPC_ROUTE_TABLE,
            "LONGEST_PREFIX",
            route(STATIC, "vgw-1").withCondition(RouteCondition.DETACHED),
            route(STATIC, "igw-1", "0.0.0.0/0"));
    assertTrue(explanation.drops());
    assertTrue(explanation.toString().contains("static 192.168.0.0/16 by vgw-1, a blackhole"));
  }

  @Test
  void directConnectPrefersTheHighestLocalPreferenceBeforeAsPath() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "DIRECT_CONNECT_LOCAL_PREFERENCE",
        route(DIRECT_CONNECT, "dxvif-2")
            .withLocalPreference(LocalPreference.of(List.of(7224L << 16 | 7300)))
            .withAsPath(bgp("x", 1, 65010, 65010, 65010).asPath()),
        route(DIRECT_CONNECT, "dxvif-1").withAsPath(bgp("x", 1, 65010).asPath()),
        route(DIRECT_CONNECT, "dxvif-0")
            .withLocalPreference(LocalPreference.of(List.of(7224L << 16 | 7100))));
  }

  @Test
  void localPreferenceHasNoEffectOnVpnRoutes() {
    wins(
        VIRTUAL_PRIVATE_GATEWAY,
        "SHORTEST_AS_PATH",
        bgp("vpn-1", 1, 65010).withLocalPreference(LocalPreference.LOW),
        bgp("vpn-2", 1, 65010, 65010).withLocalPreference(LocalPreference.HIGH));
  }

  @Test
  void localPreferenceWithoutACommunityIsMediumAndOfSeveralTheHighest() {
    assertEquals(LocalPreference.MEDIUM, LocalPreference.of(List.of()));
    assertEquals(LocalPreference.MEDIUM, LocalPreference.of(List.of(7224L << 16 | 9100, 7100L)));
    assertEquals(
        LocalPreference.HIGH, LocalPreference.of(List.of(7224L << 16 | 7300, 7224L << 16 | 7100)));
    assertEquals("7224:7200", LocalPreference.MEDIUM.toString());
  }

  @Test
  void tgwOrdersAttachmentTypesAsDocumented() {
    List<RouteKind> order =
        List.of(
            STATIC,
            PREFIX_LIST,
            VPC,
            DIRECT_CONNECT,
            CONNECT,
            VPN_OVER_DIRECT_CONNECT,
            VPN_BGP,
            VPN_CONCENTRATOR,
            CLIENT_VPN,
            PEERING);
    assertEquals(order, ECMP.kinds());
    for (int i = 0; i + 1 < order.size(); i++) {
      wins(
          ECMP,
          "STATIC_OVER_ATTACHMENT_TYPES",
          route(order.get(i), "tgw-attach-2"),
          route(order.get(i + 1), "tgw-attach-1"));
    }
  }

  @Test
  void tgwPrefersTunnelHealthToEverything() {
    wins(
        ECMP,
        "HEALTHY_TUNNEL",
        bgp("tgw-attach-2", 2, 65010, 65010, 65010),
        bgp("tgw-attach-1", 1, 65010).withCondition(RouteCondition.DOWN));
  }

  @Test
  void tgwPrefersTheLongestPrefixEvenToStatic() {
    wins(
        ECMP,
        "LONGEST_PREFIX",
        "192.168.1.0/24",
        route(VPN_BGP, "tgw-attach-2", "192.168.1.0/24"),
        route(STATIC, "tgw-attach-1"));
  }

  @Test
  void tgwPrefersShorterAsPathThenLowerMedThenEbgp() {
    wins(
        ECMP,
        "SHORTEST_AS_PATH",
        bgp("tgw-attach-2", 2, 65010).withMed(900),
        bgp("tgw-attach-1", 1, 65010, 65010));
    wins(
        ECMP,
        "LOWEST_MED",
        bgp("tgw-attach-2", 2, 65010).withMed(50),
        bgp("tgw-attach-1", 1, 65010).withMed(60));
    wins(
        ECMP,
        "EBGP_OVER_IBGP",
        bgp("tgw-attach-2", 2, 65010),
        bgp("tgw-attach-1", 1, 65010).learnedInternally());
  }

  @Test
  void tgwTakesAMissingMedFor100OnVpnAnd0OnDirectConnect() {
    wins(
        ECMP,
        "LOWEST_MED",
        bgp("tgw-attach-2", 2, 65010).withMed(99),
        bgp("tgw-attach-1", 1, 65010));
    wins(
        ECMP,
        "LOWEST_MED",
        bgp("tgw-attach-2", 2, 65010),
        bgp("tgw-attach-1", 1, 65010).withMed(101));
    wins(
        ECMP,
        "LOWEST_MED",
        route(DIRECT_CONNECT, "tgw-attach-2"),
        route(DIRECT_CONNECT, "tgw-attach-1").withMed(1));
  }

  @Test
  void tgwSharesTrafficAmongEqualVpnTunnelsAlsoOfSeveralConnections() {
    List<RouteCandidate> equal =
        List.of(
            bgp("tgw-attach-1", 1, 65010),
            bgp("tgw-attach-1", 2, 65010).withMed(100),
            bgp("tgw-attach-2", 1, 65010));
    RouteExplanation explanation = ECMP.explain(IpPrefix.of(SITE), equal);
    assertEquals(equal, explanation.winners());
    assertFalse(explanation.decidedBy().isPresent());
    assertEquals(equal.subList(0, 1), NO_ECMP.select(IpPrefix.of(SITE), equal));
  }

  @Test
  void tgwDoesNotShareTrafficAmongPathsOfDifferentAs() {
    wins(
        ECMP,
        "EQUAL_COST_MULTIPATH",
        bgp("tgw-attach-1", 1, 65010),
        bgp("tgw-attach-2", 1, 65020),
        bgp("tgw-attach-3", 1, 65030));
  }

  @Test
  void tgwDoesNotShareTrafficOfStaticRoutesNorOfConcentrators() {
    wins(
        ECMP, "EQUAL_COST_MULTIPATH", route(STATIC, "tgw-attach-1"), route(STATIC, "tgw-attach-2"));
    wins(
        ECMP,
        "EQUAL_COST_MULTIPATH",
        route(VPN_CONCENTRATOR, "tgw-attach-1"),
        route(VPN_CONCENTRATOR, "tgw-attach-2"));
  }

  @Test
  void tgwStaticRouteUsesTheTunnelThatIsUpAndDropsOnlyIfNoneIs() {
    RouteCandidate one = route(STATIC, "tgw-attach-1").withTunnel(IpAddress.of("198.51.100.1"));
    RouteCandidate two = route(STATIC, "tgw-attach-1").withTunnel(IpAddress.of("198.51.100.2"));
    wins(ECMP, "HEALTHY_TUNNEL", two, one.withCondition(RouteCondition.DOWN));
    RouteExplanation none =
        wins(
            ECMP,
            "LONGEST_PREFIX",
            one.withCondition(RouteCondition.DOWN),
            route(VPN_BGP, "tgw-attach-9", "0.0.0.0/0"));
    assertTrue(none.drops());
  }

  @Test
  void aTableRefusesKindsOfRoutesThatItDoesNotHave() {
    assertThrows(
        IllegalArgumentException.class,
        () -> VIRTUAL_PRIVATE_GATEWAY.select(IpPrefix.of(SITE), List.of(route(PEERING, "x"))));
  }

  @Test
  void anExplanationReadsLikeASentence() {
    RouteExplanation explanation =
        VIRTUAL_PRIVATE_GATEWAY.explain(
            IpPrefix.of(SITE),
            List.of(
                bgp("vpn-1", 1, 65010).withCondition(RouteCondition.DOWN),
                bgp("vpn-1", 2, 65010).withMed(200),
                bgp("vpn-2", 3, 65010).withMed(100)));
    assertEquals(
        """
        192.168.0.0/16 in the virtual private gateway: VPN BGP 192.168.0.0/16 by vpn-2 tunnel 198.51.100.3, by LOWEST_MED (the lowest MED wins among routes of the same first AS)
          not VPN BGP 192.168.0.0/16 by vpn-1 tunnel 198.51.100.1, by HEALTHY_TUNNEL: tunnel 198.51.100.1 is DOWN
          not VPN BGP 192.168.0.0/16 by vpn-1 tunnel 198.51.100.2, by LOWEST_MED: MED 200 is above 100 from the same AS 65010\
        """,
        explanation.toString());
  }
}
