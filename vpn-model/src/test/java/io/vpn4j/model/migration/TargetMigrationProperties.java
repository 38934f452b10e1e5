package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.TargetSamples.connection;
import static io.vpn4j.model.migration.TargetSamples.onTransitGateway;
import static io.vpn4j.model.migration.TargetSamples.onVpnGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TargetMigrationProperties {
  /** A Region, and whether the target is a transit gateway or else propagates. */
  record Case(VpnRegion region, boolean toTransitGateway, boolean propagated, boolean up) {
    VpnRegion start() {
      return up ? region : down(region);
    }

    private static VpnRegion down(VpnRegion region) {
      return DeviceChange.down(connection(region), "").apply(Progress.of(region)).region();
    }

    MigrationPlan plan() {
      VpnRegion start = start();
      String id = connection(start);
      TargetMigrationRequest request =
          toTransitGateway
              ? TargetMigrationRequest.toTransitGateway("tgw-2", id)
              : TargetMigrationRequest.toNewVpnGateway(id);
      return TargetMigration.plan(start, propagated ? request : request.withStaticRoutes());
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<VpnRegion> vpnGateway =
        Combinators.combine(flag, flag).as((s, p) -> onVpnGateway(s, p));
    Arbitrary<VpnRegion> transitGateway = flag.map(s -> onTransitGateway(s));
    return Combinators.combine(Arbitraries.oneOf(vpnGateway, transitGateway), flag, flag, flag)
        .as(Case::new);
  }

  @Property(tries = 200)
  void rollingBackRestoresTheSnapshotBeforeAnyStep(@ForAll("cases") Case given) {
    MigrationPlan plan = given.plan();
    List<StepResult> results = plan.prediction().results();
    assertEquals(plan.steps().size(), plan.reversibleSteps());
    for (int done = 1; done <= results.size(); done++) {
      for (int keep = done - 1; keep >= 0; keep--) {
        assertEquals(
            Contents.of(results.get(keep).before()),
            Contents.of(plan.rollBack(results.get(done - 1).after(), done, keep)),
            "from " + done + " to " + keep);
      }
    }
  }

  @Property(tries = 100)
  void everyStepEndsAsItsVerificationSays(@ForAll("cases") Case given) {
    given
        .plan()
        .prediction()
        .results()
        .forEach(r -> assertEquals(List.of(), r.unverified(), r.step().number()));
  }

  @Property(tries = 100)
  void theConnectionAndItsTunnelsStay(@ForAll("cases") Case given) {
    VpnRegion start = given.start();
    VpnRegion last = given.plan().prediction().last().region();
    assertEquals(start.vpnConnections().get(0).options(), last.vpnConnections().get(0).options());
    assertTrue(
        last.vpnConnections().get(0).vgwTelemetry().stream()
            .allMatch(t -> t.statusMessage().length() > 0));
  }
}
