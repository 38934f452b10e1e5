package io.vpn4j.model.migration;

import io.vpn4j.model.Category;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.VpnRegion;
import java.util.Optional;
import java.util.function.Predicate;

/** The conditions of steps. Names are identifiers, or names in braces of what a plan creates. */
final class Conditions {
  private Conditions() {}

  private static Condition of(String name, String text, Predicate<Progress> holds) {
    return new Condition(name + " " + text, p -> p.knows(name) && holds.test(p));
  }

  static Condition quotaOfVpnGateways() {
    return new Condition(
        "the Region's quota has room for a virtual private gateway",
        p -> liveVpnGateways(p.region()) < p.region().quotas().vpnGatewaysPerRegion());
  }

  static long liveVpnGateways(VpnRegion region) {
    return region.vpnGateways().stream()
        .filter(g -> !g.state().equals(ResourceState.DELETED))
        .count();
  }

  static Condition vpnGatewayAvailable(String name) {
    return of(
        name,
        "is available",
        p ->
            p.region()
                .vpnGateway(p.resolve(name))
                .filter(g -> g.state().equals(ResourceState.AVAILABLE))
                .isPresent());
  }

  static Condition attached(String name, String vpcId) {
    return of(
        name,
        "is attached to " + vpcId,
        p ->
            p.region()
                .vpnGateway(p.resolve(name))
                .flatMap(g -> g.attachedVpcId())
                .filter(vpcId::equals)
                .isPresent());
  }

  static Condition detached(String name) {
    return of(
        name,
        "is attached to no VPC",
        p ->
            p.region()
                .vpnGateway(p.resolve(name))
                .filter(g -> g.attachedVpcId().isEmpty())
                .isPresent());
  }

  static Condition hasNoVpnGateway(String vpcId) {
    return of(
        vpcId,
        "has no virtual private gateway",
        p ->
            p.region().vpc(vpcId).isPresent()
                && p.region().vpnGateways().stream()
                    .noneMatch(g -> g.attachedVpcId().filter(vpcId::equals).isPresent()));
  }

  static Condition connectionAvailable(String name) {
    return of(
        name,
        "is available",
        p -> connection(p, name).filter(c -> is(c, ResourceState.AVAILABLE)).isPresent());
  }

  static Condition connectionThere(String name) {
    return of(
        name, "is not deleted", p -> connection(p, name).filter(Conditions::live).isPresent());
  }

  static Condition connectionDeleted(String name) {
    return of(name, "is deleted", p -> connection(p, name).filter(Conditions::live).isEmpty());
  }

  static Condition isOn(String name, String gateway) {
    return of(
        name,
        "is on " + gateway,
        p ->
            connection(p, name)
                .flatMap(c -> c.vpnGatewayId().or(c::transitGatewayId))
                .filter(p.resolve(gateway)::equals)
                .isPresent());
  }

  static Condition isAwsVpn(String name) {
    return of(
        name,
        "is of category VPN",
        p -> connection(p, name).filter(c -> c.category() == Category.VPN).isPresent());
  }

  /** At least one tunnel up; both are expected, but one carries traffic. */
  static Condition connectionUp(String name) {
    return of(
        name,
        "has a tunnel with status UP",
        p ->
            connection(p, name).stream()
                .flatMap(c -> c.vgwTelemetry().stream())
                .anyMatch(t -> t.status() == TelemetryStatus.UP));
  }

  static Condition sessionUp(String name) {
    return of(
        name,
        "has its BGP session established",
        p ->
            p.region().virtualInterfaces().stream()
                .anyMatch(v -> v.virtualInterfaceId().equals(p.resolve(name)) && v.bgpUp()));
  }

  static Condition propagates(String gateway, String routeTableId, boolean yes) {
    return of(
        gateway,
        (yes ? "propagates" : "does not propagate") + " into " + routeTableId,
        p ->
            p.region()
                .routeTable(routeTableId)
                .filter(t -> t.propagatingVgws().contains(p.resolve(gateway)) == yes)
                .isPresent());
  }

  static Condition leads(String routeTableId, String destination, String target) {
    return of(
        target,
        "is the target of " + destination + " in " + routeTableId,
        p ->
            p.region().routeTable(routeTableId).stream()
                .flatMap(t -> t.routes().stream())
                .anyMatch(
                    r ->
                        r.destinationCidrBlock().toString().equals(destination)
                            && r.target().equals(p.resolve(target))));
  }

  static Condition standsNot(String routeTableId, String destination, String target) {
    return of(
        routeTableId,
        "has no route made by hand to " + destination + " through " + target,
        p ->
            p.region().routeTable(routeTableId).map(RouteTable::routes).stream()
                .flatMap(r -> r.stream())
                .noneMatch(
                    r ->
                        !r.isPropagated()
                            && r.destinationCidrBlock().toString().equals(destination)
                            && r.target().equals(p.resolve(target))));
  }

  static Condition transitAttached(String transitGatewayId, String resource) {
    return of(
        resource,
        "has an available attachment to " + transitGatewayId,
        p ->
            p.region()
                .transitGatewayAttachment(transitGatewayId, p.resolve(resource))
                .filter(TransitGatewayAttachment::isAvailable)
                .isPresent());
  }

  static Condition reaches(Flow flow) {
    return new Condition(
        flow.prefix() + " is reached from " + flow.routeTableId(), p -> flow.in(p).reachable());
  }

  private static Optional<VpnConnection> connection(Progress progress, String name) {
    return progress.region().vpnConnection(progress.resolve(name));
  }

  private static boolean is(VpnConnection connection, ResourceState state) {
    return connection.state().equals(state);
  }

  static boolean live(VpnConnection connection) {
    return !is(connection, ResourceState.DELETED) && !is(connection, ResourceState.DELETING);
  }
}
