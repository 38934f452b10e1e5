package io.vpn4j.model.advice;

import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.VirtualInterface;
import java.util.List;

/** The longest prefix comes before the preference for Direct Connect. */
final class DirectConnectBypassed implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.DIRECT_CONNECT_BYPASSED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnGateway gateway : facts.vpnGateways()) {
      for (VirtualInterface dx : facts.region().virtualInterfaces()) {
        if (dx.bgpUp() && dx.vpnGatewayId().filter(gateway.vpnGatewayId()::equals).isPresent()) {
          check(facts, gateway, dx, findings);
        }
      }
    }
  }

  private static void check(
      RegionFacts facts, VpnGateway gateway, VirtualInterface dx, Findings findings) {
    List<IpPrefix> specific =
        facts.ways(gateway.vpnGatewayId()).keySet().stream()
            .filter(
                p ->
                    !dx.acceptedPrefixes().contains(p)
                        && dx.acceptedPrefixes().stream()
                            .anyMatch(d -> d.length() > 0 && d.contains(p)))
            .toList();
    if (!specific.isEmpty()) {
      findings.add(
          Text.some(specific) + " goes by VPN although Direct Connect covers it",
          gateway.vpnGatewayId(),
          dx.virtualInterfaceId());
    }
  }
}
