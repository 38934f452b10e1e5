package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The actions on VPCs, route tables, transit gateways and Direct Connect interfaces, as far as a
 * VPN needs them.
 *
 * <p>VPCs, route tables, transit gateways and interfaces are not what is planned here, so the
 * caller names them.
 */
public sealed interface RoutingActions permits VpnRegion {

  /**
   * CreateVpc, with a main route table.
   *
   * @param cidrBlocks its prefixes
   * @throws VpnApiException InvalidParameterValue if they overlap, or the VPC exists
   */
  default VpnRegion createVpc(String vpcId, String... cidrBlocks) {
    return VpnApiException.translating(
        () ->
            Routes.createVpc(
                (VpnRegion) this,
                new Vpc(vpcId, Arrays.stream(cidrBlocks).map(IpPrefix::of).toList())));
  }

  /**
   * CreateRouteTable, with the local routes.
   *
   * @throws VpnApiException InvalidVpcID.NotFound, InvalidParameterValue if it exists
   */
  default VpnRegion createRouteTable(String routeTableId, String vpcId) {
    return VpnApiException.translating(
        () -> Routes.createRouteTable((VpnRegion) this, routeTableId, vpcId));
  }

  /**
   * AssociateRouteTable, or ReplaceRouteTableAssociation if the subnet has another.
   *
   * @throws VpnApiException InvalidRouteTableID.NotFound, InvalidParameterValue if the subnet is of
   *     another VPC
   */
  default VpnRegion associateRouteTable(String routeTableId, String subnetId) {
    return Routes.associate((VpnRegion) this, routeTableId, subnetId);
  }

  /**
   * CreateRoute.
   *
   * @param target {@code vgw-…} attached to the VPC, {@code tgw-…} attached to it, or anything else
   *     that a VPC has
   * @throws VpnApiException RouteAlreadyExists, RouteLimitExceeded, InvalidRouteTableID.NotFound,
   *     or the NotFound error of the target
   */
  default VpnRegion createRoute(String routeTableId, String destinationCidrBlock, String target) {
    return VpnApiException.translating(
        () ->
            Routes.create(
                (VpnRegion) this, routeTableId, Requests.prefix(destinationCidrBlock), target));
  }

  /**
   * ReplaceRoute: another target for a route that was not propagated.
   *
   * @throws VpnApiException InvalidRoute.NotFound, or the errors of CreateRoute
   */
  default VpnRegion replaceRoute(String routeTableId, String destinationCidrBlock, String target) {
    return VpnApiException.translating(
        () ->
            Routes.replace(
                (VpnRegion) this, routeTableId, Requests.prefix(destinationCidrBlock), target));
  }

  /**
   * DeleteRoute.
   *
   * @throws VpnApiException InvalidRoute.NotFound, also for a propagated route
   */
  default VpnRegion deleteRoute(String routeTableId, String destinationCidrBlock) {
    return VpnApiException.translating(
        () -> Routes.delete((VpnRegion) this, routeTableId, Requests.prefix(destinationCidrBlock)));
  }

  /**
   * EnableVgwRoutePropagation.
   *
   * @param gatewayId the virtual private gateway
   * @throws VpnApiException Gateway.NotAttached unless it is attached to the table's VPC
   */
  default VpnRegion enableVgwRoutePropagation(String gatewayId, String routeTableId) {
    return Routes.enablePropagation((VpnRegion) this, gatewayId, routeTableId);
  }

  /**
   * DisableVgwRoutePropagation; the propagated routes go at once.
   *
   * @throws VpnApiException InvalidVpnGatewayID.NotFound, InvalidRouteTableID.NotFound
   */
  default VpnRegion disableVgwRoutePropagation(String gatewayId, String routeTableId) {
    return Routes.disablePropagation((VpnRegion) this, gatewayId, routeTableId);
  }

  /**
   * CreatePrivateVirtualInterface of Direct Connect, or another state of the one that is there.
   *
   * @throws VpnApiException InvalidVpnGatewayID.NotFound, InvalidVpnGatewayState,
   *     InvalidParameterValue if the interface is at another gateway already
   */
  default VpnRegion createPrivateVirtualInterface(VirtualInterface virtualInterface) {
    return Routes.putVirtualInterface((VpnRegion) this, virtualInterface);
  }

  /**
   * DeleteVirtualInterface.
   *
   * @throws VpnApiException InvalidParameterValue if there is none
   */
  default VpnRegion deleteVirtualInterface(String virtualInterfaceId) {
    return Routes.deleteVirtualInterface((VpnRegion) this, virtualInterfaceId);
  }

  /**
   * CreateTransitGateway: {@code pending}, then {@code available}, with a default route table
   * unless switched off.
   *
   * @throws VpnApiException InvalidParameterValue, also if it exists
   */
  default VpnRegion createTransitGateway(
      String transitGatewayId, Consumer<TransitGateway.Builder> options) {
    return VpnApiException.translating(
        () -> TransitGateways.create((VpnRegion) this, transitGatewayId, options));
  }

  /**
   * DeleteTransitGateway.
   *
   * @throws VpnApiException IncorrectState with attachments
   */
  default VpnRegion deleteTransitGateway(String transitGatewayId) {
    return TransitGateways.delete((VpnRegion) this, transitGatewayId);
  }

  /**
   * CreateTransitGatewayVpcAttachment: {@code pending}, then {@code available}.
   *
   * @throws VpnApiException IncorrectState, InvalidParameterValue if attached already,
   *     TransitGatewayLimitExceeded
   */
  default Outcome<TransitGatewayAttachment> createTransitGatewayVpcAttachment(
      String transitGatewayId, String vpcId) {
    return TransitGateways.attachVpc((VpnRegion) this, transitGatewayId, vpcId);
  }

  /**
   * The attachment of a Direct Connect gateway, which associating the two makes.
   *
   * @throws VpnApiException IncorrectState, InvalidParameterValue if attached already
   */
  default Outcome<TransitGatewayAttachment> attachDirectConnectGateway(
      String transitGatewayId, String directConnectGatewayId) {
    return TransitGateways.attachDirectConnect(
        (VpnRegion) this, transitGatewayId, directConnectGatewayId);
  }

  /**
   * DeleteTransitGatewayVpcAttachment.
   *
   * @throws VpnApiException InvalidTransitGatewayAttachmentID.NotFound, UnsupportedOperation for
   *     the attachment of a connection
   */
  default VpnRegion deleteTransitGatewayVpcAttachment(String transitGatewayAttachmentId) {
    return TransitGateways.deleteVpcAttachment((VpnRegion) this, transitGatewayAttachmentId);
  }

  /**
   * CreateTransitGatewayRouteTable.
   *
   * @throws VpnApiException InvalidTransitGatewayID.NotFound, TransitGatewayLimitExceeded
   */
  default Outcome<TransitGatewayRouteTable> createTransitGatewayRouteTable(
      String transitGatewayId) {
    return TransitGateways.createRouteTable((VpnRegion) this, transitGatewayId);
  }

  /**
   * AssociateTransitGatewayRouteTable, in place of the attachment's present association.
   *
   * @throws VpnApiException InvalidParameterValue if they are of different transit gateways
   */
  default VpnRegion associateTransitGatewayRouteTable(
      String transitGatewayRouteTableId, String transitGatewayAttachmentId) {
    return TransitGateways.associate(
        (VpnRegion) this, transitGatewayRouteTableId, transitGatewayAttachmentId);
  }

  /**
   * EnableTransitGatewayRouteTablePropagation.
   *
   * @throws VpnApiException InvalidParameterValue if they are of different transit gateways
   */
  default VpnRegion enableTransitGatewayRouteTablePropagation(
      String transitGatewayRouteTableId, String transitGatewayAttachmentId) {
    return TransitGateways.propagate(
        (VpnRegion) this, transitGatewayRouteTableId, transitGatewayAttachmentId, true);
  }

  /**
   * DisableTransitGatewayRouteTablePropagation.
   *
   * @throws VpnApiException InvalidParameterValue if they are of different transit gateways
   */
  default VpnRegion disableTransitGatewayRouteTablePropagation(
      String transitGatewayRouteTableId, String transitGatewayAttachmentId) {
    return TransitGateways.propagate(
        (VpnRegion) this, transitGatewayRouteTableId, transitGatewayAttachmentId, false);
  }

  /**
   * CreateTransitGatewayRoute: a static route.
   *
   * @param transitGatewayAttachmentId where it leads; empty drops what it catches
   * @throws VpnApiException RouteAlreadyExists, RouteLimitExceeded
   */
  default Outcome<TransitGatewayRoute> createTransitGatewayRoute(
      String transitGatewayRouteTableId,
      String destinationCidrBlock,
      Optional<String> transitGatewayAttachmentId) {
    return TransitGateways.createRoute(
        (VpnRegion) this,
        transitGatewayRouteTableId,
        Requests.prefix(destinationCidrBlock),
        transitGatewayAttachmentId);
  }

  /**
   * DeleteTransitGatewayRoute.
   *
   * @throws VpnApiException InvalidRoute.NotFound, also for a propagated route
   */
  default VpnRegion deleteTransitGatewayRoute(
      String transitGatewayRouteTableId, String destinationCidrBlock) {
    return TransitGateways.deleteRoute(
        (VpnRegion) this, transitGatewayRouteTableId, Requests.prefix(destinationCidrBlock));
  }

  /** The attachment of a connection or VPC to a transit gateway, while it is live. */
  default Optional<TransitGatewayAttachment> transitGatewayAttachment(
      String transitGatewayId, String resourceId) {
    return Propagation.transitAttachment(((VpnRegion) this).state(), transitGatewayId, resourceId);
  }
}
