package io.vpn4j.model.migration;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;

/**
 * A route of a VPC's table that leads to a gateway.
 *
 * @param routeTableId the table
 * @param destination where to
 */
record StandingRoute(String routeTableId, IpPrefix destination) {
  static StandingRoute of(RouteTable table, Route route) {
    return new StandingRoute(table.routeTableId(), route.destinationCidrBlock());
  }

  ApiCall create(String target) {
    return call(ApiAction.CREATE_ROUTE, target);
  }

  ApiCall replace(String target) {
    return call(ApiAction.REPLACE_ROUTE, target);
  }

  ApiCall delete() {
    return ApiCall.of(
        ApiAction.DELETE_ROUTE,
        "RouteTableId",
        routeTableId,
        "DestinationCidrBlock",
        destination.toString());
  }

  Condition leadsTo(String target) {
    return Conditions.leads(routeTableId, destination.toString(), target);
  }

  private ApiCall call(ApiAction action, String target) {
    return ApiCall.of(
        action,
        "RouteTableId",
        routeTableId,
        "DestinationCidrBlock",
        destination.toString(),
        target.startsWith("tgw-") ? "TransitGatewayId" : "GatewayId",
        target);
  }
}
