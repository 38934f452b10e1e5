package io.vpn4j.model.migration;

import io.vpn4j.model.Category;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another target for connections that stay as they are: VGW to VGW, VGW to TGW, TGW to VGW, TGW to
 * TGW.
 *
 * <p>The VPCs that reach the connections keep reaching them. From one virtual private gateway to
 * another, that means that the new one takes the place of the old at its VPC.
 */
public final class TargetMigration {
  private final VpnRegion region;
  private final TargetMigrationRequest request;
  private final List<Refusal> refusals = new ArrayList<>();

  private TargetMigration(VpnRegion region, TargetMigrationRequest request) {
    this.region = region;
    this.request = request;
  }

  /**
   * The plan.
   *
   * @throws MigrationRefusedException if the Region does not fit, with every reason
   */
  public static MigrationPlan plan(VpnRegion region, TargetMigrationRequest request) {
    return new TargetMigration(region, request).plan();
  }

  private MigrationPlan plan() {
    List<VpnConnection> connections =
        request.vpnConnectionIds().stream()
            .map(this::connection)
            .flatMap(Optional::stream)
            .toList();
    Set<String> sources =
        connections.stream()
            .flatMap(c -> c.vpnGatewayId().or(c::transitGatewayId).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (sources.size() > 1) {
      refuse(
          Refusal.Reason.DIFFERENT_GATEWAYS,
          sources.toString(),
          "the connections are on different gateways; make a plan for each");
    }
    if (sources.isEmpty() && refusals.isEmpty()) {
      refuse(
          Refusal.Reason.NOT_ATTACHED,
          request.vpnConnectionIds().toString(),
          "no gateway is the target now; there is nothing to migrate from");
    }
    if (sources.contains(request.gateway())) {
      refuse(Refusal.Reason.SAME_TARGET, request.gateway(), "it is the target already");
    }
    checkTarget();
    throwIfRefused();
    TargetSituation situation =
        TargetSituation.of(region, request, sources.iterator().next(), connections);
    checkAsNumbers(situation);
    checkShared(situation);
    if (!request.toTransitGateway()) {
      checkVpc(situation);
    }
    throwIfRefused();
    return MigrationPlan.of(
        "Another target for "
            + String.join(", ", request.vpnConnectionIds())
            + ": from "
            + situation.source()
            + " to "
            + request.gateway(),
        new TargetSteps(situation).steps(),
        Flow.of(region, situation.vpcIds()),
        region,
        false);
  }

  private void throwIfRefused() {
    if (!refusals.isEmpty()) {
      throw new MigrationRefusedException(refusals);
    }
  }

  private void refuse(Refusal.Reason reason, String resourceId, String message) {
    refusals.add(new Refusal(reason, resourceId, message));
  }

  private Optional<VpnConnection> connection(String id) {
    Optional<VpnConnection> connection = region.vpnConnection(id).filter(Conditions::live);
    if (connection.isEmpty()) {
      refuse(Refusal.Reason.NOT_FOUND, id, "there is no such connection");
    } else if (connection.get().category() == Category.VPN_CLASSIC) {
      refuse(
          Refusal.Reason.CLASSIC_CONNECTION,
          id,
          "a Classic connection keeps its target; migrate to AWS VPN first");
    } else if (!connection.get().state().equals(ResourceState.AVAILABLE)) {
      refuse(
          Refusal.Reason.NOT_SETTLED,
          id,
          "its state is " + connection.get().state() + "; wait until it is available");
    }
    return connection;
  }

  private void checkTarget() {
    String id = request.gateway();
    if (request.toTransitGateway()) {
      Optional<TransitGateway> gateway = region.transitGateway(id);
      if (gateway.filter(g -> !g.state().equals(ResourceState.AVAILABLE)).isPresent()) {
        refuse(Refusal.Reason.NOT_SETTLED, id, "its state is " + gateway.get().state() + "; wait");
      } else if (gateway
          .filter(
              g ->
                  g.associationDefaultRouteTableId().isEmpty()
                      || g.propagationDefaultRouteTableId().isEmpty())
          .isPresent()) {
        refuse(
            Refusal.Reason.NO_DEFAULT_ROUTE_TABLE,
            id,
            "it has no default route table for associations and propagations; name one");
      }
    } else if (id.equals(Names.NEW_VGW)) {
      if (Conditions.liveVpnGateways(region) >= region.quotas().vpnGatewaysPerRegion()) {
        refuse(
            Refusal.Reason.VPN_GATEWAY_QUOTA,
            region.regionName(),
            "it has "
                + region.quotas().vpnGatewaysPerRegion()
                + " virtual private gateways; delete one, or have the quota raised");
      }
    } else if (region
        .vpnGateway(id)
        .filter(g -> g.state().equals(ResourceState.AVAILABLE))
        .isEmpty()) {
      refuse(Refusal.Reason.NOT_FOUND, id, "there is no such gateway, or it is not available");
    }
  }

  private void checkAsNumbers(TargetSituation situation) {
    AsNumber asn = situation.targetAsn();
    if (!asn.isPrivate() && situation.makesTarget()) {
      refuse(
          Refusal.Reason.AMAZON_SIDE_ASN_NOT_PRIVATE,
          request.gateway(),
          "amazonSideAsn " + asn + ": 64512 to 65534 or 4200000000 to 4294967294 is wanted");
    }
    for (VpnConnection connection : situation.connections()) {
      region
          .customerGateway(connection.customerGatewayId())
          .filter(d -> !connection.options().staticRoutesOnly() && d.asn().equals(asn))
          .ifPresent(
              d ->
                  refuse(
                      Refusal.Reason.AMAZON_SIDE_ASN_OF_DEVICE,
                      d.customerGatewayId(),
                      "its AS number is " + asn + " too; choose another amazonSideAsn"));
    }
  }

  /** A route to be moved must not carry what stays. */
  private void checkShared(TargetSituation situation) {
    if (situation.exchangesVpnGateways()) {
      return; // nothing may stay there, which checkVpc sees to
    }
    Stream.concat(situation.standing().stream(), situation.propagated().stream())
        .distinct()
        .forEach(
            route -> {
              String vpc =
                  region.routeTable(route.routeTableId()).map(RouteTable::vpcId).orElseThrow();
              List<IpPrefix> shared =
                  situation.prefixesOfOthers(vpc).stream()
                      .filter(route.destination()::overlaps)
                      .toList();
              if (!shared.isEmpty()) {
                refuse(
                    Refusal.Reason.ROUTE_SHARED,
                    route.routeTableId(),
                    "the route to "
                        + route.destination()
                        + " also leads to "
                        + shared
                        + ", which stays; make more specific routes first");
              }
            });
  }

  private void checkVpc(TargetSituation situation) {
    Optional<String> vpc = situation.vpcOfVpnGateway();
    String id = request.gateway();
    Set<String> served =
        situation.standing().stream()
            .map(r -> region.routeTable(r.routeTableId()).orElseThrow().vpcId())
            .collect(Collectors.toCollection(TreeSet::new));
    if (situation.exchangesVpnGateways()) {
      served.addAll(situation.vpcIds());
      checkOthers(situation);
    }
    vpc.ifPresent(served::remove);
    if (!served.isEmpty()) {
      refuse(
          Refusal.Reason.OTHER_VPC,
          id,
          "it serves " + vpc.orElseThrow() + ", and " + served + " would lose the connections");
    }
    vpc.flatMap(
            v ->
                region.vpnGateways().stream()
                    .filter(g -> g.attachedVpcId().filter(v::equals).isPresent())
                    .map(g -> g.vpnGatewayId())
                    .filter(g -> !g.equals(id) && !g.equals(situation.source()))
                    .findFirst())
        .ifPresent(
            other ->
                refuse(
                    Refusal.Reason.VPC_HAS_GATEWAY,
                    vpc.orElseThrow(),
                    other + " is attached to it; make that the target, or detach it"));
  }

  /** What else is on a virtual private gateway that is to be detached. */
  private void checkOthers(TargetSituation situation) {
    String source = situation.source();
    Stream<String> connections =
        region.vpnConnections().stream()
            .filter(c -> Conditions.live(c) && !situation.connections().contains(c))
            .filter(c -> c.vpnGatewayId().filter(source::equals).isPresent())
            .map(VpnConnection::vpnConnectionId);
    Stream<String> interfaces =
        region.virtualInterfaces().stream()
            .filter(v -> v.vpnGatewayId().filter(source::equals).isPresent())
            .map(v -> v.virtualInterfaceId());
    List<String> others = Stream.concat(connections, interfaces).toList();
    if (!others.isEmpty()) {
      refuse(
          Refusal.Reason.OTHERS_ON_GATEWAY,
          source,
          others + " would lose the VPC when it is detached; migrate them too");
    }
  }
}
