package io.vpn4j.model.region;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import java.util.Optional;

/**
 * An attachment to a transit gateway. That of a connection comes and goes with it.
 *
 * @param transitGatewayAttachmentId {@code tgw-attach-…}
 * @param transitGatewayId the transit gateway
 * @param resourceType what is attached
 * @param resourceId the VPC, the connection, or the Direct Connect gateway
 * @param state {@code pending}, {@code available}, {@code deleting}, {@code deleted}
 * @param associatedRouteTableId the one route table that its incoming traffic is looked up in
 */
public record TransitGatewayAttachment(
    String transitGatewayAttachmentId,
    String transitGatewayId,
    Kind resourceType,
    String resourceId,
    ResourceState state,
    Optional<String> associatedRouteTableId) {
  /** What an attachment attaches. */
  public enum Kind {
    /** A VPC. */
    VPC("vpc"),
    /** A Site-to-Site VPN connection. */
    VPN("vpn"),
    /** A Direct Connect gateway. */
    DIRECT_CONNECT_GATEWAY("direct-connect-gateway");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The text of the EC2 API. */
    public String text() {
      return text;
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * @throws IllegalArgumentException if an identifier is malformed
   */
  public TransitGatewayAttachment {
    ResourceType.TRANSIT_GATEWAY_ATTACHMENT.check(
        "transitGatewayAttachmentId", transitGatewayAttachmentId);
    ResourceType.TRANSIT_GATEWAY.check("transitGatewayId", transitGatewayId);
  }

  /** Whether it carries traffic. */
  public boolean isAvailable() {
    return state.equals(ResourceState.AVAILABLE);
  }

  /** Whether it is there still: not deleted, nor being deleted. */
  public boolean isLive() {
    return !state.equals(ResourceState.DELETED) && !state.equals(ResourceState.DELETING);
  }

  TransitGatewayAttachment withState(ResourceState other) {
    return new TransitGatewayAttachment(
        transitGatewayAttachmentId,
        transitGatewayId,
        resourceType,
        resourceId,
        other,
        other.equals(ResourceState.DELETED) ? Optional.empty() : associatedRouteTableId);
  }

  TransitGatewayAttachment withAssociation(Optional<String> routeTableId) {
    return new TransitGatewayAttachment(
        transitGatewayAttachmentId,
        transitGatewayId,
        resourceType,
        resourceId,
        state,
        routeTableId);
  }
}
