package io.vpn4j.model;

import java.util.Set;

/**
 * State of a gateway, connection or static route.
 *
 * <p>An open set: the service has returned states that its own model does not list, so any text is
 * accepted and kept.
 *
 * @param text the text of the EC2 API, 1 to 64 characters
 */
public record ResourceState(String text) {
  /** {@code pending}: being made. */
  public static final ResourceState PENDING = new ResourceState("pending");

  /** {@code available}: in service. */
  public static final ResourceState AVAILABLE = new ResourceState("available");

  /**
   * {@code modifying}: being changed; returned by ModifyVpnConnection though the API model lacks
   * it.
   */
  public static final ResourceState MODIFYING = new ResourceState("modifying");

  /** {@code deleting}: being deleted. */
  public static final ResourceState DELETING = new ResourceState("deleting");

  /** {@code deleted}: gone; still shown for a short while. */
  public static final ResourceState DELETED = new ResourceState("deleted");

  private static final Set<ResourceState> KNOWN =
      Set.of(PENDING, AVAILABLE, MODIFYING, DELETING, DELETED);

  /**
   * @throws IllegalArgumentException if {@code text} is empty or too long
   */
  public ResourceState {
    Rules.length("state", text, 1, 64);
  }

  /** The state that the EC2 API writes as {@code text}, known or not. */
  public static ResourceState of(String text) {
    return new ResourceState(text);
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
