package io.vpn4j.model.advice;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpnGateway;

/** Gateways that count against a quota and carry nothing. */
final class UnusedGateway implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.UNUSED_GATEWAY;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (CustomerGateway gateway : facts.customerGateways()) {
      String id = gateway.customerGatewayId();
      if (facts.connections().stream().noneMatch(c -> c.customerGatewayId().equals(id))) {
        findings.add("no connection ends here", id);
      }
    }
    for (VpnGateway gateway : facts.vpnGateways()) {
      String id = gateway.vpnGatewayId();
      if (facts.connectionsAt(id).isEmpty()
          && facts.region().virtualInterfaces().stream()
              .noneMatch(dx -> dx.vpnGatewayId().filter(id::equals).isPresent())) {
        findings.add("no connection and no virtual interface ends here", id);
      }
    }
  }
}
