package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.Names.NEW_VGW;
import static io.vpn4j.model.migration.StepBuilder.step;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A transit gateway carries the traffic while the virtual private gateways are exchanged. The
 * numbers are ours; the user guide tells the order in prose.
 */
final class TransitGatewayDetour {
  private final ClassicSituation situation;
  private final String tgw;
  private final Set<StandingRoute> added = new LinkedHashSet<>();
  private final Set<StandingRoute> repointed = new LinkedHashSet<>();

  TransitGatewayDetour(ClassicSituation situation) {
    this.situation = situation;
    this.tgw = situation.request().transitGatewayId();
    situation.region().routeTables().stream()
        .filter(t -> t.vpcId().equals(situation.vpcId()))
        .forEach(this::split);
  }

  /**
   * More specific routes for all that leads to the old gateway: two halves of each prefix. What is
   * a single address has no halves; there a route by hand wins over the propagated one, and one
   * that stands already is led to the transit gateway.
   */
  private void split(RouteTable table) {
    List<Route> routes = table.routes();
    for (Route route : routes) {
      IpPrefix prefix = route.destinationCidrBlock();
      boolean local = routes.stream().anyMatch(r -> r.isLocal() && covers(r, prefix));
      if (!route.target().equals(situation.old()) || local) {
        continue;
      }
      if (prefix.length() < prefix.address().bits()) {
        int length = prefix.length() + 1;
        for (IpPrefix half :
            List.of(
                IpPrefix.containing(prefix.address(), length),
                IpPrefix.containing(prefix.lastAddress(), length))) {
          if (routes.stream().noneMatch(r -> !r.isPropagated() && covers(r, half, prefix))) {
            added.add(new StandingRoute(table.routeTableId(), half));
          }
        }
      } else if (route.isPropagated()) {
        added.add(StandingRoute.of(table, route));
      } else {
        repointed.add(StandingRoute.of(table, route));
      }
    }
  }

  private static boolean covers(Route route, IpPrefix prefix) {
    return route.destinationCidrBlock().contains(prefix);
  }

  /** Whether {@code half} of {@code whole} has a route of its own, or is within the VPC. */
  private static boolean covers(Route route, IpPrefix half, IpPrefix whole) {
    return route.destinationCidrBlock().equals(half)
        || (route.isLocal() && covers(route, half) && !covers(route, whole));
  }

  List<Step> steps() {
    return List.of(
        detour().build(),
        newGateway().build(),
        configure().build(),
        specificRoutes().build(),
        wayBack().build(),
        exchange().build(),
        move().build(),
        removeSpecificRoutes().build(),
        situation
            .deleteOld(step("9", "remove the old tunnels and delete the Classic connections"))
            .note("Until here one may also stay on the transit gateway, after step 5.")
            .build(),
        cleanUp().build());
  }

  private List<StandingRoute> standing() {
    return situation.standing().stream().filter(r -> !repointed.contains(r)).toList();
  }

  private StepBuilder detour() {
    String vpc = situation.vpcId();
    StepBuilder step =
        step("1", "create a transit gateway with the VPC and temporary connections")
            .does(
                ApiAction.CREATE_TRANSIT_GATEWAY,
                "TransitGatewayId",
                tgw,
                "Options.AmazonSideAsn",
                situation.request().amazonSideAsn().toString())
            .does(
                ApiAction.CREATE_TRANSIT_GATEWAY_VPC_ATTACHMENT,
                "TransitGatewayId",
                tgw,
                "VpcId",
                vpc)
            .verify(Conditions.transitAttached(tgw, vpc));
    for (VpnConnection classic : situation.connections()) {
      String name = Names.temporaryFor(classic.vpnConnectionId());
      step.does(ClassicSituation.create(classic, "TransitGatewayId", tgw).creating(name))
          .verify(Conditions.transitAttached(tgw, name))
          .undo(ApiAction.DELETE_VPN_CONNECTION, "VpnConnectionId", name);
    }
    staticRoutes().forEach(step::does);
    return step.undo(
            ApiAction.DELETE_TRANSIT_GATEWAY_VPC_ATTACHMENT,
            "TransitGatewayAttachmentId",
            Names.attachment(vpc, tgw))
        .undo(ApiAction.DELETE_TRANSIT_GATEWAY, "TransitGatewayId", tgw);
  }

  /** A prefix that two static connections have leads to the first. */
  private List<ApiCall> staticRoutes() {
    Set<IpPrefix> seen = new LinkedHashSet<>();
    List<ApiCall> calls = new ArrayList<>();
    for (VpnConnection classic : situation.connections()) {
      for (VpnStaticRoute route : classic.routes()) {
        if (seen.add(route.destinationCidrBlock())) {
          calls.add(
              ApiCall.of(
                  ApiAction.CREATE_TRANSIT_GATEWAY_ROUTE,
                  "TransitGatewayRouteTableId",
                  Names.defaultRouteTable(tgw),
                  "DestinationCidrBlock",
                  route.destinationCidrBlock().toString(),
                  "TransitGatewayAttachmentId",
                  Names.attachment(Names.temporaryFor(classic.vpnConnectionId()), tgw)));
        }
      }
    }
    return calls;
  }

  private StepBuilder newGateway() {
    StepBuilder step =
        step("2", "create the new virtual private gateway and its connections")
            .needs(Conditions.quotaOfVpnGateways())
            .does(
                ApiCall.of(
                        ApiAction.CREATE_VPN_GATEWAY,
                        "AmazonSideAsn",
                        situation.request().amazonSideAsn().toString())
                    .creating(NEW_VGW));
    situation.replaceInterfaces(situation.replaceAll(step, NEW_VGW));
    return situation.verifyFlows(step).undo(ApiAction.DELETE_VPN_GATEWAY, "VpnGatewayId", NEW_VGW);
  }

  private StepBuilder configure() {
    StepBuilder step =
        step("3", "configure the device, and bring up the tunnels to the transit gateway")
            .note("The tunnels to the new virtual private gateway stay disabled.");
    for (VpnConnection classic : situation.connections()) {
      String temporary = Names.temporaryFor(classic.vpnConnectionId());
      step.needs(Conditions.connectionAvailable(temporary))
          .does(ApiAction.DESCRIBE_VPN_CONNECTIONS, "VpnConnectionId", temporary)
          .does(
              DeviceChange.unseen(
                  "configure the tunnels of "
                      + temporary
                      + " and, disabled, of "
                      + Names.replacementOf(classic.vpnConnectionId())
                      + "; accept traffic of the VPC from either"))
          .does(
              situation.up(
                  temporary, classic, "enable the tunnels of " + temporary + " and initiate them"))
          .verify(Conditions.connectionUp(temporary))
          .undo(DeviceChange.down(temporary, "disable and remove the tunnels of " + temporary));
    }
    return step;
  }

  private StepBuilder specificRoutes() {
    StepBuilder step =
        step("4", "lead the VPC to the transit gateway by more specific routes")
            .effect(Effect.ASYMMETRIC);
    for (VpnConnection classic : situation.connections()) {
      step.needs(Conditions.connectionAvailable(Names.temporaryFor(classic.vpnConnectionId())));
    }
    added.forEach(r -> step.does(r.create(tgw)).verify(r.leadsTo(tgw)).undo(r.delete()));
    repointed.forEach(
        r -> step.does(r.replace(tgw)).verify(r.leadsTo(tgw)).undo(r.replace(situation.old())));
    return situation.verifyFlows(step);
  }

  private StepBuilder wayBack() {
    return step("5", "send what goes to the VPC through the transit gateway as well")
        .effect(Effect.SYMMETRIC_AGAIN)
        .does(
            DeviceChange.unseen(
                "prefer the tunnels to "
                    + tgw
                    + " for "
                    + situation.region().vpc(situation.vpcId()).orElseThrow().cidrBlocks()))
        .undo(DeviceChange.unseen("prefer the tunnels of the Classic connections again"))
        .note("Without this, answers would still go to the gateway that step 6 detaches.");
  }

  private StepBuilder exchange() {
    String vpc = situation.vpcId();
    StepBuilder step =
        step("6", "detach the old gateway, attach the new one, lead its routes there")
            .needs(Conditions.attached(situation.old(), vpc))
            .needs(Conditions.detached(NEW_VGW))
            .doesAll(situation.stopPropagating(situation.old()))
            .does(ApiCall.detach(situation.old(), vpc))
            .does(ApiCall.attach(NEW_VGW, vpc))
            .doesAll(situation.propagate(NEW_VGW))
            .verify(Conditions.detached(situation.old()))
            .verify(Conditions.attached(NEW_VGW, vpc));
    standing().forEach(r -> step.does(r.replace(NEW_VGW)).verify(r.leadsTo(NEW_VGW)));
    step.undoAll(situation.stopPropagating(NEW_VGW))
        .undo(ApiCall.detach(NEW_VGW, vpc))
        .undo(ApiCall.attach(situation.old(), vpc));
    standing().forEach(r -> step.undo(r.replace(situation.old())));
    return situation.verifyFlows(step.undoAll(situation.propagate(situation.old())));
  }

  private StepBuilder move() {
    StepBuilder step =
        step("7", "move the device to the new virtual private gateway")
            .needs(Conditions.attached(NEW_VGW, situation.vpcId()))
            .effect(Effect.ASYMMETRIC);
    return situation.verifyFlows(situation.moveDevices(step));
  }

  private StepBuilder removeSpecificRoutes() {
    StepBuilder step = step("8", "delete the more specific routes").effect(Effect.SYMMETRIC_AGAIN);
    for (VpnConnection classic : situation.connections()) {
      step.needs(Conditions.connectionUp(Names.replacementOf(classic.vpnConnectionId())));
    }
    added.forEach(
        r ->
            step.does(r.delete())
                .verify(Conditions.standsNot(r.routeTableId(), r.destination().toString(), tgw))
                .undo(r.create(tgw)));
    repointed.forEach(
        r -> step.does(r.replace(NEW_VGW)).verify(r.leadsTo(NEW_VGW)).undo(r.replace(tgw)));
    return situation.verifyFlows(step);
  }

  private StepBuilder cleanUp() {
    StepBuilder step = step("10", "delete the temporary connections and the transit gateway");
    for (VpnConnection classic : situation.connections()) {
      String name = Names.temporaryFor(classic.vpnConnectionId());
      step.does(DeviceChange.down(name, "remove the configuration of the tunnels of " + name))
          .does(ApiAction.DELETE_VPN_CONNECTION, "VpnConnectionId", name)
          .verify(Conditions.connectionDeleted(name));
    }
    return situation
        .verifyFlows(step)
        .does(
            ApiAction.DELETE_TRANSIT_GATEWAY_VPC_ATTACHMENT,
            "TransitGatewayAttachmentId",
            Names.attachment(situation.vpcId(), tgw))
        .does(ApiAction.DELETE_TRANSIT_GATEWAY, "TransitGatewayId", tgw)
        .cannotBeUndone("deleted resources do not come back; steps 1 and 3 make others");
  }
}
