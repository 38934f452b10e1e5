package io.vpn4j.model;

import io.vpn4j.model.net.AsNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * A virtual private gateway: the Amazon side of connections to one VPC.
 *
 * <p>It may exist unattached, and is attached to one VPC at a time. It carries IPv4 only.
 */
@Value.Immutable
@ModelStyle
public interface VpnGateway {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The identifier, {@code vgw-…}. */
  String vpnGatewayId();

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
   * The AS number of the Amazon side of BGP; default 64512. Choose one that differs from the
   * customer gateway's; it never changes afterwards.
   *
   * <p>Allowed are 64512 to 65534 and 4200000000 to 4294967294. The defaults of gateways made until
   * 2018-06-30 ({@link RegionAsNumbers#legacyAmazonSideAsn}) are accepted too, because such
   * gateways are still described; {@link #hasLegacyAsn} tells, and nobody may choose one for a new
   * gateway.
   */
  @Value.Default
  default AsNumber amazonSideAsn() {
    return RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN;
  }

  /** The Availability Zone that was asked for; mostly absent. */
  Optional<String> availabilityZone();

  /** Attachments, old ones in state {@code detached} included; at most one that is not. */
  List<VpcAttachment> vpcAttachments();

  /** Tags; no key stands twice. */
  List<Tag> tags();

  /** The VPC that the gateway is attached to, or is being attached to or detached from. */
  default Optional<String> attachedVpcId() {
    return vpcAttachments().stream()
        .filter(a -> !a.state().equals(AttachmentState.DETACHED))
        .map(VpcAttachment::vpcId)
        .findFirst();
  }

  /** Whether the AS number is the default of an old gateway of some Region. */
  default boolean hasLegacyAsn() {
    return RegionAsNumbers.isLegacyAmazonSideAsn(amazonSideAsn());
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    ResourceType.VPN_GATEWAY.check("vpnGatewayId", vpnGatewayId());
    Rules.require(
        amazonSideAsn().isPrivate() || hasLegacyAsn(),
        "amazonSideAsn",
        amazonSideAsn(),
        "64512 to 65534 or 4200000000 to 4294967294 is wanted"
            + " (or 7224, 9059, 10124, 17493 of a gateway made until 2018-06-30)");
    long live =
        vpcAttachments().stream().filter(a -> !a.state().equals(AttachmentState.DETACHED)).count();
    Rules.require(live <= 1, "vpcAttachments", vpcAttachments(), "at most one may not be detached");
    Rules.distinctKeys(tags());
  }

  /** Builds a {@link VpnGateway}. */
  final class Builder extends ImmutableVpnGateway.Builder {
    Builder() {}

    /** The AS number of the Amazon side, 0 to 4,294,967,295 before the rules of AWS. */
    public Builder amazonSideAsn(long asn) {
      return amazonSideAsn(AsNumber.of(asn));
    }

    /** Appends an attachment. */
    public Builder addVpcAttachment(Consumer<VpcAttachment.Builder> attachment) {
      VpcAttachment.Builder builder = VpcAttachment.builder();
      attachment.accept(builder);
      return addVpcAttachment(builder.build());
    }

    /** Appends a tag that a user sets. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
