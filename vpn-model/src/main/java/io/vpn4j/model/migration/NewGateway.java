package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.Names.NEW_VGW;
import static io.vpn4j.model.migration.StepBuilder.step;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.region.VirtualInterface;
import java.util.ArrayList;
import java.util.List;

/**
 * A new virtual private gateway takes the place of the old one. The steps have the numbers of the
 * user guide of 2019; 1 and 2 are one action there too.
 */
final class NewGateway {
  private final ClassicSituation situation;

  NewGateway(ClassicSituation situation) {
    this.situation = situation;
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(create().build());
    steps.add(connect().build());
    steps.add(
        situation
            .describeAll(step("4", "download the configurations for the device"))
            .note("They hold pre-shared keys. Keep them as secret as passwords.")
            .build());
    steps.add(configure().build());
    situation.request().testVpcId().ifPresent(vpc -> steps.add(test(vpc).build()));
    if (!situation.propagating().isEmpty()) {
      steps.add(stopPropagation().build());
    }
    steps.add(exchange().build());
    steps.add(routes().build());
    steps.add(move().build());
    steps.add(
        situation
            .deleteOld(step("11", "remove the old tunnels and delete the Classic connections"))
            .note(
                "Charges for the Classic connections end here, and so does the way back. "
                    + situation.old()
                    + " may be deleted afterwards.")
            .build());
    return steps;
  }

  private StepBuilder create() {
    return step("1–2", "create a new virtual private gateway")
        .needs(Conditions.quotaOfVpnGateways())
        .does(
            ApiCall.of(
                    ApiAction.CREATE_VPN_GATEWAY,
                    "AmazonSideAsn",
                    situation.request().amazonSideAsn().toString())
                .creating(NEW_VGW))
        .verify(Conditions.vpnGatewayAvailable(NEW_VGW))
        .undo(ApiAction.DELETE_VPN_GATEWAY, "VpnGatewayId", NEW_VGW);
  }

  private StepBuilder connect() {
    StepBuilder step =
        step("3", "create connections on it with the same customer gateways")
            .needs(Conditions.vpnGatewayAvailable(NEW_VGW));
    situation.replaceInterfaces(situation.replaceAll(step, NEW_VGW));
    return situation.interfaces().isEmpty()
        ? step
        : step.note(
            "A private virtual interface cannot move to another gateway: each is made anew, on a"
                + " VLAN of its own.");
  }

  private StepBuilder configure() {
    StepBuilder step =
        step("5", "configure the new tunnels on the device, but leave them disabled")
            .note("How to keep a tunnel disabled is the vendor's to say.");
    for (VpnConnection classic : situation.connections()) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      step.needs(Conditions.connectionAvailable(name))
          .does(DeviceChange.unseen("configure the tunnels of " + name + ", disabled"))
          .undo(DeviceChange.unseen("remove the configuration of the tunnels of " + name));
    }
    for (VirtualInterface dx : situation.interfaces()) {
      String name = Names.replacementOfInterface(dx.virtualInterfaceId());
      step.does(DeviceChange.unseen("configure the router for " + name + ", its session shut down"))
          .undo(DeviceChange.unseen("remove the router's configuration for " + name));
    }
    return step;
  }

  private StepBuilder test(String vpcId) {
    StepBuilder step =
        step("6", "try the new connections with the test VPC " + vpcId)
            .needs(Conditions.hasNoVpnGateway(vpcId))
            .does(ApiCall.attach(NEW_VGW, vpcId));
    String table = situation.region().mainRouteTable(vpcId).map(t -> t.routeTableId()).orElse("");
    if (!table.isEmpty()) {
      step.does(ApiCall.propagate(NEW_VGW, table));
    }
    for (VpnConnection classic : situation.connections()) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      step.does(
              situation.up(
                  name,
                  classic,
                  "enable the tunnels of "
                      + name
                      + " for the addresses of "
                      + vpcId
                      + " only (encryption domain, source and destination) and initiate them"))
          .does(
              DeviceChange.unseen(
                  "reach an instance in " + vpcId + " from a host on premises through " + name))
          .does(DeviceChange.down(name, "disable the tunnels of " + name + " again"));
    }
    if (!table.isEmpty()) {
      step.does(ApiCall.stopPropagating(NEW_VGW, table));
    }
    return step.does(ApiCall.detach(NEW_VGW, vpcId))
        .verify(Conditions.detached(NEW_VGW))
        .verify(Conditions.hasNoVpnGateway(vpcId));
  }

  private StepBuilder stopPropagation() {
    StepBuilder step =
        step("7", "stop propagation from the old gateway")
            .effect(Effect.OUTAGE_BEGINS)
            .doesAll(situation.stopPropagating(situation.old()))
            .undoAll(situation.propagate(situation.old()));
    for (String table : situation.propagating()) {
      step.needs(Conditions.propagates(situation.old(), table, true))
          .verify(Conditions.propagates(situation.old(), table, false));
    }
    return step;
  }

  private StepBuilder exchange() {
    String vpc = situation.vpcId();
    StepBuilder step =
        step("8", "detach the old gateway from the VPC and attach the new one")
            .needs(Conditions.attached(situation.old(), vpc))
            .needs(Conditions.detached(NEW_VGW))
            .effect(
                situation.propagating().isEmpty() ? Effect.OUTAGE_BEGINS : Effect.OUTAGE_GOES_ON)
            .does(ApiCall.detach(situation.old(), vpc))
            .does(ApiCall.attach(NEW_VGW, vpc))
            .verify(Conditions.detached(situation.old()))
            .verify(Conditions.attached(NEW_VGW, vpc))
            .undo(ApiCall.detach(NEW_VGW, vpc))
            .undo(ApiCall.attach(situation.old(), vpc));
    for (VpnConnection classic : situation.connections()) {
      step.needs(Conditions.connectionAvailable(Names.replacementOf(classic.vpnConnectionId())));
    }
    // Where step 9 was done, its static routes come back here: see there.
    situation.standing().forEach(r -> step.undo(r.replace(situation.old())));
    return step;
  }

  private StepBuilder routes() {
    StepBuilder step =
        step("9", "lead the VPC's route tables to the new gateway")
            .needs(Conditions.attached(NEW_VGW, situation.vpcId()))
            .effect(Effect.OUTAGE_GOES_ON)
            .doesAll(situation.propagate(NEW_VGW))
            .undoAll(situation.stopPropagating(NEW_VGW));
    for (String table : situation.propagating()) {
      step.verify(Conditions.propagates(NEW_VGW, table, true));
    }
    for (StandingRoute route : situation.standing()) {
      step.does(route.replace(NEW_VGW)).verify(route.leadsTo(NEW_VGW));
    }
    return situation.standing().isEmpty()
        ? step
        : step.undoneWithTheStepBefore(
            "a static route can lead to the old gateway again only when that is attached");
  }

  private StepBuilder move() {
    StepBuilder step =
        step("10", "enable the new tunnels, disable the old ones")
            .needs(Conditions.attached(NEW_VGW, situation.vpcId()))
            .effect(Effect.OUTAGE_ENDS)
            .note(
                "Initiate the tunnels from the local network: by default AWS answers only. Routes"
                    + " propagate when a tunnel has the status UP.");
    return situation.verifyFlows(situation.moveDevices(step));
  }
}
