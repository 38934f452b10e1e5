package io.vpn4j.model;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A customer gateway: what AWS knows of the device at the other end. It describes the device and
 * does not configure it.
 *
 * <p>Nothing but the tags may change; whoever wants something else makes a new one and modifies the
 * connection. {@link VpnConnection#checkCustomerGateway} tells whether it fits a connection.
 */
@Value.Immutable
@ModelStyle
public interface CustomerGateway {
  /** The AS number of a customer gateway made without one: 65000. */
  AsNumber DEFAULT_ASN = AsNumber.of(65_000);

  /** The highest number that {@link #bgpAsn} takes: 2147483647. */
  long MAX_BGP_ASN = Integer.MAX_VALUE;

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The identifier, {@code cgw-…}. */
  String customerGatewayId();

  /** State; default {@code available}. */
  @Value.Default
  default ResourceState state() {
    return ResourceState.AVAILABLE;
  }

  /** Type; default and only value {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /**
   * The static address of the device's outside interface, or of the NAT before it.
   *
   * <p>May be absent only with {@link #certificateArn}; then the peer's address is not checked and
   * the device may move.
   */
  Optional<IpAddress> ipAddress();

  /**
   * The AS number of the device, 1 to 2147483647, unless {@link #bgpAsnExtended} is set; default
   * 65000, also on connections without BGP. {@link #asn} is the number in force.
   */
  Optional<AsNumber> bgpAsn();

  /** The AS number of the device, 2147483648 to 4294967295, instead of {@link #bgpAsn}. */
  Optional<AsNumber> bgpAsnExtended();

  /** The ACM private certificate of the device; absent with pre-shared keys. */
  Optional<String> certificateArn();

  /** A name of up to 255 characters; it also allows a second gateway of one address and number. */
  Optional<String> deviceName();

  /** Tags; no key stands twice. */
  List<Tag> tags();

  /** The AS number in force, from whichever field carries it. */
  default AsNumber asn() {
    return bgpAsnExtended().or(this::bgpAsn).orElse(DEFAULT_ASN);
  }

  /**
   * Checks the number against those that AWS keeps for itself in {@code region}.
   *
   * @param region the code of the Region, for example {@code eu-west-1}
   * @throws IllegalArgumentException if {@link #asn} is reserved there
   */
  default void checkAsnIn(String region) {
    Rules.require(
        !RegionAsNumbers.reservedIn(region).contains(asn()),
        "bgpAsn",
        asn(),
        "AWS keeps "
            + RegionAsNumbers.reservedIn(region).stream().sorted().toList()
            + " for itself in "
            + region);
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field, and fills in the default AS number. */
  @Value.Check
  default CustomerGateway check() {
    ResourceType.CUSTOMER_GATEWAY.check("customerGatewayId", customerGatewayId());
    Rules.require(
        bgpAsn().isEmpty() || bgpAsnExtended().isEmpty(),
        "bgpAsn",
        Rules.orUnset(bgpAsn()),
        "bgpAsnExtended is set to " + Rules.orUnset(bgpAsnExtended()) + "; set one of the two");
    bgpAsn().ifPresent(asn -> Rules.range("bgpAsn", asn.value(), 1, MAX_BGP_ASN));
    bgpAsnExtended()
        .ifPresent(
            asn -> Rules.range("bgpAsnExtended", asn.value(), MAX_BGP_ASN + 1, AsNumber.MAX));
    Rules.require(
        !asn().equals(RegionAsNumbers.RESERVED_EVERYWHERE),
        "bgpAsn",
        asn(),
        "AWS keeps this number for itself in every Region");
    Rules.require(
        ipAddress().isPresent() || certificateArn().isPresent(),
        "ipAddress",
        "(unset)",
        "it may be absent only with a certificateArn");
    Rules.require(
        ipAddress().filter(IpAddress::isUnspecified).isEmpty(),
        "ipAddress",
        Rules.orUnset(ipAddress()),
        "an address of the device is wanted");
    certificateArn().ifPresent(arn -> Rules.arn("certificateArn", arn));
    deviceName().ifPresent(name -> Rules.length("deviceName", name, 1, 255));
    Rules.distinctKeys(tags());
    return bgpAsn().isPresent() || bgpAsnExtended().isPresent()
        ? this
        : toBuilder().bgpAsn(DEFAULT_ASN).build();
  }

  /** Builds a {@link CustomerGateway}. */
  final class Builder extends ImmutableCustomerGateway.Builder {
    Builder() {}

    /** The address of the device, in text. */
    public Builder ipAddress(String address) {
      return ipAddress(IpAddress.of(address));
    }

    /** The AS number, in whichever of {@code bgpAsn} and {@code bgpAsnExtended} takes it. */
    public Builder asn(AsNumber asn) {
      return asn.value() <= MAX_BGP_ASN
          ? bgpAsn(asn).bgpAsnExtended(Optional.empty())
          : bgpAsn(Optional.empty()).bgpAsnExtended(asn);
    }

    /** The AS number, 1 to 4294967295, in whichever field takes it. */
    public Builder asn(long asn) {
      return asn(AsNumber.of(asn));
    }

    /** {@code bgpAsn} as a number. */
    public Builder bgpAsn(long asn) {
      return bgpAsn(AsNumber.of(asn));
    }

    /** {@code bgpAsnExtended} as a number. */
    public Builder bgpAsnExtended(long asn) {
      return bgpAsnExtended(AsNumber.of(asn));
    }

    /** Appends a tag that a user sets. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
