package io.vpn4j.model.migration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One step of a plan.
 *
 * @param number as the procedure counts, for example {@code 8} or {@code 1–2}
 * @param name what it is for
 * @param actions what is done, in order
 * @param preconditions what must hold before
 * @param effect what it does to traffic
 * @param verification what must hold afterwards
 * @param undo how to take it back
 * @param pointOfNoReturn whether the state before the plan cannot be had again once this is done
 * @param notes what to know besides
 */
public record Step(
    String number,
    String name,
    List<Action> actions,
    List<Condition> preconditions,
    Effect effect,
    List<Condition> verification,
    Undo undo,
    boolean pointOfNoReturn,
    List<String> notes) {
  /** Copies the lists. */
  public Step {
    actions = List.copyOf(actions);
    preconditions = List.copyOf(preconditions);
    verification = List.copyOf(verification);
    notes = List.copyOf(notes);
  }

  /** Who acts in it. */
  public Set<Actor> actors() {
    Set<Actor> actors = EnumSet.noneOf(Actor.class);
    actions.forEach(a -> actors.add(a.actor()));
    return actors;
  }

  /** The preconditions that do not hold. */
  public List<Condition> unmet(Progress progress) {
    return preconditions.stream().filter(c -> !c.holds(progress)).toList();
  }

  /**
   * The step done, without looking at its preconditions.
   *
   * @throws io.vpn4j.model.region.VpnApiException if the service refuses an action
   * @throws IllegalStateException if it needs what an earlier step creates
   */
  public Progress apply(Progress before) {
    Progress progress = before;
    for (Action action : actions) {
      progress = action.apply(progress);
    }
    return progress;
  }
}
