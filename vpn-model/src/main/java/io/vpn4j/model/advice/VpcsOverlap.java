package io.vpn4j.model.advice;

import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.Vpc;
import java.util.List;

/** Two VPCs at one transit gateway with a common address. */
final class VpcsOverlap implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.VPCS_OVERLAP;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (TransitGateway gateway : facts.transitGateways()) {
      List<Vpc> vpcs = facts.vpcsAt(gateway.transitGatewayId());
      for (int i = 0; i < vpcs.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (overlap(vpcs.get(j), vpcs.get(i))) {
            findings.add(
                vpcs.get(j).cidrBlocks() + " and " + vpcs.get(i).cidrBlocks() + " overlap",
                vpcs.get(j).vpcId(),
                vpcs.get(i).vpcId(),
                gateway.transitGatewayId());
          }
        }
      }
    }
  }

  private static boolean overlap(Vpc left, Vpc right) {
    return left.cidrBlocks().stream()
        .anyMatch(l -> right.cidrBlocks().stream().anyMatch(l::overlaps));
  }
}
