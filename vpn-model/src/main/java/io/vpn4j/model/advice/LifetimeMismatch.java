package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.advice.Sides.Ends;

/** Each end has a lifetime of its own, which IKE does not negotiate (RFC 7296 section 2.8). */
final class LifetimeMismatch implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.LIFETIME_MISMATCH;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    for (Ends ends : sides.tunnels()) {
      TunnelParameters amazon = ends.amazonParameters();
      differ(
          "phase 1",
          amazon.phase1LifetimeSeconds(),
          ends.device().ike().lifetimeSeconds(),
          ends,
          findings);
      differ(
          "phase 2",
          amazon.phase2LifetimeSeconds(),
          ends.device().ipsec().lifetimeSeconds(),
          ends,
          findings);
    }
  }

  private static void differ(String phase, int amazon, int device, Ends ends, Findings findings) {
    if (amazon != device) {
      findings.add(
          phase + " lasts " + amazon + " s on the AWS side and " + device + " s on the device",
          ends.subject());
    }
  }
}
