package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One proposal as we would write it: for each transform type what is acceptable, best first.
 *
 * <p>AEAD and other ciphers never share a template (RFC 7296 section 3.3): a list of algorithms
 * becomes one template for each run of ciphers of one kind, so that the order of preference is
 * kept.
 *
 * @param protocol IKE or ESP
 * @param acceptable never empty lists; an absent type must be absent, or NONE, in a matching offer
 */
record ProposalTemplate(ProtocolId protocol, Map<TransformType, List<Transform>> acceptable) {
  private static final Transform NO_ESN = Transform.of(TransformType.ESN, 0);

  /**
   * The only types that we know to have a NONE. Zero of a type that we do not know may mean
   * anything, and a proposal with such a type must not be chosen (RFC 7296 section 3.3.6).
   */
  private static final Set<Transform> NONE =
      Set.of(Transform.of(TransformType.INTEG, 0), Transform.of(TransformType.KE, 0));

  static List<ProposalTemplate> of(IkeAlgorithms algorithms) {
    List<ProposalTemplate> templates = new ArrayList<>();
    for (List<EncryptionAlgorithm> run : runs(algorithms.encryption())) {
      Map<TransformType, List<Transform>> types = new LinkedHashMap<>();
      types.put(TransformType.ENCR, encryption(run));
      types.put(
          TransformType.PRF,
          algorithms.prf().stream()
              .map(p -> Transform.of(TransformType.PRF, p.transformId()))
              .toList());
      if (!run.get(0).isAead()) {
        types.put(TransformType.INTEG, integrity(algorithms.integrity()));
      }
      types.put(
          TransformType.KE,
          algorithms.keyExchange().stream()
              .map(k -> Transform.of(TransformType.KE, k.transformId()))
              .toList());
      templates.add(new ProposalTemplate(ProtocolId.IKE, types));
    }
    return templates;
  }

  /** For the first Child SA: without key exchange, which IKE_AUTH cannot carry (RFC 7296 1.2). */
  static List<ProposalTemplate> ofFirstChild(ChildAlgorithms algorithms) {
    List<ProposalTemplate> templates = new ArrayList<>();
    for (List<EncryptionAlgorithm> run : runs(algorithms.encryption())) {
      Map<TransformType, List<Transform>> types = new LinkedHashMap<>();
      types.put(TransformType.ENCR, encryption(run));
      if (!run.get(0).isAead()) {
        types.put(TransformType.INTEG, integrity(algorithms.integrity()));
      }
      types.put(TransformType.ESN, List.of(NO_ESN));
      templates.add(new ProposalTemplate(ProtocolId.ESP, types));
    }
    return templates;
  }

  /** The wire proposal that offers all of this. */
  Proposal toProposal(int number, Octets spi) {
    List<Transform> transforms = new ArrayList<>();
    acceptable.values().forEach(transforms::addAll);
    return new Proposal(number, protocol, spi, transforms);
  }

  /**
   * The best transforms of {@code offered} that are acceptable, one of each type; empty if for some
   * type there is none.
   *
   * @param preferredKe the group to take if both ends have it, before our own order
   */
  Optional<List<Transform>> choose(Proposal offered, Optional<Integer> preferredKe) {
    if (!offered.protocol().equals(protocol)) {
      return Optional.empty();
    }
    List<Transform> chosen = new ArrayList<>();
    for (TransformType type : acceptable.keySet()) {
      Optional<Transform> best = best(type, offered, preferredKe);
      if (best.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(best.get());
    }
    // A type that we have no use for: NONE is as good as absent (RFC 7296 3.3.2), but then it must
    // be answered; anything else makes the proposal unacceptable (RFC 7296 3.3.6).
    for (TransformType type : unexpectedTypes(offered)) {
      Optional<Transform> none = of(offered, type).stream().filter(NONE::contains).findFirst();
      if (none.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(none.get());
    }
    return Optional.of(chosen);
  }

  /**
   * As initiator: the answer to this, with one transform of each type that we offered, and nothing
   * else but NONE for a type that we did not; empty if it is not such an answer.
   */
  Optional<List<Transform>> accept(Proposal answer) {
    List<Transform> offered = acceptable.values().stream().flatMap(List::stream).toList();
    boolean all =
        answer.transforms().stream().allMatch(t -> offered.contains(t) || NONE.contains(t));
    long types = answer.transforms().stream().map(Transform::type).distinct().count();
    return all && types == answer.transforms().size()
        ? choose(answer, Optional.empty())
        : Optional.empty();
  }

  private Optional<Transform> best(
      TransformType type, Proposal offered, Optional<Integer> preferredKe) {
    List<Transform> theirs = of(offered, type);
    List<Transform> ours = acceptable.get(type);
    if (type.equals(TransformType.ESN) && theirs.isEmpty()) {
      // Deviation: RFC 7296 3.3.3 wants ESN in every ESP proposal. Old peers leave it out; RFC 4306
      // 3.3.2 took that for "yes", so our answer says "no" in so many words.
      return Optional.of(NO_ESN);
    }
    if (type.equals(TransformType.KE) && preferredKe.isPresent()) {
      Optional<Transform> preferred =
          ours.stream().filter(t -> t.id() == preferredKe.get() && theirs.contains(t)).findFirst();
      if (preferred.isPresent()) {
        return preferred;
      }
    }
    return ours.stream().filter(theirs::contains).findFirst();
  }

  /** One line for each transform type in which {@code offered} has nothing acceptable. */
  List<String> differences(Proposal offered) {
    List<String> lines = new ArrayList<>();
    acceptable.forEach(
        (type, ours) -> {
          if (best(type, offered, Optional.empty()).isEmpty()) {
            lines.add(
                TransformText.type(type)
                    + ": offered "
                    + TransformText.list(of(offered, type))
                    + ", acceptable "
                    + TransformText.list(ours));
          }
        });
    for (TransformType type : unexpectedTypes(offered)) {
      if (of(offered, type).stream().noneMatch(NONE::contains)) {
        lines.add(
            TransformText.type(type)
                + ": offered "
                + TransformText.list(of(offered, type))
                + ", acceptable none");
      }
    }
    return lines;
  }

  private List<TransformType> unexpectedTypes(Proposal offered) {
    return offered.transforms().stream()
        .map(Transform::type)
        .distinct()
        .filter(type -> !acceptable.containsKey(type))
        // The group of a first Child SA is for its rekeying; peers that name it there mean that.
        .filter(type -> !(protocol.equals(ProtocolId.ESP) && type.equals(TransformType.KE)))
        .toList();
  }

  private static List<Transform> of(Proposal proposal, TransformType type) {
    return proposal.transforms().stream().filter(t -> t.type().equals(type)).toList();
  }

  private static List<List<EncryptionAlgorithm>> runs(List<EncryptionAlgorithm> all) {
    List<List<EncryptionAlgorithm>> runs = new ArrayList<>();
    for (EncryptionAlgorithm one : all) {
      if (runs.isEmpty() || runs.get(runs.size() - 1).get(0).isAead() != one.isAead()) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(one);
    }
    return runs;
  }

  private static List<Transform> encryption(List<EncryptionAlgorithm> algorithms) {
    return algorithms.stream()
        .map(e -> Transform.of(TransformType.ENCR, e.transformId(), e.keyBits()))
        .toList();
  }

  private static List<Transform> integrity(List<IntegrityAlgorithm> algorithms) {
    return algorithms.stream()
        .map(i -> Transform.of(TransformType.INTEG, i.transformId()))
        .toList();
  }
}
