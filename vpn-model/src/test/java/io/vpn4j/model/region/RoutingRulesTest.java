package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.refused;
import static io.vpn4j.model.region.RegionSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RegionSamples.Attached;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rows of the fact sheet's tables of section 4 that state a rule of routing. */
class RoutingRulesTest {
  private static final IpAddress HOST = IpAddress.of("192.168.1.5");
  private static final IpPrefix PREMISES = IpPrefix.of("192.168.0.0/16");

  @Nested
  @DisplayName("4.1 the choice inside a virtual private gateway")
  class Section41 {
    @Test
    void healthComesFirstAndTheOtherTunnelTakesOver() {
      Attached one = attached(false);
      VpnRegion both =
          up(up(one.region(), one.vpn(), 0, "192.168.0.0/16"), one.vpn(), 1, "192.168.0.0/16")
              .enableVgwRoutePropagation(one.vgw(), one.rtb());
      Reachability first = Reachability.toOnPremises(both, one.rtb(), HOST);
      VpnRegion failed = both.report(TunnelReport.down(one.vpn(), first.tunnel().orElseThrow()));
      Reachability second = Reachability.toOnPremises(failed, one.rtb(), HOST);
      assertTrue(second.reachable());
      assertFalse(first.tunnel().equals(second.tunnel()));
    }
  }

  @Nested
  @DisplayName("4.2 the choice in a route table")
  class Section42 {
    private final Vpc vpc = new Vpc("vpc-1", List.of(IpPrefix.of("10.0.0.0/16")));

    private Route propagated(String prefix) {
      return new Route(
          IpPrefix.of(prefix),
          "vgw-1",
          RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION,
          RouteState.ACTIVE);
    }

    private RouteTable table(Route... propagated) {
      SortedTable<IpPrefix, Route> routes = SortedTable.empty();
      for (Route route : propagated) {
        routes = routes.with(route.destinationCidrBlock(), route);
      }
      return RouteTable.of("rtb-1", vpc, true).withPropagated(routes);
    }

    private RouteTable standing(RouteTable table, String prefix, String target) {
      return table.withRoute(
          new Route(IpPrefix.of(prefix), target, RouteOrigin.CREATE_ROUTE, RouteState.ACTIVE));
    }

    private String target(RouteTable table, String address) {
      return table.lookup(IpAddress.of(address)).map(Route::target).orElse("none");
    }

    @Test
    void localBeatsAMoreSpecificPropagatedRouteButNotAMoreSpecificStandingOne() {
      RouteTable table = table(propagated("10.0.1.0/24"));
      assertEquals("local", target(table, "10.0.1.5"));
      assertEquals("eni-1", target(standing(table, "10.0.1.0/24", "eni-1"), "10.0.1.5"));
    }

    @Test
    void theLongestPrefixWinsThenTheStandingRoute() {
      RouteTable table = standing(table(propagated("192.168.0.0/16")), "192.168.0.0/16", "tgw-1");
      assertEquals("tgw-1", target(table, "192.168.1.1"));
      assertEquals(
          "vgw-1",
          target(
              standing(table(propagated("192.168.1.0/24")), "192.168.0.0/16", "tgw-1"),
              "192.168.1.1"));
      assertEquals("none", target(table, "172.16.0.1"));
    }

    @Test
    void aRouteToADetachedGatewayIsABlackhole() {
      Attached one = attached(false);
      VpnRegion region = one.region().createRoute(one.rtb(), "192.168.0.0/16", one.vgw());
      VpnRegion detached = region.detachVpnGateway(one.vgw(), "vpc-1");
      assertEquals(
          RouteState.BLACKHOLE,
          detached.routeTable(one.rtb()).orElseThrow().route(PREMISES).orElseThrow().state());
      assertEquals(1, VpnRegion.plan(region, detached).routes().size());
    }
  }

  @Nested
  @DisplayName("4.3 propagation")
  class Section43 {
    @Test
    void itWantsTheGatewayAttached() {
      Attached one = attached(false);
      VpnRegion attaching =
          one.region()
              .detachVpnGateway(one.vgw(), "vpc-1")
              .afterTransitions()
              .attachVpnGateway(one.vgw(), "vpc-1")
              .region();
      refused(
          ErrorCode.GATEWAY_NOT_ATTACHED,
          "gatewayId",
          () -> attaching.enableVgwRoutePropagation(one.vgw(), one.rtb()));
      attaching.afterTransitions().enableVgwRoutePropagation(one.vgw(), one.rtb());
    }

    @Test
    void prefixesAreThereOnlyWhileTheConnectionIsUpAndGoWhenItIsDown() {
      Attached one = attached(false);
      VpnRegion region = one.region().enableVgwRoutePropagation(one.vgw(), one.rtb());
      assertEquals(1, region.routeTable(one.rtb()).orElseThrow().routes().size());
      VpnRegion up = up(region, one.vpn(), 0, "192.168.0.0/16", "172.16.0.0/12");
      assertEquals(3, up.routeTable(one.rtb()).orElseThrow().routes().size());
      VpnRegion down = up.report(TunnelReport.down(one.vpn(), one.tunnel(0)));
      assertEquals(1, down.routeTable(one.rtb()).orElseThrow().routes().size());
      assertEquals(
          1,
          up.disableVgwRoutePropagation(one.vgw(), one.rtb())
              .routeTable(one.rtb())
              .orElseThrow()
              .routes()
              .size());
    }

    @Test
    void staticRoutesAreForStaticConnectionsOfVirtualPrivateGateways() {
      Attached one = attached(false);
      refused(
          ErrorCode.INVALID_VPN_CONNECTION_INVALID_TYPE,
          "vpnConnectionId",
          () -> one.region().createVpnConnectionRoute(one.vpn(), "192.168.0.0/16"));
    }
  }

  @Nested
  @DisplayName("4.4 BGP")
  class Section44 {
    @Test
    void theHundredAndFirstPrefixEndsTheSession() {
      Attached one = attached(false);
      String[] prefixes = new String[101];
      for (int i = 0; i < prefixes.length; i++) {
        prefixes[i] = "192.168." + i + ".0/24";
      }
      VgwTelemetry over =
          up(one.region(), one.vpn(), 0, prefixes).vpnConnections().get(0).vgwTelemetry().get(0);
      assertEquals(TelemetryStatus.DOWN, over.status());
      assertEquals("IPSEC IS UP", over.statusMessage());
      VgwTelemetry full =
          up(one.region(), one.vpn(), 0, Arrays.copyOf(prefixes, 100))
              .vpnConnections()
              .get(0)
              .vgwTelemetry()
              .get(0);
      assertEquals("100 BGP ROUTES", full.statusMessage());
    }

    @Test
    void aPathWithTheAmazonSideAsnIsDenied() {
      Attached one = attached(false);
      AcceptedRoute loop =
          new AcceptedRoute(PREMISES, List.of(AsNumber.of(65_010), AsNumber.of(64_512)), 0);
      VpnRegion region = one.region().report(TunnelReport.up(one.vpn(), one.tunnel(0), loop));
      assertEquals(List.of(), region.acceptedRoutes(new TunnelKey(one.vpn(), one.tunnel(0))));
    }
  }

  @Nested
  @DisplayName("4.6 Direct Connect")
  class Section46 {
    @Test
    void directConnectIsPreferredAndTheConnectionIsItsBackup() {
      Attached one = attached(false);
      VpnRegion region =
          up(one.region(), one.vpn(), 0, "192.168.0.0/16")
              .enableVgwRoutePropagation(one.vgw(), one.rtb())
              .createPrivateVirtualInterface(
                  VirtualInterface.at(one.vgw(), "dxvif-1", 65_020, List.of(PREMISES)));
      assertEquals(
          Optional.of("dxvif-1"), Reachability.toOnPremises(region, one.rtb(), HOST).resourceId());
      VpnRegion failed =
          region.createPrivateVirtualInterface(region.virtualInterfaces().get(0).withBgpUp(false));
      assertEquals(
          Optional.of(one.vpn()), Reachability.toOnPremises(failed, one.rtb(), HOST).resourceId());
    }
  }

  @Nested
  @DisplayName("4.7 transit gateways")
  class Section47 {
    private Attached onTransitGateway() {
      Attached one = attached(false);
      VpnRegion region = one.region().createTransitGateway("tgw-1", o -> {}).afterTransitions();
      region = region.createTransitGatewayVpcAttachment("tgw-1", "vpc-1").region();
      region =
          region
              .modifyVpnConnection(m -> m.vpnConnectionId(one.vpn()).transitGatewayId("tgw-1"))
              .region()
              .afterTransitions();
      return one.with(region);
    }

    @Test
    void theConnectionBringsItsAttachmentAndBgpPropagates() {
      Attached one = onTransitGateway();
      VpnRegion region =
          up(one.region(), one.vpn(), 0, "192.168.0.0/16")
              .createRoute(one.rtb(), "192.168.0.0/16", "tgw-1");
      Reachability way = Reachability.toOnPremises(region, one.rtb(), HOST);
      assertEquals(Optional.of(one.vpn()), way.resourceId(), way.reason());
      String table = region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId();
      assertEquals(2, region.transitGatewayRoutes(table).size());
    }

    @Test
    void aStaticRouteHidesThePropagatedOne() {
      Attached one = onTransitGateway();
      VpnRegion region = up(one.region(), one.vpn(), 0, "192.168.0.0/16");
      String table = region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId();
      VpnRegion dropped =
          region.createTransitGatewayRoute(table, "192.168.0.0/16", Optional.empty()).region();
      assertEquals(
          List.of(TransitGatewayRoute.Type.STATIC),
          dropped.transitGatewayRoutes(table).stream()
              .filter(r -> r.destinationCidrBlock().equals(PREMISES))
              .map(TransitGatewayRoute::type)
              .toList());
      assertFalse(
          Reachability.toOnPremises(
                  dropped.createRoute(one.rtb(), "192.168.0.0/16", "tgw-1"), one.rtb(), HOST)
              .reachable());
    }

    @Test
    void theVpcComesBeforeTheConnectionForOnePrefix() {
      Attached one = onTransitGateway();
      VpnRegion region = up(one.region(), one.vpn(), 0, "10.0.0.0/16");
      String table = region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId();
      assertEquals(
          region
              .transitGatewayAttachment("tgw-1", "vpc-1")
              .map(TransitGatewayAttachment::transitGatewayAttachmentId),
          region.transitGatewayRoutes(table).get(0).transitGatewayAttachmentId());
    }

    @Test
    void aSubnetWantsARouteToTheTransitGatewayAndTheAttachmentOneBack() {
      Attached one = onTransitGateway();
      VpnRegion region = up(one.region(), one.vpn(), 0, "192.168.0.0/16");
      assertFalse(Reachability.toOnPremises(region, one.rtb(), HOST).reachable());
      VpnRegion routed = region.createRoute(one.rtb(), "192.168.0.0/16", "tgw-1");
      String table = region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId();
      String vpcAttachment =
          region
              .transitGatewayAttachment("tgw-1", "vpc-1")
              .orElseThrow()
              .transitGatewayAttachmentId();
      assertFalse(
          Reachability.toOnPremises(
                  routed.disableTransitGatewayRouteTablePropagation(table, vpcAttachment),
                  one.rtb(),
                  HOST)
              .reachable());
    }

    @Test
    void aTransitGatewayWithAttachmentsIsNotDeleted() {
      refused(
          ErrorCode.INCORRECT_STATE,
          "transitGatewayId",
          () -> onTransitGateway().region().deleteTransitGateway("tgw-1"));
    }
  }
}
