package io.vpn4j.model.region;

import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A transit gateway: a router between VPCs, connections and Direct Connect gateways. */
@Value.Immutable
@RegionStyle
public interface TransitGateway {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The identifier, {@code tgw-…}. */
  String transitGatewayId();

  /** State; default {@code available}. */
  @Value.Default
  default ResourceState state() {
    return ResourceState.AVAILABLE;
  }

  /** The AS number of the Amazon side, private; default 64512. */
  @Value.Default
  default AsNumber amazonSideAsn() {
    return RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN;
  }

  /** Whether BGP connections share traffic between equal tunnels; default yes. */
  @Value.Default
  default boolean vpnEcmpSupport() {
    return true;
  }

  /** Whether a new attachment is associated with the default route table; default yes. */
  @Value.Default
  default boolean defaultRouteTableAssociation() {
    return true;
  }

  /** Whether a new attachment propagates into the default route table; default yes. */
  @Value.Default
  default boolean defaultRouteTablePropagation() {
    return true;
  }

  /** The route table with which new attachments are associated. */
  Optional<String> associationDefaultRouteTableId();

  /** The route table into which new attachments propagate. */
  Optional<String> propagationDefaultRouteTableId();

  /** Where outside addresses of connections over Direct Connect (PrivateIpv4) come from. */
  List<IpPrefix> transitGatewayCidrBlocks();

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    ResourceType.TRANSIT_GATEWAY.check("transitGatewayId", transitGatewayId());
    if (!amazonSideAsn().isPrivate()) {
      throw new IllegalArgumentException(
          "amazonSideAsn "
              + amazonSideAsn()
              + ": 64512 to 65534 or 4200000000 to 4294967294 is wanted");
    }
  }

  /** Builds a {@link TransitGateway}. */
  final class Builder extends ImmutableTransitGateway.Builder {
    Builder() {}

    /** The AS number of the Amazon side. */
    public Builder amazonSideAsn(long asn) {
      return amazonSideAsn(AsNumber.of(asn));
    }

    /** Appends a prefix for outside addresses. */
    public Builder addTransitGatewayCidrBlock(String prefix) {
      return addTransitGatewayCidrBlock(IpPrefix.of(prefix));
    }
  }
}
