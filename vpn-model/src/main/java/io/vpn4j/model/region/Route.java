package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;

/**
 * A route in a route table of a VPC.
 *
 * @param destinationCidrBlock where to
 * @param target {@code local}, or the identifier of what it leads to: {@code vgw-…}, {@code tgw-…},
 *     or anything else that a VPC has ({@code igw-…}, {@code eni-…}), which is taken to work
 * @param origin how it came into the table
 * @param state whether it carries traffic
 */
public record Route(
    IpPrefix destinationCidrBlock, String target, RouteOrigin origin, RouteState state) {
  /** Target of the route to the VPC itself. */
  public static final String LOCAL = "local";

  /**
   * @throws IllegalArgumentException if the target is empty or longer than 64 characters
   */
  public Route {
    if (target.isEmpty() || target.length() > 64) {
      throw new IllegalArgumentException(
          "target of " + target.length() + " characters: 1 to 64 are wanted");
    }
  }

  static Route local(IpPrefix cidrBlock) {
    return new Route(cidrBlock, LOCAL, RouteOrigin.CREATE_ROUTE_TABLE, RouteState.ACTIVE);
  }

  /** The target, if the EC2 API calls it a gateway: {@code local}, {@code vgw-…}, {@code igw-…}. */
  public Optional<String> gatewayId() {
    return Optional.of(target)
        .filter(t -> t.equals(LOCAL) || t.startsWith("vgw-") || t.startsWith("igw-"));
  }

  /** The target, if it is a transit gateway. */
  public Optional<String> transitGatewayId() {
    return Optional.of(target).filter(t -> t.startsWith("tgw-"));
  }

  /** Whether the target is the VPC itself. */
  public boolean isLocal() {
    return target.equals(LOCAL);
  }

  /** Whether the route was propagated. */
  public boolean isPropagated() {
    return origin == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION;
  }

  Route withState(RouteState other) {
    return other == state ? this : new Route(destinationCidrBlock, target, origin, other);
  }
}
