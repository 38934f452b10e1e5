package io.vpn4j.model.migration;

import io.vpn4j.model.region.TunnelEffect;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Set;

/**
 * What a step does to a snapshot.
 *
 * @param step the step
 * @param before where it begins
 * @param after where it ends
 * @param reachableBefore the flows of the plan that are carried before
 * @param interrupted those that are not carried at some moment during the step or after it
 * @param reachableAfter those that are carried afterwards
 */
public record StepResult(
    Step step,
    Progress before,
    Progress after,
    Set<Flow> reachableBefore,
    Set<Flow> interrupted,
    Set<Flow> reachableAfter) {
  /** Copies the sets. */
  public StepResult {
    reachableBefore = Set.copyOf(reachableBefore);
    interrupted = Set.copyOf(interrupted);
    reachableAfter = Set.copyOf(reachableAfter);
  }

  /** The tunnels that come, go or are disturbed by it, and why. */
  public List<TunnelEffect> disturbed() {
    return VpnRegion.plan(before.region(), after.region()).tunnels();
  }

  /** The conditions of its verification that the snapshot does not show. */
  public List<Condition> unverified() {
    return step.verification().stream().filter(c -> !c.holds(after)).toList();
  }
}
