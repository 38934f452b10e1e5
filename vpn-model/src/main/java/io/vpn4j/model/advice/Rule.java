package io.vpn4j.model.advice;

/**
 * A rule on one kind of thing. It has no state, and never throws.
 *
 * @param <T> what it looks at
 */
interface Rule<T> {
  /** What it finds. */
  AdviceCode code();

  /** Tells {@code findings} each violation in {@code subject}. */
  void check(T subject, Findings findings);
}
