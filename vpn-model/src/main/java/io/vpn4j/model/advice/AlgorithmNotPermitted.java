package io.vpn4j.model.advice;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.advice.Sides.Ends;
import io.vpn4j.model.aws.IkeProposal;
import io.vpn4j.model.aws.IpsecProposal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proposal of the device has no common choice with the tunnel. */
final class AlgorithmNotPermitted implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ALGORITHM_NOT_PERMITTED;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    for (Ends ends : sides.tunnels()) {
      TunnelParameters amazon = ends.amazonParameters();
      IkeProposal ike = ends.device().ike();
      IpsecProposal ipsec = ends.device().ipsec();
      Map<String, Optional<String>> refused = new LinkedHashMap<>();
      refused.put(
          "phase 1 encryption",
          refused(ike.encryptionAlgorithm(), amazon.phase1EncryptionAlgorithms()));
      refused.put(
          "phase 1 integrity",
          refused(ike.integrityAlgorithm(), amazon.phase1IntegrityAlgorithms()));
      refused.put("phase 1 group", refused(ike.dhGroupNumber(), amazon.phase1DHGroupNumbers()));
      refused.put(
          "phase 2 encryption",
          refused(ipsec.encryptionAlgorithm(), amazon.phase2EncryptionAlgorithms()));
      refused.put(
          "phase 2 integrity",
          ipsec
              .integrityAlgorithm()
              .filter(i -> !ipsec.encryptionAlgorithm().isAead())
              .flatMap(i -> refused(i, amazon.phase2IntegrityAlgorithms())));
      refused.put("phase 2 group", refused(ipsec.dhGroupNumber(), amazon.phase2DHGroupNumbers()));
      refused.forEach(
          (what, reason) -> reason.ifPresent(r -> findings.add(what + " " + r, ends.subject())));
    }
  }

  private static <T> Optional<String> refused(T proposed, List<T> permitted) {
    return permitted.contains(proposed)
        ? Optional.empty()
        : Optional.of(proposed + " is proposed, " + permitted + " is permitted");
  }
}
