package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;
import java.util.function.Consumer;

/** The actions on transit gateways, their attachments and route tables. */
final class TransitGateways {
  private TransitGateways() {}

  static VpnRegion create(VpnRegion region, String id, Consumer<TransitGateway.Builder> options) {
    require(
        region.transitGateway(id).isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "transitGatewayId",
        id + " exists; choose another name");
    TransitGateway.Builder builder = TransitGateway.builder().transitGatewayId(id);
    options.accept(builder);
    TransitGateway asked = builder.state(ResourceState.PENDING).build();
    require(
        asked.transitGatewayId().equals(id)
            && asked.associationDefaultRouteTableId().isEmpty()
            && asked.propagationDefaultRouteTableId().isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "associationDefaultRouteTableId",
        "the service makes the default route table; leave its identifier out");
    RegionState next = region.edit();
    if (asked.defaultRouteTableAssociation() || asked.defaultRouteTablePropagation()) {
      String table = newRouteTable(next, id);
      asked =
          asked.toBuilder()
              .associationDefaultRouteTableId(
                  Optional.of(table).filter(t -> builder.build().defaultRouteTableAssociation()))
              .propagationDefaultRouteTableId(
                  Optional.of(table).filter(t -> builder.build().defaultRouteTablePropagation()))
              .build();
    }
    next.transitGateways = next.transitGateways.with(id, asked);
    next.schedule(
        Transition.GATEWAY,
        Transition.Subject.TRANSIT_GATEWAY,
        id,
        "",
        ResourceState.AVAILABLE.text());
    return region.next(next);
  }

  private static String newRouteTable(RegionState next, String transitGatewayId) {
    String id = next.newId(ResourceType.TRANSIT_GATEWAY_ROUTE_TABLE.prefix());
    next.transitGatewayRouteTables =
        next.transitGatewayRouteTables.with(id, TransitGatewayRouteTable.of(id, transitGatewayId));
    return id;
  }

  static VpnRegion delete(VpnRegion region, String id) {
    TransitGateway gateway = Lookup.availableTransitGateway(region.state(), id);
    Optional<String> attachment =
        region.transitGatewayAttachments().stream()
            .filter(a -> a.transitGatewayId().equals(id))
            .filter(a -> !a.state().equals(ResourceState.DELETED))
            .map(TransitGatewayAttachment::transitGatewayAttachmentId)
            .findFirst();
    require(
        attachment.isEmpty(),
        ErrorCode.INCORRECT_STATE,
        "transitGatewayId",
        id + " has the attachment " + attachment.orElse("") + "; delete that first");
    RegionState next = region.edit();
    for (TransitGatewayRouteTable table : region.transitGatewayRouteTables()) {
      if (table.transitGatewayId().equals(id)) {
        next.transitGatewayRouteTables =
            next.transitGatewayRouteTables.without(table.transitGatewayRouteTableId());
      }
    }
    next.transitGateways =
        next.transitGateways.with(
            id,
            gateway.toBuilder()
                .state(ResourceState.DELETING)
                .associationDefaultRouteTableId(Optional.empty())
                .propagationDefaultRouteTableId(Optional.empty())
                .build());
    next.schedule(
        Transition.DELETION,
        Transition.Subject.TRANSIT_GATEWAY,
        id,
        "",
        ResourceState.DELETED.text());
    return region.next(next);
  }

  static Outcome<TransitGatewayAttachment> attachVpc(VpnRegion region, String id, String vpcId) {
    Lookup.vpc(region.state(), vpcId);
    long attached =
        region.transitGatewayAttachments().stream()
            .filter(a -> a.isLive() && a.resourceId().equals(vpcId))
            .count();
    require(
        attached < Quotas.TRANSIT_GATEWAYS_PER_VPC,
        ErrorCode.TRANSIT_GATEWAY_LIMIT_EXCEEDED,
        "vpcId",
        vpcId + " is attached to " + attached + " transit gateways, which is the most");
    return attachTo(region, id, TransitGatewayAttachment.Kind.VPC, vpcId);
  }

  static Outcome<TransitGatewayAttachment> attachDirectConnect(
      VpnRegion region, String id, String directConnectGatewayId) {
    return attachTo(
        region, id, TransitGatewayAttachment.Kind.DIRECT_CONNECT_GATEWAY, directConnectGatewayId);
  }

  private static Outcome<TransitGatewayAttachment> attachTo(
      VpnRegion region, String id, TransitGatewayAttachment.Kind kind, String resourceId) {
    Lookup.availableTransitGateway(region.state(), id);
    require(
        Propagation.transitAttachment(region.state(), id, resourceId).isEmpty(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "transitGatewayId",
        resourceId + " is attached to " + id + " already");
    RegionState next = region.edit();
    TransitGatewayAttachment attachment = attach(next, id, kind, resourceId);
    return new Outcome<>(region.next(next), attachment);
  }

  /** A new attachment, with the default association and propagation. */
  static TransitGatewayAttachment attach(
      RegionState next, String id, TransitGatewayAttachment.Kind kind, String resourceId) {
    int quota = next.quotas.attachmentsPerTransitGateway();
    require(
        next.attachments.values().stream()
                .filter(a -> a.isLive() && a.transitGatewayId().equals(id))
                .count()
            < quota,
        ErrorCode.TRANSIT_GATEWAY_LIMIT_EXCEEDED,
        "transitGatewayId",
        id + " has " + quota + " attachments; delete one, or have the quota raised");
    TransitGateway gateway = next.transitGateways.get(id).orElseThrow();
    TransitGatewayAttachment attachment =
        new TransitGatewayAttachment(
            next.newId(ResourceType.TRANSIT_GATEWAY_ATTACHMENT.prefix()),
            id,
            kind,
            resourceId,
            ResourceState.PENDING,
            gateway.associationDefaultRouteTableId());
    String attachmentId = attachment.transitGatewayAttachmentId();
    next.attachments = next.attachments.with(attachmentId, attachment);
    gateway
        .propagationDefaultRouteTableId()
        .flatMap(next.transitGatewayRouteTables::get)
        .ifPresent(table -> put(next, table.withPropagation(attachmentId, true)));
    next.schedule(
        kind == TransitGatewayAttachment.Kind.VPN ? Transition.CONNECTION : Transition.ATTACHMENT,
        Transition.Subject.TRANSIT_GATEWAY_ATTACHMENT,
        attachmentId,
        "",
        ResourceState.AVAILABLE.text());
    return attachment;
  }

  /** Begins to delete the attachment of a connection, if it has one. */
  static void detach(RegionState next, Optional<String> id, String resourceId) {
    id.flatMap(gateway -> Propagation.transitAttachment(next, gateway, resourceId))
        .ifPresent(attachment -> deleting(next, attachment));
  }

  private static void deleting(RegionState next, TransitGatewayAttachment attachment) {
    String id = attachment.transitGatewayAttachmentId();
    next.attachments = next.attachments.with(id, attachment.withState(ResourceState.DELETING));
    next.schedule(
        Transition.DELETION,
        Transition.Subject.TRANSIT_GATEWAY_ATTACHMENT,
        id,
        "",
        ResourceState.DELETED.text());
  }

  static VpnRegion deleteVpcAttachment(VpnRegion region, String id) {
    TransitGatewayAttachment attachment = Lookup.liveAttachment(region.state(), id);
    require(
        attachment.resourceType() != TransitGatewayAttachment.Kind.VPN,
        ErrorCode.UNSUPPORTED_OPERATION,
        "transitGatewayAttachmentId",
        id + " goes with its connection " + attachment.resourceId() + "; delete or modify that");
    RegionState next = region.edit();
    deleting(next, attachment);
    return region.next(next);
  }

  static Outcome<TransitGatewayRouteTable> createRouteTable(VpnRegion region, String id) {
    Lookup.availableTransitGateway(region.state(), id);
    int quota = region.quotas().routeTablesPerTransitGateway();
    require(
        region.transitGatewayRouteTables().stream()
                .filter(t -> t.transitGatewayId().equals(id))
                .count()
            < quota,
        ErrorCode.TRANSIT_GATEWAY_LIMIT_EXCEEDED,
        "transitGatewayId",
        id + " has " + quota + " route tables; have the quota raised");
    RegionState next = region.edit();
    String table = newRouteTable(next, id);
    return new Outcome<>(
        region.next(next), next.transitGatewayRouteTables.get(table).orElseThrow());
  }

  static VpnRegion associate(VpnRegion region, String tableId, String attachmentId) {
    TransitGatewayAttachment attachment = ofOneGateway(region, tableId, attachmentId);
    RegionState next = region.edit();
    next.attachments =
        next.attachments.with(attachmentId, attachment.withAssociation(Optional.of(tableId)));
    return region.next(next);
  }

  static VpnRegion propagate(
      VpnRegion region, String tableId, String attachmentId, boolean enabled) {
    ofOneGateway(region, tableId, attachmentId);
    RegionState next = region.edit();
    put(
        next,
        Lookup.transitGatewayRouteTable(next, tableId).withPropagation(attachmentId, enabled));
    return region.next(next);
  }

  private static TransitGatewayAttachment ofOneGateway(
      VpnRegion region, String tableId, String attachmentId) {
    TransitGatewayRouteTable table = Lookup.transitGatewayRouteTable(region.state(), tableId);
    TransitGatewayAttachment attachment = Lookup.liveAttachment(region.state(), attachmentId);
    require(
        attachment.transitGatewayId().equals(table.transitGatewayId()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "transitGatewayAttachmentId",
        attachmentId
            + " is of "
            + attachment.transitGatewayId()
            + "; one of "
            + table.transitGatewayId()
            + " is wanted");
    return attachment;
  }

  static Outcome<TransitGatewayRoute> createRoute(
      VpnRegion region, String tableId, IpPrefix destination, Optional<String> attachmentId) {
    TransitGatewayRouteTable table = Lookup.transitGatewayRouteTable(region.state(), tableId);
    attachmentId.ifPresent(id -> ofOneGateway(region, tableId, id));
    require(
        !table.routes().contains(destination),
        ErrorCode.ROUTE_ALREADY_EXISTS,
        "destinationCidrBlock",
        "The route identified by " + destination + " already exists in " + tableId);
    int quota = region.quotas().routesPerTransitGateway();
    require(
        region.transitGatewayRouteTables().stream()
                .filter(t -> t.transitGatewayId().equals(table.transitGatewayId()))
                .mapToInt(t -> t.routes().size())
                .sum()
            < quota,
        ErrorCode.ROUTE_LIMIT_EXCEEDED,
        "destinationCidrBlock",
        table.transitGatewayId() + " has " + quota + " static routes; summarize prefixes");
    RegionState next = region.edit();
    put(
        next,
        table.withRoute(
            new TransitGatewayRoute(
                destination, TransitGatewayRoute.Type.STATIC, RouteState.ACTIVE, attachmentId)));
    VpnRegion after = region.next(next);
    return new Outcome<>(
        after,
        Lookup.transitGatewayRouteTable(after.state(), tableId)
            .routes()
            .get(destination)
            .orElseThrow());
  }

  static VpnRegion deleteRoute(VpnRegion region, String tableId, IpPrefix destination) {
    TransitGatewayRouteTable table = Lookup.transitGatewayRouteTable(region.state(), tableId);
    require(
        table.routes().contains(destination),
        ErrorCode.INVALID_ROUTE_NOT_FOUND,
        "destinationCidrBlock",
        tableId + " has no static route to exactly " + destination);
    RegionState next = region.edit();
    put(next, table.withoutRoute(destination));
    return region.next(next);
  }

  private static void put(RegionState next, TransitGatewayRouteTable table) {
    next.transitGatewayRouteTables =
        next.transitGatewayRouteTables.with(table.transitGatewayRouteTableId(), table);
  }
}
