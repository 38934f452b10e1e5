package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.classic;
import static io.vpn4j.model.migration.MigrationSamples.device;
import static io.vpn4j.model.migration.TargetSamples.OFFICE;
import static io.vpn4j.model.migration.TargetSamples.connection;
import static io.vpn4j.model.migration.TargetSamples.onTransitGateway;
import static io.vpn4j.model.migration.TargetSamples.onVpnGateway;
import static io.vpn4j.model.migration.TargetSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.TransitGatewayRoute;
import io.vpn4j.model.region.TunnelEffect;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Spec 2.4 and the rows of 2.5 that it needs: another target, one test of each rule. */
class TargetMigrationTest {
  private static StepResult result(MigrationPlan plan, String number) {
    return plan.prediction().results().get(plan.steps().indexOf(plan.step(number)));
  }

  private static MigrationPlan toTransitGateway(VpnRegion region) {
    return TargetMigration.plan(
        region, TargetMigrationRequest.toTransitGateway("tgw-2", connection(region)));
  }

  private static MigrationPlan toVpnGateway(VpnRegion region, boolean propagated) {
    TargetMigrationRequest request = TargetMigrationRequest.toNewVpnGateway(connection(region));
    return TargetMigration.plan(region, propagated ? request : request.withStaticRoutes());
  }

  /** Routes of rtb-1 that were made by hand, after the plan, by destination and target. */
  private static List<String> byHand(MigrationPlan plan) {
    Progress last = plan.prediction().last();
    assertEquals(1, plan.flows().size());
    assertTrue(plan.flows().get(0).in(last).reachable());
    return last.region().routeTable("rtb-1").orElseThrow().routes().stream()
        .filter(r -> !r.isLocal() && !r.isPropagated())
        .map(r -> r.destinationCidrBlock() + " " + r.target())
        .toList();
  }

  private static String made(MigrationPlan plan) {
    return plan.prediction().last().resolve("{new VGW}");
  }

  private static Set<String> calls(MigrationPlan plan, String number) {
    return plan.step(number).actions().stream()
        .filter(ApiCall.class::isInstance)
        .map(a -> ((ApiCall) a).action().text())
        .collect(Collectors.toSet());
  }

  @Test
  void fromPropagatedToATransitGatewayARouteIsAdded() {
    MigrationPlan plan = toTransitGateway(onVpnGateway(false, true));
    assertEquals(List.of(OFFICE + " tgw-2"), byHand(plan));
    assertEquals(Set.of("CreateRoute"), calls(plan, "4"));
  }

  @Test
  void fromPropagatedToPropagatedNoRouteIsMade() {
    MigrationPlan plan = toVpnGateway(onVpnGateway(false, true), true);
    assertEquals(List.of(), byHand(plan));
    assertEquals(
        Set.of(
            "DisableVgwRoutePropagation",
            "DetachVpnGateway",
            "AttachVpnGateway",
            "EnableVgwRoutePropagation"),
        calls(plan, "4"));
  }

  @Test
  void fromPropagatedToStaticARouteToTheNewGatewayIsAdded() {
    MigrationPlan plan = toVpnGateway(onVpnGateway(false, true), false);
    assertEquals(List.of(OFFICE + " " + made(plan)), byHand(plan));
    assertTrue(calls(plan, "4").contains("CreateRoute"));
  }

  @Test
  void fromStaticToATransitGatewayTheRouteIsRepointed() {
    MigrationPlan plan = toTransitGateway(onVpnGateway(false, false));
    assertEquals(List.of(OFFICE + " tgw-2"), byHand(plan));
    assertEquals(Set.of("ReplaceRoute"), calls(plan, "4"));
  }

  @Test
  void fromStaticToStaticTheRouteIsRepointed() {
    MigrationPlan plan = toVpnGateway(onVpnGateway(false, false), false);
    assertEquals(List.of(OFFICE + " " + made(plan)), byHand(plan));
    assertTrue(calls(plan, "4").contains("ReplaceRoute"));
  }

  @Test
  void fromStaticToPropagatedTheRouteIsDeleted() {
    MigrationPlan plan = toVpnGateway(onVpnGateway(false, false), true);
    assertEquals(List.of(), byHand(plan));
    assertTrue(calls(plan, "4").contains("DeleteRoute"));
  }

  @Test
  void fromATransitGatewayToStaticTheRouteIsRepointed() {
    MigrationPlan plan = toVpnGateway(onTransitGateway(false), false);
    assertEquals(List.of(OFFICE + " " + made(plan)), byHand(plan));
    assertEquals(Set.of("AttachVpnGateway", "ReplaceRoute"), calls(plan, "4"));
  }

  @Test
  void fromATransitGatewayToPropagatedTheRouteIsDeleted() {
    MigrationPlan plan = toVpnGateway(onTransitGateway(false), true);
    assertEquals(List.of(), byHand(plan));
    assertEquals(
        Set.of("AttachVpnGateway", "EnableVgwRoutePropagation", "DeleteRoute"), calls(plan, "4"));
  }

  @Test
  void fromATransitGatewayToAnotherTheRouteIsRepointed() {
    MigrationPlan plan = toTransitGateway(onTransitGateway(false));
    assertEquals(List.of(OFFICE + " tgw-2"), byHand(plan));
    assertEquals(Set.of("ReplaceRoute"), calls(plan, "4"));
  }

  @Test
  void everyKindOfRouteHasARuleToEveryOther() {
    for (RouteTableRule.Kind from : RouteTableRule.Kind.values()) {
      for (RouteTableRule.Kind to : RouteTableRule.Kind.values()) {
        assertEquals(from + "_TO_" + to, RouteTableRule.of(from, to).name());
      }
    }
  }

  @Test
  void step1GivesTheNewGatewayTheAsNumberOfTheOld() {
    MigrationPlan plan = toTransitGateway(onVpnGateway(false, true));
    Progress after = result(plan, "1").after();
    assertEquals(
        64_600, after.region().transitGateway("tgw-2").orElseThrow().amazonSideAsn().value());
    assertTrue(after.region().transitGatewayAttachment("tgw-2", "vpc-1").isPresent());
    assertTrue(plan.steps().stream().noneMatch(s -> s.number().equals("6")));
  }

  @Test
  void step2DeletesStaticRoutesOnTheWayToATransitGatewayOnly() {
    MigrationPlan plan = toTransitGateway(onVpnGateway(true, true));
    assertEquals(Set.of("DeleteVpnConnectionRoute"), calls(plan, "2"));
    assertEquals("2", plan.prediction().outages().get(0).begins().number());
    for (MigrationPlan other :
        List.of(
            toVpnGateway(onVpnGateway(true, true), true),
            toTransitGateway(onVpnGateway(false, true)),
            toTransitGateway(onTransitGateway(true)))) {
      assertTrue(other.steps().stream().noneMatch(s -> s.number().equals("2")));
    }
  }

  @Test
  void step3KeepsOutsideAddressesAndTunnelOptions() {
    VpnRegion region = onVpnGateway(false, true);
    MigrationPlan plan = toTransitGateway(region);
    VpnConnection after = result(plan, "3").after().region().vpnConnection("vpn-1").orElseThrow();
    assertEquals(region.vpnConnection("vpn-1").orElseThrow().options(), after.options());
    assertEquals("tgw-2", after.transitGatewayId().orElseThrow());
  }

  @Test
  void step3TakesBothTunnelsDown() {
    for (VpnRegion region : List.of(onVpnGateway(false, true), onTransitGateway(false))) {
      MigrationPlan plan = toTransitGateway(region);
      assertEquals(
          List.of(TunnelEffect.Cause.TARGET_GATEWAY, TunnelEffect.Cause.TARGET_GATEWAY),
          result(plan, "3").disturbed().stream().map(TunnelEffect::cause).toList());
      assertEquals(
          List.of("3 7"),
          plan.prediction().outages().stream()
              .map(o -> o.begins().number() + " " + o.ends().orElseThrow().number())
              .toList());
    }
  }

  @Test
  void step3TellsThatATransitGatewayHasOneMedForAllTunnels() {
    assertTrue(
        toTransitGateway(onVpnGateway(false, true)).step("3").notes().stream()
            .anyMatch(n -> n.contains("same MED")));
    assertFalse(
        toVpnGateway(onVpnGateway(false, true), true).step("3").notes().stream()
            .anyMatch(n -> n.contains("MED")));
  }

  @Test
  void step5PutsTheSavedStaticRoutesIntoTheTransitGateway() {
    for (VpnRegion region : List.of(onVpnGateway(true, true), onTransitGateway(true))) {
      MigrationPlan plan = toTransitGateway(region);
      Progress last = plan.prediction().last();
      List<TransitGatewayRoute> routes =
          last.region()
              .transitGatewayRoutes(
                  last.region()
                      .transitGateway("tgw-2")
                      .orElseThrow()
                      .associationDefaultRouteTableId()
                      .orElseThrow());
      assertTrue(
          routes.stream()
              .anyMatch(
                  r ->
                      r.destinationCidrBlock().toString().equals(OFFICE)
                          && r.type() == TransitGatewayRoute.Type.STATIC));
    }
  }

  @Test
  void step5GivesAStaticConnectionItsRoutesAtAVpnGateway() {
    MigrationPlan plan = toVpnGateway(onTransitGateway(true), true);
    assertEquals(Set.of("CreateVpnConnectionRoute"), calls(plan, "5"));
    VpnRegion last = plan.prediction().last().region();
    assertEquals(1, last.vpnConnections().get(0).routes().size());
    assertTrue(
        last.transitGatewayRouteTables().stream().allMatch(t -> t.staticRoutes().isEmpty()),
        "nothing leads to the attachment that is gone");
  }

  @Test
  void step6IsThereWhenTheAsNumberDiffersAndBgpIsSpoken() {
    VpnRegion region = onVpnGateway(false, true);
    MigrationPlan plan =
        TargetMigration.plan(
            region,
            TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-1").withAmazonSideAsn(64_700));
    assertEquals(Set.of(Actor.NETWORK_ADMINISTRATOR), plan.step("6").actors());
    assertTrue(plan.step("6").actions().get(0).toString().contains("64700"));
    MigrationPlan byHand =
        TargetMigration.plan(
            onVpnGateway(true, true),
            TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-1").withAmazonSideAsn(64_700));
    assertTrue(byHand.steps().stream().noneMatch(s -> s.number().equals("6")));
  }

  @Test
  void anExistingTransitGatewayIsUsed() {
    VpnRegion region =
        onVpnGateway(false, true).createTransitGateway("tgw-2", o -> {}).afterTransitions();
    MigrationPlan plan = toTransitGateway(region);
    assertEquals(Set.of("CreateTransitGatewayVpcAttachment"), calls(plan, "1"));
    assertEquals(List.of(OFFICE + " tgw-2"), byHand(plan));
  }

  @Test
  void severalConnectionsOfOneGatewayGoTogether() {
    VpnRegion region = twoConnections();
    MigrationPlan plan =
        TargetMigration.plan(region, TargetMigrationRequest.toNewVpnGateway("vpn-1", "vpn-2"));
    assertEquals(2, plan.step("3").actions().size());
    assertEquals(List.of(), byHand(plan));
  }

  private static VpnRegion twoConnections() {
    VpnRegion region =
        onVpnGateway(false, true).importing(i -> i.vpnConnection(connection("vpn-2", 2, false)));
    return up(region, "vpn-2", 2, false);
  }

  private static List<Refusal.Reason> reasons(VpnRegion region, TargetMigrationRequest request) {
    return assertThrows(
            MigrationRefusedException.class, () -> TargetMigration.plan(region, request))
        .reasons();
  }

  @Test
  void whatStaysOnADetachedGatewayIsARefusal() {
    assertEquals(
        List.of(Refusal.Reason.OTHERS_ON_GATEWAY),
        reasons(twoConnections(), TargetMigrationRequest.toNewVpnGateway("vpn-1")));
  }

  @Test
  void aRouteThatAlsoLeadsElsewhereIsARefusal() {
    VpnRegion region =
        twoConnections()
            .importing(i -> i.vpnConnection(connection("vpn-2", 2, false)))
            .disableVgwRoutePropagation("vgw-1", "rtb-1")
            .createRoute("rtb-1", "192.168.0.0/15", "vgw-1");
    region = MigrationSamples.tunnelUp(region, "vpn-2", 4, "192.169.0.0/16");
    assertEquals(
        List.of(Refusal.Reason.ROUTE_SHARED),
        reasons(region, TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-1")));
  }

  @Test
  void aClassicConnectionIsARefusal() {
    assertEquals(
        List.of(Refusal.Reason.CLASSIC_CONNECTION),
        reasons(classic(), TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-bgp")));
  }

  @Test
  void whatIsNotThereAndWhatIsTheTargetAlreadyAreRefusals() {
    VpnRegion region = onVpnGateway(false, true);
    assertEquals(
        List.of(Refusal.Reason.NOT_FOUND, Refusal.Reason.NOT_FOUND),
        reasons(region, TargetMigrationRequest.toVpnGateway("vgw-9", "vpn-9")));
    assertEquals(
        List.of(Refusal.Reason.SAME_TARGET),
        reasons(region, TargetMigrationRequest.toVpnGateway("vgw-1", "vpn-1")));
  }

  @Test
  void connectionsOfDifferentGatewaysAreARefusal() {
    VpnRegion region = onVpnGateway(false, true).createTransitGateway("tgw-1", o -> {});
    region = region.afterTransitions();
    region =
        region
            .createVpnConnection(r -> r.customerGatewayId("cgw-1").transitGatewayId("tgw-1"))
            .region()
            .afterTransitions();
    String other =
        region.vpnConnections().stream()
            .map(VpnConnection::vpnConnectionId)
            .filter(id -> !id.equals("vpn-1"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(Refusal.Reason.DIFFERENT_GATEWAYS),
        reasons(region, TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-1", other)));
  }

  @Test
  void aDetachedConnectionHasNothingToMigrateFrom() {
    VpnRegion region =
        VpnRegion.of("eu-west-1").importing(i -> device(i, "cgw-1", "203.0.113.10", 65_010));
    var made = region.createVpnConnection(r -> r.customerGatewayId("cgw-1"));
    assertEquals(
        List.of(Refusal.Reason.NOT_ATTACHED),
        reasons(
            made.region().afterTransitions(),
            TargetMigrationRequest.toTransitGateway("tgw-2", made.result().vpnConnectionId())));
  }

  @Test
  void aTransitGatewayWithoutADefaultRouteTableIsARefusal() {
    VpnRegion region =
        onVpnGateway(false, true)
            .createTransitGateway(
                "tgw-2",
                o -> o.defaultRouteTableAssociation(false).defaultRouteTablePropagation(false))
            .afterTransitions();
    assertEquals(
        List.of(Refusal.Reason.NO_DEFAULT_ROUTE_TABLE),
        reasons(region, TargetMigrationRequest.toTransitGateway("tgw-2", "vpn-1")));
  }

  @Test
  void aVpcWithAThirdGatewayIsARefusal() {
    VpnRegion region = onTransitGateway(false);
    var made = region.createVpnGateway();
    region =
        made.region()
            .afterTransitions()
            .attachVpnGateway(made.result().vpnGatewayId(), "vpc-1")
            .region()
            .afterTransitions();
    assertEquals(
        List.of(Refusal.Reason.VPC_HAS_GATEWAY),
        reasons(region, TargetMigrationRequest.toNewVpnGateway(connection(region))));
    MigrationPlan plan =
        TargetMigration.plan(
            region,
            TargetMigrationRequest.toVpnGateway(made.result().vpnGatewayId(), connection(region)));
    assertEquals(Set.of("EnableVgwRoutePropagation", "DeleteRoute"), calls(plan, "4"));
  }

  @Test
  void aGatewayThatServesAnotherVpcIsARefusal() {
    VpnRegion region = onVpnGateway(false, true).createVpc("vpc-2", "10.2.0.0/16");
    var made = region.createVpnGateway();
    region =
        made.region()
            .afterTransitions()
            .attachVpnGateway(made.result().vpnGatewayId(), "vpc-2")
            .region()
            .afterTransitions();
    assertEquals(
        List.of(Refusal.Reason.OTHER_VPC),
        reasons(
            region, TargetMigrationRequest.toVpnGateway(made.result().vpnGatewayId(), "vpn-1")));
  }

  @Test
  void associationAndPropagationOfATransitGatewayComeBack() {
    VpnRegion region = onTransitGateway(true);
    String id = connection(region);
    String attachment =
        region.transitGatewayAttachment("tgw-1", id).orElseThrow().transitGatewayAttachmentId();
    var table = region.createTransitGatewayRouteTable("tgw-1");
    String other = table.result().transitGatewayRouteTableId();
    String vpc =
        region
            .transitGatewayAttachment("tgw-1", "vpc-1")
            .orElseThrow()
            .transitGatewayAttachmentId();
    String main =
        region.transitGateway("tgw-1").orElseThrow().propagationDefaultRouteTableId().orElseThrow();
    region =
        table
            .region()
            .associateTransitGatewayRouteTable(other, attachment)
            .enableTransitGatewayRouteTablePropagation(other, vpc)
            .enableTransitGatewayRouteTablePropagation(other, attachment)
            .disableTransitGatewayRouteTablePropagation(main, attachment);
    MigrationPlan plan = toVpnGateway(region, true);
    int all = plan.steps().size();
    assertEquals(all, plan.reversibleSteps());
    Progress back = plan.rollBack(plan.prediction().last(), all, 0);
    assertEquals(Contents.of(region), Contents.of(back));
    Optional<String> now =
        back.region()
            .transitGatewayAttachment("tgw-1", id)
            .map(a -> a.transitGatewayAttachmentId());
    assertTrue(now.isPresent() && !now.get().equals(attachment), "its identifier is another");
  }

  @Test
  void afterTheRollbackTheTableIsTheOneBefore() {
    VpnRegion region = onVpnGateway(true, false);
    MigrationPlan plan = toTransitGateway(region);
    Progress back = plan.rollBack(plan.prediction().last(), plan.steps().size(), 0);
    assertEquals(
        region.routeTable("rtb-1").map(t -> t.routes().stream().map(Route::target).toList()),
        back.region()
            .routeTable("rtb-1")
            .map(t -> t.routes().stream().map(Route::target).toList()));
  }
}
