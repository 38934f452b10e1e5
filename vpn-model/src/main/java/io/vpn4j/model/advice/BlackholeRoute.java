package io.vpn4j.model.advice;

import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteState;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGatewayRoute;
import io.vpn4j.model.region.TransitGatewayRouteTable;

/** Routes that drop; those of a transit gateway without an attachment do it on purpose. */
final class BlackholeRoute implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.BLACKHOLE_ROUTE;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (RouteTable table : facts.region().routeTables()) {
      for (Route route : table.routes()) {
        if (route.state() == RouteState.BLACKHOLE) {
          findings.add(
              route.destinationCidrBlock() + " leads to " + route.target() + ", which is not there",
              table.routeTableId());
        }
      }
    }
    for (TransitGatewayRouteTable table : facts.region().transitGatewayRouteTables()) {
      for (TransitGatewayRoute route : table.staticRoutes()) {
        if (route.state() == RouteState.BLACKHOLE) {
          route
              .transitGatewayAttachmentId()
              .ifPresent(
                  attachment ->
                      findings.add(
                          route.destinationCidrBlock()
                              + " leads to "
                              + attachment
                              + ", which is not there",
                          table.transitGatewayRouteTableId()));
        }
      }
    }
  }
}
