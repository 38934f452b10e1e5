package io.vpn4j.model.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan carried out over snapshots.
 *
 * @param flows what the plan must not lose
 * @param results one of each step, in order
 */
public record MigrationExecution(List<Flow> flows, List<StepResult> results) {
  /** Copies the lists. */
  public MigrationExecution {
    flows = List.copyOf(flows);
    results = List.copyOf(results);
  }

  /** What is left. */
  public Progress last() {
    return results.get(results.size() - 1).after();
  }

  /** What is interrupted, in the order in which it begins; a flow may be so more than once. */
  public List<Outage> outages() {
    List<Outage> outages = new ArrayList<>();
    Map<Flow, Step> open = new LinkedHashMap<>();
    for (StepResult result : results) {
      for (Flow flow : flows) {
        if (result.interrupted().contains(flow)) {
          open.putIfAbsent(flow, result.step());
        }
        if (open.containsKey(flow) && result.reachableAfter().contains(flow)) {
          outages.add(new Outage(flow, open.remove(flow), Optional.of(result.step())));
        }
      }
    }
    open.forEach((flow, step) -> outages.add(new Outage(flow, step, Optional.empty())));
    return outages;
  }
}
