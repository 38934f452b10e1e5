package io.vpn4j.model.advice;

import io.vpn4j.model.VpnGateway;

/** A gateway between one connection and nothing. With several it may be a CloudHub. */
final class GatewayNotAttached implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.GATEWAY_NOT_ATTACHED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnGateway gateway : facts.vpnGateways()) {
      if (gateway.attachedVpcId().isEmpty()
          && facts.connectionsAt(gateway.vpnGatewayId()).size() == 1
          && facts.region().virtualInterfaces().stream()
              .noneMatch(
                  dx -> dx.vpnGatewayId().filter(gateway.vpnGatewayId()::equals).isPresent())) {
        findings.add("the gateway is attached to no VPC", gateway.vpnGatewayId());
      }
    }
  }
}
