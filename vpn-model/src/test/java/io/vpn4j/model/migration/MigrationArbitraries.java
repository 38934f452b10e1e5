package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.connection;
import static io.vpn4j.model.migration.MigrationSamples.device;
import static io.vpn4j.model.migration.MigrationSamples.main;
import static io.vpn4j.model.migration.MigrationSamples.oldGateway;
import static io.vpn4j.model.migration.MigrationSamples.options;
import static io.vpn4j.model.migration.MigrationSamples.tunnelUp;
import static io.vpn4j.model.migration.MigrationSamples.withDirectConnect;
import static io.vpn4j.model.migration.MigrationSamples.withVpcs;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.VpnRegion;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Regions with Classic connections, of every shape that matters to a migration. */
final class MigrationArbitraries {
  private MigrationArbitraries() {}

  /** A Classic connection: its routing, its tunnels that are up (0 to 2), its prefixes. */
  record Classic(boolean isStatic, int up, Set<String> prefixes) {}

  private static Arbitrary<String> prefix() {
    return Arbitraries.of(
        "192.168.0.0/16",
        "192.168.0.0/17",
        "192.168.1.0/24",
        "192.168.1.7/32",
        "172.16.0.0/12",
        "10.0.0.0/8",
        "10.0.3.0/24",
        "0.0.0.0/0");
  }

  private static Arbitrary<Classic> classic() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 2),
            prefix().set().ofMinSize(1).ofMaxSize(3))
        .as(Classic::new);
  }

  static Arbitrary<VpnRegion> regions() {
    return Combinators.combine(
            classic().list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(true, false),
            prefix().set().ofMaxSize(3),
            prefix().set().ofMaxSize(3))
        .as(MigrationArbitraries::region);
  }

  private static VpnRegion region(
      List<Classic> connections,
      boolean propagated,
      Set<String> byHand,
      Set<String> directConnect) {
    VpnRegion region =
        withVpcs()
            .importing(
                i -> {
                  oldGateway(i);
                  for (int n = 0; n < connections.size(); n++) {
                    device(i, "cgw-" + n, "203.0.113." + (n + 1), 65_010);
                    i.vpnConnection(built(connections.get(n), n));
                  }
                });
    for (int n = 0; n < connections.size(); n++) {
      Classic classic = connections.get(n);
      for (int tunnel = 0; tunnel < classic.up(); tunnel++) {
        region =
            tunnelUp(
                region,
                "vpn-" + n,
                2 * (n + 1) + tunnel,
                classic.prefixes().toArray(String[]::new));
      }
    }
    if (propagated) {
      region = region.enableVgwRoutePropagation("vgw-old", main(region));
    }
    region = region.createRouteTable("rtb-static", "vpc-1");
    for (String prefix : byHand) {
      if (!IpPrefix.of("10.0.0.0/16").contains(IpPrefix.of(prefix))) {
        region = region.createRoute("rtb-static", prefix, "vgw-old");
      }
    }
    return directConnect.isEmpty()
        ? region
        : withDirectConnect(region, directConnect.toArray(String[]::new));
  }

  private static VpnConnection built(Classic classic, int n) {
    VpnConnection.Builder builder =
        connection("vpn-" + n, "cgw-" + n, n + 1)
            .options(o -> options(o, classic.isStatic(), n + 1));
    if (classic.isStatic()) {
      classic.prefixes().forEach(builder::addRoute);
    }
    return builder.build();
  }
}
