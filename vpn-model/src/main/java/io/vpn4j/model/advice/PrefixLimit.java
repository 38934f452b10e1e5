package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.Quotas;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;

/** Nine tenths of the prefixes that AWS takes, or of the routes that it holds. */
final class PrefixLimit implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.PREFIX_LIMIT;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      int limit =
          connection.vpnGatewayId().isPresent()
              ? Quotas.ACCEPTED_PREFIXES_OF_VPN_GATEWAY
              : Quotas.ACCEPTED_PREFIXES_OF_TRANSIT_GATEWAY;
      for (IpAddress tunnel : RegionFacts.upTunnels(connection)) {
        int accepted = facts.learnt(connection, tunnel).size();
        if (isNear(accepted, limit)) {
          findings.add(
              accepted + " of " + limit + " prefixes",
              Text.tunnel(connection.vpnConnectionId(), tunnel));
        }
      }
      int routes = connection.routes().size();
      if (isNear(routes, Quotas.STATIC_ROUTES_PER_CONNECTION)) {
        findings.add(
            routes + " of " + Quotas.STATIC_ROUTES_PER_CONNECTION + " static routes",
            connection.vpnConnectionId());
      }
    }
    for (RouteTable table : facts.region().routeTables()) {
      long propagated = table.routes().stream().filter(Route::isPropagated).count();
      if (isNear(propagated, Quotas.PROPAGATED_ROUTES_PER_ROUTE_TABLE)) {
        findings.add(
            propagated + " of " + Quotas.PROPAGATED_ROUTES_PER_ROUTE_TABLE + " propagated routes",
            table.routeTableId());
      }
    }
  }

  /** Nine tenths or more; none is not near a quota of none. */
  static boolean isNear(long used, long quota) {
    return used > 0 && used * 10 >= quota * 9;
  }
}
