package io.vpn4j.model;

/** DPDTimeoutAction: what AWS does when the peer is declared dead. */
public enum DpdTimeoutAction {
  /** Ends the IKE session; the tunnel goes down and its routes go. The default. */
  CLEAR("clear"),
  /** Does nothing. */
  NONE("none"),
  /** Begins the IKE session anew, from the AWS side. */
  RESTART("restart");

  private final String text;

  DpdTimeoutAction(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static DpdTimeoutAction of(String text) {
    return Rules.constant("dpdTimeoutAction", text, values(), DpdTimeoutAction::text);
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
