package io.vpn4j.model.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Any sequence of actions keeps the invariants, and fails with nothing but the API's error. */
class VpnRegionProperties {
  /** A choice of action, and three numbers from which it takes its arguments. */
  record Act(int action, int a, int b, int c) {}

  @Provide
  Arbitrary<List<Act>> acts() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 23);
    return Combinators.combine(Arbitraries.integers().between(0, 33), number, number, number)
        .as(Act::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<VpnRegion> regions() {
    return Arbitraries.of("ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1")
        .flatMap(
            name ->
                Arbitraries.of(
                    begun(VpnRegion.of(name)),
                    begun(VpnRegion.of(name).withIds(IdSource.seeded(7))),
                    RegionSamples.classic(),
                    RegionSamples.attached(true).region(),
                    RegionSamples.attached(false)
                        .region()
                        .createTransitGateway("tgw-1", o -> {})
                        .afterTransitions()));
  }

  private static VpnRegion begun(VpnRegion region) {
    return region
        .createVpc("vpc-1", "10.0.0.0/16")
        .createVpc("vpc-2", "10.1.0.0/16")
        .createVpnGateway()
        .region()
        .createCustomerGateway(r -> r.ipAddress("203.0.113.1"))
        .region()
        .createTransitGateway("tgw-1", o -> {})
        .afterTransitions();
  }

  @Property(tries = 500)
  void noSequenceOfActionsBreaksAnInvariant(
      @ForAll("regions") VpnRegion begin, @ForAll("acts") List<Act> acts) {
    VpnRegion region = begin;
    int done = 0;
    for (Act act : acts) {
      VpnRegion before = region;
      int hash = before.hashCode();
      try {
        region = step(before, act);
        done++;
      } catch (VpnApiException refused) {
        assertTrue(!refused.getMessage().isBlank() && !refused.field().isBlank());
      }
      assertEquals(hash, before.hashCode());
      check(before, region);
    }
    Statistics.label("ten actions or more were done")
        .collect(done >= 10)
        .coverage(seen -> seen.check(true).percentage(share -> share > 60));
  }

  @Property(tries = 100)
  void theSameActionsGiveTheSameSnapshot(@ForAll("acts") List<Act> acts) {
    VpnRegion first = begun(VpnRegion.of("eu-west-1").withIds(IdSource.seeded(1)));
    VpnRegion second = begun(VpnRegion.of("eu-west-1").withIds(IdSource.seeded(1)));
    for (Act act : acts) {
      first = tried(first, act);
      second = tried(second, act);
    }
    assertEquals(first, second);
    assertTrue(VpnRegion.plan(first, second).isEmpty());
  }

  private static VpnRegion tried(VpnRegion region, Act act) {
    try {
      return step(region, act);
    } catch (VpnApiException refused) {
      return region;
    }
  }

  /** What is derived step by step is what deriving everything at once gives. */
  @Property(tries = 200)
  void derivedStepByStepIsDerivedAtOnce(
      @ForAll("regions") VpnRegion begin, @ForAll("acts") List<Act> acts) {
    VpnRegion region = begin;
    for (Act act : acts) {
      region = tried(region, act);
    }
    RegionState whole = region.edit();
    Propagation.derive(new RegionState(), whole);
    assertEquals(region.state(), whole);
    assertEquals(region.state().vgwRoutes, whole.vgwRoutes);
  }

  private static VpnRegion step(VpnRegion r, Act act) {
    int a = act.a();
    int b = act.b();
    int c = act.c();
    String vgw = pick(r.vpnGateways().stream().map(VpnGateway::vpnGatewayId), a, "vgw-none");
    String cgw =
        pick(r.customerGateways().stream().map(CustomerGateway::customerGatewayId), b, "cgw-none");
    String vpn =
        pick(r.vpnConnections().stream().map(VpnConnection::vpnConnectionId), c, "vpn-none");
    String vpc = pick(r.vpcs().stream().map(Vpc::vpcId), b, "vpc-none");
    String rtb = pick(r.routeTables().stream().map(RouteTable::routeTableId), b, "rtb-none");
    String tgwRtb =
        pick(
            r.transitGatewayRouteTables().stream()
                .map(TransitGatewayRouteTable::transitGatewayRouteTableId),
            a,
            "tgw-rtb-none");
    String attachment =
        pick(
            r.transitGatewayAttachments().stream()
                .map(TransitGatewayAttachment::transitGatewayAttachmentId),
            b,
            "tgw-attach-none");
    IpAddress tunnel = tunnel(r, vpn, b);
    String prefix = b == 0 ? "nonsense" : b == 1 ? "2001:db8::/32" : "192.168." + b + ".0/24";
    return switch (act.action()) {
      case 0 -> r.createVpnGateway(q -> q.amazonSideAsn(64_500L + a)).region();
      case 1 -> r.deleteVpnGateway(vgw);
      case 2, 3 -> r.attachVpnGateway(vgw, vpc).region();
      case 4 -> r.detachVpnGateway(vgw, vpc);
      case 5 ->
          r.createCustomerGateway(q -> q.ipAddress("203.0.113." + a).bgpAsn(7_220 + b)).region();
      case 6 -> r.deleteCustomerGateway(cgw);
      case 7, 8, 9 ->
          r.createVpnConnection(
                  q ->
                      q.customerGatewayId(cgw)
                          .vpnGatewayId(vgw)
                          .options(
                              o ->
                                  o.staticRoutesOnly(c % 2 == 0)
                                      .addTunnelOption(
                                          t -> t.tunnelInsideCidr("169.254." + c + ".0/30"))))
              .region();
      case 10 ->
          r.createVpnConnection(
                  q ->
                      q.customerGatewayId(cgw)
                          .transitGatewayId("tgw-1")
                          .options(
                              o ->
                                  o.tunnelBandwidth(
                                      c % 2 == 0
                                          ? TunnelBandwidth.LARGE
                                          : TunnelBandwidth.STANDARD)))
              .region();
      case 11 -> r.deleteVpnConnection(vpn);
      case 12, 13 -> r.createVpnConnectionRoute(vpn, prefix);
      case 14 -> r.deleteVpnConnectionRoute(vpn, prefix);
      case 15 -> r.modifyVpnConnection(q -> q.vpnConnectionId(vpn).vpnGatewayId(vgw)).region();
      case 16 ->
          r.modifyVpnConnection(q -> q.vpnConnectionId(vpn).transitGatewayId("tgw-1")).region();
      case 17 -> r.modifyVpnConnection(q -> q.vpnConnectionId(vpn).customerGatewayId(cgw)).region();
      case 18 ->
          r.modifyVpnConnectionOptions(
                  q -> q.vpnConnectionId(vpn).localIpv4NetworkCidr("192.168." + b + ".0/24"))
              .region();
      case 19 ->
          r.modifyVpnTunnelOptions(
                  vpn, tunnel, t -> t.tunnelInsideCidr("169.254." + a + ".0/30"), c == 0)
              .region();
      case 20 ->
          r.modifyVpnTunnelOptions(vpn, tunnel, t -> t.phase1LifetimeSeconds(800 + a * 200))
              .region();
      case 21 -> r.replaceVpnTunnel(vpn, tunnel, a % 2 == 0).region();
      case 22 -> r.announceMaintenance(vpn, tunnel, r.now().plusSeconds(60L * a));
      case 23, 24 ->
          r.report(
              TunnelReport.up(
                  vpn, tunnel, AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_000))));
      case 25 -> r.enableVgwRoutePropagation(vgw, rtb);
      case 26 -> r.disableVgwRoutePropagation(vgw, rtb);
      case 27 -> r.createRoute(rtb, prefix, a % 3 == 0 ? "tgw-1" : vgw);
      case 28 -> r.deleteRoute(rtb, prefix);
      case 29 -> r.createTransitGatewayVpcAttachment("tgw-1", vpc).region();
      case 30 ->
          r.createTransitGatewayRoute(
                  tgwRtb, prefix, Optional.of(attachment).filter(x -> c % 2 == 0))
              .region();
      case 31 ->
          a == 0
              ? r.deleteTransitGateway("tgw-1")
              : r.deleteTransitGatewayVpcAttachment(attachment);
      default -> r.advance(Duration.ofSeconds(5L * a * (b + 1)));
    };
  }

  private static String pick(Stream<String> of, int number, String otherwise) {
    List<String> all = of.toList();
    return all.isEmpty() ? otherwise : all.get(number % all.size());
  }

  private static IpAddress tunnel(VpnRegion region, String vpn, int number) {
    return region
        .vpnConnection(vpn)
        .flatMap(c -> c.options().tunnelOptions().get(number % 2).outsideIpAddress())
        .orElse(IpAddress.of("198.18.0.1"));
  }

  private static void check(VpnRegion before, VpnRegion after) {
    oneGatewayPerVpc(after);
    asNumbersStay(before, after);
    insideCidrsAreUnique(after);
    quotasHold(after);
    noRouteIsAnOrphan(after);
    referencesLead(after);
  }

  private static void oneGatewayPerVpc(VpnRegion region) {
    List<String> attached =
        region.vpnGateways().stream()
            .filter(g -> !g.state().equals(ResourceState.DELETED))
            .flatMap(g -> g.attachedVpcId().stream())
            .toList();
    assertEquals(attached.size(), new HashSet<>(attached).size());
  }

  private static void asNumbersStay(VpnRegion before, VpnRegion after) {
    for (VpnGateway gateway : before.vpnGateways()) {
      after
          .vpnGateway(gateway.vpnGatewayId())
          .ifPresent(g -> assertEquals(gateway.amazonSideAsn(), g.amazonSideAsn()));
    }
  }

  private static void insideCidrsAreUnique(VpnRegion region) {
    Map<String, Set<InsideCidr>> used = new HashMap<>();
    Set<IpAddress> outside = new HashSet<>();
    for (VpnConnection connection : live(region)) {
      for (TunnelOption tunnel : connection.options().tunnelOptions()) {
        assertTrue(outside.add(tunnel.outsideIpAddress().orElseThrow()));
        connection
            .vpnGatewayId()
            .ifPresent(
                id ->
                    assertTrue(
                        used.computeIfAbsent(id, x -> new HashSet<>())
                            .add(tunnel.tunnelInsideCidr().orElseThrow())));
      }
    }
  }

  private static List<VpnConnection> live(VpnRegion region) {
    return region.vpnConnections().stream()
        .filter(c -> !c.state().equals(ResourceState.DELETED))
        .toList();
  }

  private static void quotasHold(VpnRegion region) {
    long gateways =
        region.vpnGateways().stream().filter(g -> !g.state().equals(ResourceState.DELETED)).count();
    assertTrue(gateways <= 5);
    assertTrue(live(region).size() <= 50);
    Map<Optional<String>, Long> perGateway =
        live(region).stream()
            .filter(c -> c.vpnGatewayId().isPresent())
            .collect(Collectors.groupingBy(VpnConnection::vpnGatewayId, Collectors.counting()));
    perGateway.values().forEach(count -> assertTrue(count <= 10));
    live(region).forEach(c -> assertTrue(c.routes().size() <= 100));
  }

  /** Propagated routes come of an attached gateway that knows the prefix; dead targets are seen. */
  private static void noRouteIsAnOrphan(VpnRegion region) {
    for (RouteTable table : region.routeTables()) {
      for (Route route : table.routes()) {
        if (route.isPropagated()) {
          assertTrue(table.propagatingVgws().contains(route.target()));
          List<IpPrefix> known =
              region.vpnGatewayRoutes(route.target()).stream().map(VgwRoute::prefix).toList();
          assertTrue(known.contains(route.destinationCidrBlock()));
        }
        if (route.target().startsWith("vgw-")) {
          boolean attached =
              region
                  .vpnGateway(route.target())
                  .filter(
                      g ->
                          g.vpcAttachments().stream()
                              .anyMatch(
                                  v ->
                                      v.vpcId().equals(table.vpcId())
                                          && v.state().text().equals("attached")))
                  .isPresent();
          assertEquals(attached ? RouteState.ACTIVE : RouteState.BLACKHOLE, route.state());
        }
      }
    }
  }

  private static void referencesLead(VpnRegion region) {
    for (VpnConnection connection : live(region)) {
      assertTrue(region.customerGateway(connection.customerGatewayId()).isPresent());
      connection.vpnGatewayId().ifPresent(id -> assertTrue(region.vpnGateway(id).isPresent()));
      connection
          .transitGatewayId()
          .ifPresent(id -> assertTrue(region.transitGateway(id).isPresent()));
      assertTrue(connection.category() == Category.VPN || connection.vpnGatewayId().isPresent());
    }
    Set<String> tables = new HashSet<>();
    region.transitGatewayRouteTables().forEach(t -> tables.add(t.transitGatewayRouteTableId()));
    for (TransitGatewayAttachment attachment : region.transitGatewayAttachments()) {
      if (attachment.isLive()) {
        attachment.associatedRouteTableId().ifPresent(id -> assertTrue(tables.contains(id)));
      }
    }
    new ArrayList<>(region.transitGatewayRouteTables())
        .forEach(
            t ->
                t.propagatingAttachmentIds()
                    .forEach(
                        id ->
                            assertTrue(
                                region.transitGatewayAttachments().stream()
                                    .anyMatch(
                                        x ->
                                            x.isLive()
                                                && x.transitGatewayAttachmentId().equals(id)))));
  }
}
