package io.vpn4j.model.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the parts of a {@link Step} in the order in which a procedure tells them. */
final class StepBuilder {
  private final String number;
  private final String name;
  private final List<Action> actions = new ArrayList<>();
  private final List<Condition> preconditions = new ArrayList<>();
  private final List<Condition> verification = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Action> undo = new ArrayList<>();
  private Effect effect = Effect.NONE;
  private String joint = "";
  private String impossible = "";
  private boolean pointOfNoReturn;

  private StepBuilder(String number, String name) {
    this.number = number;
    this.name = name;
  }

  static StepBuilder step(String number, String name) {
    return new StepBuilder(number, name);
  }

  StepBuilder needs(Condition condition) {
    preconditions.add(condition);
    return this;
  }

  StepBuilder does(Action action) {
    actions.add(action);
    return this;
  }

  StepBuilder does(ApiAction action, String... parameters) {
    return does(ApiCall.of(action, parameters));
  }

  StepBuilder doesAll(Collection<? extends Action> more) {
    actions.addAll(more);
    return this;
  }

  StepBuilder effect(Effect stated) {
    effect = stated;
    return this;
  }

  StepBuilder verify(Condition condition) {
    verification.add(condition);
    return this;
  }

  StepBuilder note(String note) {
    notes.add(note);
    return this;
  }

  /** Appends an action of the way back. */
  StepBuilder undo(Action action) {
    undo.add(action);
    return this;
  }

  StepBuilder undoAll(Collection<? extends Action> more) {
    undo.addAll(more);
    return this;
  }

  StepBuilder undo(ApiAction action, String... parameters) {
    return undo(ApiCall.of(action, parameters));
  }

  StepBuilder undoneWithTheStepBefore(String reason) {
    joint = reason;
    return this;
  }

  StepBuilder cannotBeUndone(String reason) {
    impossible = reason;
    return this;
  }

  StepBuilder pointOfNoReturn(String reason) {
    pointOfNoReturn = true;
    return cannotBeUndone(reason);
  }

  boolean isEmpty() {
    return actions.isEmpty();
  }

  Step build() {
    Undo way =
        !impossible.isEmpty()
            ? new Undo.Impossible(impossible)
            : joint.isEmpty() ? new Undo.By(undo) : new Undo.WithTheStepBefore(undo, joint);
    return new Step(
        number, name, actions, preconditions, effect, verification, way, pointOfNoReturn, notes);
  }
}
