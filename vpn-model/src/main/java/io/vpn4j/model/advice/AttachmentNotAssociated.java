package io.vpn4j.model.advice;

import io.vpn4j.model.region.TransitGatewayAttachment;

/** Packets of the attachment have no table to be looked up in. */
final class AttachmentNotAssociated implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ATTACHMENT_NOT_ASSOCIATED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (TransitGatewayAttachment attachment : facts.region().transitGatewayAttachments()) {
      if (attachment.isAvailable() && attachment.associatedRouteTableId().isEmpty()) {
        findings.add(
            "the attachment of " + attachment.resourceId() + " has no route table",
            attachment.transitGatewayAttachmentId());
      }
    }
  }
}
