package io.vpn4j.routing.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A prediction from a snapshot and live state that says the same give the same routes. */
class RegionRoutesTest {
  private static final IpPrefix SITE = IpPrefix.of("192.168.0.0/16");
  private static final AsNumber DEVICE = AsNumber.of(65_010);

  /** A Region with a connection, on a virtual private gateway or on a transit gateway. */
  record Sample(VpnRegion region, String vpn, String gateway, String table) {
    IpAddress tunnel(int at) {
      return region
          .vpnConnection(vpn)
          .orElseThrow()
          .options()
          .tunnelOptions()
          .get(at)
          .outsideIpAddress()
          .orElseThrow();
    }

    Sample up(int at, long med) {
      return with(
          region.report(
              TunnelReport.up(vpn, tunnel(at), new AcceptedRoute(SITE, List.of(DEVICE), med))));
    }

    Sample with(VpnRegion other) {
      return new Sample(other, vpn, gateway, table);
    }
  }

  private static Sample onVpnGateway() {
    VpnRegion region = VpnRegion.of("eu-west-1").createVpc("vpc-1", "10.0.0.0/16");
    var vgw = region.createVpnGateway();
    var cgw = vgw.region().createCustomerGateway(r -> r.ipAddress("203.0.113.10").bgpAsn(65_010));
    String gateway = vgw.result().vpnGatewayId();
    region = cgw.region().afterTransitions().attachVpnGateway(gateway, "vpc-1").region();
    String customer = cgw.result().customerGatewayId();
    var vpn = region.createVpnConnection(r -> r.customerGatewayId(customer).vpnGatewayId(gateway));
    region = vpn.region().afterTransitions();
    String table = region.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    return new Sample(
        region.enableVgwRoutePropagation(gateway, table),
        vpn.result().vpnConnectionId(),
        gateway,
        table);
  }

  private static Sample onTransitGateway() {
    VpnRegion region =
        VpnRegion.of("eu-west-1")
            .createVpc("vpc-1", "10.0.0.0/16")
            .createTransitGateway("tgw-1", options -> {});
    var cgw = region.createCustomerGateway(r -> r.ipAddress("203.0.113.10").bgpAsn(65_010));
    region = cgw.region().afterTransitions();
    region = region.createTransitGatewayVpcAttachment("tgw-1", "vpc-1").region();
    String customer = cgw.result().customerGatewayId();
    var vpn =
        region.createVpnConnection(r -> r.customerGatewayId(customer).transitGatewayId("tgw-1"));
    region = vpn.region().afterTransitions();
    return new Sample(
        region,
        vpn.result().vpnConnectionId(),
        "tgw-1",
        region.transitGatewayRouteTables().get(0).transitGatewayRouteTableId());
  }

  private static RouteCandidate live(Sample sample, String target, int tunnel) {
    return RouteCandidate.of(SITE, RouteKind.VPN_BGP, target)
        .withTunnel(sample.tunnel(tunnel))
        .withAsPath(List.of(DEVICE));
  }

  @Test
  void predictionForAVirtualPrivateGatewayIsWhatALiveTableChooses() {
    Sample sample = onVpnGateway().up(0, 200).up(1, 100);
    SelectedRoutes predicted = RegionRoutes.ofVpnGateway(sample.region(), sample.gateway());
    SelectedRoutes live = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    live.announce(RouteCandidate.of(IpPrefix.of("10.0.0.0/16"), RouteKind.VPC, "vpc-1"));
    live.announce(live(sample, sample.vpn(), 1).withMed(100));
    live.announce(live(sample, sample.vpn(), 0).withMed(200));
    assertEquals(live.routes(), predicted.routes());
    assertEquals(live.explain(SITE), predicted.explain(SITE));
    assertEquals("LOWEST_MED", live.explain(SITE).decidedBy().orElseThrow().name());
  }

  @Test
  void predictionForATransitGatewayIsWhatALiveTableChooses() {
    Sample sample = onTransitGateway().up(0, 0).up(1, 0);
    SelectedRoutes predicted =
        RegionRoutes.ofTransitGatewayRouteTable(sample.region(), sample.table());
    String attachment =
        sample
            .region()
            .transitGatewayAttachment("tgw-1", sample.vpn())
            .orElseThrow()
            .transitGatewayAttachmentId();
    assertEquals(
        List.of(live(sample, attachment, 0), live(sample, attachment, 1)),
        predicted.routes(SITE).stream()
            .sorted(Comparator.comparing(c -> c.tunnel().orElseThrow()))
            .toList());
    assertEquals(RouteKind.VPC, predicted.routes(IpPrefix.of("10.0.0.0/16")).get(0).kind());
  }

  @Test
  void aLaterSnapshotGivesTheShiftsFromOneToTheOther() {
    Sample before = onVpnGateway().up(0, 0);
    SelectedRoutes routes = RegionRoutes.ofRouteTable(before.region(), before.table());
    assertEquals(1, routes.routes(SITE).size());
    VpnRegion after = before.region().report(TunnelReport.down(before.vpn(), before.tunnel(0)));
    List<RouteShift> shifts = routes.replaceAll(after.routeTableCandidates(before.table()));
    assertEquals(List.of(SITE), shifts.stream().map(RouteShift::prefix).toList());
    assertEquals(List.of(), shifts.get(0).after());
  }

  @Test
  void detachingTheGatewayEmptiesWhatItPropagated() {
    Sample sample = onVpnGateway().up(0, 0);
    VpnRegion after =
        sample.region().detachVpnGateway(sample.gateway(), "vpc-1").afterTransitions();
    SelectedRoutes routes = RegionRoutes.ofRouteTable(after, sample.table());
    assertEquals(List.of(IpPrefix.of("10.0.0.0/16")), List.copyOf(routes.routes().keySet()));
    SelectedRoutes vgw = RegionRoutes.ofVpnGateway(after, sample.gateway());
    assertTrue(
        vgw.candidates().stream()
            .noneMatch(c -> c.kind() == RouteKind.VPC && c.condition() == RouteCondition.UP));
    assertEquals(Optional.empty(), routes.explain(SITE).winner());
  }

  @Test
  void aTableThatDoesNotExistIsEmpty() {
    VpnRegion region = VpnRegion.of("eu-west-1");
    assertTrue(RegionRoutes.ofVpnGateway(region, "vgw-1").routes().isEmpty());
    assertTrue(RegionRoutes.ofRouteTable(region, "rtb-1").routes().isEmpty());
    assertTrue(RegionRoutes.ofTransitGatewayRouteTable(region, "tgw-rtb-1").routes().isEmpty());
  }
}
