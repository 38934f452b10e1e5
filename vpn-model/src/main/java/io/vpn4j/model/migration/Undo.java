package io.vpn4j.model.migration;

import java.util.List;

/** How the effect of a step is taken back. */
public sealed interface Undo {
  /**
   * By actions, which may be none.
   *
   * @param actions in order
   */
  record By(List<Action> actions) implements Undo {
    /** Copies the actions. */
    public By {
      actions = List.copyOf(actions);
    }
  }

  /**
   * By actions, and completely only when the step before is undone too: between the two the
   * snapshot is not the one before this step.
   *
   * @param actions in order
   * @param reason why one may not stop between
   */
  record WithTheStepBefore(List<Action> actions, String reason) implements Undo {
    /** Copies the actions. */
    public WithTheStepBefore {
      actions = List.copyOf(actions);
    }
  }

  /**
   * Not at all.
   *
   * @param reason why
   */
  record Impossible(String reason) implements Undo {}

  /** Nothing is to be taken back. */
  static Undo nothing() {
    return new By(List.of());
  }
}
