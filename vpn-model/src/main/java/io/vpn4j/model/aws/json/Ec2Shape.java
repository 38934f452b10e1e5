package io.vpn4j.model.aws.json;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import io.vpn4j.model.region.Vpc;
import java.util.List;

/**
 * A kind of resource that documents describe, with the names that it has in them.
 *
 * @param <T> the type of the model
 */
public final class Ec2Shape<T> {
  /** Connections. */
  public static final Ec2Shape<VpnConnection> VPN_CONNECTION =
      new Ec2Shape<>("VpnConnection", new ConnectionMapping());

  /** Virtual private gateways. */
  public static final Ec2Shape<VpnGateway> VPN_GATEWAY =
      new Ec2Shape<>("VpnGateway", GatewayMappings.VPN_GATEWAY);

  /** Customer gateways. */
  public static final Ec2Shape<CustomerGateway> CUSTOMER_GATEWAY =
      new Ec2Shape<>("CustomerGateway", GatewayMappings.CUSTOMER_GATEWAY);

  /** VPCs. */
  public static final Ec2Shape<Vpc> VPC = new Ec2Shape<>("Vpc", VpcMappings.VPC);

  /** Route tables of VPCs; the propagated routes are not read, since they follow from the rest. */
  public static final Ec2Shape<RouteTable> ROUTE_TABLE =
      new Ec2Shape<>("RouteTable", VpcMappings.ROUTE_TABLE);

  /** Transit gateways. */
  public static final Ec2Shape<TransitGateway> TRANSIT_GATEWAY =
      new Ec2Shape<>("TransitGateway", TransitGatewayMappings.TRANSIT_GATEWAY);

  /** Attachments to transit gateways, of VPCs, connections and Direct Connect gateways. */
  public static final Ec2Shape<TransitGatewayAttachment> TRANSIT_GATEWAY_ATTACHMENT =
      new Ec2Shape<>("TransitGatewayAttachment", TransitGatewayMappings.ATTACHMENT);

  /** Route tables of transit gateways, without routes and propagations. */
  public static final Ec2Shape<TransitGatewayRouteTable> TRANSIT_GATEWAY_ROUTE_TABLE =
      new Ec2Shape<>("TransitGatewayRouteTable", TransitGatewayMappings.ROUTE_TABLE);

  static final List<Ec2Shape<?>> ALL =
      List.of(
          VPN_CONNECTION,
          VPN_GATEWAY,
          CUSTOMER_GATEWAY,
          VPC,
          ROUTE_TABLE,
          TRANSIT_GATEWAY,
          TRANSIT_GATEWAY_ATTACHMENT,
          TRANSIT_GATEWAY_ROUTE_TABLE);

  private final String singleName;
  private final Mapping<T> mapping;

  private Ec2Shape(String singleName, Mapping<T> mapping) {
    this.singleName = singleName;
    this.mapping = mapping;
  }

  /** The name in the answer to a call that makes or changes one, {@code VpnConnection}. */
  public String singleName() {
    return singleName;
  }

  /** The name in the answer to a describe call, {@code VpnConnections}. */
  public String listName() {
    return singleName + "s";
  }

  Mapping<T> mapping() {
    return mapping;
  }

  /** {@link #singleName()}. */
  @Override
  public String toString() {
    return singleName;
  }
}
