package io.vpn4j.model.advice;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;

/** A propagated route within a standing one that is no default route. */
final class StaticRouteShadowed implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.STATIC_ROUTE_SHADOWED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (RouteTable table : facts.region().routeTables()) {
      for (Route propagated : table.routes()) {
        IpPrefix prefix = propagated.destinationCidrBlock();
        for (int length = 1; propagated.isPropagated() && length < prefix.length(); length++) {
          table
              .route(IpPrefix.containing(prefix.address(), length))
              .filter(r -> !r.isLocal() && !r.target().equals(propagated.target()))
              .ifPresent(
                  r ->
                      findings.add(
                          prefix
                              + " goes to "
                              + propagated.target()
                              + ", the rest of "
                              + r.destinationCidrBlock()
                              + " to "
                              + r.target(),
                          table.routeTableId()));
        }
      }
    }
  }
}
