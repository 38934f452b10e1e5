package io.vpn4j.model;

import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;
import org.immutables.value.Value;

/** A static route of a connection without BGP: a prefix on the customer's side. */
@Value.Immutable
@ModelStyle
public interface VpnStaticRoute {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** An available route to {@code destinationCidrBlock}, IPv4 {@code address/length}. */
  static VpnStaticRoute of(String destinationCidrBlock) {
    return builder().destinationCidrBlock(destinationCidrBlock).build();
  }

  /** The prefix behind the customer gateway; IPv4, as a virtual private gateway carries no IPv6. */
  IpPrefix destinationCidrBlock();

  /** Source; only {@code Static} exists, and descriptions often leave it out. */
  Optional<RouteSource> source();

  /** State; default {@code available}. */
  @Value.Default
  default ResourceState state() {
    return ResourceState.AVAILABLE;
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    Rules.require(
        destinationCidrBlock().isIpv4(),
        "destinationCidrBlock",
        destinationCidrBlock(),
        "an IPv4 prefix is wanted; virtual private gateways carry no IPv6");
  }

  /** Builds a {@link VpnStaticRoute}. */
  final class Builder extends ImmutableVpnStaticRoute.Builder {
    Builder() {}

    /** The prefix in text, without host bits. */
    public Builder destinationCidrBlock(String prefix) {
      return destinationCidrBlock(IpPrefix.of(prefix));
    }
  }
}
