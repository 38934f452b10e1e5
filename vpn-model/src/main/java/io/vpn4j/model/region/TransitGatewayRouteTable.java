package io.vpn4j.model.region;

import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.IpPrefix;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A route table of a transit gateway: its static routes, and the attachments that propagate into
 * it.
 *
 * <p>What they propagate is told by {@link VpnRegion#transitGatewayRoutes}. Which attachments are
 * associated with the table stands in the attachments.
 */
public final class TransitGatewayRouteTable {
  private final String transitGatewayRouteTableId;
  private final String transitGatewayId;
  private final Set<String> propagatingAttachmentIds;
  private final SortedTable<IpPrefix, TransitGatewayRoute> routes;

  private TransitGatewayRouteTable(
      String transitGatewayRouteTableId,
      String transitGatewayId,
      Set<String> propagatingAttachmentIds,
      SortedTable<IpPrefix, TransitGatewayRoute> routes) {
    this.transitGatewayRouteTableId = transitGatewayRouteTableId;
    this.transitGatewayId = transitGatewayId;
    this.propagatingAttachmentIds = propagatingAttachmentIds;
    this.routes = routes;
  }

  /**
   * An empty table.
   *
   * @throws IllegalArgumentException if an identifier is malformed
   */
  public static TransitGatewayRouteTable of(
      String transitGatewayRouteTableId, String transitGatewayId) {
    return new TransitGatewayRouteTable(
        ResourceType.TRANSIT_GATEWAY_ROUTE_TABLE.check(
            "transitGatewayRouteTableId", transitGatewayRouteTableId),
        ResourceType.TRANSIT_GATEWAY.check("transitGatewayId", transitGatewayId),
        Set.of(),
        SortedTable.empty());
  }

  /** The identifier, {@code tgw-rtb-…}. */
  public String transitGatewayRouteTableId() {
    return transitGatewayRouteTableId;
  }

  /** The transit gateway. */
  public String transitGatewayId() {
    return transitGatewayId;
  }

  /** The attachments that propagate into the table, in order. */
  public Set<String> propagatingAttachmentIds() {
    return propagatingAttachmentIds;
  }

  /** The static routes by destination. */
  public List<TransitGatewayRoute> staticRoutes() {
    return routes.values();
  }

  /** This, with a static route put in or replaced. */
  public TransitGatewayRouteTable withRoute(TransitGatewayRoute route) {
    return withRoutes(routes.with(route.destinationCidrBlock(), route));
  }

  /** This, without the static route to exactly {@code destination}. */
  public TransitGatewayRouteTable withoutRoute(IpPrefix destination) {
    return withRoutes(routes.without(destination));
  }

  /** This, with an attachment propagating into it, or not. */
  public TransitGatewayRouteTable withPropagation(String attachmentId, boolean enabled) {
    if (propagatingAttachmentIds.contains(attachmentId) == enabled) {
      return this;
    }
    TreeSet<String> changed = new TreeSet<>(propagatingAttachmentIds);
    if (enabled) {
      changed.add(attachmentId);
    } else {
      changed.remove(attachmentId);
    }
    return new TransitGatewayRouteTable(
        transitGatewayRouteTableId, transitGatewayId, Collections.unmodifiableSet(changed), routes);
  }

  SortedTable<IpPrefix, TransitGatewayRoute> routes() {
    return routes;
  }

  TransitGatewayRouteTable withRoutes(SortedTable<IpPrefix, TransitGatewayRoute> other) {
    return other.isSame(routes)
        ? this
        : new TransitGatewayRouteTable(
            transitGatewayRouteTableId, transitGatewayId, propagatingAttachmentIds, other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TransitGatewayRouteTable table
            && transitGatewayRouteTableId.equals(table.transitGatewayRouteTableId)
            && transitGatewayId.equals(table.transitGatewayId)
            && propagatingAttachmentIds.equals(table.propagatingAttachmentIds)
            && routes.equals(table.routes));
  }

  @Override
  public int hashCode() {
    return 31 * transitGatewayRouteTableId.hashCode() + routes.hashCode();
  }

  @Override
  public String toString() {
    return transitGatewayRouteTableId + propagatingAttachmentIds + routes.values();
  }
}
