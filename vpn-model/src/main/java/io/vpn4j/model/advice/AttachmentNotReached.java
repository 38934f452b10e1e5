package io.vpn4j.model.advice;

import io.vpn4j.model.region.TransitGatewayAttachment;

/** No table propagates the attachment of a connection or has a route to it. */
final class AttachmentNotReached implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ATTACHMENT_NOT_REACHED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (TransitGatewayAttachment attachment : facts.region().transitGatewayAttachments()) {
      String id = attachment.transitGatewayAttachmentId();
      boolean reached =
          facts.region().transitGatewayRouteTables().stream()
              .anyMatch(
                  t ->
                      t.propagatingAttachmentIds().contains(id)
                          || t.staticRoutes().stream()
                              .anyMatch(
                                  r ->
                                      r.transitGatewayAttachmentId()
                                          .filter(id::equals)
                                          .isPresent()));
      if (attachment.isAvailable()
          && attachment.resourceType() == TransitGatewayAttachment.Kind.VPN
          && !reached) {
        findings.add("no route table has a way to " + attachment.resourceId(), id);
      }
    }
  }
}
