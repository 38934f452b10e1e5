package io.vpn4j.model.migration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan in Markdown. */
final class Runbook {
  private final StringBuilder text = new StringBuilder();

  private Runbook() {}

  static String of(MigrationPlan plan) {
    Runbook book = new Runbook();
    book.line("# " + plan.title()).line("");
    book.overview(plan);
    plan.steps().forEach(book::step);
    return book.text.toString();
  }

  private Runbook line(String line) {
    text.append(line).append('\n');
    return this;
  }

  private void overview(MigrationPlan plan) {
    line("Names in braces are what an earlier step creates. After every call, wait until nothing is")
        .line("pending, attaching, detaching, modifying or deleting any more.")
        .line("")
        .line("| step | | effect on traffic | can be undone |")
        .line("|---|---|---|---|");
    for (Step step : plan.steps()) {
      line(
          "| "
              + step.number()
              + " | "
              + step.name()
              + " | "
              + step.effect()
              + " | "
              + undone(step)
              + " |");
    }
    line("").line("## Predicted outages").line("");
    Map<String, Long> counted =
        plan.prediction().outages().stream()
            .collect(Collectors.groupingBy(Runbook::outage, TreeMap::new, Collectors.counting()));
    if (counted.isEmpty()) {
      line("None, if every step ends as it should.");
    }
    counted.keySet().forEach(o -> line("- " + o));
    line("");
  }

  private static String undone(Step step) {
    if (step.undo() instanceof Undo.Impossible) {
      return step.pointOfNoReturn() ? "**no: the point of no return**" : "no";
    }
    return step.undo() instanceof Undo.WithTheStepBefore ? "with the step before" : "yes";
  }

  private static String outage(Outage outage) {
    Flow flow = outage.flow();
    return flow.prefix()
        + " from "
        + flow.routeTableId()
        + ", carried by "
        + flow.carriedBy()
        + ": from step "
        + outage.begins().number()
        + outage.ends().map(s -> " until step " + s.number()).orElse(" on");
  }

  private void step(Step step) {
    line("## Step " + step.number() + ": " + step.name()).line("");
    line("Effect on traffic: " + step.effect() + ".").line("");
    step.notes().forEach(n -> line("> " + n).line(""));
    checks("Before:", step.preconditions());
    actions("Do:", step.actions());
    checks("Verify:", step.verification());
    undo(step.undo());
  }

  private void undo(Undo undo) {
    if (undo instanceof Undo.By by) {
      if (by.actions().isEmpty()) {
        line("Undo: nothing to do.").line("");
      }
      actions("Undo:", by.actions());
    } else if (undo instanceof Undo.WithTheStepBefore joint) {
      actions("Undo, together with the step before (" + joint.reason() + "):", joint.actions());
    } else if (undo instanceof Undo.Impossible impossible) {
      line("Undo: not possible, because " + impossible.reason() + ".").line("");
    }
  }

  private void actions(String heading, List<Action> actions) {
    if (actions.isEmpty()) {
      return;
    }
    line(heading).line("");
    int number = 0;
    for (Action action : actions) {
      number++;
      line(
          number
              + ". "
              + action.actor()
              + ": "
              + (action instanceof ApiCall ? "`" + action + "`" : action));
    }
    line("");
  }

  private void checks(String heading, List<Condition> conditions) {
    if (!conditions.isEmpty()) {
      line(heading).line("");
      conditions.forEach(c -> line("- [ ] " + c));
      line("");
    }
  }
}
