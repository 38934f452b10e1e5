package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.secret.PreSharedKey;
import java.util.List;
import java.util.Optional;

/** One key in tunnels of several connections. */
final class SharedKeyAcrossConnections implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SHARED_KEY;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    List<VpnConnection> connections = facts.connections();
    for (int i = 0; i < connections.size(); i++) {
      for (int j = 0; j < i; j++) {
        List<Optional<PreSharedKey>> keys = keys(connections.get(j));
        if (keys(connections.get(i)).stream().anyMatch(k -> k.isPresent() && keys.contains(k))) {
          findings.add(
              "two connections have one pre-shared key",
              connections.get(j).vpnConnectionId(),
              connections.get(i).vpnConnectionId());
        }
      }
    }
  }

  private static List<Optional<PreSharedKey>> keys(VpnConnection connection) {
    return connection.options().tunnelOptions().stream().map(t -> t.preSharedKey()).toList();
  }
}
