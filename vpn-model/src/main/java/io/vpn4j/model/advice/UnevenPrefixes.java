package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import java.util.List;

/** A prefix that comes by one tunnel and is covered by nothing that comes by the other. */
final class UnevenPrefixes implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.UNEVEN_PREFIXES;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      List<IpAddress> up = RegionFacts.upTunnels(connection);
      if (up.size() == VpnConnectionOptions.TUNNELS) {
        check(facts, connection, up.get(0), up.get(1), findings);
        check(facts, connection, up.get(1), up.get(0), findings);
      }
    }
  }

  private static void check(
      RegionFacts facts,
      VpnConnection connection,
      IpAddress tunnel,
      IpAddress other,
      Findings findings) {
    List<IpPrefix> covering = prefixes(facts, connection, other);
    List<IpPrefix> alone =
        prefixes(facts, connection, tunnel).stream()
            .filter(p -> covering.stream().noneMatch(c -> c.contains(p)))
            .toList();
    if (!alone.isEmpty()) {
      findings.add(
          Text.some(alone) + " would be lost with this tunnel; the other does not cover it",
          Text.tunnel(connection.vpnConnectionId(), tunnel));
    }
  }

  private static List<IpPrefix> prefixes(
      RegionFacts facts, VpnConnection connection, IpAddress tunnel) {
    return facts.learnt(connection, tunnel).stream().map(AcceptedRoute::prefix).toList();
  }
}
