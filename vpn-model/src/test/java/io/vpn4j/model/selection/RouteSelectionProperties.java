package io.vpn4j.model.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class RouteSelectionProperties {
  private static final List<RouteSelection> TABLES =
      List.of(
          RouteSelection.VIRTUAL_PRIVATE_GATEWAY,
          RouteSelection.VPC_ROUTE_TABLE,
          RouteSelection.transitGateway(true),
          RouteSelection.transitGateway(false));

  /** A table of AWS and candidates for it. */
  record Choice(RouteSelection selection, IpPrefix destination, List<RouteCandidate> candidates) {}

  @Property(tries = 2000)
  void choiceIsIndependentOfTheOrderOfArrival(
      @ForAll("choices") Choice choice, @ForAll Random random) {
    List<RouteCandidate> shuffled = new ArrayList<>(choice.candidates());
    Collections.shuffle(shuffled, random);
    RouteExplanation one = choice.selection().explain(choice.destination(), choice.candidates());
    assertEquals(one, choice.selection().explain(choice.destination(), shuffled));
    assertEquals(one.winners(), choice.selection().select(choice.destination(), shuffled));
    Statistics.label("decided by").collect(one.decidedBy().map(SelectionRule::name).orElse("-"));
  }

  @Property(tries = 2000)
  void explainNamesExactlyTheRuleThatDecided(@ForAll("choices") Choice choice) {
    RouteExplanation explanation =
        choice.selection().explain(choice.destination(), choice.candidates());
    List<RouteCandidate> before =
        choice.selection().covering(choice.destination(), choice.candidates());
    List<RouteCandidate> left = before;
    if (explanation.decidedBy().isPresent()) {
      for (SelectionRule rule : choice.selection().rules()) {
        before = left;
        left = rule.keep(left);
        if (rule.equals(explanation.decidedBy().get())) {
          break;
        }
      }
      assertTrue(left.size() < before.size(), "the rule took nobody away");
    }
    assertEquals(explanation.winners(), left);
  }

  @Property(tries = 1000)
  void everyCandidateThatCoversTheDestinationWinsOrLosesOnce(@ForAll("choices") Choice choice) {
    RouteExplanation explanation =
        choice.selection().explain(choice.destination(), choice.candidates());
    List<RouteCandidate> accounted = new ArrayList<>(explanation.winners());
    explanation.losses().forEach(loss -> accounted.add(loss.candidate()));
    assertEquals(
        choice.selection().covering(choice.destination(), choice.candidates()).size(),
        accounted.size());
    assertEquals(accounted.size(), Set.copyOf(accounted).size());
    explanation.losses().forEach(loss -> assertTrue(!loss.reason().isBlank()));
  }

  @Property(tries = 1000)
  void aLoserThatGoesChangesNothing(@ForAll("choices") Choice choice) {
    RouteExplanation explanation =
        choice.selection().explain(choice.destination(), choice.candidates());
    boolean medSpoke = false;
    for (RouteExplanation.Loss loss : explanation.losses()) {
      String rule = loss.rule().name();
      medSpoke |= rule.equals("LOWEST_MED");
      // RFC 3345: one that MED kept and a later rule took still keeps others of its AS down. And a
      // local route that loses to a static one still keeps propagated ones out.
      if ((!medSpoke || rule.equals("LOWEST_MED")) && loss.candidate().kind() != RouteKind.LOCAL) {
        List<RouteCandidate> without = new ArrayList<>(choice.candidates());
        without.removeIf(loss.candidate()::equals);
        assertEquals(
            explanation.winners(), choice.selection().select(choice.destination(), without));
      }
    }
  }

  @Property(tries = 1000)
  void severalWinnersAreEqualVpnTunnelsOfATransitGateway(@ForAll("choices") Choice choice) {
    List<RouteCandidate> winners =
        choice.selection().select(choice.destination(), choice.candidates());
    if (winners.size() > 1) {
      assertEquals(RouteSelection.transitGateway(true), choice.selection());
      Set<Object> kinds = new HashSet<>();
      Set<Object> paths = new HashSet<>();
      for (RouteCandidate winner : winners) {
        kinds.add(winner.kind());
        paths.add(winner.asPath());
        assertTrue(winner.isUp());
      }
      assertEquals(1, kinds.size());
      assertEquals(1, paths.size());
    }
    Statistics.label("winners").collect(Math.min(winners.size(), 2));
  }

  @Provide
  Arbitrary<Choice> choices() {
    return Arbitraries.of(TABLES)
        .flatMap(
            selection ->
                Combinators.combine(prefixes(), candidates(selection).list().ofMaxSize(12))
                    .as((destination, list) -> new Choice(selection, destination, list)));
  }

  private static Arbitrary<IpPrefix> prefixes() {
    return Arbitraries.of("0.0.0.0/0", "192.168.0.0/16", "192.168.1.0/24").map(IpPrefix::of);
  }

  /** Few values of each kind, so that many candidates are equal in what comes first. */
  private static Arbitrary<RouteCandidate> candidates(RouteSelection selection) {
    Arbitrary<RouteCandidate> way =
        Combinators.combine(
                prefixes(),
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.of(selection.kinds())),
                    Tuple.of(2, Arbitraries.of(RouteKind.VPN_BGP))),
                Arbitraries.of("a", "b", "c"))
            .as(RouteCandidate::of);
    Arbitrary<List<AsNumber>> path =
        Arbitraries.of(65010L, 65020L).map(AsNumber::of).list().ofMinSize(1).ofMaxSize(2);
    return Combinators.combine(
            way,
            Arbitraries.of("198.51.100.1", "198.51.100.2").map(IpAddress::of).injectNull(0.2),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(RouteCondition.UP)),
                Tuple.of(1, Arbitraries.of(RouteCondition.values()))),
            Arbitraries.of(LocalPreference.values()),
            path,
            Arbitraries.of(0L, 100L, 200L).injectNull(0.3),
            Arbitraries.of(true, true, false))
        .as(
            (candidate, tunnel, condition, preference, asPath, med, external) -> {
              RouteCandidate made =
                  candidate.withCondition(condition).withLocalPreference(preference);
              made = tunnel == null ? made : made.withTunnel(tunnel);
              made = candidate.kind().stands() ? made : made.withAsPath(asPath);
              made = med == null ? made : made.withMed(med);
              return external ? made : made.learnedInternally();
            });
  }
}
