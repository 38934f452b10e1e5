package io.vpn4j.model.monitoring;

/**
 * State of phase 1 or 2 in the tunnel activity log.
 *
 * <p>An open set: any word is accepted and kept. The user guide writes the words with a capital,
 * records have them in lower case.
 *
 * @param text one word
 */
public record IkePhaseState(String text) {
  /** {@code established}: the SA is in use. */
  public static final IkePhaseState ESTABLISHED = new IkePhaseState("established");

  /** {@code rekeying}: the SA is in use and being replaced. */
  public static final IkePhaseState REKEYING = new IkePhaseState("rekeying");

  /** {@code negotiating}: there is no SA yet. */
  public static final IkePhaseState NEGOTIATING = new IkePhaseState("negotiating");

  /** {@code down}: there is no SA. */
  public static final IkePhaseState DOWN = new IkePhaseState("down");

  /**
   * @throws IllegalArgumentException if {@code text} is not 1 to 64 characters without a space
   */
  public IkePhaseState {
    LogLine.word("ike phase state", text);
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
