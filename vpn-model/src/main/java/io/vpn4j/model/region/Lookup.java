package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpAddress;

/** Resources by the identifier in a request, or the error of the service if there is none. */
final class Lookup {
  private Lookup() {}

  static Vpc vpc(RegionState state, String id) {
    return existing(state.vpcs, id, "vpcId", "vpc", ErrorCode.INVALID_VPC_ID_NOT_FOUND);
  }

  static RouteTable routeTable(RegionState state, String id) {
    return existing(
        state.routeTables,
        id,
        "routeTableId",
        "routeTable",
        ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND);
  }

  static VpnGateway vpnGateway(RegionState state, String id) {
    return existing(
        state.vpnGateways,
        id,
        "vpnGatewayId",
        "vpnGateway",
        ErrorCode.INVALID_VPN_GATEWAY_ID_NOT_FOUND);
  }

  static VpnGateway availableVpnGateway(RegionState state, String id) {
    VpnGateway gateway = vpnGateway(state, id);
    available(gateway.state(), id, "vpnGatewayId", ErrorCode.INVALID_VPN_GATEWAY_STATE);
    return gateway;
  }

  static CustomerGateway customerGateway(RegionState state, String id) {
    VpnApiException.require(
        ResourceType.CUSTOMER_GATEWAY.accepts(id),
        ErrorCode.INVALID_CUSTOMER_GATEWAY_ID_MALFORMED,
        "customerGatewayId",
        "'" + id + "' is not cgw- and 8 or 17 hexadecimal digits");
    return existing(
        state.customerGateways,
        id,
        "customerGatewayId",
        "customerGateway",
        ErrorCode.INVALID_CUSTOMER_GATEWAY_ID_NOT_FOUND);
  }

  static CustomerGateway availableCustomerGateway(RegionState state, String id) {
    CustomerGateway gateway = customerGateway(state, id);
    available(gateway.state(), id, "customerGatewayId", ErrorCode.INVALID_CUSTOMER_GATEWAY_STATE);
    return gateway;
  }

  static VpnConnection vpnConnection(RegionState state, String id) {
    return existing(
        state.vpnConnections,
        id,
        "vpnConnectionId",
        "vpnConnection",
        ErrorCode.INVALID_VPN_CONNECTION_ID_NOT_FOUND);
  }

  static VpnConnection availableVpnConnection(RegionState state, String id) {
    VpnConnection connection = vpnConnection(state, id);
    available(
        connection.state(), id, "vpnConnectionId", ErrorCode.INVALID_VPN_CONNECTION_INVALID_STATE);
    return connection;
  }

  static TransitGateway transitGateway(RegionState state, String id) {
    return existing(
        state.transitGateways,
        id,
        "transitGatewayId",
        "transitGateway",
        ErrorCode.INVALID_TRANSIT_GATEWAY_ID_NOT_FOUND);
  }

  static TransitGateway availableTransitGateway(RegionState state, String id) {
    TransitGateway gateway = transitGateway(state, id);
    available(gateway.state(), id, "transitGatewayId", ErrorCode.INCORRECT_STATE);
    return gateway;
  }

  static TransitGatewayAttachment liveAttachment(RegionState state, String id) {
    TransitGatewayAttachment attachment =
        existing(
            state.attachments,
            id,
            "transitGatewayAttachmentId",
            "transitGatewayAttachment",
            ErrorCode.INVALID_TRANSIT_GATEWAY_ATTACHMENT_ID_NOT_FOUND);
    VpnApiException.require(
        attachment.isLive(),
        ErrorCode.INCORRECT_STATE,
        "transitGatewayAttachmentId",
        "the state of " + id + " is " + attachment.state() + "; use another attachment");
    return attachment;
  }

  static TransitGatewayRouteTable transitGatewayRouteTable(RegionState state, String id) {
    return existing(
        state.transitGatewayRouteTables,
        id,
        "transitGatewayRouteTableId",
        "transitGatewayRouteTable",
        ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND);
  }

  /** Position in the options of the tunnel with that outside address. */
  static int tunnel(VpnConnection connection, IpAddress outsideIpAddress) {
    for (int i = 0; i < connection.options().tunnelOptions().size(); i++) {
      TunnelOption tunnel = connection.options().tunnelOptions().get(i);
      if (tunnel.outsideIpAddress().filter(outsideIpAddress::equals).isPresent()) {
        return i;
      }
    }
    throw new VpnApiException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "vpnTunnelOutsideIpAddress",
        "no tunnel of "
            + connection.vpnConnectionId()
            + " has the outside address "
            + outsideIpAddress
            + "; its description lists them");
  }

  private static <V> V existing(
      SortedTable<String, V> table, String id, String field, String name, ErrorCode code) {
    return table
        .get(id)
        .orElseThrow(
            () ->
                new VpnApiException(
                    code,
                    field,
                    "The " + name + " ID '" + id + "' does not exist in this Region; check it"));
  }

  private static void available(ResourceState state, String id, String field, ErrorCode code) {
    VpnApiException.require(
        state.equals(ResourceState.AVAILABLE),
        code,
        field,
        "the state of " + id + " is " + state + "; wait until it is available, or use another");
  }
}
