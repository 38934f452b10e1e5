package io.vpn4j.model.region;

import io.vpn4j.model.GatewayType;
import io.vpn4j.model.Tag;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** CreateCustomerGateway. */
@Value.Immutable
@RegionStyle
public interface CreateCustomerGatewayRequest {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Type; default and only value {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /** The static address of the device's outside interface, or of the NAT before it. */
  Optional<IpAddress> ipAddress();

  /** The AS number of the device, 1 to 2147483647; default 65000. */
  Optional<AsNumber> bgpAsn();

  /** The AS number of the device, 2147483648 to 4294967295, instead of {@link #bgpAsn}. */
  Optional<AsNumber> bgpAsnExtended();

  /** The ACM private certificate of the device. */
  Optional<String> certificateArn();

  /** A name, which also allows a second gateway of one address and number. */
  Optional<String> deviceName();

  /** Tags of the new gateway. */
  List<Tag> tags();

  /** Builds a {@link CreateCustomerGatewayRequest}. */
  final class Builder extends ImmutableCreateCustomerGatewayRequest.Builder {
    Builder() {}

    /** The address of the device, in text. */
    public Builder ipAddress(String address) {
      return ipAddress(IpAddress.of(address));
    }

    /** {@code bgpAsn} as a number. */
    public Builder bgpAsn(long asn) {
      return bgpAsn(AsNumber.of(asn));
    }

    /** {@code bgpAsnExtended} as a number. */
    public Builder bgpAsnExtended(long asn) {
      return bgpAsnExtended(AsNumber.of(asn));
    }

    /** Appends a tag. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
