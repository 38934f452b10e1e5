package io.vpn4j.model.migration;

import io.vpn4j.model.net.AsNumber;
import java.util.List;
import java.util.Optional;

/**
 * Which connections get which target.
 *
 * @param vpnConnectionIds connections that have the same target now
 * @param gateway the new target: {@code vgw-…}, {@code tgw-…}, or {@code {new VGW}}
 * @param propagateRoutes whether a new virtual private gateway propagates its routes; else the
 *     route tables lead to it by hand
 * @param amazonSideAsn AS number of the gateway if it is made; by default that of the old target,
 *     so that the device keeps its neighbour's AS number
 */
public record TargetMigrationRequest(
    List<String> vpnConnectionIds,
    String gateway,
    boolean propagateRoutes,
    Optional<AsNumber> amazonSideAsn) {
  /** Copies the list. */
  public TargetMigrationRequest {
    vpnConnectionIds = List.copyOf(vpnConnectionIds);
  }

  /** To a virtual private gateway that exists, with propagation. */
  public static TargetMigrationRequest toVpnGateway(
      String vpnGatewayId, String... vpnConnectionIds) {
    return new TargetMigrationRequest(
        List.of(vpnConnectionIds), vpnGatewayId, true, Optional.empty());
  }

  /** To a virtual private gateway that the plan makes, with propagation. */
  public static TargetMigrationRequest toNewVpnGateway(String... vpnConnectionIds) {
    return toVpnGateway(Names.NEW_VGW, vpnConnectionIds);
  }

  /** To a transit gateway, which the plan makes if there is none of that name. */
  public static TargetMigrationRequest toTransitGateway(
      String transitGatewayId, String... vpnConnectionIds) {
    return new TargetMigrationRequest(
        List.of(vpnConnectionIds), transitGatewayId, false, Optional.empty());
  }

  /** This with routes made by hand to the virtual private gateway. */
  public TargetMigrationRequest withStaticRoutes() {
    return new TargetMigrationRequest(vpnConnectionIds, gateway, false, amazonSideAsn);
  }

  /** This with another AS number of the gateway that is made. */
  public TargetMigrationRequest withAmazonSideAsn(long asn) {
    return new TargetMigrationRequest(
        vpnConnectionIds, gateway, propagateRoutes, Optional.of(AsNumber.of(asn)));
  }

  /** Whether the new target is a transit gateway. */
  boolean toTransitGateway() {
    return gateway.startsWith("tgw-");
  }
}
