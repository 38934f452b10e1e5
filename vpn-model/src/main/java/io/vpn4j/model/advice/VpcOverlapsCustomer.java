package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Vpc;
import java.util.List;

/** A prefix of the customer within the VPC: hosts of the VPC never send there. */
final class VpcOverlapsCustomer implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.VPC_OVERLAPS_CUSTOMER;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      for (VpnConnection connection : facts.connectionsAt(target)) {
        List<IpPrefix> prefixes = facts.customerPrefixes(connection);
        for (Vpc vpc : facts.vpcsAt(target)) {
          List<IpPrefix> inside =
              prefixes.stream()
                  .filter(p -> vpc.cidrBlocks().stream().anyMatch(b -> b.contains(p)))
                  .toList();
          if (!inside.isEmpty()) {
            findings.add(
                Text.some(inside) + " of the customer lies in the VPC",
                connection.vpnConnectionId(),
                vpc.vpcId());
          }
        }
      }
    }
  }
}
