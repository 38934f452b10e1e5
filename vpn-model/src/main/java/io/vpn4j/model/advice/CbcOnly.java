package io.vpn4j.model.advice;

/** No authenticated encryption in phase 2. */
final class CbcOnly implements Rule<Proposals> {
  @Override
  public AdviceCode code() {
    return AdviceCode.CBC_ONLY;
  }

  @Override
  public void check(Proposals proposals, Findings findings) {
    if (proposals.permitted().phase2Encryption().stream().noneMatch(e -> e.isAead())) {
      findings.add(
          "phase 2 permits " + Text.some(proposals.permitted().phase2Encryption()) + " only",
          proposals.subjects());
    }
  }
}
