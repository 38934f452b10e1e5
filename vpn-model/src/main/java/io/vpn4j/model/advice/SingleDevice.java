package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import java.util.List;

/** The device is the one thing that nothing stands in for. */
final class SingleDevice implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SINGLE_DEVICE;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      List<String> devices =
          facts.connectionsAt(target).stream()
              .map(VpnConnection::customerGatewayId)
              .distinct()
              .toList();
      if (devices.size() == 1) {
        findings.add("all connections end at " + devices.get(0), target);
      }
    }
  }
}
