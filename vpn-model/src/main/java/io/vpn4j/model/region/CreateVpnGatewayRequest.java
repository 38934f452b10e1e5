package io.vpn4j.model.region;

import io.vpn4j.model.GatewayType;
import io.vpn4j.model.Tag;
import io.vpn4j.model.net.AsNumber;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** CreateVpnGateway. */
@Value.Immutable
@RegionStyle
public interface CreateVpnGatewayRequest {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Type; default and only value {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /** The private AS number of the Amazon side; default 64512. It never changes afterwards. */
  Optional<AsNumber> amazonSideAsn();

  /** The Availability Zone; mostly absent. */
  Optional<String> availabilityZone();

  /** Tags of the new gateway. */
  List<Tag> tags();

  /** Builds a {@link CreateVpnGatewayRequest}. */
  final class Builder extends ImmutableCreateVpnGatewayRequest.Builder {
    Builder() {}

    /** The AS number of the Amazon side. */
    public Builder amazonSideAsn(long asn) {
      return amazonSideAsn(AsNumber.of(asn));
    }

    /** Appends a tag. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
