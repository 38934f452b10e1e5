package io.vpn4j.routing.aws;

import io.vpn4j.model.region.VpnRegion;
import io.vpn4j.model.selection.RouteSelection;

/**
 * The tables of a {@link VpnRegion}, as a running endpoint would have them: what a plan or test
 * predicts. A table that does not exist is empty.
 *
 * <p>{@link SelectedRoutes#replaceAll} with the candidates of a later snapshot gives the shifts
 * from one to the other.
 */
public final class RegionRoutes {
  private RegionRoutes() {}

  /** What a virtual private gateway forwards by; targets are connections and interfaces. */
  public static SelectedRoutes ofVpnGateway(VpnRegion region, String vpnGatewayId) {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    routes.replaceAll(region.vpnGatewayCandidates(vpnGatewayId));
    return routes;
  }

  /** What the subnets of a VPC's route table forward by; targets are those of the table. */
  public static SelectedRoutes ofRouteTable(VpnRegion region, String routeTableId) {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VPC_ROUTE_TABLE);
    routes.replaceAll(region.routeTableCandidates(routeTableId));
    return routes;
  }

  /** What a transit gateway forwards by for the attachments of a route table. */
  public static SelectedRoutes ofTransitGatewayRouteTable(
      VpnRegion region, String transitGatewayRouteTableId) {
    SelectedRoutes routes =
        new SelectedRoutes(
            region
                .transitGatewaySelection(transitGatewayRouteTableId)
                .orElse(RouteSelection.transitGateway(true)));
    routes.replaceAll(region.transitGatewayCandidates(transitGatewayRouteTableId));
    return routes;
  }
}
