package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.BRANCH;
import static io.vpn4j.model.migration.MigrationSamples.CENTRE;
import static io.vpn4j.model.migration.MigrationSamples.OFFICE;
import static io.vpn4j.model.migration.MigrationSamples.classic;
import static io.vpn4j.model.migration.MigrationSamples.main;
import static io.vpn4j.model.migration.MigrationSamples.withDirectConnect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.migration.ClassicMigrationRequest.Procedure;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Spec 2.3: the two procedures that AWS documented later. */
class OtherClassicProceduresTest {
  private static MigrationPlan plan(VpnRegion region, Procedure procedure) {
    return ClassicMigration.plan(
        region, ClassicMigrationRequest.of("vgw-old").withProcedure(procedure));
  }

  private static MigrationPlan detour() {
    return plan(classic(), Procedure.THROUGH_TRANSIT_GATEWAY);
  }

  private static StepResult result(MigrationPlan plan, String number) {
    return plan.prediction().results().get(plan.steps().indexOf(plan.step(number)));
  }

  private static Set<String> carriers(MigrationPlan plan, String number) {
    Progress after = result(plan, number).after();
    return plan.flows().stream()
        .map(f -> f.in(after).resourceId().orElse("nothing"))
        .collect(Collectors.toSet());
  }

  @Test
  void throughATransitGatewayNothingIsInterrupted() {
    assertEquals(List.of(), detour().prediction().outages());
    assertEquals(4, detour().flows().size());
  }

  @Test
  void theTemporaryConnectionsHaveTheSameCustomerGateways() {
    Progress after = result(detour(), "1").after();
    var made =
        after
            .region()
            .vpnConnection(after.resolve("{temporary connection for vpn-bgp}"))
            .orElseThrow();
    assertEquals("cgw-bgp", made.customerGatewayId());
    assertEquals("tgw-migration", made.transitGatewayId().orElseThrow());
  }

  @Test
  void theNewGatewayIsConfiguredBeforeItCarriesTraffic() {
    MigrationPlan plan = detour();
    assertEquals(Set.of("vpn-bgp", "vpn-static"), carriers(plan, "3"));
    assertTrue(plan.step("4").number().compareTo("2") > 0);
    Progress after = result(plan, "2").after();
    assertTrue(
        after
            .region()
            .vpnGateway(after.resolve("{new VGW}"))
            .orElseThrow()
            .attachedVpcId()
            .isEmpty());
  }

  @Test
  void moreSpecificRoutesLeadToTheTransitGateway() {
    MigrationPlan plan = detour();
    Progress after = result(plan, "4").after();
    assertEquals(
        Set.of("172.16.0.0/21", "172.16.8.0/21", "192.168.0.0/17", "192.168.128.0/17"),
        after.region().routeTable("rtb-static").orElseThrow().routes().stream()
            .filter(r -> r.target().equals("tgw-migration"))
            .map(r -> r.destinationCidrBlock().toString())
            .collect(Collectors.toSet()));
    assertEquals(
        Set.of(
            after.resolve("{temporary connection for vpn-bgp}"),
            after.resolve("{temporary connection for vpn-static}")),
        carriers(plan, "4"));
  }

  @Test
  void theTwoDirectionsDifferForATime() {
    assertEquals(Effect.ASYMMETRIC, detour().step("4").effect());
    assertEquals(Effect.SYMMETRIC_AGAIN, detour().step("5").effect());
    assertEquals(Effect.ASYMMETRIC, detour().step("7").effect());
    assertEquals(Effect.SYMMETRIC_AGAIN, detour().step("8").effect());
  }

  @Test
  void theGatewaysAreExchangedWhileTheTransitGatewayCarries() {
    MigrationPlan plan = detour();
    assertEquals(carriers(plan, "4"), carriers(plan, "6"));
    assertEquals(Set.of(), result(plan, "6").interrupted());
    assertTrue(
        result(plan, "6")
            .after()
            .region()
            .vpnGateway("vgw-old")
            .orElseThrow()
            .attachedVpcId()
            .isEmpty());
  }

  @Test
  void withoutTheSpecificRoutesTheNewGatewayCarries() {
    MigrationPlan plan = detour();
    Progress after = result(plan, "8").after();
    assertEquals(
        Set.of(
            after.resolve("{new connection for vpn-bgp}"),
            after.resolve("{new connection for vpn-static}")),
        carriers(plan, "8"));
  }

  @Test
  void onlyTheNewIsLeft() {
    MigrationPlan plan = detour();
    VpnRegion after = plan.prediction().last().region();
    assertEquals(
        List.of(Category.VPN, Category.VPN),
        after.vpnConnections().stream()
            .filter(c -> c.state().equals(ResourceState.AVAILABLE))
            .map(c -> c.category())
            .toList());
    assertEquals(
        ResourceState.DELETED, after.transitGateway("tgw-migration").orElseThrow().state());
    assertEquals("9", plan.pointOfNoReturn().orElseThrow().number());
  }

  @Test
  void oneMayStayOnTheTransitGatewayAfterStep5() {
    MigrationPlan plan = detour();
    Progress halfWay = result(plan, "5").after();
    assertTrue(plan.flows().stream().allMatch(f -> f.in(halfWay).reachable()));
  }

  @Test
  void aSingleAddressHasNoHalves() {
    VpnRegion region =
        classic()
            .createRoute("rtb-static", "192.168.7.7/32", "vgw-old")
            .deleteRoute("rtb-static", OFFICE);
    MigrationPlan plan = plan(region, Procedure.THROUGH_TRANSIT_GATEWAY);
    Progress after = result(plan, "4").after();
    assertEquals(
        Set.of("172.16.0.0/21", "172.16.8.0/21", "192.168.7.7/32"),
        after.region().routeTable("rtb-static").orElseThrow().routes().stream()
            .filter(r -> r.target().equals("tgw-migration"))
            .map(r -> r.destinationCidrBlock().toString())
            .collect(Collectors.toSet()));
    Progress back = plan.rollBack(after, 4, 0);
    assertEquals(Contents.of(region), Contents.of(back));
  }

  @Test
  void whatOnlyDirectConnectCarriesRulesTheTransitGatewayOut() {
    VpnRegion region = withDirectConnect(classic(), CENTRE);
    MigrationRefusedException refused =
        assertThrows(
            MigrationRefusedException.class, () -> plan(region, Procedure.THROUGH_TRANSIT_GATEWAY));
    assertEquals(List.of(Refusal.Reason.INTERRUPTED), refused.reasons());
    assertTrue(refused.getMessage().contains(CENTRE), refused.getMessage());
  }

  @Test
  void directConnectCarriesWhileTheConnectionsAreReplaced() {
    VpnRegion region = withDirectConnect(classic(), OFFICE, BRANCH);
    MigrationPlan plan = plan(region, Procedure.DIRECT_CONNECT_BACKUP);
    assertEquals(List.of(), plan.prediction().outages());
    assertEquals(Set.of("dxvif-1"), carriers(plan, "2"));
    assertEquals(region.virtualInterfaces(), plan.prediction().last().region().virtualInterfaces());
  }

  @Test
  void newConnectionsComeOnTheSameGatewayOnceAllClassicOnesAreDeleted() {
    VpnRegion region = withDirectConnect(classic(), OFFICE, BRANCH);
    MigrationPlan plan = plan(region, Procedure.DIRECT_CONNECT_BACKUP);
    assertEquals("2", plan.pointOfNoReturn().orElseThrow().number());
    assertEquals(
        List.of("vpn-bgp is deleted", "vpn-static is deleted"),
        plan.step("3").unmet(result(plan, "1").after()).stream().map(Condition::toString).toList());
    Progress last = plan.prediction().last();
    var made =
        last.region().vpnConnection(last.resolve("{new connection for vpn-bgp}")).orElseThrow();
    assertEquals(Category.VPN, made.category());
    assertEquals("vgw-old", made.vpnGatewayId().orElseThrow());
  }

  @Test
  void redundancyIsLostUntilTheNewTunnelsAreUp() {
    MigrationPlan plan =
        plan(withDirectConnect(classic(), OFFICE, BRANCH), Procedure.DIRECT_CONNECT_BACKUP);
    assertEquals(Effect.REDUNDANCY_LOST, plan.step("1").effect());
    assertEquals(Effect.REDUNDANCY_BACK, plan.step("5").effect());
    Progress between = result(plan, "4").after();
    Progress dark = new DeviceChange("", new DeviceChange.Session("dxvif-1", false)).apply(between);
    assertTrue(plan.flows().stream().noneMatch(f -> f.in(dark).reachable()));
    Progress end =
        new DeviceChange("", new DeviceChange.Session("dxvif-1", false))
            .apply(plan.prediction().last());
    assertTrue(plan.flows().stream().allMatch(f -> f.in(end).reachable()));
  }

  @Test
  void directConnectMustCarryWhatTheConnectionsCarry() {
    VpnRegion region = withDirectConnect(classic(), OFFICE);
    MigrationRefusedException refused =
        assertThrows(
            MigrationRefusedException.class, () -> plan(region, Procedure.DIRECT_CONNECT_BACKUP));
    assertEquals(
        List.of(
            Refusal.Reason.DIRECT_CONNECT_DOES_NOT_CARRY,
            Refusal.Reason.DIRECT_CONNECT_DOES_NOT_CARRY),
        refused.reasons());
    assertEquals(
        Set.of(main(region), "rtb-static"),
        refused.refusals().stream().map(Refusal::resourceId).collect(Collectors.toSet()));
  }
}
