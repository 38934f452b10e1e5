package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.StepBuilder.step;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps to another target, in the order of the user guide. */
final class TargetSteps {
  private final TargetSituation situation;
  private final String target;

  TargetSteps(TargetSituation situation) {
    this.situation = situation;
    this.target = situation.request().gateway();
  }

  List<Step> steps() {
    List<StepBuilder> steps = new ArrayList<>();
    steps.add(create());
    steps.add(deleteStaticRoutes());
    steps.add(modify(steps.get(1).isEmpty()));
    steps.add(routeTables());
    steps.add(targetRoutes());
    steps.add(reconfigure());
    steps.add(initiate());
    return steps.stream().filter(s -> !s.isEmpty()).map(StepBuilder::build).toList();
  }

  private StepBuilder create() {
    StepBuilder step = step("1", "create the new gateway and attach the VPCs to it");
    String asn = situation.targetAsn().toString();
    if (!situation.request().toTransitGateway()) {
      return !situation.makesTarget()
          ? step
          : step.needs(Conditions.quotaOfVpnGateways())
              .does(ApiCall.of(ApiAction.CREATE_VPN_GATEWAY, "AmazonSideAsn", asn).creating(target))
              .verify(Conditions.vpnGatewayAvailable(target))
              .undo(ApiAction.DELETE_VPN_GATEWAY, "VpnGatewayId", target);
    }
    if (situation.makesTarget()) {
      step.does(
          ApiAction.CREATE_TRANSIT_GATEWAY,
          "TransitGatewayId",
          target,
          "Options.AmazonSideAsn",
          asn);
    }
    for (String vpc : situation.vpcIds()) {
      if (situation.region().transitGatewayAttachment(target, vpc).isEmpty()) {
        step.does(
                ApiAction.CREATE_TRANSIT_GATEWAY_VPC_ATTACHMENT,
                "TransitGatewayId",
                target,
                "VpcId",
                vpc)
            .verify(Conditions.transitAttached(target, vpc))
            .undo(
                ApiAction.DELETE_TRANSIT_GATEWAY_VPC_ATTACHMENT,
                "TransitGatewayAttachmentId",
                Names.attachment(vpc, target));
      }
    }
    return situation.makesTarget()
        ? step.undo(ApiAction.DELETE_TRANSIT_GATEWAY, "TransitGatewayId", target)
        : step;
  }

  /** A transit gateway has no static routes of connections, and refuses one that has some. */
  private StepBuilder deleteStaticRoutes() {
    StepBuilder step =
        step("2", "delete the static routes of the connections, and keep a copy")
            .effect(Effect.OUTAGE_BEGINS);
    if (situation.fromTransitGateway() || !situation.request().toTransitGateway()) {
      return step;
    }
    for (VpnConnection connection : situation.connections()) {
      String id = connection.vpnConnectionId();
      for (IpPrefix prefix : situation.staticPrefixes(connection)) {
        step.does(route(ApiAction.DELETE_VPN_CONNECTION_ROUTE, id, prefix))
            .undo(route(ApiAction.CREATE_VPN_CONNECTION_ROUTE, id, prefix));
      }
    }
    return step;
  }

  private static ApiCall route(ApiAction action, String connection, IpPrefix prefix) {
    return ApiCall.of(
        action, "VpnConnectionId", connection, "DestinationCidrBlock", prefix.toString());
  }

  private StepBuilder modify(boolean first) {
    StepBuilder step =
        step("3", "change the target of the connections")
            .effect(first ? Effect.OUTAGE_BEGINS : Effect.OUTAGE_GOES_ON)
            .note(
                "Both tunnels are down while AWS provisions new endpoints. Outside addresses and"
                    + " tunnel options stay.");
    if (situation.request().toTransitGateway()) {
      step.note(
          "A transit gateway announces the same MED on all tunnels: a device that chooses by MED"
              + " needs another rule.");
    }
    for (VpnConnection connection : situation.connections()) {
      String id = connection.vpnConnectionId();
      step.needs(Conditions.connectionAvailable(id))
          .does(
              ApiCall.of(
                  ApiAction.MODIFY_VPN_CONNECTION, "VpnConnectionId", id, field(target), target))
          .verify(Conditions.connectionAvailable(id))
          .verify(Conditions.isOn(id, target))
          .undo(
              ApiAction.MODIFY_VPN_CONNECTION,
              "VpnConnectionId",
              id,
              field(situation.source()),
              situation.source());
      // They lead to an attachment that is gone.
      for (TargetSituation.TransitRoute route : situation.transitRoutes(connection)) {
        step.does(
                ApiAction.DELETE_TRANSIT_GATEWAY_ROUTE,
                "TransitGatewayRouteTableId",
                route.table(),
                "DestinationCidrBlock",
                route.destination().toString())
            .undo(
                transitRoute(
                    route.table(), route.destination(), attachment(id, situation.source())));
      }
      situation.attachment(connection).ifPresent(a -> step.undoAll(asBefore(id, a)));
      step.undo(
          new DeviceChange(
              "initiate the tunnels of " + id + " again",
              new DeviceChange.Tunnels(id, tunnel(connection, 0), tunnel(connection, 1))));
    }
    return step;
  }

  private static String field(String gateway) {
    return gateway.startsWith("tgw-") ? "TransitGatewayId" : "VpnGatewayId";
  }

  private static String attachment(String connection, String transitGateway) {
    return Names.attachment(connection, transitGateway);
  }

  private TunnelState tunnel(VpnConnection connection, int at) {
    return TunnelState.of(situation.region(), connection, at);
  }

  private static ApiCall transitRoute(String table, IpPrefix prefix, String attachment) {
    return ApiCall.of(
        ApiAction.CREATE_TRANSIT_GATEWAY_ROUTE,
        "TransitGatewayRouteTableId",
        table,
        "DestinationCidrBlock",
        prefix.toString(),
        "TransitGatewayAttachmentId",
        attachment);
  }

  /**
   * Association and propagation of a connection's new attachment to its old transit gateway, where
   * they were not the default ones.
   */
  private List<ApiCall> asBefore(String connection, TransitGatewayAttachment before) {
    TransitGateway gateway = situation.region().transitGateway(situation.source()).orElseThrow();
    String name = attachment(connection, situation.source());
    List<ApiCall> calls = new ArrayList<>();
    before
        .associatedRouteTableId()
        .filter(t -> !gateway.associationDefaultRouteTableId().equals(Optional.of(t)))
        .ifPresent(t -> calls.add(table(ApiAction.ASSOCIATE_TRANSIT_GATEWAY_ROUTE_TABLE, t, name)));
    for (TransitGatewayRouteTable table : situation.region().transitGatewayRouteTables()) {
      String id = table.transitGatewayRouteTableId();
      boolean was = table.propagatingAttachmentIds().contains(before.transitGatewayAttachmentId());
      boolean will = gateway.propagationDefaultRouteTableId().equals(Optional.of(id));
      if (was && !will) {
        calls.add(table(ApiAction.ENABLE_TRANSIT_GATEWAY_ROUTE_TABLE_PROPAGATION, id, name));
      } else if (will && !was) {
        calls.add(table(ApiAction.DISABLE_TRANSIT_GATEWAY_ROUTE_TABLE_PROPAGATION, id, name));
      }
    }
    return calls;
  }

  private static ApiCall table(ApiAction action, String table, String attachment) {
    return ApiCall.of(
        action, "TransitGatewayRouteTableId", table, "TransitGatewayAttachmentId", attachment);
  }

  private StepBuilder routeTables() {
    StepBuilder step =
        step("4", "lead the VPCs' route tables to the new target").effect(Effect.OUTAGE_GOES_ON);
    if (!situation.request().toTransitGateway()) {
      attach(step);
    }
    RouteTableRule.Kind from =
        situation.fromTransitGateway() ? RouteTableRule.Kind.TGW : RouteTableRule.Kind.VGW_STATIC;
    situation.standing().forEach(r -> change(step, r, RouteTableRule.of(from, to())));
    situation
        .propagated()
        .forEach(r -> change(step, r, RouteTableRule.of(RouteTableRule.Kind.VGW_PROPAGATED, to())));
    if (situation.exchangesVpnGateways()) {
      situation.propagating().forEach(t -> step.undo(ApiCall.propagate(situation.source(), t)));
    }
    return step;
  }

  private RouteTableRule.Kind to() {
    return situation.request().toTransitGateway()
        ? RouteTableRule.Kind.TGW
        : situation.request().propagateRoutes()
            ? RouteTableRule.Kind.VGW_PROPAGATED
            : RouteTableRule.Kind.VGW_STATIC;
  }

  /** The new virtual private gateway comes to the VPC, in the place of the old one if there was. */
  private void attach(StepBuilder step) {
    Optional<String> vpc = situation.vpcOfVpnGateway();
    if (vpc.isEmpty()) {
      return;
    }
    boolean exchange = situation.exchangesVpnGateways();
    boolean attached =
        situation.region().vpnGateway(target).flatMap(g -> g.attachedVpcId()).equals(vpc);
    if (exchange) {
      situation
          .propagating()
          .forEach(t -> step.does(ApiCall.stopPropagating(situation.source(), t)));
      step.needs(Conditions.attached(situation.source(), vpc.get()))
          .does(ApiCall.detach(situation.source(), vpc.get()));
    }
    if (!attached) {
      step.needs(Conditions.detached(target)).does(ApiCall.attach(target, vpc.get()));
    }
    step.verify(Conditions.attached(target, vpc.get()));
    if (situation.request().propagateRoutes()) {
      propagate(step, vpc.get());
    }
    if (!attached) {
      step.undo(ApiCall.detach(target, vpc.get()));
    }
    if (exchange) {
      step.undo(ApiCall.attach(situation.source(), vpc.get()));
    }
  }

  private void propagate(StepBuilder step, String vpc) {
    Set<String> tables = new LinkedHashSet<>(situation.propagating());
    situation.standing().forEach(r -> tables.add(r.routeTableId()));
    for (String table : tables) {
      boolean already =
          situation
              .region()
              .routeTable(table)
              .filter(t -> !t.vpcId().equals(vpc) || t.propagatingVgws().contains(target))
              .isPresent();
      if (!already) {
        step.does(ApiCall.propagate(target, table))
            .verify(Conditions.propagates(target, table, true))
            .undo(ApiCall.stopPropagating(target, table));
      }
    }
  }

  private void change(StepBuilder step, StandingRoute route, RouteTableRule rule) {
    String source = situation.source();
    switch (rule.change()) {
      case NOTHING -> {}
      case ADD ->
          step.does(route.create(target)).verify(route.leadsTo(target)).undo(route.delete());
      case REPOINT ->
          step.does(route.replace(target))
              .verify(route.leadsTo(target))
              .undo(route.replace(source));
      case DELETE ->
          step.does(route.delete())
              .verify(
                  Conditions.standsNot(
                      route.routeTableId(), route.destination().toString(), source))
              .undo(route.create(source));
    }
  }

  private StepBuilder targetRoutes() {
    boolean transit = situation.request().toTransitGateway();
    StepBuilder step =
        step(
                "5",
                transit
                    ? "add routes to the transit gateway"
                    : "give the connections their static routes")
            .effect(Effect.OUTAGE_GOES_ON);
    if (!transit && !situation.fromTransitGateway()) {
      return step; // from one virtual private gateway to another they keep them
    }
    Set<IpPrefix> seen = new LinkedHashSet<>();
    for (VpnConnection connection : situation.connections()) {
      String id = connection.vpnConnectionId();
      boolean isStatic = connection.options().staticRoutesOnly();
      for (IpPrefix prefix : isStatic ? situation.staticPrefixes(connection) : Set.<IpPrefix>of()) {
        if (!transit) {
          step.does(route(ApiAction.CREATE_VPN_CONNECTION_ROUTE, id, prefix))
              .undo(route(ApiAction.DELETE_VPN_CONNECTION_ROUTE, id, prefix));
        } else if (seen.add(prefix)) {
          String table = defaultTable();
          step.does(transitRoute(table, prefix, attachment(id, target)))
              .undo(
                  ApiAction.DELETE_TRANSIT_GATEWAY_ROUTE,
                  "TransitGatewayRouteTableId",
                  table,
                  "DestinationCidrBlock",
                  prefix.toString());
        }
      }
    }
    return step;
  }

  private String defaultTable() {
    return situation
        .region()
        .transitGateway(target)
        .flatMap(TransitGateway::associationDefaultRouteTableId)
        .orElse(Names.defaultRouteTable(target));
  }

  private StepBuilder reconfigure() {
    StepBuilder step =
        step("6", "tell the device the new AS number of the Amazon side")
            .effect(Effect.OUTAGE_GOES_ON);
    if (situation.sourceAsn().equals(situation.targetAsn())) {
      return step;
    }
    for (VpnConnection connection : situation.connections()) {
      if (!connection.options().staticRoutesOnly()) {
        step.does(neighbour(connection, situation.targetAsn().toString()))
            .undo(neighbour(connection, situation.sourceAsn().toString()));
      }
    }
    return step;
  }

  private static DeviceChange neighbour(VpnConnection connection, String asn) {
    return DeviceChange.unseen(
        "set the neighbours' AS number of " + connection.vpnConnectionId() + " to " + asn);
  }

  private StepBuilder initiate() {
    StepBuilder step =
        step("7", "initiate the tunnels")
            .effect(Effect.OUTAGE_ENDS)
            .note("By default AWS answers only: the device initiates.");
    for (VpnConnection connection : situation.connections()) {
      String id = connection.vpnConnectionId();
      TunnelState first = tunnel(connection, 0);
      TunnelState second = tunnel(connection, 1);
      step.needs(Conditions.connectionAvailable(id))
          .does(
              new DeviceChange(
                  "initiate the tunnels of " + id,
                  new DeviceChange.Tunnels(id, first.up(second), second.up(first))))
          .verify(Conditions.connectionUp(id))
          .undo(DeviceChange.down(id, "disable the tunnels of " + id));
    }
    Flow.of(situation.region(), situation.vpcIds())
        .forEach(f -> step.verify(Conditions.reaches(f)));
    return step;
  }
}
