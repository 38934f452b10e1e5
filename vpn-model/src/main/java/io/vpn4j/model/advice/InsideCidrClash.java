package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Inside networks that a device cannot tell apart, or that a route covers.
 *
 * <p>AWS refuses the first within one virtual private gateway, but not elsewhere.
 */
final class InsideCidrClash implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.INSIDE_CIDR_CLASH;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    Map<String, List<String>> tunnels = new TreeMap<>();
    for (VpnConnection connection : facts.connections()) {
      List<TunnelOption> options = connection.options().tunnelOptions();
      for (int i = 0; i < options.size(); i++) {
        String subject = Text.tunnel(connection, i);
        options
            .get(i)
            .tunnelInsideCidr()
            .ifPresent(
                cidr ->
                    tunnels
                        .computeIfAbsent(
                            connection.customerGatewayId() + " has two tunnels with " + cidr,
                            key -> new ArrayList<>())
                        .add(subject));
      }
      for (IpPrefix prefix : facts.customerPrefixes(connection)) {
        if (InsideCidr.SPACE.contains(prefix)) {
          findings.add(
              "a route of the customer's side leads to " + prefix, connection.vpnConnectionId());
        }
      }
    }
    tunnels.forEach(
        (message, subjects) -> {
          if (subjects.size() > 1) {
            findings.add(message, subjects);
          }
        });
  }
}
