package io.vpn4j.model;

/** What a connection ends at on the Amazon side. */
public sealed interface ConnectionTarget {

  /**
   * A virtual private gateway: static or BGP, IPv4 only.
   *
   * @param vpnGatewayId {@code vgw-…}
   */
  record VirtualPrivateGateway(String vpnGatewayId) implements ConnectionTarget {}

  /**
   * A transit gateway.
   *
   * @param transitGatewayId {@code tgw-…}
   */
  record TransitGateway(String transitGatewayId) implements ConnectionTarget {}

  /**
   * A VPN concentrator of a transit gateway: BGP only.
   *
   * @param vpnConcentratorId its identifier
   */
  record Concentrator(String vpnConcentratorId) implements ConnectionTarget {}

  /**
   * A core network of Cloud WAN: BGP only.
   *
   * @param coreNetworkArn its ARN
   */
  record CoreNetwork(String coreNetworkArn) implements ConnectionTarget {}

  /** Nothing yet: the connection is for Cloud WAN, or was left without a gateway. */
  record NotAssociated() implements ConnectionTarget {}
}
