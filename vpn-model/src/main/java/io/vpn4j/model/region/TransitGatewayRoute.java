package io.vpn4j.model.region;

import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;

/**
 * A route of a transit gateway's route table.
 *
 * @param destinationCidrBlock where to
 * @param type how it came into the table
 * @param state whether it carries traffic
 * @param transitGatewayAttachmentId the attachment it leads to; absent if it drops on purpose
 */
public record TransitGatewayRoute(
    IpPrefix destinationCidrBlock,
    Type type,
    RouteState state,
    Optional<String> transitGatewayAttachmentId) {
  /** How a route came into a transit gateway's route table. */
  public enum Type {
    /** By hand. */
    STATIC("static"),
    /** Propagated by an attachment. */
    PROPAGATED("propagated");

    private final String text;

    Type(String text) {
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

  TransitGatewayRoute withState(RouteState other) {
    return other == state
        ? this
        : new TransitGatewayRoute(destinationCidrBlock, type, other, transitGatewayAttachmentId);
  }
}
