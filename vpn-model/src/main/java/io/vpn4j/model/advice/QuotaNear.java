package io.vpn4j.model.advice;

import io.vpn4j.model.ConnectionTarget;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.region.Quotas;
import io.vpn4j.model.region.RouteTable;
import java.util.List;

/** Quotas that AWS raises on request, before they are in the way. */
final class QuotaNear implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.QUOTA_NEAR;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    Quotas quotas = facts.region().quotas();
    List<VpnConnection> connections = facts.connections();
    String region = facts.region().regionName();
    Count count =
        (what, used, quota, subject) -> {
          if (PrefixLimit.isNear(used, quota)) {
            findings.add(used + " of " + quota + " " + what, subject);
          }
        };
    count.of(
        "customer gateways",
        facts.customerGateways().size(),
        quotas.customerGatewaysPerRegion(),
        region);
    count.of(
        "virtual private gateways",
        facts.vpnGateways().size(),
        quotas.vpnGatewaysPerRegion(),
        region);
    count.of("connections", connections.size(), quotas.vpnConnectionsPerRegion(), region);
    count.of(
        "accelerated connections",
        connections.stream().filter(c -> c.options().enableAcceleration()).count(),
        quotas.acceleratedVpnConnectionsPerRegion(),
        region);
    count.of(
        "connections without a target",
        connections.stream()
            .filter(c -> c.target() instanceof ConnectionTarget.NotAssociated)
            .count(),
        quotas.unassociatedVpnConnectionsPerRegion(),
        region);
    count.of(
        "connections of large bandwidth",
        connections.stream()
            .filter(c -> c.options().tunnelBandwidth() == TunnelBandwidth.LARGE)
            .count(),
        quotas.largeBandwidthVpnConnectionsPerRegion(),
        region);
    for (VpnGateway gateway : facts.vpnGateways()) {
      String id = gateway.vpnGatewayId();
      count.of(
          "connections", facts.connectionsAt(id).size(), quotas.vpnConnectionsPerVpnGateway(), id);
    }
    for (RouteTable table : facts.region().routeTables()) {
      long standing = table.routes().stream().filter(r -> !r.isPropagated()).count();
      count.of("routes", standing, quotas.routesPerRouteTable(), table.routeTableId());
    }
  }

  /** Tells of a quota if it is near. */
  @FunctionalInterface
  private interface Count {
    void of(String what, long used, long quota, String subject);
  }
}
