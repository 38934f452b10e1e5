package io.vpn4j.model.region;

/** Error codes of the EC2 API that the actions of this package answer with. */
public enum ErrorCode {
  /** Too many connections in the Region, or on the virtual private gateway. */
  VPN_CONNECTION_LIMIT_EXCEEDED("VpnConnectionLimitExceeded"),
  /** Too many virtual private gateways in the Region. */
  VPN_GATEWAY_LIMIT_EXCEEDED("VpnGatewayLimitExceeded"),
  /** Too many customer gateways in the Region. */
  CUSTOMER_GATEWAY_LIMIT_EXCEEDED("CustomerGatewayLimitExceeded"),
  /** The virtual private gateway is attached already. */
  VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED("VpnGatewayAttachmentLimitExceeded"),
  /** Too many transit gateways, attachments or route tables of one. */
  TRANSIT_GATEWAY_LIMIT_EXCEEDED("TransitGatewayLimitExceeded"),
  /** The VPC has a virtual private gateway already. */
  INVALID_VPC_STATE("InvalidVpcState"),
  /** No such virtual private gateway. */
  INVALID_VPN_GATEWAY_ID_NOT_FOUND("InvalidVpnGatewayID.NotFound"),
  /** No such connection. */
  INVALID_VPN_CONNECTION_ID_NOT_FOUND("InvalidVpnConnectionID.NotFound"),
  /** No such customer gateway. */
  INVALID_CUSTOMER_GATEWAY_ID_NOT_FOUND("InvalidCustomerGatewayID.NotFound"),
  /** The text is no identifier of a customer gateway. */
  INVALID_CUSTOMER_GATEWAY_ID_MALFORMED("InvalidCustomerGatewayId.Malformed"),
  /** No such transit gateway. */
  INVALID_TRANSIT_GATEWAY_ID_NOT_FOUND("InvalidTransitGatewayID.NotFound"),
  /** No such attachment of a transit gateway. */
  INVALID_TRANSIT_GATEWAY_ATTACHMENT_ID_NOT_FOUND("InvalidTransitGatewayAttachmentID.NotFound"),
  /** No such VPC. */
  INVALID_VPC_ID_NOT_FOUND("InvalidVpcID.NotFound"),
  /** No such route table, of a VPC or of a transit gateway. */
  INVALID_ROUTE_TABLE_ID_NOT_FOUND("InvalidRouteTableID.NotFound"),
  /** The virtual private gateway is not attached to that VPC. */
  INVALID_VPN_GATEWAY_ATTACHMENT_NOT_FOUND("InvalidVpnGatewayAttachment.NotFound"),
  /** The virtual private gateway is not {@code available}. */
  INVALID_VPN_GATEWAY_STATE("InvalidVpnGatewayState"),
  /** The customer gateway is not {@code available}. */
  INVALID_CUSTOMER_GATEWAY_STATE("InvalidCustomerGatewayState"),
  /** The connection is not {@code available}. */
  INVALID_VPN_CONNECTION_INVALID_STATE("InvalidVpnConnection.InvalidState"),
  /** The connection takes no static routes. */
  INVALID_VPN_CONNECTION_INVALID_TYPE("InvalidVpnConnection.InvalidType"),
  /** A connection to the customer gateway's address exists, which AWS Classic VPN forbids. */
  INVALID_CUSTOMER_GATEWAY_DUPLICATE_IP_ADDRESS("InvalidCustomerGateway.DuplicateIpAddress"),
  /** A value breaks its rule. */
  INVALID_PARAMETER_VALUE("InvalidParameterValue"),
  /** Values exclude each other. */
  INVALID_PARAMETER_COMBINATION("InvalidParameterCombination"),
  /** A value is absent that must not be. */
  MISSING_PARAMETER("MissingParameter"),
  /** The resource is in a state that does not allow it. */
  INCORRECT_STATE("IncorrectState"),
  /** Another resource refers to it. */
  DEPENDENCY_VIOLATION("DependencyViolation"),
  /** The virtual private gateway is not attached to the VPC of the route table. */
  GATEWAY_NOT_ATTACHED("Gateway.NotAttached"),
  /** Too many routes. */
  ROUTE_LIMIT_EXCEEDED("RouteLimitExceeded"),
  /** No such route. */
  INVALID_ROUTE_NOT_FOUND("InvalidRoute.NotFound"),
  /** The destination has a route already. */
  ROUTE_ALREADY_EXISTS("RouteAlreadyExists"),
  /** The resource or its category does not have it. */
  UNSUPPORTED_OPERATION("UnsupportedOperation"),
  /** DryRun, and the action would have succeeded. */
  DRY_RUN_OPERATION("DryRunOperation");

  private final String text;

  ErrorCode(String text) {
    this.text = text;
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
