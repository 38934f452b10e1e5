package io.vpn4j.model.migration;

import java.util.Objects;
import java.util.function.Predicate;

/** Something that a snapshot shows to hold or not: a precondition, or how a step is verified. */
public final class Condition {
  private final String text;
  private final Predicate<Progress> holds;

  Condition(String text, Predicate<Progress> holds) {
    this.text = Objects.requireNonNull(text);
    this.holds = Objects.requireNonNull(holds);
  }

  /** Whether it holds; never if it speaks of what is not created yet. */
  public boolean holds(Progress progress) {
    return holds.test(progress);
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}
