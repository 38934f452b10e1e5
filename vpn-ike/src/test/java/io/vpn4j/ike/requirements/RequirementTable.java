package io.vpn4j.ike.requirements;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.Predicate;

/** The Markdown of {@code REQUIREMENTS.md}. */
final class RequirementTable {
  private final List<Rfc> rfcs;
  private final Evidence evidence;
  private final StringBuilder out = new StringBuilder();

  RequirementTable(List<Rfc> rfcs, Evidence evidence) {
    this.rfcs = rfcs;
    this.evidence = evidence;
  }

  @Override
  public String toString() {
    out.setLength(0);
    head();
    totals();
    rfcs.forEach(this::rows);
    return out.toString();
  }

  private void head() {
    line("# Requirements and the tests that show them");
    line("");
    line(
        "Made by `RequirementsTest` from the lists in `src/test/resources` and the `@Requirement`");
    line(
        "annotations on tests: do not edit. The README says how to make it again; a build in which");
    line("it is not up to date fails.");
    line("");
    line(
        "What an RFC says to an endpoint is given in our own words, and numbered by us within each");
    line(
        "section. Lists are drawn up by reading, RFC 7296 section by section; a line that is missing");
    line(
        "from them is missing here. *Shown* means that the named tests would fail if the requirement");
    line(
        "were not met, in the cases that they try. *Not met* means that no test shows it, whether or");
    line("not the code does it. Of SHOULD only those are listed that matter between two peers.");
    line("");
  }

  private void totals() {
    line("| RFC | requirements | shown | not met | not applicable | of MUST and MUST NOT: shown |");
    line("|---|---|---|---|---|---|");
    for (Rfc rfc : rfcs) {
      total("[" + rfc.number() + "](#rfc-" + rfc.number() + ") " + rfc.title(), rfc.rules());
    }
    total("all", rfcs.stream().flatMap(rfc -> rfc.rules().stream()).toList());
    line("");
  }

  private void total(String name, List<Rule> rules) {
    long applicableMust = count(rules, rule -> rule.absolute() && !notApplicable(rule));
    long shownMust = count(rules, rule -> rule.absolute() && shown(rule));
    line(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %d | %d of %d |",
            name,
            rules.size(),
            count(rules, this::shown),
            count(rules, rule -> !shown(rule) && !notApplicable(rule)),
            count(rules, RequirementTable::notApplicable),
            shownMust,
            applicableMust));
  }

  private static long count(List<Rule> rules, Predicate<Rule> which) {
    return rules.stream().filter(which).count();
  }

  private boolean shown(Rule rule) {
    return !evidence.of(rule.id()).isEmpty();
  }

  private static boolean notApplicable(Rule rule) {
    return rule.notApplicable().isPresent();
  }

  private void rows(Rfc rfc) {
    line("## RFC " + rfc.number());
    line("");
    line("| id | section | level | who | requirement | shown by |");
    line("|---|---|---|---|---|---|");
    for (Rule rule : rfc.rules()) {
      line(
          String.join(
              " | ",
              "| " + rule.id(),
              rule.section(),
              rule.level(),
              rule.role(),
              rule.text(),
              status(rule) + " |"));
    }
    line("");
  }

  private String status(Rule rule) {
    if (rule.notApplicable().isPresent()) {
      return "not applicable: " + rule.notApplicable().get();
    }
    SortedSet<String> tests = evidence.of(rule.id());
    if (tests.isEmpty()) {
      return "**not met**: " + rule.unmet().orElse("no test shows it");
    }
    return "`" + String.join("`, `", tests) + "`";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
