package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.StepBuilder.step;

import io.vpn4j.model.VpnConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct Connect carries the traffic, and the Classic connections are its backup: they are deleted,
 * and AWS VPN connections come on the same gateway. The numbers are ours.
 */
final class DirectConnectBackup {
  private final ClassicSituation situation;

  DirectConnectBackup(ClassicSituation situation) {
    this.situation = situation;
  }

  /** What Direct Connect does not carry when the connections are down. */
  List<Refusal> refusals() {
    Progress without = Progress.of(situation.region());
    for (VpnConnection classic : situation.connections()) {
      without = DeviceChange.down(classic.vpnConnectionId(), "").apply(without);
    }
    List<Refusal> refusals = new ArrayList<>();
    for (Flow flow : situation.flows()) {
      if (!flow.in(without).reachable()) {
        refusals.add(
            new Refusal(
                Refusal.Reason.DIRECT_CONNECT_DOES_NOT_CARRY,
                flow.routeTableId(),
                flow.prefix() + " is reached through " + flow.carriedBy() + " only"));
      }
    }
    if (situation.interfaces().isEmpty()) {
      refusals.add(
          new Refusal(
              Refusal.Reason.DIRECT_CONNECT_DOES_NOT_CARRY,
              situation.old(),
              "no private virtual interface is at it; use a procedure with a new gateway"));
    }
    return refusals;
  }

  List<Step> steps() {
    return List.of(
        takeDown().build(),
        delete().build(),
        create().build(),
        situation.describeAll(step("4", "download the configurations for the device")).build(),
        bringUp().build());
  }

  private StepBuilder takeDown() {
    StepBuilder step =
        step("1", "disable the Classic tunnels, and see that Direct Connect carries everything")
            .effect(Effect.REDUNDANCY_LOST);
    situation.interfaces().stream()
        .filter(v -> v.bgpUp())
        .forEach(v -> step.needs(Conditions.sessionUp(v.virtualInterfaceId())));
    for (VpnConnection classic : situation.connections()) {
      String id = classic.vpnConnectionId();
      step.needs(Conditions.connectionThere(id))
          .does(
              DeviceChange.down(id, "disable the tunnels of " + id + ", keep their configuration"))
          .undo(situation.asBefore(classic));
    }
    return situation.verifyFlows(step);
  }

  private StepBuilder delete() {
    StepBuilder step =
        step("2", "delete all Classic connections on the gateway")
            .effect(Effect.REDUNDANCY_LOST)
            .note("A connection made before the last of them is deleted would be Classic again.");
    for (VpnConnection classic : situation.connections()) {
      String id = classic.vpnConnectionId();
      step.needs(Conditions.connectionThere(id))
          .does(DeviceChange.down(id, "remove the configuration of the tunnels of " + id))
          .does(ApiAction.DELETE_VPN_CONNECTION, "VpnConnectionId", id)
          .verify(Conditions.connectionDeleted(id));
    }
    return situation.verifyFlows(step).pointOfNoReturn("AWS makes no Classic connection any more");
  }

  private StepBuilder create() {
    StepBuilder step =
        step("3", "create AWS VPN connections on the same gateway")
            .needs(Conditions.vpnGatewayAvailable(situation.old()));
    for (VpnConnection classic : situation.connections()) {
      step.needs(Conditions.connectionDeleted(classic.vpnConnectionId()));
    }
    return situation.replaceAll(step, situation.old());
  }

  private StepBuilder bringUp() {
    StepBuilder step =
        step("5", "configure the device, enable the new tunnels and initiate them")
            .effect(Effect.REDUNDANCY_BACK);
    for (VpnConnection classic : situation.connections()) {
      String name = Names.replacementOf(classic.vpnConnectionId());
      step.needs(Conditions.connectionAvailable(name))
          .does(situation.up(name, classic, "configure and enable the tunnels of " + name))
          .verify(Conditions.connectionUp(name))
          .undo(DeviceChange.down(name, "disable the tunnels of " + name));
    }
    return situation.verifyFlows(step);
  }
}
