package io.vpn4j.model.selection;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The rules of which {@link RouteSelection}s are made. */
final class Rules {
  /**
   * RFC 4271 9.1.2.2 c: a route without MED has the lowest. A virtual private gateway's reading.
   */
  static final Function<RouteCandidate, Long> MISSING_MED_IS_LOWEST = c -> c.med().orElse(0);

  /** A transit gateway's: 0 for Direct Connect, 100 for VPN and Connect. */
  static final Function<RouteCandidate, Long> MISSING_MED_OF_TRANSIT_GATEWAY =
      c -> c.med().orElse(c.kind() == RouteKind.DIRECT_CONNECT ? 0 : 100);

  /** Tunnel health outranks all routing attributes, also the length of the prefix. */
  static final SelectionRule HEALTHY_TUNNEL =
      usable(
          "HEALTHY_TUNNEL",
          "only a tunnel or virtual interface that is up is used, whatever its routes",
          RouteCondition.DOWN);

  static final SelectionRule ATTACHED =
      usable("ATTACHED", "only an attached gateway or attachment is used", RouteCondition.DETACHED);

  static final SelectionRule PROPAGATED_WHILE_UP =
      usable(
          "PROPAGATED_WHILE_UP",
          "a VPN connection propagates only while its status is UP",
          RouteCondition.DOWN);

  static final SelectionRule PROPAGATED_WHILE_ATTACHED =
      usable(
          "PROPAGATED_WHILE_ATTACHED",
          "a virtual private gateway propagates only while it is attached to the VPC",
          RouteCondition.DETACHED);

  static final SelectionRule WITHIN_QUOTA =
      usable(
          "WITHIN_QUOTA",
          "a gateway takes no more routes than its quota",
          RouteCondition.OVER_LIMIT);

  static final SelectionRule WITHIN_PROPAGATION_QUOTA =
      usable(
          "WITHIN_PROPAGATION_QUOTA",
          "a VPC route table takes 100 propagated routes",
          RouteCondition.OVER_LIMIT);

  static final SelectionRule LOCAL_OVER_PROPAGATED =
      new SelectionRule(
          "LOCAL_OVER_PROPAGATED",
          "the local route beats propagated routes, more specific ones too",
          candidates ->
              candidates.stream().anyMatch(c -> c.kind() == RouteKind.LOCAL)
                  ? filter(candidates, c -> c.kind().stands())
                  : candidates,
          (loser, kept) ->
              "it is propagated, and the local route "
                  + first(kept, c -> c.kind() == RouteKind.LOCAL).prefix()
                  + " covers the destination");

  static final SelectionRule LONGEST_PREFIX =
      new SelectionRule(
          "LONGEST_PREFIX",
          "the most specific route wins",
          candidates -> highest(candidates, c -> c.prefix().length()),
          (loser, kept) ->
              "/" + loser.prefix().length() + " is shorter than " + kept.get(0).prefix());

  static final SelectionRule DIRECT_CONNECT_LOCAL_PREFERENCE =
      new SelectionRule(
          "DIRECT_CONNECT_LOCAL_PREFERENCE",
          "the highest local-preference community wins among Direct Connect routes",
          candidates ->
              highest(
                  candidates,
                  c ->
                      c.kind() == RouteKind.DIRECT_CONNECT
                          ? c.localPreference().ordinal()
                          : LocalPreference.MEDIUM.ordinal()),
          (loser, kept) ->
              "its local preference "
                  + loser.localPreference()
                  + " is below "
                  + kept.get(0).localPreference());

  static final SelectionRule SHORTEST_AS_PATH =
      new SelectionRule(
          "SHORTEST_AS_PATH",
          "the shortest AS_PATH wins",
          candidates -> highest(candidates, c -> -c.asPath().size()),
          (loser, kept) ->
              "its AS_PATH has "
                  + loser.asPath().size()
                  + " AS numbers, that of the best "
                  + kept.get(0).asPath().size());

  static final SelectionRule EBGP_OVER_IBGP =
      new SelectionRule(
          "EBGP_OVER_IBGP",
          "a route learned by eBGP beats one learned by iBGP",
          candidates -> highest(candidates, c -> c.external() ? 1 : 0),
          (loser, kept) -> "it was learned by iBGP");

  static final SelectionRule STABLE_CHOICE =
      new SelectionRule(
          "STABLE_CHOICE",
          "AWS chooses by itself; here the first name of target and tunnel",
          candidates -> candidates.isEmpty() ? candidates : candidates.subList(0, 1),
          Rules::laterName);

  /**
   * Equal-cost multipath of a transit gateway.
   *
   * <p>Paths must be of one AS_PATH length and ASN, and AWS has no multipath-relax; so the whole
   * AS_PATH must be the same, which is what routers without that option ask for.
   */
  static final SelectionRule EQUAL_COST_MULTIPATH =
      new SelectionRule(
          "EQUAL_COST_MULTIPATH",
          "VPN tunnels with the same prefix, AS_PATH and MED share the traffic; else AWS chooses"
              + " by itself, here the first name of target and tunnel",
          candidates ->
              candidates.isEmpty()
                  ? candidates
                  : filter(
                      candidates, c -> c.equals(candidates.get(0)) || shares(candidates.get(0), c)),
          Rules::laterName);

  private Rules() {}

  /** The kinds in {@code order}, best first. */
  static SelectionRule kindOrder(String name, List<RouteKind> order) {
    return new SelectionRule(
        name,
        order.stream().map(RouteKind::toString).collect(Collectors.joining(" > ")),
        candidates -> highest(candidates, c -> -order.indexOf(c.kind())),
        (loser, kept) -> loser.kind() + " comes after " + kept.get(0).kind());
  }

  static SelectionRule lowestMed(Function<RouteCandidate, Long> med) {
    return new SelectionRule(
        "LOWEST_MED",
        "the lowest MED wins among routes of the same first AS",
        candidates ->
            filter(
                candidates,
                c ->
                    candidates.stream()
                        .noneMatch(
                            other ->
                                other.neighbor().equals(c.neighbor())
                                    && med.apply(other) < med.apply(c))),
        (loser, kept) -> {
          RouteCandidate best = first(kept, c -> c.neighbor().equals(loser.neighbor()));
          return "MED "
              + med.apply(loser)
              + " is above "
              + med.apply(best)
              + loser.neighbor().map(as -> " from the same AS " + as).orElse("");
        });
  }

  /**
   * A candidate in that condition is out. One that stands in the table itself is so only if another
   * of its kind to the same prefix is up, over the other tunnel; else it stays and drops.
   */
  private static SelectionRule usable(String name, String meaning, RouteCondition condition) {
    return new SelectionRule(
        name,
        meaning,
        candidates ->
            filter(
                candidates,
                c ->
                    c.condition() != condition
                        || (c.kind().stands()
                            && candidates.stream()
                                .noneMatch(
                                    other ->
                                        other.isUp()
                                            && other.kind() == c.kind()
                                            && other.prefix().equals(c.prefix())))),
        (loser, kept) ->
            loser.tunnel().map(address -> "tunnel " + address).orElse(loser.targetId())
                + " "
                + condition);
  }

  private static boolean shares(RouteCandidate best, RouteCandidate other) {
    return (best.kind() == RouteKind.VPN_BGP || best.kind() == RouteKind.VPN_OVER_DIRECT_CONNECT)
        && other.kind() == best.kind()
        && other.prefix().equals(best.prefix())
        && other.asPath().equals(best.asPath())
        && MISSING_MED_OF_TRANSIT_GATEWAY
            .apply(other)
            .equals(MISSING_MED_OF_TRANSIT_GATEWAY.apply(best));
  }

  private static String laterName(RouteCandidate loser, List<RouteCandidate> kept) {
    return "nothing in AWS's order tells it from " + kept.get(0).describe();
  }

  private static List<RouteCandidate> highest(
      List<RouteCandidate> candidates, ToIntFunction<RouteCandidate> value) {
    OptionalInt best = candidates.stream().mapToInt(value).max();
    return best.isEmpty()
        ? candidates
        : filter(candidates, c -> value.applyAsInt(c) == best.getAsInt());
  }

  private static List<RouteCandidate> filter(
      List<RouteCandidate> candidates, Predicate<RouteCandidate> wanted) {
    return candidates.stream().filter(wanted).toList();
  }

  private static RouteCandidate first(List<RouteCandidate> kept, Predicate<RouteCandidate> wanted) {
    return kept.stream().filter(wanted).findFirst().orElseThrow();
  }
}
