package io.vpn4j.examples.benchmark;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteOrigin;
import io.vpn4j.model.region.RouteState;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import java.util.TreeMap;

/**
 * Actions and plans on a Region with 50 connections on 5 virtual private gateways, and 10,000
 * routes in the route tables of their VPCs, of which 500 are propagated.
 *
 * <p>The yardstick is a copy of one map of as many routes: what a snapshot would cost if it were
 * copied whole.
 */
final class ModelArea implements Area {
  private static final int GATEWAYS = 5;
  private static final int CONNECTIONS_PER_GATEWAY = 10;
  private static final int STANDING_PER_TABLE = 1_899; // and one local, and 100 propagated

  private record Case(String name, Interleaved.Operation operation) {}

  @Override
  public String name() {
    return "model";
  }

  @Override
  public void run(Effort effort, Figures figures) throws Exception {
    VpnRegion region = region();
    TreeMap<IpPrefix, Route> all = new TreeMap<>();
    for (RouteTable table : region.routeTables()) {
      for (Route route : table.routes()) {
        all.put(new IpPrefix(new Ipv4Address(all.size() << 8), 24), route);
      }
    }
    require(all.size() == 10_000 && region.vpnConnections().size() == 50);
    figures.print("model.routes", all.size(), "1");
    String vgw = region.vpnGateways().get(2).vpnGatewayId();
    String vpc = region.vpnGateways().get(2).attachedVpcId().orElseThrow();
    String vpn = region.vpnConnections().get(25).vpnConnectionId();
    IpAddress tunnel = tunnel(region, vpn);
    Interleaved.Operation copy = () -> require(new TreeMap<>(all).size() == all.size());

    VpnRegion detached = region.detachVpnGateway(vgw, vpc);
    VpnRegion modified = modified(region, vpn, tunnel);
    Interleaved plan =
        Interleaved.measure(
            effort, () -> require(VpnRegion.plan(region, modified).tunnels().size() == 1), copy);
    figures.print("model.plan.ms", plan.oursSeconds() * 1e3, "ms");
    figures.print("model.plan.copy_ms", plan.yardstickSeconds() * 1e3, "ms");
    figures.print("model.plan.ratio", plan.ratio(), "1");
    Interleaved large =
        Interleaved.measure(
            effort, () -> require(VpnRegion.plan(region, detached).routes().size() > 1_000), copy);
    figures.print("model.plan.two_thousand_changes.ms", large.oursSeconds() * 1e3, "ms");
    operations(effort, figures, region, vgw, vpc, vpn, tunnel, copy);
  }

  private static VpnRegion modified(VpnRegion region, String vpn, IpAddress tunnel) {
    return region.modifyVpnTunnelOptions(vpn, tunnel, t -> t.replayWindowSize(64)).region();
  }

  /** The figure of an operation is that of the slowest. */
  private static void operations(
      Effort effort,
      Figures figures,
      VpnRegion region,
      String vgw,
      String vpc,
      String vpn,
      IpAddress tunnel,
      Interleaved.Operation copy)
      throws Exception {
    String table = region.mainRouteTable(vpc).orElseThrow().routeTableId();
    TunnelReport report =
        TunnelReport.up(vpn, tunnel, AcceptedRoute.of("172.31.0.0/16", AsNumber.of(65_000)));
    Interleaved slowest = null;
    for (Case measured :
        new Case[] {
          new Case("create_route", () -> region.createRoute(table, "172.30.0.0/16", vgw)),
          new Case("modify_tunnel", () -> modified(region, vpn, tunnel)),
          new Case("delete_connection", () -> region.deleteVpnConnection(vpn)),
          new Case("detach", () -> region.detachVpnGateway(vgw, vpc)),
          new Case("report", () -> region.report(report)),
        }) {
      Interleaved result = Interleaved.measure(effort, measured.operation(), copy);
      figures.print("model.operation." + measured.name() + ".ms", result.oursSeconds() * 1e3, "ms");
      if (slowest == null || result.oursSeconds() > slowest.oursSeconds()) {
        slowest = result;
      }
    }
    figures.print("model.operation.ms", slowest.oursSeconds() * 1e3, "ms");
    figures.print("model.operation.copy_ms", slowest.yardstickSeconds() * 1e3, "ms");
    figures.print("model.operation.ratio", slowest.ratio(), "1");
  }

  private static VpnRegion region() {
    VpnRegion region = VpnRegion.of("eu-west-1");
    for (int i = 0; i < GATEWAYS; i++) {
      region = region.createVpc("vpc-" + i, "10." + i + ".0.0/16").createVpnGateway().region();
    }
    for (int i = 0; i < CONNECTIONS_PER_GATEWAY; i++) {
      String address = "203.0.113." + (i + 1);
      region = region.createCustomerGateway(r -> r.ipAddress(address)).region();
    }
    region = region.afterTransitions();
    for (int i = 0; i < GATEWAYS; i++) {
      region = withConnections(region, region.vpnGateways().get(i).vpnGatewayId(), "vpc-" + i);
    }
    region = region.afterTransitions();
    for (int i = 0; i < GATEWAYS; i++) {
      region = withRoutes(region, region.vpnGateways().get(i).vpnGatewayId(), "vpc-" + i);
    }
    return region;
  }

  private static VpnRegion withConnections(VpnRegion before, String vgw, String vpc) {
    VpnRegion region = before.attachVpnGateway(vgw, vpc).region();
    for (int i = 0; i < CONNECTIONS_PER_GATEWAY; i++) {
      String cgw = region.customerGateways().get(i).customerGatewayId();
      region = region.createVpnConnection(r -> r.customerGatewayId(cgw).vpnGatewayId(vgw)).region();
    }
    return region;
  }

  private static VpnRegion withRoutes(VpnRegion before, String vgw, String vpc) {
    RouteTable table = before.mainRouteTable(vpc).orElseThrow();
    for (int i = 0; i < STANDING_PER_TABLE; i++) {
      table =
          table.withRoute(
              new Route(
                  IpPrefix.of("192." + (168 + i / 256) + "." + i % 256 + ".0/24"),
                  vgw,
                  RouteOrigin.CREATE_ROUTE,
                  RouteState.ACTIVE));
    }
    RouteTable filled = table;
    VpnRegion region =
        before
            .withQuotas(q -> q.routesPerRouteTable(STANDING_PER_TABLE + 100))
            .importing(i -> i.routeTable(filled))
            .enableVgwRoutePropagation(vgw, filled.routeTableId());
    int connection = 0;
    for (var known : before.vpnConnections()) {
      if (known.vpnGatewayId().filter(vgw::equals).isPresent()) {
        AcceptedRoute[] routes = new AcceptedRoute[10];
        for (int i = 0; i < routes.length; i++) {
          routes[i] =
              AcceptedRoute.of("172." + (16 + connection) + "." + i + ".0/24", AsNumber.of(65_000));
        }
        String vpn = known.vpnConnectionId();
        region = region.report(TunnelReport.up(vpn, tunnel(region, vpn), routes));
        connection++;
      }
    }
    return region;
  }

  private static IpAddress tunnel(VpnRegion region, String vpn) {
    return region
        .vpnConnection(vpn)
        .orElseThrow()
        .options()
        .tunnelOptions()
        .get(0)
        .outsideIpAddress()
        .orElseThrow();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not what is to be measured");
    }
  }
}
