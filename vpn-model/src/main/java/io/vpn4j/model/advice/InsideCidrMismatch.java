package io.vpn4j.model.advice;

import io.vpn4j.model.advice.Sides.Ends;
import io.vpn4j.model.net.InsideCidr;

/** The ends of a tunnel are not in one inside network. */
final class InsideCidrMismatch implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.INSIDE_CIDR_MISMATCH;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    for (Ends ends : sides.tunnels()) {
      InsideCidr device = ends.device().insideCidr();
      ends.amazon()
          .tunnelInsideCidr()
          .filter(amazon -> !amazon.equals(device))
          .ifPresent(
              amazon ->
                  findings.add(
                      amazon + " on the AWS side, " + device + " on the device", ends.subject()));
    }
  }
}
