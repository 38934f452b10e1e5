package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.AdditionalKeyExchange;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.message.NotifyType;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One proposal as we would write it: for each transform type what is acceptable, best first.
 *
 * <p>AEAD and other ciphers never share a template (RFC 7296 section 3.3): a list of algorithms
 * becomes one template for each run of ciphers of one kind, so that the order of preference is
 * kept.
 *
 * <p>If all rounds of additional key exchange are optional, the templates are there twice, with
 * them and without: a peer that does not know their transform types must not choose a proposal that
 * has them, with or without NONE (RFC 7296 section 3.3.6).
 *
 * @param protocol IKE or ESP
 * @param acceptable never empty lists; an absent type must be absent, or NONE, in a matching offer
 */
record ProposalTemplate(ProtocolId protocol, Map<TransformType, List<Transform>> acceptable) {
  private static final Transform NO_ESN = Transform.of(TransformType.ESN, 0);
  private static final int NO_METHOD = DistinctChoice.NONE;

  /**
   * The only types that we know to have a NONE. Zero of a type that we do not know may mean
   * anything, and a proposal with such a type must not be chosen (RFC 7296 section 3.3.6).
   */
  private static final Set<Transform> NONE =
      Stream.concat(
              Stream.of(Transform.of(TransformType.INTEG, 0), Transform.of(TransformType.KE, 0)),
              IntStream.rangeClosed(1, AdditionalKeyExchange.MAX_ROUNDS)
                  .mapToObj(
                      round -> Transform.of(TransformType.additionalKeyExchange(round), NO_METHOD)))
          .collect(Collectors.toUnmodifiableSet());

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
      types.put(TransformType.KE, methods(TransformType.KE, algorithms.keyExchange()));
      templates.add(new ProposalTemplate(ProtocolId.IKE, types));
    }
    return withRounds(templates, algorithms.additionalKeyExchange());
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

  /** For a Child SA of CREATE_CHILD_SA, with key exchange if there is to be one. */
  static List<ProposalTemplate> ofChild(ChildAlgorithms algorithms) {
    if (algorithms.keyExchange().isEmpty()) {
      return ofFirstChild(algorithms);
    }
    List<ProposalTemplate> templates = new ArrayList<>();
    for (ProposalTemplate first : ofFirstChild(algorithms)) {
      Map<TransformType, List<Transform>> types = new LinkedHashMap<>(first.acceptable());
      types.put(TransformType.KE, methods(TransformType.KE, algorithms.keyExchange()));
      templates.add(new ProposalTemplate(ProtocolId.ESP, types));
    }
    return withRounds(templates, algorithms.additionalKeyExchange());
  }

  /** Whoever has them mixes them in, even with a cipher that is not the first of our list. */
  private static List<ProposalTemplate> withRounds(
      List<ProposalTemplate> plain, List<AdditionalKeyExchange> rounds) {
    if (rounds.isEmpty()) {
      return plain;
    }
    List<ProposalTemplate> templates = new ArrayList<>();
    for (ProposalTemplate template : plain) {
      Map<TransformType, List<Transform>> types = new LinkedHashMap<>(template.acceptable());
      for (AdditionalKeyExchange round : rounds) {
        TransformType type = TransformType.additionalKeyExchange(round.round());
        List<Transform> methods = new ArrayList<>(methods(type, round.methods()));
        if (!round.required()) {
          methods.add(Transform.of(type, NO_METHOD));
        }
        types.put(type, methods);
      }
      templates.add(new ProposalTemplate(template.protocol(), types));
    }
    if (rounds.stream().noneMatch(AdditionalKeyExchange::required)) {
      templates.addAll(plain);
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
   * type there is none, or no choice of different key exchange methods.
   *
   * @param preferredKe the group to take if both ends have it, before our own order
   * @param rounds whether additional key exchanges can be held; NONE is all that is taken otherwise
   */
  Optional<List<Transform>> choose(
      Proposal offered, Optional<Integer> preferredKe, boolean rounds) {
    Optional<List<Transform>> chosen = chooseAny(offered, preferredKe, rounds);
    // With rounds that are all optional and all NONE, this is the other template's business, which
    // comes later: a proposal that has them may follow.
    return isAllOptional() ? chosen.filter(ProposalTemplate::hasRound) : chosen;
  }

  private Optional<List<Transform>> chooseAny(
      Proposal offered, Optional<Integer> preferredKe, boolean rounds) {
    Optional<Map<TransformType, Integer>> methods = methods(offered, preferredKe, rounds);
    if (!offered.protocol().equals(protocol) || methods.isEmpty()) {
      return Optional.empty();
    }
    List<Transform> chosen = new ArrayList<>();
    for (TransformType type : acceptable.keySet()) {
      if (!isKeyExchange(type)) {
        Optional<Transform> best = best(type, offered);
        if (best.isEmpty()) {
          return Optional.empty();
        }
        chosen.add(best.get());
      } else if (!of(offered, type).isEmpty()) {
        chosen.add(Transform.of(type, methods.get().get(type)));
      }
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

  /** A method for each type of key exchange, all different (RFC 9370 section 2.2.1). */
  private Optional<Map<TransformType, Integer>> methods(
      Proposal offered, Optional<Integer> preferredKe, boolean rounds) {
    List<TransformType> types =
        acceptable.keySet().stream().filter(ProposalTemplate::isKeyExchange).toList();
    List<List<Integer>> candidates =
        types.stream().map(type -> candidates(type, offered, preferredKe, rounds)).toList();
    return DistinctChoice.of(candidates)
        .map(
            chosen ->
                IntStream.range(0, types.size())
                    .boxed()
                    .collect(Collectors.toMap(types::get, chosen::get)));
  }

  /** The methods for one type that both ends accept, best first. */
  private List<Integer> candidates(
      TransformType type, Proposal offered, Optional<Integer> preferredKe, boolean rounds) {
    List<Transform> ours = acceptable.get(type);
    List<Transform> theirs = of(offered, type);
    Transform none = Transform.of(type, NO_METHOD);
    if (type.isAdditionalKeyExchange() && (theirs.isEmpty() || !rounds)) {
      boolean without = ours.contains(none) && (theirs.isEmpty() || theirs.contains(none));
      return without ? List.of(NO_METHOD) : List.of();
    }
    List<Integer> both =
        new ArrayList<>(ours.stream().filter(theirs::contains).map(Transform::id).toList());
    if (type.equals(TransformType.KE) && preferredKe.isPresent()) {
      if (both.remove(preferredKe.get())) {
        both.add(0, preferredKe.get());
      }
    }
    return both;
  }

  private static boolean isKeyExchange(TransformType type) {
    return type.equals(TransformType.KE) || type.isAdditionalKeyExchange();
  }

  private boolean isAllOptional() {
    List<TransformType> rounds =
        acceptable.keySet().stream().filter(TransformType::isAdditionalKeyExchange).toList();
    return !rounds.isEmpty()
        && rounds.stream().allMatch(t -> acceptable.get(t).contains(Transform.of(t, NO_METHOD)));
  }

  private static boolean hasRound(List<Transform> chosen) {
    return chosen.stream().anyMatch(t -> t.type().isAdditionalKeyExchange() && t.id() != NO_METHOD);
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
        ? chooseAny(answer, Optional.empty(), true)
        : Optional.empty();
  }

  private Optional<Transform> best(TransformType type, Proposal offered) {
    List<Transform> theirs = of(offered, type);
    if (type.equals(TransformType.ESN) && theirs.isEmpty()) {
      // Deviation: RFC 7296 3.3.3 wants ESN in every ESP proposal. Old peers leave it out; RFC 4306
      // 3.3.2 took that for "yes", so our answer says "no" in so many words.
      return Optional.of(NO_ESN);
    }
    return acceptable.get(type).stream().filter(theirs::contains).findFirst();
  }

  private boolean isCommon(TransformType type, Proposal offered) {
    return isKeyExchange(type)
        ? !candidates(type, offered, Optional.empty(), true).isEmpty()
        : best(type, offered).isPresent();
  }

  /** The tunnel options of AWS that decide about the types in which nothing is common. */
  List<String> settings(Proposal offered) {
    return acceptable.keySet().stream()
        .filter(type -> !isCommon(type, offered))
        .flatMap(type -> TransformText.tunnelOption(protocol, type).stream())
        .distinct()
        .toList();
  }

  /**
   * One line for each transform type in which {@code offered} has nothing acceptable, or one line
   * that says why {@link #choose} takes nothing although each type has something.
   *
   * @param rounds whether additional key exchanges can be held
   */
  List<String> differences(Proposal offered, boolean rounds) {
    List<String> lines = new ArrayList<>();
    acceptable.forEach(
        (type, ours) -> {
          if (!isCommon(type, offered)) {
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
    if (lines.isEmpty() && methods(offered, Optional.empty(), true).isEmpty()) {
      lines.add("key exchanges: no choice of different methods (RFC 9370 2.2.1)");
    } else if (lines.isEmpty() && !rounds) {
      lines.add(
          "additional key exchange: offered without "
              + NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED
              + ", which it needs (RFC 9370 2.2.1)");
    }
    return lines;
  }

  private List<TransformType> unexpectedTypes(Proposal offered) {
    return offered.transforms().stream()
        .map(Transform::type)
        .distinct()
        .filter(type -> !acceptable.containsKey(type))
        // The group of a first Child SA is for its rekeying; peers that name it there mean that.
        .filter(type -> !(isFirstChild() && isKeyExchange(type)))
        .toList();
  }

  private boolean isFirstChild() {
    return protocol.equals(ProtocolId.ESP) && !acceptable.containsKey(TransformType.KE);
  }

  private static List<Transform> of(Proposal proposal, TransformType type) {
    return proposal.transforms().stream().filter(t -> t.type().equals(type)).toList();
  }

  private static List<Transform> methods(TransformType type, List<KeyExchangeMethod> methods) {
    return methods.stream().map(method -> Transform.of(type, method.transformId())).toList();
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
    return algorithms.stream().map(Transforms::of).toList();
  }

  private static List<Transform> integrity(List<IntegrityAlgorithm> algorithms) {
    return algorithms.stream()
        .map(i -> Transform.of(TransformType.INTEG, i.transformId()))
        .toList();
  }
}
