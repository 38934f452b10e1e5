package io.vpn4j.model.region;

import org.immutables.value.Value;

/**
 * How many of each the account may have: the defaults of AWS, and what it raised on request. Those
 * that AWS does not raise are constants.
 */
@Value.Immutable
@RegionStyle
public interface Quotas {
  /** Static routes of a connection: 100, fixed. */
  int STATIC_ROUTES_PER_CONNECTION = 100;

  /** Prefixes that a virtual private gateway accepts of a device: 100, fixed. */
  int ACCEPTED_PREFIXES_OF_VPN_GATEWAY = 100;

  /** Prefixes that a transit gateway accepts of a device: 1000, fixed. */
  int ACCEPTED_PREFIXES_OF_TRANSIT_GATEWAY = 1_000;

  /** Propagated routes in a route table of a VPC: 100, fixed. */
  int PROPAGATED_ROUTES_PER_ROUTE_TABLE = 100;

  /** Transit gateways that a VPC may be attached to: 5, fixed. */
  int TRANSIT_GATEWAYS_PER_VPC = 5;

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** What a new account has. */
  static Quotas defaults() {
    return builder().build();
  }

  /** Customer gateways in a Region; default 50. */
  @Value.Default
  default int customerGatewaysPerRegion() {
    return 50;
  }

  /** Virtual private gateways in a Region; default 5. */
  @Value.Default
  default int vpnGatewaysPerRegion() {
    return 5;
  }

  /** Connections in a Region; default 50. */
  @Value.Default
  default int vpnConnectionsPerRegion() {
    return 50;
  }

  /** Connections on a virtual private gateway; default 10. */
  @Value.Default
  default int vpnConnectionsPerVpnGateway() {
    return 10;
  }

  /** Accelerated connections in a Region, counted among all; default 10. */
  @Value.Default
  default int acceleratedVpnConnectionsPerRegion() {
    return 10;
  }

  /** Connections without a target in a Region, counted among all; default 10. */
  @Value.Default
  default int unassociatedVpnConnectionsPerRegion() {
    return 10;
  }

  /** Connections of large bandwidth in a Region; default 50. */
  @Value.Default
  default int largeBandwidthVpnConnectionsPerRegion() {
    return 50;
  }

  /** Routes in a route table of a VPC that were not propagated; default 50. */
  @Value.Default
  default int routesPerRouteTable() {
    return 50;
  }

  /** Attachments of a transit gateway; default 5000. */
  @Value.Default
  default int attachmentsPerTransitGateway() {
    return 5_000;
  }

  /** Route tables of a transit gateway; default 20. */
  @Value.Default
  default int routeTablesPerTransitGateway() {
    return 20;
  }

  /** Static routes of a transit gateway, all its route tables together; default 10,000. */
  @Value.Default
  default int routesPerTransitGateway() {
    return 10_000;
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Builds {@link Quotas}. */
  final class Builder extends ImmutableQuotas.Builder {
    Builder() {}
  }
}
