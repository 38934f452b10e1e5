package io.vpn4j.model.migration;

/** Names of resources that a plan creates. */
final class Names {
  static final String NEW_VGW = "{new VGW}";

  private Names() {}

  /** The connection that takes over from {@code vpnConnectionId}. */
  static String replacementOf(String vpnConnectionId) {
    return "{new connection for " + vpnConnectionId + "}";
  }

  /** The connection through the transit gateway, for the time of the migration. */
  static String temporaryFor(String vpnConnectionId) {
    return "{temporary connection for " + vpnConnectionId + "}";
  }

  /** The attachment of a connection or VPC to a transit gateway. */
  static String attachment(String resource, String transitGatewayId) {
    return "{attachment of " + resource.replaceAll("[{}]", "") + " to " + transitGatewayId + "}";
  }

  /** The default route table of a transit gateway. */
  static String defaultRouteTable(String transitGatewayId) {
    return "{default route table of " + transitGatewayId + "}";
  }

  /** The virtual interface that takes over from {@code virtualInterfaceId}. */
  static String replacementOfInterface(String virtualInterfaceId) {
    return "{new interface for " + virtualInterfaceId + "}";
  }
}
