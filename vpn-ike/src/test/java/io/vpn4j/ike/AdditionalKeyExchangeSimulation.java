package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.model.secret.SecretAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Two sessions with additional key exchanges of all kinds, over bad networks, in virtual time. */
class AdditionalKeyExchangeSimulation {
  /** Quick ones, and few, so that both sides often have something in common. */
  private static final List<KeyExchangeMethod> METHODS =
      List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256, KeyExchangeMethod.ECP_384);

  @Provide
  Arbitrary<IkeAlgorithms> algorithms() {
    Arbitrary<List<KeyExchangeMethod>> methods =
        Arbitraries.shuffle(METHODS)
            .flatMap(all -> Arbitraries.integers().between(1, 3).map(n -> all.subList(0, n)));
    Arbitrary<List<AdditionalKeyExchange>> rounds =
        Combinators.combine(
                Arbitraries.integers().between(1, 3), methods, Arbitraries.of(true, false))
            .as(AdditionalKeyExchange::new)
            .list()
            .ofMaxSize(3)
            .uniqueElements(AdditionalKeyExchange::round);
    return Combinators.combine(methods, rounds)
        .as(AdditionalKeyExchangeSimulation::possible)
        .filter(list -> !list.isEmpty())
        .map(list -> list.get(0));
  }

  private static List<IkeAlgorithms> possible(
      List<KeyExchangeMethod> first, List<AdditionalKeyExchange> rounds) {
    try {
      return List.of(
          new IkeAlgorithms(
                  IkeSessionFixtures.FAST.encryption(),
                  List.of(),
                  IkeSessionFixtures.FAST.prf(),
                  first)
              .withAdditionalKeyExchange(rounds.toArray(AdditionalKeyExchange[]::new)));
    } catch (IllegalArgumentException noChoice) {
      return List.of();
    }
  }

  private static SimulatedLink link(
      IkeAlgorithms left, IkeAlgorithms right, Weather weather, long seed) {
    return IkeSessionFixtures.link(
        IkeSessionFixtures.left().ikeAlgorithms(left).build(),
        IkeSessionFixtures.right().ikeAlgorithms(right).build(),
        weather,
        seed);
  }

  private static IkeSaInfo info(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Established.class).get(0).info();
  }

  private static void assertSameKeys(SimulatedLink link) {
    ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
  }

  @Property(tries = 400)
  @Label("any two configurations get the same keys from the same rounds, or both say why not")
  void sameKeysOrBothExplain(
      @ForAll("algorithms") IkeAlgorithms left,
      @ForAll("algorithms") IkeAlgorithms right,
      @ForAll long seed) {
    SimulatedLink link = link(left, right, Weather.FINE, seed);
    link.initiate().run(Duration.ofSeconds(5));
    if (link.right.isTerminated()) {
      // The responder asked for another first group: the initiator comes again, to a new session.
      IkeFailure cause = link.rightCause();
      if (cause instanceof IkeFailure.AskedForOtherKeyExchange) {
        Statistics.collect("other group");
        return;
      }
      link.run(Duration.ofMinutes(2));
      assertTrue(link.left.isTerminated());
      String why = link.leftCause().explanation() + cause.explanation();
      assertTrue(why.contains("key exchange"), why);
      Statistics.collect("refused");
      return;
    }
    assertTrue(link.left.isEstablished() && link.right.isEstablished(), link.left::toString);
    assertSameKeys(link);
    IkeSaInfo info = info(link.leftOutputs);
    assertEquals(info.additionalKeyExchange(), info(link.rightOutputs).additionalKeyExchange());
    List<KeyExchangeMethod> all = new ArrayList<>(info.additionalKeyExchange());
    all.add(info.keyExchange());
    assertEquals(all.size(), all.stream().distinct().count(), "no method twice");
    for (IkeAlgorithms side : List.of(left, right)) {
      long required =
          side.additionalKeyExchange().stream().filter(AdditionalKeyExchange::required).count();
      assertTrue(info.additionalKeyExchange().size() >= required);
    }
    Statistics.collect(info.additionalKeyExchange().size() + " rounds");
    Statistics.coverage(
        coverage -> {
          coverage.check("refused").count(c -> c > 20);
          coverage.check("0 rounds").count(c -> c > 20);
          coverage.check("1 rounds").count(c -> c > 20);
          coverage.check("2 rounds").count(c -> c > 0);
        });
  }

  @Property(tries = 200)
  @Label("over any link, two sessions with three rounds both stand with the same keys, or both end")
  void bothStandOrBothEnd(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.6) double loss,
      @ForAll @DoubleRange(max = 0.5) double duplication,
      @ForAll @IntRange(min = 1, max = 3000) int maxDelayMillis) {
    IkeAlgorithms three =
        IkeSessionFixtures.FAST.withAdditionalKeyExchange(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256),
            AdditionalKeyExchange.required(2, KeyExchangeMethod.ECP_384),
            AdditionalKeyExchange.required(3, KeyExchangeMethod.ECP_521));
    Weather weather = new Weather(loss, duplication, Duration.ofMillis(maxDelayMillis));
    SimulatedLink link = link(three, three, weather, seed);
    link.initiate().run(Duration.ofMinutes(4));

    boolean both = link.left.isEstablished() && link.right.isEstablished();
    if (both) {
      assertSameKeys(link);
    } else {
      link.run(Duration.ofMinutes(2));
      assertTrue(
          !link.left.isEstablished() && !link.right.isEstablished(),
          () -> "seed " + seed + ": " + link.left + " " + link.right);
    }
    Statistics.collect(both ? "established" : "ended");
    Statistics.coverage(coverage -> coverage.check("established").count(c -> c > 40));
  }
}
