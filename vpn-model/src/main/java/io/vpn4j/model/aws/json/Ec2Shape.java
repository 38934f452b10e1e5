package io.vpn4j.model.aws.json;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
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

  static final List<Ec2Shape<?>> ALL = List.of(VPN_CONNECTION, VPN_GATEWAY, CUSTOMER_GATEWAY);

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
