package io.vpn4j.model.selection;

import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a route is used, in the terms of AWS.
 *
 * @param table whose rules they are, for example {@code virtual private gateway}
 * @param destination what was asked about
 * @param winners the routes in use: none if nothing leads there, several if they share the traffic;
 *     the one that AWS displays first
 * @param decidedBy the last rule that took a candidate away; absent if there was at most one
 *     candidate, or none lost. The rules up to it, by themselves, give the same winners
 * @param losses the other candidates, in the order in which they lost
 */
public record RouteExplanation(
    String table,
    IpPrefix destination,
    List<RouteCandidate> winners,
    Optional<SelectionRule> decidedBy,
    List<Loss> losses) {

  /** Copies the lists. */
  public RouteExplanation {
    winners = List.copyOf(winners);
    losses = List.copyOf(losses);
  }

  /**
   * A candidate that is not used.
   *
   * @param candidate it
   * @param rule the rule by which it lost
   * @param reason why, as half a sentence
   */
  public record Loss(RouteCandidate candidate, SelectionRule rule, String reason) {}

  /** The route in use; with several the first. */
  public Optional<RouteCandidate> winner() {
    return winners.stream().findFirst();
  }

  /** Whether packets are dropped: nothing leads there, or a blackhole route does. */
  public boolean drops() {
    return winners.stream().allMatch(RouteCandidate::isBlackhole);
  }

  /** A line for the winners and a line for each loss, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(destination).append(" in the ").append(table).append(": ");
    if (winners.isEmpty()) {
      text.append("no route");
    } else {
      text.append(
          winners.stream().map(RouteCandidate::describe).collect(Collectors.joining(" and ")));
      text.append(winners.get(0).isBlackhole() ? ", a blackhole" : "");
    }
    decidedBy.ifPresent(
        rule -> text.append(", by ").append(rule).append(" (").append(rule.meaning()).append(")"));
    for (Loss loss : losses) {
      text.append("\n  not ")
          .append(loss.candidate().describe())
          .append(", by ")
          .append(loss.rule())
          .append(": ")
          .append(loss.reason());
    }
    return text.toString();
  }
}
