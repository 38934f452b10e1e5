package io.vpn4j.model.advice;

import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.advice.Proposals.Permitted;

/** SHA-1 where it would be used: in phase 1 always, as PRF; in phase 2 beside AES-CBC. */
final class Sha1Permitted implements Rule<Proposals> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SHA1_PERMITTED;
  }

  @Override
  public void check(Proposals proposals, Findings findings) {
    Permitted permitted = proposals.permitted();
    if (permitted.phase1Integrity().contains(VpnIntegrityAlgorithm.SHA1)) {
      findings.add("phase 1 permits SHA1", proposals.subjects());
    }
    if (permitted.phase2WithoutAead()
        && permitted.phase2Integrity().contains(VpnIntegrityAlgorithm.SHA1)) {
      findings.add("phase 2 permits SHA1 with AES-CBC", proposals.subjects());
    }
  }
}
