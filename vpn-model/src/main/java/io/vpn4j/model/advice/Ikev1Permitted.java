package io.vpn4j.model.advice;

import io.vpn4j.model.IkeVersion;

/** IKEv1 is historic (RFC 9395). */
final class Ikev1Permitted implements Rule<Proposals> {
  @Override
  public AdviceCode code() {
    return AdviceCode.IKEV1_PERMITTED;
  }

  @Override
  public void check(Proposals proposals, Findings findings) {
    if (proposals.permitted().ikeVersions().contains(IkeVersion.IKEV1)) {
      findings.add("ikeVersions are " + proposals.permitted().ikeVersions(), proposals.subjects());
    }
  }
}
