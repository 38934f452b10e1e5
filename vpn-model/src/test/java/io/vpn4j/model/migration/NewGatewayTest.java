package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.BRANCH;
import static io.vpn4j.model.migration.MigrationSamples.CENTRE;
import static io.vpn4j.model.migration.MigrationSamples.OFFICE;
import static io.vpn4j.model.migration.MigrationSamples.classic;
import static io.vpn4j.model.migration.MigrationSamples.main;
import static io.vpn4j.model.migration.MigrationSamples.withDirectConnect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.Reachability;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TunnelEffect;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Spec 2.2: the procedure with a new virtual private gateway, one test of each step. */
class NewGatewayTest {
  private final VpnRegion region = withDirectConnect(classic(), CENTRE);
  private final MigrationPlan plan =
      ClassicMigration.plan(region, ClassicMigrationRequest.of("vgw-old").withTestVpc("vpc-test"));

  private StepResult result(String number) {
    return plan.prediction().results().get(plan.steps().indexOf(plan.step(number)));
  }

  private static VpnConnection connection(Progress progress, String name) {
    return progress.region().vpnConnection(progress.resolve(name)).orElseThrow();
  }

  private static RouteTable table(Progress progress, String id) {
    return progress.region().routeTable(id).orElseThrow();
  }

  @Test
  void theStepsHaveTheNumbersOfTheUserGuide() {
    assertEquals(
        List.of("1–2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
        plan.steps().stream().map(Step::number).toList());
  }

  @Test
  void steps1And2CreateAGatewayWithTheWantedAsNumber() {
    Progress after = result("1–2").after();
    assertEquals(
        64_512,
        after
            .region()
            .vpnGateway(after.resolve("{new VGW}"))
            .orElseThrow()
            .amazonSideAsn()
            .value());
    assertEquals(Set.of(Actor.AWS_SIDE), plan.step("1–2").actors());
  }

  @Test
  void steps1And2NeedRoomInTheQuotaOfGateways() {
    VpnRegion full = region.withQuotas(q -> q.vpnGatewaysPerRegion(1));
    assertEquals(
        List.of("the Region's quota has room for a virtual private gateway"),
        plan.step("1–2").unmet(Progress.of(full)).stream().map(Condition::toString).toList());
    assertTrue(plan.step("1–2").unmet(Progress.of(region)).isEmpty());
  }

  @Test
  void step3UsesTheExistingCustomerGatewayAndItsRouting() {
    Progress after = result("3").after();
    VpnConnection bgp = connection(after, "{new connection for vpn-bgp}");
    VpnConnection byHand = connection(after, "{new connection for vpn-static}");
    assertEquals(Category.VPN, bgp.category());
    assertEquals("cgw-bgp", bgp.customerGatewayId());
    assertFalse(bgp.options().staticRoutesOnly());
    assertEquals("cgw-static", byHand.customerGatewayId());
    assertTrue(byHand.options().staticRoutesOnly());
    assertEquals(BRANCH, byHand.routes().get(0).destinationCidrBlock().toString());
  }

  @Test
  void step3IsPossibleThoughAClassicConnectionHasTheCustomerAddress() {
    Progress after = result("3").after();
    assertEquals(Category.VPN_CLASSIC, connection(after, "vpn-bgp").category());
    assertEquals(ResourceState.AVAILABLE, connection(after, "vpn-bgp").state());
  }

  @Test
  void step3RecreatesEveryConnectionAndEveryPrivateVirtualInterface() {
    Progress after = result("3").after();
    String vgw = after.resolve("{new VGW}");
    assertEquals(
        2,
        after.region().vpnConnections().stream()
            .filter(c -> c.vpnGatewayId().filter(vgw::equals).isPresent())
            .count());
    VirtualInterface made =
        ApiAction.virtualInterface(after.region(), after.resolve("{new interface for dxvif-1}"));
    assertEquals(vgw, made.vpnGatewayId().orElseThrow());
    assertEquals(65_020, made.asn().value());
    assertFalse(made.bgpUp());
  }

  @Test
  void step3NeedsTheNewGateway() {
    assertFalse(plan.step("3").unmet(Progress.of(region)).isEmpty());
    assertTrue(plan.step("3").unmet(result("1–2").after()).isEmpty());
  }

  @Test
  void step4ChangesNothing() {
    assertEquals(Contents.of(result("3").after()), Contents.of(result("4").after()));
  }

  @Test
  void step5LeavesTheTunnelsDisabled() {
    assertEquals(Contents.of(result("4").after()), Contents.of(result("5").after()));
    assertEquals(Set.of(Actor.NETWORK_ADMINISTRATOR), plan.step("5").actors());
  }

  @Test
  void step6TriesTheTestVpcAndLeavesEverythingAsItWas() {
    assertEquals(Contents.of(result("5").after()), Contents.of(result("6").after()));
    Progress progress = result("6").before();
    boolean reached = false;
    for (Action action : plan.step("6").actions()) {
      progress = action.apply(progress);
      VpnRegion now = progress.region();
      reached |=
          Reachability.toOnPremises(
                  now,
                  now.mainRouteTable("vpc-test").orElseThrow().routeTableId(),
                  IpAddress.of("192.168.1.1"))
              .reachable();
    }
    assertTrue(reached);
  }

  @Test
  void step6IsLeftOutWithoutATestVpc() {
    assertTrue(
        ClassicMigration.plan(region, "vgw-old").steps().stream()
            .noneMatch(s -> s.number().equals("6")));
  }

  @Test
  void step7StopsPropagationAndBeginsTheOutage() {
    assertTrue(table(result("7").after(), main(region)).propagatingVgws().isEmpty());
    assertEquals(Effect.OUTAGE_BEGINS, plan.step("7").effect());
    assertEquals(
        Set.of(main(region)),
        result("7").interrupted().stream().map(Flow::routeTableId).collect(Collectors.toSet()));
    assertTrue(
        plan.prediction().results().stream()
            .limit(plan.steps().indexOf(plan.step("7")))
            .allMatch(r -> r.interrupted().isEmpty()));
  }

  @Test
  void step7IsLeftOutWhereNothingIsPropagated() {
    VpnRegion byHand = classic().disableVgwRoutePropagation("vgw-old", main(region));
    MigrationPlan other = ClassicMigration.plan(byHand, "vgw-old");
    assertTrue(other.steps().stream().noneMatch(s -> s.number().equals("7")));
    assertEquals(Effect.OUTAGE_BEGINS, other.step("8").effect());
    assertEquals("8", other.prediction().outages().get(0).begins().number());
  }

  @Test
  void step8WaitsUntilTheOldGatewayIsDetached() {
    Progress detaching = plan.step("8").actions().get(0).moments(result("7").after()).get(0);
    assertEquals(
        AttachmentState.DETACHING,
        detaching.region().vpnGateway("vgw-old").orElseThrow().vpcAttachments().get(0).state());
    Progress after = result("8").after();
    assertTrue(after.region().vpnGateway("vgw-old").orElseThrow().attachedVpcId().isEmpty());
    assertEquals(
        "vpc-1",
        after
            .region()
            .vpnGateway(after.resolve("{new VGW}"))
            .orElseThrow()
            .attachedVpcId()
            .orElseThrow());
    assertEquals(Set.copyOf(plan.flows()), result("8").interrupted());
  }

  @Test
  void step9EnablesPropagationAndRepointsStaticRoutes() {
    Progress after = result("9").after();
    String vgw = after.resolve("{new VGW}");
    assertEquals(Set.of(vgw), table(after, main(region)).propagatingVgws());
    assertTrue(table(after, main(region)).routes().stream().noneMatch(r -> r.isPropagated()));
    assertEquals(
        List.of(vgw, vgw),
        table(after, "rtb-static").routes().stream()
            .filter(r -> !r.isLocal())
            .map(r -> r.target())
            .toList());
    assertFalse(plan.step("9").unmet(result("7").after()).isEmpty());
  }

  @Test
  void step10EndsTheOutageWhenTheTunnelsAreInitiatedAndRoutesPropagate() {
    assertEquals(Set.of(), result("10").reachableBefore());
    assertEquals(Set.copyOf(plan.flows()), result("10").reachableAfter());
    assertEquals(Set.of(Actor.NETWORK_ADMINISTRATOR), plan.step("10").actors());
    assertTrue(
        plan.prediction().outages().stream()
            .allMatch(o -> o.ends().orElseThrow().number().equals("10")));
    assertEquals(
        Set.of(CENTRE, OFFICE, BRANCH, "10.0.0.0/16"),
        table(result("10").after(), main(region)).routes().stream()
            .map(r -> r.destinationCidrBlock().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theOutageIsToldOfEachConnectionAndPrefix() {
    assertEquals(
        Set.of(
            CENTRE + " dxvif-1 7 10",
            OFFICE + " vpn-bgp 7 10",
            OFFICE + " vpn-bgp 8 10",
            BRANCH + " vpn-static 7 10",
            BRANCH + " vpn-static 8 10"),
        plan.prediction().outages().stream()
            .map(
                o ->
                    o.flow().prefix()
                        + " "
                        + o.flow().carriedBy()
                        + " "
                        + o.begins().number()
                        + " "
                        + o.ends().orElseThrow().number())
            .collect(Collectors.toSet()));
  }

  @Test
  void rollbackDetachesTheNewGatewayReattachesTheOldAndRestoresRoutes() {
    int done = plan.steps().indexOf(plan.step("10")) + 1;
    Progress back = plan.rollBack(result("10").after(), done, 0);
    assertEquals(Contents.of(region), Contents.of(back));
    assertEquals(
        Set.copyOf(plan.flows()),
        plan.flows().stream().filter(f -> f.in(back).reachable()).collect(Collectors.toSet()));
  }

  @Test
  void staticRoutesOfStep9ComeBackOnlyWithStep8() {
    int done = plan.steps().indexOf(plan.step("9")) + 1;
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> plan.rollBack(result("9").after(), done, done - 1));
    assertTrue(refused.getMessage().startsWith("step 9 is undone with"), refused.getMessage());
    assertEquals(
        Contents.of(result("8").before()),
        Contents.of(plan.rollBack(result("9").after(), done, done - 2)));
  }

  @Test
  void step11DeletesTheClassicConnectionsForGood() {
    assertEquals("11", plan.pointOfNoReturn().orElseThrow().number());
    Progress after = result("11").after();
    assertEquals(ResourceState.DELETED, connection(after, "vpn-bgp").state());
    assertEquals(ResourceState.DELETED, connection(after, "vpn-static").state());
    assertTrue(
        after.region().virtualInterfaces().stream()
            .noneMatch(v -> v.virtualInterfaceId().equals("dxvif-1")));
    assertTrue(result("11").interrupted().isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> plan.rollBack(after, plan.steps().size(), 0));
    assertEquals(
        Set.of("vpn-bgp", "vpn-static"),
        result("11").disturbed().stream()
            .filter(e -> e.cause() == TunnelEffect.Cause.DELETED)
            .map(e -> e.tunnel().vpnConnectionId())
            .collect(Collectors.toSet()));
  }

  @Test
  void stepsAppliedByHandLeadWhereThePredictionDoes() {
    Progress progress = Progress.of(region);
    for (StepResult result : plan.prediction().results()) {
      assertEquals(result.before(), progress);
      progress = result.step().apply(progress);
    }
    assertEquals(plan.prediction().last(), progress);
  }

  @Test
  void everyStepEndsAsItsVerificationSays() {
    plan.prediction()
        .results()
        .forEach(r -> assertEquals(List.of(), r.unverified(), r.step().number()));
  }
}
