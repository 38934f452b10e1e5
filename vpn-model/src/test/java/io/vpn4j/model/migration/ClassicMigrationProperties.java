package io.vpn4j.model.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.migration.ClassicMigrationRequest.Procedure;
import io.vpn4j.model.region.VpnRegion;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ClassicMigrationProperties {
  /** A Region and what is wanted of it. */
  record Case(VpnRegion region, ClassicMigrationRequest request) {
    /** The plan, unless Direct Connect does not carry what it must or the transit gateway. */
    Optional<MigrationPlan> plan() {
      try {
        MigrationPlan plan = ClassicMigration.plan(region, request);
        Statistics.label("outcome").collect("plan " + request.procedure());
        return Optional.of(plan);
      } catch (MigrationRefusedException e) {
        assertTrue(
            EnumSet.of(Refusal.Reason.INTERRUPTED, Refusal.Reason.DIRECT_CONNECT_DOES_NOT_CARRY)
                .containsAll(e.reasons()),
            String.valueOf(e.getMessage()));
        assertTrue(request.procedure() != Procedure.NEW_VPN_GATEWAY);
        Statistics.label("outcome").collect("refused " + request.procedure());
        return Optional.empty();
      }
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            MigrationArbitraries.regions(),
            Arbitraries.of(Procedure.values()),
            Arbitraries.of(true, false))
        .as(
            (region, procedure, test) -> {
              ClassicMigrationRequest request =
                  ClassicMigrationRequest.of("vgw-old").withProcedure(procedure);
              return new Case(region, test ? request.withTestVpc("vpc-test") : request);
            });
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void rollingBackRestoresTheSnapshotBeforeAnyReversibleStep(@ForAll("cases") Case given) {
    given
        .plan()
        .ifPresent(
            plan -> {
              List<StepResult> results = plan.prediction().results();
              for (int done = 1; done <= plan.reversibleSteps(); done++) {
                for (int keep = done - 1; keep >= 0; keep--) {
                  if (plan.steps().get(keep).undo() instanceof Undo.WithTheStepBefore) {
                    continue;
                  }
                  assertEquals(
                      Contents.of(results.get(keep).before()),
                      Contents.of(plan.rollBack(results.get(done - 1).after(), done, keep)),
                      "from " + done + " to " + keep);
                }
              }
            });
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void everyStepEndsAsItsVerificationSays(@ForAll("cases") Case given) {
    Optional<MigrationPlan> made = given.plan();
    Statistics.label("outcome")
        .coverage(
            seen -> {
              seen.check("plan " + Procedure.NEW_VPN_GATEWAY).percentage(p -> p > 15);
              seen.check("plan " + Procedure.THROUGH_TRANSIT_GATEWAY).percentage(p -> p > 8);
              seen.check("plan " + Procedure.DIRECT_CONNECT_BACKUP).percentage(p -> p > 8);
            });
    made.ifPresent(
        plan ->
            plan.prediction()
                .results()
                .forEach(r -> assertEquals(List.of(), r.unverified(), r.step().number())));
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void trafficIsLostOnlyInStepsThatSaySo(@ForAll("cases") Case given) {
    given
        .plan()
        .ifPresent(
            plan -> {
              Set<Flow> lost = new HashSet<>();
              for (StepResult result : plan.prediction().results()) {
                boolean stated =
                    EnumSet.of(Effect.OUTAGE_BEGINS, Effect.OUTAGE_GOES_ON)
                        .contains(result.step().effect());
                Set<Flow> newly = new HashSet<>(result.interrupted());
                newly.removeAll(lost);
                assertTrue(stated || newly.isEmpty(), () -> result.step().number() + " " + newly);
                lost.addAll(newly);
              }
            });
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void afterwardsEverythingReachedBeforeIsReachedThroughAwsVpn(@ForAll("cases") Case given) {
    given
        .plan()
        .ifPresent(
            plan -> {
              Progress last = plan.prediction().last();
              plan.flows().forEach(f -> assertTrue(f.in(last).reachable(), f::toString));
              assertTrue(
                  last.region().vpnConnections().stream()
                      .filter(Conditions::live)
                      .allMatch(c -> c.category() == Category.VPN));
            });
  }
}
