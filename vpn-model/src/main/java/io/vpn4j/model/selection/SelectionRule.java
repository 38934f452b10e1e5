package io.vpn4j.model.selection;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One step of a choice: which of the candidates that are left stay.
 *
 * <p>A rule looks at the candidates as a set. MED needs that: it speaks only among routes of one
 * neighbor AS, so no order of pairs describes it (RFC 4271 9.1.2.2 c).
 */
public final class SelectionRule {
  private final String name;
  private final String meaning;
  private final UnaryOperator<List<RouteCandidate>> keep;
  private final BiFunction<RouteCandidate, List<RouteCandidate>, String> reason;

  /**
   * @param keep the candidates that stay, in the order in which they came
   * @param reason why one is not among those that stay; told only of those that do not
   */
  SelectionRule(
      String name,
      String meaning,
      UnaryOperator<List<RouteCandidate>> keep,
      BiFunction<RouteCandidate, List<RouteCandidate>, String> reason) {
    this.name = name;
    this.meaning = meaning;
    this.keep = keep;
    this.reason = reason;
  }

  /** Upper-case words, for example {@code LONGEST_PREFIX}; one list has no two of a name. */
  public String name() {
    return name;
  }

  /** What the rule says, as half a sentence. */
  public String meaning() {
    return meaning;
  }

  /**
   * The candidates that stay.
   *
   * @param candidates in the order of names, as {@link RouteSelection#covering} gives them
   */
  public List<RouteCandidate> keep(List<RouteCandidate> candidates) {
    return keep.apply(candidates);
  }

  String reason(RouteCandidate loser, List<RouteCandidate> kept) {
    return reason.apply(loser, kept);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
