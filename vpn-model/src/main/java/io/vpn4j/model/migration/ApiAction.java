package io.vpn4j.model.migration;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.region.Outcome;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.Optional;

/** The actions of the EC2 and Direct Connect APIs that plans call. */
public enum ApiAction {
  /** AmazonSideAsn. */
  CREATE_VPN_GATEWAY("CreateVpnGateway") {
    @Override
    Progress call(Call c) {
      long asn = Long.parseLong(c.get("AmazonSideAsn"));
      var outcome = c.region().createVpnGateway(r -> r.amazonSideAsn(asn));
      return c.created(outcome.region(), outcome.result().vpnGatewayId());
    }
  },
  /** VpnGatewayId. */
  DELETE_VPN_GATEWAY("DeleteVpnGateway") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteVpnGateway(c.get("VpnGatewayId")));
    }
  },
  /** VpnGatewayId, VpcId. */
  ATTACH_VPN_GATEWAY("AttachVpnGateway") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().attachVpnGateway(c.get("VpnGatewayId"), c.get("VpcId")).region());
    }
  },
  /** VpnGatewayId, VpcId. */
  DETACH_VPN_GATEWAY("DetachVpnGateway") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().detachVpnGateway(c.get("VpnGatewayId"), c.get("VpcId")));
    }
  },
  /** CustomerGatewayId, VpnGatewayId or TransitGatewayId, Options.StaticRoutesOnly. */
  CREATE_VPN_CONNECTION("CreateVpnConnection") {
    @Override
    Progress call(Call c) {
      Optional<String> transitGateway = c.optional("TransitGatewayId");
      Outcome<VpnConnection> outcome =
          c.region()
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(c.get("CustomerGatewayId"))
                          .vpnGatewayId(c.optional("VpnGatewayId"))
                          .transitGatewayId(transitGateway)
                          .options(
                              o ->
                                  o.staticRoutesOnly(
                                      Boolean.parseBoolean(c.get("Options.StaticRoutesOnly")))));
      Progress after = c.created(outcome.region(), outcome.result().vpnConnectionId());
      return transitGateway
          .map(id -> c.attached(after, id, c.request().creates().orElseThrow()))
          .orElse(after);
    }
  },
  /** VpnConnectionId. */
  DELETE_VPN_CONNECTION("DeleteVpnConnection") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteVpnConnection(c.get("VpnConnectionId")));
    }
  },
  /** VpnConnectionId; reads the CustomerGatewayConfiguration. */
  DESCRIBE_VPN_CONNECTIONS("DescribeVpnConnections") {
    @Override
    Progress call(Call c) {
      c.get("VpnConnectionId");
      return c.progress();
    }
  },
  /** VpnConnectionId, DestinationCidrBlock. */
  CREATE_VPN_CONNECTION_ROUTE("CreateVpnConnectionRoute") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region().createVpnConnectionRoute(c.get("VpnConnectionId"), c.get(DESTINATION)));
    }
  },
  /** VpnConnectionId, DestinationCidrBlock. */
  DELETE_VPN_CONNECTION_ROUTE("DeleteVpnConnectionRoute") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region().deleteVpnConnectionRoute(c.get("VpnConnectionId"), c.get(DESTINATION)));
    }
  },
  /** VpnConnectionId, VpnGatewayId or TransitGatewayId. */
  MODIFY_VPN_CONNECTION("ModifyVpnConnection") {
    @Override
    Progress call(Call c) {
      String connection = c.get("VpnConnectionId");
      Optional<String> transitGateway = c.optional("TransitGatewayId");
      VpnRegion after =
          c.region()
              .modifyVpnConnection(
                  r ->
                      r.vpnConnectionId(connection)
                          .vpnGatewayId(c.optional("VpnGatewayId"))
                          .transitGatewayId(transitGateway))
              .region();
      return transitGateway
          .map(id -> c.attached(c.done(after), id, connection))
          .orElse(c.done(after));
    }
  },
  /** GatewayId, RouteTableId. */
  ENABLE_VGW_ROUTE_PROPAGATION("EnableVgwRoutePropagation") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region().enableVgwRoutePropagation(c.get("GatewayId"), c.get("RouteTableId")));
    }
  },
  /** GatewayId, RouteTableId. */
  DISABLE_VGW_ROUTE_PROPAGATION("DisableVgwRoutePropagation") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region().disableVgwRoutePropagation(c.get("GatewayId"), c.get("RouteTableId")));
    }
  },
  /** RouteTableId, DestinationCidrBlock, GatewayId or TransitGatewayId. */
  CREATE_ROUTE("CreateRoute") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().createRoute(c.get("RouteTableId"), c.get(DESTINATION), target(c)));
    }
  },
  /** RouteTableId, DestinationCidrBlock, GatewayId or TransitGatewayId. */
  REPLACE_ROUTE("ReplaceRoute") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().replaceRoute(c.get("RouteTableId"), c.get(DESTINATION), target(c)));
    }
  },
  /** RouteTableId, DestinationCidrBlock. */
  DELETE_ROUTE("DeleteRoute") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteRoute(c.get("RouteTableId"), c.get(DESTINATION)));
    }
  },
  /** TransitGatewayId, Options.AmazonSideAsn. */
  CREATE_TRANSIT_GATEWAY("CreateTransitGateway") {
    @Override
    Progress call(Call c) {
      String id = c.get("TransitGatewayId");
      long asn = Long.parseLong(c.get("Options.AmazonSideAsn"));
      VpnRegion after = c.region().createTransitGateway(id, o -> o.amazonSideAsn(asn));
      return c.done(after)
          .withCreated(
              Names.defaultRouteTable(id),
              after
                  .transitGateway(id)
                  .flatMap(t -> t.associationDefaultRouteTableId())
                  .orElseThrow());
    }
  },
  /** TransitGatewayId. */
  DELETE_TRANSIT_GATEWAY("DeleteTransitGateway") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteTransitGateway(c.get("TransitGatewayId")));
    }
  },
  /** TransitGatewayId, VpcId. */
  CREATE_TRANSIT_GATEWAY_VPC_ATTACHMENT("CreateTransitGatewayVpcAttachment") {
    @Override
    Progress call(Call c) {
      String gateway = c.get("TransitGatewayId");
      String vpc = c.get("VpcId");
      VpnRegion after = c.region().createTransitGatewayVpcAttachment(gateway, vpc).region();
      return c.attached(c.done(after), gateway, vpc);
    }
  },
  /** TransitGatewayAttachmentId. */
  DELETE_TRANSIT_GATEWAY_VPC_ATTACHMENT("DeleteTransitGatewayVpcAttachment") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteTransitGatewayVpcAttachment(c.get(ATTACHMENT)));
    }
  },
  /** TransitGatewayRouteTableId, TransitGatewayAttachmentId. */
  ASSOCIATE_TRANSIT_GATEWAY_ROUTE_TABLE("AssociateTransitGatewayRouteTable") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region().associateTransitGatewayRouteTable(c.get(TGW_TABLE), c.get(ATTACHMENT)));
    }
  },
  /** TransitGatewayRouteTableId, TransitGatewayAttachmentId. */
  ENABLE_TRANSIT_GATEWAY_ROUTE_TABLE_PROPAGATION("EnableTransitGatewayRouteTablePropagation") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region()
              .enableTransitGatewayRouteTablePropagation(c.get(TGW_TABLE), c.get(ATTACHMENT)));
    }
  },
  /** TransitGatewayRouteTableId, TransitGatewayAttachmentId. */
  DISABLE_TRANSIT_GATEWAY_ROUTE_TABLE_PROPAGATION("DisableTransitGatewayRouteTablePropagation") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region()
              .disableTransitGatewayRouteTablePropagation(c.get(TGW_TABLE), c.get(ATTACHMENT)));
    }
  },
  /** TransitGatewayRouteTableId, DestinationCidrBlock, TransitGatewayAttachmentId. */
  CREATE_TRANSIT_GATEWAY_ROUTE("CreateTransitGatewayRoute") {
    @Override
    Progress call(Call c) {
      return c.done(
          c.region()
              .createTransitGatewayRoute(
                  c.get(TGW_TABLE), c.get(DESTINATION), c.optional(ATTACHMENT))
              .region());
    }
  },
  /** TransitGatewayRouteTableId, DestinationCidrBlock. */
  DELETE_TRANSIT_GATEWAY_ROUTE("DeleteTransitGatewayRoute") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteTransitGatewayRoute(c.get(TGW_TABLE), c.get(DESTINATION)));
    }
  },
  /**
   * VirtualGatewayId, AsTheInterface: one with the settings of that interface, on a VLAN of its
   * own. Its BGP session is down until the router is configured.
   */
  CREATE_PRIVATE_VIRTUAL_INTERFACE("CreatePrivateVirtualInterface") {
    @Override
    Progress call(Call c) {
      VirtualInterface like = virtualInterface(c.region(), c.get("AsTheInterface"));
      String id = freeInterfaceId(c.region());
      VpnRegion after =
          c.region()
              .createPrivateVirtualInterface(
                  new VirtualInterface(
                      id,
                      Optional.of(c.get("VirtualGatewayId")),
                      Optional.empty(),
                      like.asn(),
                      false,
                      like.acceptedPrefixes()));
      return c.created(after, id);
    }
  },
  /** VirtualInterfaceId. */
  DELETE_VIRTUAL_INTERFACE("DeleteVirtualInterface") {
    @Override
    Progress call(Call c) {
      return c.done(c.region().deleteVirtualInterface(c.get("VirtualInterfaceId")));
    }
  };

  private static final String DESTINATION = "DestinationCidrBlock";
  private static final String ATTACHMENT = "TransitGatewayAttachmentId";
  private static final String TGW_TABLE = "TransitGatewayRouteTableId";

  private final String text;

  ApiAction(String text) {
    this.text = text;
  }

  /** What is left right after the call. */
  abstract Progress call(Call call);

  private static String target(Call c) {
    return c.optional("GatewayId").orElseGet(() -> c.get("TransitGatewayId"));
  }

  static VirtualInterface virtualInterface(VpnRegion region, String id) {
    return region.virtualInterfaces().stream()
        .filter(v -> v.virtualInterfaceId().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(id + " is not there any more"));
  }

  // Direct Connect chooses the identifier; the snapshot has no source for these.
  private static String freeInterfaceId(VpnRegion region) {
    int number = 1;
    while (isInterface(region, "dxvif-new-" + number)) {
      number++;
    }
    return "dxvif-new-" + number;
  }

  private static boolean isInterface(VpnRegion region, String id) {
    return region.virtualInterfaces().stream().anyMatch(v -> v.virtualInterfaceId().equals(id));
  }

  /** The name of the action. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
