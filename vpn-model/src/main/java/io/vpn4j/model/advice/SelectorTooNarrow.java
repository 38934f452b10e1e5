package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpPrefix;

/** Networks that the traffic selectors of phase 2 leave out. */
final class SelectorTooNarrow implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SELECTOR_TOO_NARROW;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      IpPrefix local = connection.options().localNetworkCidr();
      IpPrefix remote = connection.options().remoteNetworkCidr();
      for (IpPrefix prefix : facts.customerPrefixes(connection)) {
        // A default route is an instruction, not a network.
        if (prefix.length() > 0 && prefix.isIpv4() == local.isIpv4() && !local.overlaps(prefix)) {
          findings.add(
              prefix + " is outside of the customer's selector " + local,
              connection.vpnConnectionId());
        }
      }
      RegionFacts.targetId(connection).stream()
          .flatMap(id -> facts.vpcsAt(id).stream())
          .flatMap(vpc -> vpc.cidrBlocks().stream())
          .filter(block -> block.isIpv4() == remote.isIpv4() && !remote.overlaps(block))
          .forEach(
              block ->
                  findings.add(
                      block + " of the VPC is outside of the AWS side's selector " + remote,
                      connection.vpnConnectionId()));
    }
  }
}
