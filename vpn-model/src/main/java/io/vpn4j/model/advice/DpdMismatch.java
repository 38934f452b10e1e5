package io.vpn4j.model.advice;

import io.vpn4j.model.advice.Sides.Ends;
import io.vpn4j.model.aws.IpsecProposal;

/** The device sends into a tunnel that AWS has given up. */
final class DpdMismatch implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.DPD_MISMATCH;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    for (Ends ends : sides.tunnels()) {
      IpsecProposal ipsec = ends.device().ipsec();
      // The first probe goes out after one silent interval, and then each retry takes one.
      long device = (long) ipsec.dpdIntervalSeconds() * (1 + ipsec.dpdRetries());
      int amazon = ends.amazonParameters().dpdTimeoutSeconds();
      if (device > amazon) {
        findings.add(
            "AWS gives up after " + amazon + " s, the device after " + device + " s",
            ends.subject());
      }
    }
  }
}
