package io.vpn4j.model.advice;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Groups that RFC 8247 section 2.4 rates SHOULD NOT or MUST NOT. */
final class WeakDhGroup implements Rule<Proposals> {
  @Override
  public AdviceCode code() {
    return AdviceCode.WEAK_DH_GROUP;
  }

  private static final Map<Integer, String> RATINGS =
      Map.of(
          2, "SHOULD NOT",
          5, "SHOULD NOT",
          22, "MUST NOT",
          23, "SHOULD NOT",
          24, "SHOULD NOT");

  @Override
  public void check(Proposals proposals, Findings findings) {
    phase("phase 1", proposals.permitted().phase1Groups(), proposals, findings);
    phase("phase 2", proposals.permitted().phase2Groups(), proposals, findings);
  }

  private static void phase(
      String phase, List<Integer> groups, Proposals proposals, Findings findings) {
    String weak =
        groups.stream()
            .filter(RATINGS::containsKey)
            .map(group -> group + " (" + RATINGS.get(group) + ")")
            .collect(Collectors.joining(", "));
    if (!weak.isEmpty()) {
      findings.add(phase + " permits groups " + weak, proposals.subjects());
    }
  }
}
