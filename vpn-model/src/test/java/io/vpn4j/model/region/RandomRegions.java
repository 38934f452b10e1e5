package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Regions that came about by any sequence of actions; those that are refused change nothing. */
public final class RandomRegions {
  private static final String[] PREFIXES = {
    "192.168.0.0/16",
    "192.168.0.0/17",
    "192.168.128.0/24",
    "10.0.0.0/8",
    "10.0.128.0/24",
    "10.1.0.0/24",
    "0.0.0.0/0",
    "172.16.0.0/12",
    "169.254.44.0/24",
    "2001:db8::/32"
  };
  private static final long[] NUMBERS = {65_010, 65_020, 64_512, 23_456, 65_535, 4_200_000_001L};
  private static final String[] NAMES = {
    "branch-a",
    "say \"hi\" <now> & 'then'",
    "two\nlines\r\n\tand a tab",
    "東京 🗼",
    "]]>-->;{}|#$%\\",
    "\u0000\u0007\uFFFE\uD800",
    ""
  };

  private RandomRegions() {}

  private record Step(int action, int a, int b) {}

  /** Two VPCs, a gateway of either kind, two devices, and a connection with BGP to each. */
  private static final List<Step> BEGINNING =
      List.of(
          new Step(0, 0, 0),
          new Step(0, 1, 1),
          new Step(1, 0, 0),
          new Step(2, 0, 1),
          new Step(2, 1, 0),
          new Step(3, 0, 0),
          new Step(4, 0, 0),
          new Step(5, 1, 1),
          new Step(5, 4, 1),
          new Step(9, 0, 1),
          new Step(11, 0, 0));

  /** Regions after up to 40 actions. */
  public static Arbitrary<VpnRegion> any() {
    Arbitrary<Integer> choice = Arbitraries.integers().between(0, 1_000);
    return Combinators.combine(Arbitraries.integers().between(0, 25), choice, choice)
        .as(Step::new)
        .list()
        .ofMaxSize(40)
        .map(RandomRegions::after);
  }

  private static VpnRegion after(List<Step> steps) {
    VpnRegion region = VpnRegion.of("ap-southeast-1");
    // So that most sequences have something that later actions can act on.
    for (Step step : BEGINNING) {
      region = next(region, step).afterTransitions();
    }
    for (Step step : steps) {
      region = next(region, step);
    }
    return region;
  }

  private static VpnRegion next(VpnRegion region, Step step) {
    try {
      return done(region, step);
    } catch (VpnApiException refused) {
      return region;
    }
  }

  private static VpnRegion done(VpnRegion region, Step step) {
    int a = step.a();
    int b = step.b();
    return switch (step.action()) {
      case 0 -> region.createVpc("vpc-" + a % 3, "10." + b % 2 + ".0.0/16");
      case 1 ->
          region
              .createVpnGateway(r -> r.amazonSideAsn(64_512 + b % 2).addTag("Name", pick(NAMES, a)))
              .region();
      case 2 -> customerGateway(region, a, b);
      case 3 -> region.createTransitGateway("tgw-" + a % 2, t -> t.vpnEcmpSupport(b % 2 == 0));
      case 4 -> region.attachVpnGateway(vgw(region, a), vpc(region, b)).region();
      case 5, 6, 7 -> connection(region, a, b);
      case 8 -> region.afterTransitions();
      case 9 -> region.createTransitGatewayVpcAttachment("tgw-" + a % 2, vpc(region, b)).region();
      case 10 -> region.createRoute(table(region, a), pick(PREFIXES, b), target(region, a + b));
      case 11 -> region.enableVgwRoutePropagation(vgw(region, a), table(region, b));
      case 12 -> region.createVpnConnectionRoute(vpn(region, a), pick(PREFIXES, b));
      case 13, 14 -> report(region, a, b);
      case 15 -> region.detachVpnGateway(vgw(region, a), vpc(region, b));
      case 16 ->
          region.createPrivateVirtualInterface(
              VirtualInterface.at(
                  vgw(region, a),
                  "dxvif-" + b % 2,
                  65_100,
                  List.of(IpPrefix.of(pick(PREFIXES, b)))));
      case 17 -> b % 4 == 0 ? region.deleteVpnConnection(vpn(region, a)) : report(region, a, b);
      case 18 -> transitRoute(region, a, b);
      case 20, 21 -> region.detachVpnGateway(vgw(region, a), vpc(region, b));
      case 22, 23, 24 -> report(report(region, a, b | 1), a, b & ~1);
      default ->
          region
              .modifyVpnConnectionOptions(
                  r ->
                      r.vpnConnectionId(vpn(region, a))
                          .localIpv4NetworkCidr(IpPrefix.of("192.168.0.0/16")))
              .region();
    };
  }

  private static VpnRegion customerGateway(VpnRegion region, int a, int b) {
    // By import, since the action refuses some of the numbers.
    return region.importing(
        i ->
            i.customerGateway(
                CustomerGateway.builder()
                    .customerGatewayId("cgw-" + a % 4)
                    .ipAddress((b % 3 == 0 ? "10.9.9." : "203.0.113.") + (10 + a % 4))
                    .asn(NUMBERS[b % NUMBERS.length])
                    .addTag("Name", pick(NAMES, b))
                    .build()));
  }

  private static VpnRegion connection(VpnRegion region, int a, int b) {
    boolean transit = b % 3 == 0;
    return region
        .createVpnConnection(
            r -> {
              r.customerGatewayId("cgw-" + a % 4)
                  .addTag("Name", pick(NAMES, b))
                  .options(
                      o -> {
                        o.staticRoutesOnly(a % 3 == 0);
                        o.addTunnelOption(
                            t ->
                                t.dpdTimeoutAction(DpdTimeoutAction.values()[b % 3])
                                    .preSharedKey("exampleKey_" + b % 5)
                                    .phase2EncryptionAlgorithms(
                                        VpnEncryptionAlgorithm.values()[a % 4])
                                    .phase2IntegrityAlgorithms(
                                        VpnIntegrityAlgorithm.values()[b % 4])
                                    .ikeVersions(IkeVersion.values()[a % 2]));
                      });
              if (transit) {
                r.transitGatewayId("tgw-" + a % 2);
              } else if (b % 7 != 0) {
                r.vpnGatewayId(vgw(region, a));
              }
            })
        .region();
  }

  private static VpnRegion report(VpnRegion region, int a, int b) {
    VpnConnection connection =
        region.vpnConnection(vpn(region, a)).orElseThrow(() -> refused("vpn"));
    IpAddress tunnel =
        connection
            .options()
            .tunnelOptions()
            .get(b % 2)
            .outsideIpAddress()
            .orElseThrow(() -> refused("tunnel"));
    // Even and odd numbers are the two tunnels; what they bring is mostly the same.
    int same = b / 2;
    AsNumber asn = AsNumber.of(NUMBERS[same % NUMBERS.length]);
    AcceptedRoute[] routes = new AcceptedRoute[same % 5];
    for (int i = 0; i < routes.length; i++) {
      routes[i] =
          new AcceptedRoute(IpPrefix.of(pick(PREFIXES, same + i)), List.of(asn), i % 2L * (b % 2));
    }
    return region.report(
        b % 11 == 0
            ? TunnelReport.down(connection.vpnConnectionId(), tunnel)
            : TunnelReport.up(connection.vpnConnectionId(), tunnel, routes));
  }

  private static VpnRegion transitRoute(VpnRegion region, int a, int b) {
    List<TransitGatewayRouteTable> tables = region.transitGatewayRouteTables();
    List<TransitGatewayAttachment> attachments = region.transitGatewayAttachments();
    if (tables.isEmpty()) {
      return region;
    }
    return region
        .createTransitGatewayRoute(
            tables.get(a % tables.size()).transitGatewayRouteTableId(),
            pick(PREFIXES, b),
            attachments.isEmpty() || b % 5 == 0
                ? Optional.empty()
                : Optional.of(attachments.get(b % attachments.size()).transitGatewayAttachmentId()))
        .region();
  }

  private static String vpc(VpnRegion region, int at) {
    return one(region.vpcs().stream().map(Vpc::vpcId).toList(), at);
  }

  private static String vgw(VpnRegion region, int at) {
    return one(region.vpnGateways().stream().map(VpnGateway::vpnGatewayId).toList(), at);
  }

  private static String vpn(VpnRegion region, int at) {
    return one(region.vpnConnections().stream().map(VpnConnection::vpnConnectionId).toList(), at);
  }

  private static String table(VpnRegion region, int at) {
    return one(region.routeTables().stream().map(RouteTable::routeTableId).toList(), at);
  }

  private static String target(VpnRegion region, int at) {
    return switch (at % 4) {
      case 0 -> "igw-1";
      case 1 -> "tgw-" + at % 2;
      case 2 -> "eni-1";
      default -> vgw(region, at);
    };
  }

  private static String one(List<String> ids, int at) {
    if (ids.isEmpty()) {
      throw refused("id");
    }
    return ids.get(at % ids.size());
  }

  private static VpnApiException refused(String field) {
    return new VpnApiException(ErrorCode.INVALID_PARAMETER_VALUE, field, "there is none");
  }

  private static String pick(String[] from, int at) {
    return from[at % from.length];
  }
}
