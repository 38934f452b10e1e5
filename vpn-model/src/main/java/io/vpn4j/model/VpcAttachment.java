package io.vpn4j.model;

import org.immutables.value.Value;

/** The attachment of a virtual private gateway to a VPC. */
@Value.Immutable
@ModelStyle
public interface VpcAttachment {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** An attachment of the VPC {@code vpcId} in {@code state}. */
  static VpcAttachment of(String vpcId, AttachmentState state) {
    return builder().vpcId(vpcId).state(state).build();
  }

  /** An attachment of the VPC {@code vpcId} that is in effect. */
  static VpcAttachment attached(String vpcId) {
    return of(vpcId, AttachmentState.ATTACHED);
  }

  /** The VPC, {@code vpc-…}. */
  String vpcId();

  /** State; default {@code attached}. */
  @Value.Default
  default AttachmentState state() {
    return AttachmentState.ATTACHED;
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    ResourceType.VPC.check("vpcId", vpcId());
  }

  /** Builds a {@link VpcAttachment}. */
  final class Builder extends ImmutableVpcAttachment.Builder {
    Builder() {}
  }
}
