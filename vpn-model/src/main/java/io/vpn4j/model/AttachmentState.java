package io.vpn4j.model;

import java.util.Set;

/**
 * State of the attachment of a virtual private gateway to a VPC.
 *
 * <p>An open set: the service has returned states that its own model does not list, so any text is
 * accepted and kept.
 *
 * @param text the text of the EC2 API, 1 to 64 characters
 */
public record AttachmentState(String text) {
  /** {@code attaching}: being attached, or routed anew inside AWS. */
  public static final AttachmentState ATTACHING = new AttachmentState("attaching");

  /** {@code attached}: carries traffic. */
  public static final AttachmentState ATTACHED = new AttachmentState("attached");

  /** {@code detaching}: being detached. */
  public static final AttachmentState DETACHING = new AttachmentState("detaching");

  /** {@code detached}: attached no longer. */
  public static final AttachmentState DETACHED = new AttachmentState("detached");

  private static final Set<AttachmentState> KNOWN =
      Set.of(ATTACHING, ATTACHED, DETACHING, DETACHED);

  /**
   * @throws IllegalArgumentException if {@code text} is empty or too long
   */
  public AttachmentState {
    Rules.length("state", text, 1, 64);
  }

  /** The state that the EC2 API writes as {@code text}, known or not. */
  public static AttachmentState of(String text) {
    return new AttachmentState(text);
  }

  /** Whether this is one of the constants. */
  public boolean isKnown() {
    return KNOWN.contains(this);
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
