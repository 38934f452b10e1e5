package io.vpn4j.model.advice;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;

/** A standing route to elsewhere at the very prefix of a propagated one. */
final class PropagatedRouteShadowed implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.PROPAGATED_ROUTE_SHADOWED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (RouteTable table : facts.region().routeTables()) {
      for (Route propagated : table.routes()) {
        IpPrefix prefix = propagated.destinationCidrBlock();
        table
            .route(prefix)
            .filter(r -> propagated.isPropagated() && !r.target().equals(propagated.target()))
            .ifPresent(
                r ->
                    findings.add(
                        prefix + " goes to " + r.target() + ", not to " + propagated.target(),
                        table.routeTableId()));
      }
    }
  }
}
