package io.vpn4j.model.advice;

import io.vpn4j.model.advice.Sides.Ends;

/** The ends of a tunnel have different keys. */
final class KeyMismatch implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.KEY_MISMATCH;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    for (Ends ends : sides.tunnels()) {
      if (ends.amazon()
          .preSharedKey()
          .filter(key -> !key.equals(ends.device().ike().preSharedKey()))
          .isPresent()) {
        findings.add("the pre-shared keys are not the same", ends.subject());
      }
    }
  }
}
