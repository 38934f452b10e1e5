package io.vpn4j.model.migration;

import java.util.List;
import java.util.stream.Collectors;

/** A Region does not fit a migration: every reason that was found, not just the first. */
public final class MigrationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an unmodifiable list of records, which is serializable
  private final List<Refusal> refusals;

  MigrationRefusedException(List<Refusal> refusals) {
    super(refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  MigrationRefusedException(Refusal refusal, Throwable cause) {
    super(refusal.toString(), cause);
    this.refusals = List.of(refusal);
  }

  /** The reasons; one at least. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** The kinds of the reasons, in the same order. */
  public List<Refusal.Reason> reasons() {
    return refusals.stream().map(Refusal::reason).toList();
  }
}
