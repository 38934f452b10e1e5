package io.vpn4j.model.region;

import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A route table of a VPC: routes that stand in it, routes that its virtual private gateway
 * propagates into it, and the subnets that use it.
 *
 * <p>One destination may have a route of either kind; the one that was not propagated wins.
 */
public final class RouteTable {
  private final String routeTableId;
  private final String vpcId;
  private final boolean main;
  private final Set<String> subnetIds;
  private final Set<String> propagatingVgws;
  private final SortedTable<IpPrefix, Route> standing;
  private final SortedTable<IpPrefix, Route> propagated;

  private RouteTable(
      String routeTableId,
      String vpcId,
      boolean main,
      Set<String> subnetIds,
      Set<String> propagatingVgws,
      SortedTable<IpPrefix, Route> standing,
      SortedTable<IpPrefix, Route> propagated) {
    this.routeTableId = routeTableId;
    this.vpcId = vpcId;
    this.main = main;
    this.subnetIds = subnetIds;
    this.propagatingVgws = propagatingVgws;
    this.standing = standing;
    this.propagated = propagated;
  }

  /**
   * A route table of {@code vpc} with its local routes.
   *
   * @param main whether subnets use it that name no other
   * @throws IllegalArgumentException if the identifier is malformed
   */
  public static RouteTable of(String routeTableId, Vpc vpc, boolean main) {
    TreeMap<IpPrefix, Route> local = new TreeMap<>();
    vpc.cidrBlocks().forEach(block -> local.put(block, Route.local(block)));
    return new RouteTable(
        ResourceType.ROUTE_TABLE.check("routeTableId", routeTableId),
        vpc.vpcId(),
        main,
        Set.of(),
        Set.of(),
        SortedTable.copyOf(local),
        SortedTable.empty());
  }

  /** The identifier, {@code rtb-…}. */
  public String routeTableId() {
    return routeTableId;
  }

  /** The VPC. */
  public String vpcId() {
    return vpcId;
  }

  /** Whether this is the table of subnets that are associated with no other. */
  public boolean main() {
    return main;
  }

  /** The subnets that are associated by name, in order. */
  public Set<String> subnetIds() {
    return subnetIds;
  }

  /** The virtual private gateways that propagate into the table. */
  public Set<String> propagatingVgws() {
    return propagatingVgws;
  }

  /** All routes by destination; of one destination the propagated one comes second. */
  public List<Route> routes() {
    if (propagated.size() == 0) {
      return standing.values();
    }
    List<Route> all = new ArrayList<>(standing.values());
    all.addAll(propagated.values());
    all.sort(Comparator.comparing(Route::destinationCidrBlock));
    return all;
  }

  /** The route to exactly {@code destination} that is in force: a standing one before others. */
  public Optional<Route> route(IpPrefix destination) {
    return standing.get(destination).or(() -> propagated.get(destination));
  }

  /**
   * The route that an instance's packet to {@code address} takes.
   *
   * <p>A local route wins over every propagated one, also over a more specific one; then the
   * longest prefix wins, and of equal ones the one that was not propagated.
   */
  public Optional<Route> lookup(IpAddress address) {
    Optional<Route> longest = longest(standing, address);
    if (propagated.size() == 0 || locallyRouted(address)) {
      return longest;
    }
    Optional<Route> learnt = longest(propagated, address);
    return learnt
        .filter(l -> longest.isEmpty() || length(l) > length(longest.get()))
        .or(() -> longest);
  }

  private static int length(Route route) {
    return route.destinationCidrBlock().length();
  }

  static <V> Optional<V> longest(SortedTable<IpPrefix, V> table, IpAddress address) {
    for (int length = address.bits(); length >= 0; length--) {
      Optional<V> found = table.get(IpPrefix.containing(address, length));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean locallyRouted(IpAddress address) {
    return standing.values().stream()
        .anyMatch(r -> r.isLocal() && r.destinationCidrBlock().contains(address));
  }

  /** This, with a route of origin CreateRoute or CreateRouteTable put in or replaced. */
  public RouteTable withRoute(Route route) {
    return copy(
        subnetIds, propagatingVgws, standing.with(route.destinationCidrBlock(), route), propagated);
  }

  /** This, without the standing route to exactly {@code destination}. */
  public RouteTable withoutRoute(IpPrefix destination) {
    return copy(subnetIds, propagatingVgws, standing.without(destination), propagated);
  }

  /** This, with a virtual private gateway propagating into it, or not. */
  public RouteTable withPropagation(String vpnGatewayId, boolean enabled) {
    return copy(subnetIds, changed(propagatingVgws, vpnGatewayId, enabled), standing, propagated);
  }

  /** This, with a subnet associated, or not. */
  public RouteTable withSubnet(String subnetId, boolean associated) {
    return copy(changed(subnetIds, subnetId, associated), propagatingVgws, standing, propagated);
  }

  SortedTable<IpPrefix, Route> standing() {
    return standing;
  }

  SortedTable<IpPrefix, Route> propagated() {
    return propagated;
  }

  RouteTable withStanding(SortedTable<IpPrefix, Route> routes) {
    return copy(subnetIds, propagatingVgws, routes, propagated);
  }

  RouteTable withPropagated(SortedTable<IpPrefix, Route> routes) {
    return copy(subnetIds, propagatingVgws, standing, routes);
  }

  // The same parts make the same table: equal ones are not looked for, which would cost a scan.
  @SuppressWarnings("ReferenceEquality")
  private RouteTable copy(
      Set<String> subnets,
      Set<String> propagating,
      SortedTable<IpPrefix, Route> standingRoutes,
      SortedTable<IpPrefix, Route> propagatedRoutes) {
    return subnets == subnetIds
            && propagating == propagatingVgws
            && standingRoutes.isSame(standing)
            && propagatedRoutes.isSame(propagated)
        ? this
        : new RouteTable(
            routeTableId, vpcId, main, subnets, propagating, standingRoutes, propagatedRoutes);
  }

  private static Set<String> changed(Set<String> from, String element, boolean present) {
    if (from.contains(element) == present) {
      return from;
    }
    TreeSet<String> to = new TreeSet<>(from);
    if (present) {
      to.add(element);
    } else {
      to.remove(element);
    }
    return Collections.unmodifiableSet(to);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RouteTable table
            && routeTableId.equals(table.routeTableId)
            && vpcId.equals(table.vpcId)
            && main == table.main
            && subnetIds.equals(table.subnetIds)
            && propagatingVgws.equals(table.propagatingVgws)
            && standing.equals(table.standing)
            && propagated.equals(table.propagated));
  }

  @Override
  public int hashCode() {
    return 31 * routeTableId.hashCode() + standing.hashCode();
  }

  @Override
  public String toString() {
    return routeTableId
        + Stream.of(vpcId, main ? "main" : "custom", subnetIds, propagatingVgws, routes()).toList();
  }
}
