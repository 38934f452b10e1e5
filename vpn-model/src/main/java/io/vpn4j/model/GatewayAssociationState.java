package io.vpn4j.model;

import java.util.Set;

/**
 * State of the association of a connection with its gateway.
 *
 * <p>An open set: the service has returned states that its own model does not list, so any text is
 * accepted and kept.
 *
 * @param text the text of the EC2 API, 1 to 64 characters
 */
public record GatewayAssociationState(String text) {
  /** {@code associated}: associated. */
  public static final GatewayAssociationState ASSOCIATED =
      new GatewayAssociationState("associated");

  /** {@code not-associated}: made without a gateway. */
  public static final GatewayAssociationState NOT_ASSOCIATED =
      new GatewayAssociationState("not-associated");

  /** {@code associating}: being associated. */
  public static final GatewayAssociationState ASSOCIATING =
      new GatewayAssociationState("associating");

  /** {@code disassociating}: being separated. */
  public static final GatewayAssociationState DISASSOCIATING =
      new GatewayAssociationState("disassociating");

  private static final Set<GatewayAssociationState> KNOWN =
      Set.of(ASSOCIATED, NOT_ASSOCIATED, ASSOCIATING, DISASSOCIATING);

  /**
   * @throws IllegalArgumentException if {@code text} is empty or too long
   */
  public GatewayAssociationState {
    Rules.length("gatewayAssociationState", text, 1, 64);
  }

  /** The state that the EC2 API writes as {@code text}, known or not. */
  public static GatewayAssociationState of(String text) {
    return new GatewayAssociationState(text);
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
