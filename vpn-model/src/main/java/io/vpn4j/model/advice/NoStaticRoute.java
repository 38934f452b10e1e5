package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import java.util.Optional;

/** Static routing without a route. A transit gateway has them in its route tables. */
final class NoStaticRoute implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.NO_STATIC_ROUTE;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      if (connection.options().staticRoutesOnly()
          && connection.routes().isEmpty()
          && !inTransitGateway(facts, connection)) {
        findings.add("routing is static, and there is no route", connection.vpnConnectionId());
      }
    }
  }

  private static boolean inTransitGateway(RegionFacts facts, VpnConnection connection) {
    Optional<String> attachment =
        connection
            .transitGatewayId()
            .flatMap(
                id -> facts.region().transitGatewayAttachment(id, connection.vpnConnectionId()))
            .map(a -> a.transitGatewayAttachmentId());
    return attachment.isPresent()
        && facts.region().transitGatewayRouteTables().stream()
            .flatMap(t -> t.staticRoutes().stream())
            .anyMatch(r -> r.transitGatewayAttachmentId().equals(attachment));
  }
}
