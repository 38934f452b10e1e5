package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.AlgorithmPolicy;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure.NearestPair;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Choosing against a plain search through every suite that there is. */
class ProposalSelectionProperties {
  private static final List<TransformType> TYPES =
      List.of(TransformType.ENCR, TransformType.PRF, TransformType.INTEG, TransformType.KE);

  private static final AlgorithmPolicy GROUP_22_TOO =
      AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160);

  /** Few enough that two ends often have something in common, with one of each kind. */
  private static final EncryptionAlgorithm[] CIPHERS = {
    EncryptionAlgorithm.AES_CBC_128,
    EncryptionAlgorithm.AES_CBC_256,
    EncryptionAlgorithm.AES_GCM_16_128,
    EncryptionAlgorithm.AES_GCM_16_256,
    EncryptionAlgorithm.CHACHA20_POLY1305
  };

  private static final IntegrityAlgorithm[] INTEGRITY = {
    IntegrityAlgorithm.HMAC_SHA1_96,
    IntegrityAlgorithm.AES_XCBC_96,
    IntegrityAlgorithm.HMAC_SHA2_256_128,
    IntegrityAlgorithm.HMAC_SHA2_512_256
  };

  private static final PrfAlgorithm[] PRFS = {
    PrfAlgorithm.HMAC_SHA1,
    PrfAlgorithm.HMAC_SHA2_256,
    PrfAlgorithm.HMAC_SHA2_512,
    PrfAlgorithm.AES128_CMAC
  };

  private static final KeyExchangeMethod[] GROUPS = {
    KeyExchangeMethod.MODP_1024,
    KeyExchangeMethod.MODP_1536,
    KeyExchangeMethod.MODP_2048,
    KeyExchangeMethod.MODP_3072,
    KeyExchangeMethod.MODP_4096,
    KeyExchangeMethod.ECP_256,
    KeyExchangeMethod.ECP_384,
    KeyExchangeMethod.ECP_521,
    KeyExchangeMethod.MODP_1024_160,
    KeyExchangeMethod.MODP_2048_256,
    KeyExchangeMethod.BRAINPOOL_256,
    KeyExchangeMethod.CURVE25519,
    KeyExchangeMethod.CURVE448,
    KeyExchangeMethod.ML_KEM_768
  };

  @Provide
  Arbitrary<IkeAlgorithms> algorithms() {
    return Combinators.combine(some(CIPHERS), some(INTEGRITY), some(PRFS), some(GROUPS))
        .as(
            (encryption, integrity, prf, keyExchange) ->
                new IkeAlgorithms(encryption, integrity, prf, keyExchange, GROUP_22_TOO));
  }

  private static <T> Arbitrary<List<T>> some(T[] values) {
    return Arbitraries.shuffle(Arrays.asList(values))
        .flatMap(
            all ->
                Arbitraries.integers()
                    .between(1, Math.min(3, all.size()))
                    .map(size -> all.subList(0, size)));
  }

  /** Offers of peers, often of what we know and sometimes of what we do not. */
  @Provide
  Arbitrary<SaPayload> offers() {
    Arbitrary<Transform> known =
        algorithms()
            .map(a -> ProposalSelection.forIkeSa(a).offer(Octets.EMPTY).proposals().get(0))
            .flatMap(p -> Arbitraries.of(p.transforms()));
    Arbitrary<Transform> odd =
        Arbitraries.of(
            Transform.of(TransformType.INTEG, 0),
            Transform.of(TransformType.KE, 0),
            Transform.of(TransformType.ENCR, 3),
            Transform.of(TransformType.ESN, 0),
            Transform.of(new TransformType(6), 35),
            Transform.of(new TransformType(6), 0));
    Arbitrary<Proposal> loose =
        Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(12, known), net.jqwik.api.Tuple.of(1, odd))
            .list()
            .ofMinSize(1)
            .ofMaxSize(14)
            .map(list -> new Proposal(1, ProtocolId.IKE, Octets.EMPTY, list));
    Arbitrary<Proposal> whole =
        algorithms()
            .flatMap(
                a -> Arbitraries.of(ProposalSelection.forIkeSa(a).offer(Octets.EMPTY).proposals()));
    return Arbitraries.oneOf(loose, whole)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(ProposalSelectionProperties::numbered);
  }

  private static SaPayload numbered(List<Proposal> proposals) {
    List<Proposal> all = new ArrayList<>();
    for (Proposal p : proposals) {
      all.add(new Proposal(all.size() + 1, p.protocol(), p.spi(), p.transforms()));
    }
    return new SaPayload(all);
  }

  /** Every suite that {@code ours} allows. */
  private static List<IkeSuite> suites(IkeAlgorithms ours) {
    List<IkeSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : ours.encryption()) {
      List<Optional<IntegrityAlgorithm>> integrity =
          encryption.isAead()
              ? List.of(Optional.empty())
              : ours.integrity().stream().map(Optional::of).toList();
      for (PrfAlgorithm prf : ours.prf()) {
        for (Optional<IntegrityAlgorithm> one : integrity) {
          for (KeyExchangeMethod method : ours.keyExchange()) {
            suites.add(new IkeSuite(encryption, one, prf, method));
          }
        }
      }
    }
    return suites;
  }

  private static boolean isRound(Transform transform) {
    return transform.type().isAdditionalKeyExchange();
  }

  private static Transform none(TransformType type) {
    return Transform.of(type, 0);
  }

  /** ChaCha20-Poly1305 has no Key Length attribute (RFC 7634 section 4). */
  private static Transform encryption(EncryptionAlgorithm algorithm) {
    return algorithm == EncryptionAlgorithm.CHACHA20_POLY1305
        ? Transform.of(TransformType.ENCR, 28)
        : Transform.of(TransformType.ENCR, algorithm.transformId(), algorithm.keyBits());
  }

  private static boolean offers(Proposal proposal, IkeSuite suite) {
    List<Transform> in = proposal.transforms();
    boolean wanted =
        in.contains(encryption(suite.encryption()))
            && in.contains(Transform.of(TransformType.PRF, suite.prf().transformId()))
            && in.contains(Transform.of(TransformType.KE, suite.keyExchange().transformId()));
    List<Transform> integ = proposal.transforms(TransformType.INTEG);
    boolean integrity =
        suite.integrity().isPresent()
            ? integ.contains(
                Transform.of(TransformType.INTEG, suite.integrity().get().transformId()))
            : integ.isEmpty() || integ.contains(Transform.of(TransformType.INTEG, 0));
    boolean nothingElse =
        in.stream()
            .allMatch(t -> TYPES.contains(t.type()) || (isRound(t) && in.contains(none(t.type()))));
    return wanted && integrity && nothingElse;
  }

  @Property(tries = 2000)
  @Label("something is chosen exactly when some suite of ours is offered, and then such a one")
  @Requirement({"RFC7296-2.7-1", "RFC7296-2.7-3", "RFC7296-2.7-4", "RFC7296-3.3.6-1"})
  void choosesIffPossible(
      @ForAll("algorithms") IkeAlgorithms ours, @ForAll("offers") SaPayload offered) {
    ProposalSelection selection = ProposalSelection.forIkeSa(ours);
    Optional<Proposal> chosen = selection.choose(offered, Optional.empty());
    List<IkeSuite> possible =
        suites(ours).stream()
            .filter(s -> offered.proposals().stream().anyMatch(p -> offers(p, s)))
            .toList();

    assertEquals(!possible.isEmpty(), chosen.isPresent());
    if (chosen.isPresent()) {
      IkeSuite suite = ProposalSelection.ikeSuite(chosen.get());
      Proposal source = offered.proposals().get(chosen.get().number() - 1);
      assertTrue(offers(source, suite), () -> suite + " of " + source);
      assertTrue(source.transforms().containsAll(chosen.get().transforms()));
      Set<TransformType> types =
          chosen.get().transforms().stream().map(Transform::type).collect(Collectors.toSet());
      assertEquals(types.size(), chosen.get().transforms().size(), "one of each type");
      // The best of each kind that goes with the rest: no better cipher of the same kind, and for
      // this cipher no better PRF, integrity algorithm or group in the same proposal.
      for (IkeSuite other : possible) {
        if (offers(source, other) && other.encryption() == suite.encryption()) {
          assertTrue(
              ours.prf().indexOf(suite.prf()) <= ours.prf().indexOf(other.prf())
                  && ours.keyExchange().indexOf(suite.keyExchange())
                      <= ours.keyExchange().indexOf(other.keyExchange()));
        }
      }
    }
    Statistics.collect(chosen.isPresent() ? "chosen" : "refused");
    Statistics.coverage(
        coverage -> {
          coverage.check("chosen").count(c -> c > 100);
          coverage.check("refused").count(c -> c > 100);
        });
  }

  @Property(tries = 1000)
  @Label("what a responder of the same mind answers, the initiator accepts")
  void acceptsTheAnswer(
      @ForAll("algorithms") IkeAlgorithms ours, @ForAll("algorithms") IkeAlgorithms theirs) {
    ProposalSelection initiator = ProposalSelection.forIkeSa(ours);
    Optional<Proposal> answer =
        ProposalSelection.forIkeSa(theirs).choose(initiator.offer(Octets.EMPTY), Optional.empty());

    answer.ifPresent(
        chosen -> {
          Proposal accepted = initiator.accept(new SaPayload(List.of(chosen))).orElseThrow();
          assertEquals(ProposalSelection.ikeSuite(chosen), ProposalSelection.ikeSuite(accepted));
        });
    Statistics.collect(answer.isPresent());
  }

  @Property(tries = 2000)
  @Label("an answer that is not among the offered suites is refused")
  @Requirement("RFC7296-3.3.6-3")
  void refusesWhatWasNotOffered(
      @ForAll("algorithms") IkeAlgorithms ours,
      @ForAll("algorithms") IkeAlgorithms others,
      @ForAll long seed) {
    ProposalSelection initiator = ProposalSelection.forIkeSa(ours);
    Random random = new Random(seed);
    SaPayload offer = initiator.offer(Octets.EMPTY);
    Proposal genuine = initiator.choose(offer, Optional.empty()).orElseThrow();
    Proposal foreign = ProposalSelection.forIkeSa(others).offer(Octets.EMPTY).proposals().get(0);
    List<Transform> transforms = new ArrayList<>(genuine.transforms());
    int number = genuine.number();
    Transform odd = foreign.transforms().get(random.nextInt(foreign.transforms().size()));
    switch (random.nextInt(5)) {
      case 0 -> transforms.set(random.nextInt(transforms.size()), odd);
      case 1 -> transforms.add(odd);
      case 2 -> transforms.remove(random.nextInt(transforms.size()));
      case 3 -> number = random.nextInt(4);
      default -> transforms.replaceAll(t -> t.type().equals(odd.type()) ? odd : t);
    }
    Proposal answer = new Proposal(number, ProtocolId.IKE, Octets.EMPTY, transforms);
    boolean legal =
        number >= 1
            && number <= offer.proposals().size()
            && suites(ours).stream()
                .anyMatch(
                    s ->
                        isExactly(answer, s)
                            && offers(offer.proposals().get(answer.number() - 1), s));

    assertEquals(
        legal, initiator.accept(new SaPayload(List.of(answer))).isPresent(), answer::toString);
    Statistics.collect(legal ? "still legal" : "refused");
    Statistics.coverage(
        coverage -> {
          coverage.check("refused").count(c -> c > 500);
          coverage.check("still legal").count(c -> c > 50);
        });
  }

  private static boolean isExactly(Proposal answer, IkeSuite suite) {
    int transforms = suite.integrity().isPresent() ? 4 : 3;
    return offers(answer, suite) && answer.transforms().size() == transforms;
  }

  @Property(tries = 1000)
  @Label("the nearest pair is one with the fewest differences, and its lines are those differences")
  void nearestIsNearest(
      @ForAll("algorithms") IkeAlgorithms ours, @ForAll("offers") SaPayload offered) {
    ProposalSelection selection = ProposalSelection.forIkeSa(ours);
    if (selection.choose(offered, Optional.empty()).isPresent()) {
      return;
    }
    NearestPair nearest = selection.explainMismatch(offered).nearest().orElseThrow();
    long fewest = Long.MAX_VALUE;
    for (Proposal mine : selection.offer(Octets.EMPTY).proposals()) {
      for (Proposal theirs : offered.proposals()) {
        fewest = Math.min(fewest, differences(mine, theirs));
      }
    }
    assertEquals(fewest, nearest.differences().size());
    assertTrue(fewest > 0, "or it would have been chosen");
    Statistics.collect("differences", fewest);
  }

  /** The number of types without common ground, from the wire form of both. */
  private static long differences(Proposal mine, Proposal theirs) {
    Set<TransformType> types =
        theirs.transforms().stream().map(Transform::type).collect(Collectors.toSet());
    mine.transforms().forEach(t -> types.add(t.type()));
    return types.stream()
        .filter(
            type -> {
              List<Transform> ours = mine.transforms(type);
              List<Transform> offered = theirs.transforms(type);
              boolean none =
                  (type.equals(TransformType.INTEG) || type.isAdditionalKeyExchange())
                      && offered.contains(none(type));
              return ours.isEmpty() ? !none : offered.stream().noneMatch(ours::contains);
            })
        .count();
  }
}
