package io.vpn4j.model.migration;

import io.vpn4j.model.region.VpnRegion;
import java.util.Optional;

/**
 * An API call with its names resolved.
 *
 * @param progress what it begins with
 * @param request the call
 */
record Call(Progress progress, ApiCall request) {
  VpnRegion region() {
    return progress.region();
  }

  /** The value of a parameter that the plan always gives. */
  String get(String parameter) {
    return optional(parameter)
        .orElseThrow(() -> new IllegalStateException(request + " lacks " + parameter));
  }

  Optional<String> optional(String parameter) {
    return Optional.ofNullable(request.parameters().get(parameter)).map(progress::resolve);
  }

  Progress done(VpnRegion after) {
    return progress.with(after);
  }

  /** Done, and {@code id} kept if the plan has a name for it. */
  Progress created(VpnRegion after, String id) {
    Progress next = progress.with(after);
    return request.creates().map(name -> next.withCreated(name, id)).orElse(next);
  }

  /** {@code after}, with the attachment of a connection or VPC kept under its name. */
  Progress attached(Progress after, String transitGatewayId, String resource) {
    return after
        .region()
        .transitGatewayAttachment(transitGatewayId, after.resolve(resource))
        .map(
            a ->
                after.withCreated(
                    Names.attachment(resource, transitGatewayId), a.transitGatewayAttachmentId()))
        .orElse(after);
  }
}
