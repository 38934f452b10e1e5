package io.vpn4j.model.migration;

import io.vpn4j.model.region.VpnApiException;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A migration as a list of steps. */
public final class MigrationPlan {
  private final String title;
  private final List<Step> steps;
  private final List<Flow> flows;
  private final MigrationExecution prediction;

  private MigrationPlan(String title, List<Step> steps, List<Flow> flows, VpnRegion region) {
    this.title = title;
    this.steps = List.copyOf(steps);
    this.flows = List.copyOf(flows);
    this.prediction = execute(region);
  }

  /**
   * The plan, which is tried on {@code region}.
   *
   * @param uninterrupted whether the procedure promises that
   * @throws MigrationRefusedException if a step fails there, or a flow is lost
   */
  static MigrationPlan of(
      String title, List<Step> steps, List<Flow> flows, VpnRegion region, boolean uninterrupted) {
    MigrationPlan plan = new MigrationPlan(title, steps, flows, region);
    List<Refusal> refusals = new ArrayList<>();
    for (Outage outage : plan.prediction.outages()) {
      if (outage.ends().isEmpty() || uninterrupted) {
        refusals.add(lost(outage, plan.prediction.last()));
      }
    }
    if (!refusals.isEmpty()) {
      throw new MigrationRefusedException(refusals);
    }
    return plan;
  }

  private static Refusal lost(Outage outage, Progress last) {
    Flow flow = outage.flow();
    String what = flow.prefix() + ", carried by " + flow.carriedBy() + ", would be lost in step ";
    return outage.ends().isEmpty()
        ? new Refusal(
            Refusal.Reason.NOT_RESTORED,
            flow.routeTableId(),
            what + outage.begins().number() + " for good: " + flow.in(last).reason())
        : new Refusal(
            Refusal.Reason.INTERRUPTED,
            flow.routeTableId(),
            what
                + outage.begins().number()
                + " until step "
                + outage.ends().get().number()
                + "; choose a procedure that admits an outage");
  }

  /** What it migrates. */
  public String title() {
    return title;
  }

  /** The steps in order. */
  public List<Step> steps() {
    return steps;
  }

  /** What is reachable before, and so must be afterwards. */
  public List<Flow> flows() {
    return flows;
  }

  /** The plan executed over the snapshot that it was made for. */
  public MigrationExecution prediction() {
    return prediction;
  }

  /** The first step after which the state before the plan cannot be had again. */
  public Optional<Step> pointOfNoReturn() {
    return steps.stream().filter(Step::pointOfNoReturn).findFirst();
  }

  /**
   * The step of that number.
   *
   * @throws IllegalArgumentException if the plan has none
   */
  public Step step(String number) {
    return steps.stream()
        .filter(s -> s.number().equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "step "
                        + number
                        + ": one of "
                        + steps.stream().map(Step::number).collect(Collectors.joining(" "))
                        + " is wanted"));
  }

  /**
   * The steps one after another over {@code region}, which needs not be the one that the plan was
   * made for.
   *
   * @throws MigrationRefusedException PRECONDITION with all that do not hold in a step, or
   *     SERVICE_REFUSES
   */
  public MigrationExecution execute(VpnRegion region) {
    List<StepResult> results = new ArrayList<>();
    Progress progress = Progress.of(region);
    for (Step step : steps) {
      StepResult result = execute(step, progress);
      results.add(result);
      progress = result.after();
    }
    return new MigrationExecution(flows, results);
  }

  private StepResult execute(Step step, Progress before) {
    List<Condition> unmet = step.unmet(before);
    if (!unmet.isEmpty()) {
      throw new MigrationRefusedException(
          unmet.stream()
              .map(
                  c ->
                      new Refusal(
                          Refusal.Reason.PRECONDITION,
                          "step " + step.number(),
                          "it does not hold that " + c))
              .toList());
    }
    Set<Flow> interrupted = new HashSet<>();
    Progress progress = before;
    try {
      for (Action action : step.actions()) {
        for (Progress moment : action.moments(progress)) {
          progress = moment;
          Set<Flow> reachable = reachable(moment);
          flows.stream().filter(f -> !reachable.contains(f)).forEach(interrupted::add);
        }
      }
    } catch (VpnApiException e) {
      throw new MigrationRefusedException(
          new Refusal(
              Refusal.Reason.SERVICE_REFUSES,
              "step " + step.number(),
              String.valueOf(e.getMessage())),
          e);
    }
    return new StepResult(
        step, before, progress, reachable(before), interrupted, reachable(progress));
  }

  private Set<Flow> reachable(Progress progress) {
    return flows.stream().filter(f -> f.in(progress).reachable()).collect(Collectors.toSet());
  }

  /**
   * How many steps, from the first, can be undone.
   *
   * @return an index into {@link #steps}: that of the first step that cannot
   */
  public int reversibleSteps() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).undo() instanceof Undo.Impossible) {
        return i;
      }
    }
    return steps.size();
  }

  /**
   * Undoes the last of the steps done, the latest first.
   *
   * @param reached the snapshot after {@code done} steps
   * @param done how many steps, from the first, are done
   * @param keep how many of them stay
   * @return a snapshot with the resources of the one after {@code keep} steps. The time, resources
   *     that are {@code deleted}, attachments of virtual private gateways that are {@code
   *     detached}, and when a tunnel last changed its status are not taken back. Of the
   *     identifiers, that of a connection's attachment to a transit gateway is another after the
   *     connection was away; routes and propagations name the new one.
   * @throws IllegalArgumentException if one of the steps cannot be undone, or only together with
   *     the one before
   * @throws VpnApiException if the service refuses
   */
  public Progress rollBack(Progress reached, int done, int keep) {
    if (keep < 0 || keep > done || done > steps.size()) {
      throw new IllegalArgumentException(
          "keep " + keep + " of done " + done + ": 0 to done of " + steps.size() + " is wanted");
    }
    List<Action> actions = new ArrayList<>();
    for (int i = done - 1; i >= keep; i--) {
      actions.addAll(wayBack(steps.get(i), i == keep));
    }
    Progress progress = reached;
    for (Action action : actions) {
      progress = action.apply(progress);
    }
    return progress;
  }

  private static List<Action> wayBack(Step step, boolean last) {
    Undo undo = step.undo();
    if (undo instanceof Undo.Impossible impossible) {
      throw new IllegalArgumentException(
          "step " + step.number() + " cannot be undone: " + impossible.reason());
    }
    if (undo instanceof Undo.WithTheStepBefore joint) {
      if (last) {
        throw new IllegalArgumentException(
            "step " + step.number() + " is undone with the step before: " + joint.reason());
      }
      return joint.actions();
    }
    return ((Undo.By) undo).actions();
  }

  /** The plan as a document for those who carry it out: Markdown, one section of each step. */
  public String runbook() {
    return Runbook.of(this);
  }

  /** The title and the numbers of the steps. */
  @Override
  public String toString() {
    return title + steps.stream().map(Step::number).toList();
  }
}
