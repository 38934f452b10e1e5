package io.vpn4j.model.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteExplanation;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a snapshot chooses is what the rules choose from its candidates. */
class RegionSelectionTest {
  private static final IpPrefix SITE = IpPrefix.of("192.168.0.0/16");

  private static RouteExplanation inTable(RegionSamples.Attached sample, String destination) {
    return RouteSelection.VPC_ROUTE_TABLE.explain(
        IpPrefix.of(destination), sample.region().routeTableCandidates(sample.rtb()));
  }

  private static RegionSamples.Attached withStatic() {
    RegionSamples.Attached sample = RegionSamples.attached(true);
    VpnRegion region =
        sample
            .region()
            .enableVgwRoutePropagation(sample.vgw(), sample.rtb())
            .createVpnConnectionRoute(sample.vpn(), SITE.toString())
            .afterTransitions();
    return sample.with(region);
  }

  @Test
  void aStaticPrefixIsPropagatedOnlyWhileATunnelIsUp() {
    RegionSamples.Attached down = withStatic();
    assertEquals(Optional.empty(), inTable(down, SITE.toString()).winner());
    assertEquals(
        "PROPAGATED_WHILE_UP", inTable(down, SITE.toString()).decidedBy().orElseThrow().toString());
    RegionSamples.Attached up = down.with(RegionSamples.up(down.region(), down.vpn(), 1));
    RouteCandidate winner = inTable(up, SITE.toString()).winner().orElseThrow();
    assertEquals(up.vgw(), winner.targetId());
    assertEquals(RouteKind.VPN_STATIC, winner.kind());
    assertEquals(
        Optional.of(up.vgw()),
        up.region().routeTable(up.rtb()).orElseThrow().route(SITE).map(Route::target));
  }

  @Test
  void aDetachedGatewayLeavesABlackholeWhereARouteStands() {
    RegionSamples.Attached sample = RegionSamples.attached(true);
    VpnRegion region =
        sample
            .region()
            .createRoute(sample.rtb(), SITE.toString(), sample.vgw())
            .detachVpnGateway(sample.vgw(), "vpc-1")
            .afterTransitions();
    RouteExplanation explanation = inTable(sample.with(region), "192.168.7.0/24");
    assertTrue(explanation.winner().orElseThrow().isBlackhole(), explanation.toString());
    assertTrue(explanation.drops());
  }

  @Test
  void theHundredAndFirstPropagatedRouteIsNamedAsBeyondTheQuota() {
    RegionSamples.Attached sample = RegionSamples.attached(false);
    VpnRegion region = sample.region().enableVgwRoutePropagation(sample.vgw(), sample.rtb());
    for (int tunnel = 0; tunnel < 2; tunnel++) {
      String[] prefixes = new String[60];
      for (int i = 0; i < 60; i++) {
        prefixes[i] = "172." + (16 + tunnel) + "." + i + ".0/24";
      }
      region = RegionSamples.up(region, sample.vpn(), tunnel, prefixes);
    }
    sample = sample.with(region);
    List<RouteCandidate> candidates = region.routeTableCandidates(sample.rtb());
    assertEquals(
        20, candidates.stream().filter(c -> c.condition() == RouteCondition.OVER_LIMIT).count());
    assertEquals(
        "WITHIN_PROPAGATION_QUOTA",
        inTable(sample, "172.17.59.0/24").decidedBy().orElseThrow().toString());
    assertEquals(
        101, region.routeTable(sample.rtb()).orElseThrow().routes().size(), "100 and local");
  }

  @Test
  void tableLooksUpWhatItsRulesChoose() {
    RegionSamples.Attached sample = RegionSamples.attached(false);
    VpnRegion region =
        sample
            .region()
            .enableVgwRoutePropagation(sample.vgw(), sample.rtb())
            .createRoute(sample.rtb(), "0.0.0.0/0", "igw-1")
            .createRoute(sample.rtb(), "192.168.0.0/24", "eni-1")
            .createRoute(sample.rtb(), "192.168.2.0/24", "eni-2");
    region =
        RegionSamples.up(
            region,
            sample.vpn(),
            0,
            "10.0.1.0/24",
            "10.0.0.0/8",
            "192.168.0.0/16",
            "192.168.2.0/24",
            "0.0.0.0/0");
    RouteTable table = region.routeTable(sample.rtb()).orElseThrow();
    for (String address :
        List.of(
            "10.0.1.1", "10.9.1.1", "192.168.0.1", "192.168.1.1", "192.168.2.1", "203.0.113.1")) {
      RouteExplanation explanation = inTable(sample.with(region), IpPrefix.of(address).toString());
      assertEquals(
          table.lookup(IpAddress.of(address)).map(Route::target),
          explanation.winner().map(RouteCandidate::targetId),
          explanation.toString());
    }
  }

  @Test
  void theGatewaysChoiceIsThatOfItsRules() {
    RegionSamples.Attached sample = RegionSamples.attached(false);
    VpnRegion region =
        sample
            .region()
            .report(
                TunnelReport.up(
                    sample.vpn(),
                    sample.tunnel(0),
                    new AcceptedRoute(SITE, List.of(AsNumber.of(65_010)), 200)))
            .report(
                TunnelReport.up(
                    sample.vpn(),
                    sample.tunnel(1),
                    new AcceptedRoute(SITE, List.of(AsNumber.of(65_010)), 100)));
    RouteExplanation explanation =
        RouteSelection.VIRTUAL_PRIVATE_GATEWAY.explain(
            SITE, region.vpnGatewayCandidates(sample.vgw()));
    assertEquals("LOWEST_MED", explanation.decidedBy().orElseThrow().name());
    assertEquals(Optional.of(sample.tunnel(1)), explanation.winner().orElseThrow().tunnel());
    assertEquals(
        Optional.of(sample.tunnel(1)), region.vpnGatewayRoutes(sample.vgw()).get(0).tunnel());
  }

  @Test
  void aTransitGatewaySharesAmongItsTunnelsAndDisplaysOne() {
    VpnRegion region =
        VpnRegion.of("eu-west-1")
            .createVpc("vpc-1", "10.0.0.0/16")
            .createTransitGateway("tgw-1", options -> {});
    var cgw = region.createCustomerGateway(r -> r.ipAddress(RegionSamples.DEVICE).bgpAsn(65_010));
    region = cgw.region().afterTransitions();
    region = region.createTransitGatewayVpcAttachment("tgw-1", "vpc-1").region();
    String cgwId = cgw.result().customerGatewayId();
    var vpn = region.createVpnConnection(r -> r.customerGatewayId(cgwId).transitGatewayId("tgw-1"));
    String id = vpn.result().vpnConnectionId();
    region = vpn.region().afterTransitions();
    region = RegionSamples.up(region, id, 0, SITE.toString());
    region = RegionSamples.up(region, id, 1, SITE.toString());
    String table = region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId();
    List<RouteCandidate> winners =
        region
            .transitGatewaySelection(table)
            .orElseThrow()
            .select(SITE, region.transitGatewayCandidates(table));
    assertEquals(2, winners.size());
    assertEquals(
        1,
        region.transitGatewayRoutes(table).stream()
            .filter(r -> r.destinationCidrBlock().equals(SITE))
            .count());
    String attachment = winners.get(0).targetId();
    region =
        region.createTransitGatewayRoute(table, SITE.toString(), Optional.of(attachment)).region();
    RouteExplanation explanation =
        region
            .transitGatewaySelection(table)
            .orElseThrow()
            .explain(SITE, region.transitGatewayCandidates(table));
    assertEquals(1, explanation.winners().size(), "static routes have no ECMP");
    assertEquals(RouteKind.STATIC, explanation.winner().orElseThrow().kind());
    assertEquals(
        TransitGatewayRoute.Type.STATIC,
        region.transitGatewayRoutes(table).stream()
            .filter(r -> r.destinationCidrBlock().equals(SITE))
            .findFirst()
            .orElseThrow()
            .type());
  }
}
