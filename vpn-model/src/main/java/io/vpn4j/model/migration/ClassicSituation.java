package io.vpn4j.model.migration;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Region has around the virtual private gateway that is to be replaced, and the actions that
 * the procedures share.
 *
 * @param region the snapshot
 * @param request what is wanted
 * @param vpcId the VPC of the gateway
 * @param connections the Classic connections on the gateway
 * @param interfaces the private virtual interfaces at the gateway
 * @param propagating route tables of the VPC into which the gateway propagates
 * @param standing routes of the VPC's tables that lead to the gateway and were made by hand
 * @param flows what is reachable
 */
record ClassicSituation(
    VpnRegion region,
    ClassicMigrationRequest request,
    String vpcId,
    List<VpnConnection> connections,
    List<VirtualInterface> interfaces,
    List<String> propagating,
    List<StandingRoute> standing,
    List<Flow> flows) {

  static ClassicSituation of(
      VpnRegion region,
      ClassicMigrationRequest request,
      String vpcId,
      List<VpnConnection> connections) {
    String old = request.vpnGatewayId();
    List<RouteTable> tables =
        region.routeTables().stream().filter(t -> t.vpcId().equals(vpcId)).toList();
    return new ClassicSituation(
        region,
        request,
        vpcId,
        connections,
        region.virtualInterfaces().stream()
            .filter(v -> v.vpnGatewayId().filter(old::equals).isPresent())
            .toList(),
        tables.stream()
            .filter(t -> t.propagatingVgws().contains(old))
            .map(RouteTable::routeTableId)
            .toList(),
        tables.stream()
            .flatMap(
                t ->
                    t.routes().stream()
                        .filter(r -> !r.isPropagated() && r.target().equals(old))
                        .map(r -> StandingRoute.of(t, r)))
            .toList(),
        Flow.of(region, List.of(vpcId)));
  }

  String old() {
    return request.vpnGatewayId();
  }

  /** The calls that make the connection which takes over from {@code classic}, with its routes. */
  List<Action> replace(VpnConnection classic, String vpnGateway) {
    String name = Names.replacementOf(classic.vpnConnectionId());
    List<Action> calls = new ArrayList<>();
    calls.add(create(classic, "VpnGatewayId", vpnGateway).creating(name));
    for (VpnStaticRoute route : classic.routes()) {
      calls.add(
          ApiCall.of(
              ApiAction.CREATE_VPN_CONNECTION_ROUTE,
              "VpnConnectionId",
              name,
              "DestinationCidrBlock",
              route.destinationCidrBlock().toString()));
    }
    return calls;
  }

  /** With the same customer gateway and routing as {@code classic}. */
  static ApiCall create(VpnConnection classic, String targetParameter, String target) {
    return ApiCall.of(
        ApiAction.CREATE_VPN_CONNECTION,
        "CustomerGatewayId",
        classic.customerGatewayId(),
        targetParameter,
        target,
        "Options.StaticRoutesOnly",
        Boolean.toString(classic.options().staticRoutesOnly()));
  }

  /** Creates the connections and interfaces that take over, at {@code vpnGateway}. */
  StepBuilder replaceAll(StepBuilder step, String vpnGateway) {
    for (VpnConnection classic : connections) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      step.doesAll(replace(classic, vpnGateway))
          .verify(Conditions.connectionAvailable(name))
          .verify(Conditions.isAwsVpn(name))
          .undo(ApiAction.DELETE_VPN_CONNECTION, "VpnConnectionId", name);
    }
    return step;
  }

  /** Makes for each interface at the old gateway one at the new gateway. */
  StepBuilder replaceInterfaces(StepBuilder step) {
    for (VirtualInterface dx : interfaces) {
      String name = Names.replacementOfInterface(dx.virtualInterfaceId());
      step.does(
              ApiCall.of(
                      ApiAction.CREATE_PRIVATE_VIRTUAL_INTERFACE,
                      "VirtualGatewayId",
                      Names.NEW_VGW,
                      "AsTheInterface",
                      dx.virtualInterfaceId())
                  .creating(name))
          .undo(ApiAction.DELETE_VIRTUAL_INTERFACE, "VirtualInterfaceId", name);
    }
    return step;
  }

  /** The device brings the tunnels of {@code name} up, with what it advertises on {@code like}. */
  DeviceChange up(String name, VpnConnection like, String text) {
    TunnelState first = TunnelState.of(region, like, 0);
    TunnelState second = TunnelState.of(region, like, 1);
    return new DeviceChange(
        text, new DeviceChange.Tunnels(name, first.up(second), second.up(first)));
  }

  /** The device brings the tunnels of a Classic connection to the state before the migration. */
  DeviceChange asBefore(VpnConnection classic) {
    String id = classic.vpnConnectionId();
    return new DeviceChange(
        "bring the tunnels of " + id + " up again, as they were",
        new DeviceChange.Tunnels(
            id, TunnelState.of(region, classic, 0), TunnelState.of(region, classic, 1)));
  }

  /** The device and the routers go over from everything old to everything new. */
  StepBuilder moveDevices(StepBuilder step) {
    for (VpnConnection classic : connections) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      String id = classic.vpnConnectionId();
      step.needs(Conditions.connectionAvailable(name))
          .does(up(name, classic, "enable the tunnels of " + name + " and initiate them"))
          .does(
              DeviceChange.down(id, "disable the tunnels of " + id + ", keep their configuration"))
          .verify(Conditions.connectionUp(name))
          .undo(DeviceChange.down(name, "disable the tunnels of " + name))
          .undo(asBefore(classic));
    }
    for (VirtualInterface dx : interfaces) {
      String id = dx.virtualInterfaceId();
      String name = Names.replacementOfInterface(id);
      if (dx.bgpUp()) {
        step.does(session(name, true))
            .does(session(id, false))
            .verify(Conditions.sessionUp(name))
            .undo(session(name, false))
            .undo(session(id, true));
      }
    }
    return step;
  }

  static DeviceChange session(String virtualInterface, boolean up) {
    return new DeviceChange(
        (up ? "bring up" : "take down") + " the BGP session of " + virtualInterface,
        new DeviceChange.Session(virtualInterface, up));
  }

  /** Deletes everything old, which AWS makes no more. */
  StepBuilder deleteOld(StepBuilder step) {
    for (VpnConnection classic : connections) {
      String id = classic.vpnConnectionId();
      step.needs(Conditions.connectionThere(id))
          .does(DeviceChange.down(id, "remove the configuration of the tunnels of " + id))
          .does(ApiAction.DELETE_VPN_CONNECTION, "VpnConnectionId", id)
          .verify(Conditions.connectionDeleted(id));
    }
    for (VirtualInterface dx : interfaces) {
      step.does(ApiAction.DELETE_VIRTUAL_INTERFACE, "VirtualInterfaceId", dx.virtualInterfaceId());
    }
    return step.pointOfNoReturn("AWS makes no Classic connection any more");
  }

  /** Every flow is carried. */
  StepBuilder verifyFlows(StepBuilder step) {
    flows.forEach(f -> step.verify(Conditions.reaches(f)));
    return step;
  }

  /** The document for the device, of each new connection. */
  StepBuilder describeAll(StepBuilder step) {
    for (VpnConnection classic : connections) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      step.needs(Conditions.connectionAvailable(name))
          .does(ApiAction.DESCRIBE_VPN_CONNECTIONS, "VpnConnectionId", name);
    }
    return step;
  }

  /** The tables that had propagation have it from {@code gateway}. */
  List<ApiCall> propagate(String gateway) {
    return propagating.stream().map(t -> ApiCall.propagate(gateway, t)).toList();
  }

  /** The same tables have it from {@code gateway} no longer. */
  List<ApiCall> stopPropagating(String gateway) {
    return propagating.stream().map(t -> ApiCall.stopPropagating(gateway, t)).toList();
  }
}
