package io.vpn4j.model.advice;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Collects what rules find, sorted, each once. */
final class Findings {
  private final TreeSet<Advice> found = new TreeSet<>();
  private AdviceCode code = AdviceCode.values()[0];

  <T> void apply(List<? extends Rule<T>> rules, T subject) {
    for (Rule<T> rule : rules) {
      code = rule.code();
      rule.check(subject, this);
    }
  }

  /** The rule that runs found something about these. */
  void add(String message, String... subjects) {
    add(message, List.of(subjects));
  }

  void add(String message, Collection<String> subjects) {
    found.add(new Advice(code, List.copyOf(subjects), message));
  }

  List<Advice> sorted() {
    return List.copyOf(found);
  }
}
