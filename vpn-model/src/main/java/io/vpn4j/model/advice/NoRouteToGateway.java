package io.vpn4j.model.advice;

import io.vpn4j.model.region.Vpc;

/** An attached VPC of which no packet can leave for the customer. */
final class NoRouteToGateway implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.NO_ROUTE_TO_GATEWAY;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      for (Vpc vpc : facts.vpcsAt(target)) {
        boolean reached =
            facts.region().routeTables().stream()
                .filter(t -> t.vpcId().equals(vpc.vpcId()))
                .anyMatch(
                    t ->
                        t.propagatingVgws().contains(target)
                            || t.routes().stream().anyMatch(r -> r.target().equals(target)));
        if (!reached) {
          findings.add(
              "no route table of the VPC has propagation from " + target + " or a route to it",
              vpc.vpcId(),
              target);
        }
      }
    }
  }
}
