package io.vpn4j.model;

/** StartupAction: who begins when a connection is created or changed. */
public enum StartupAction {
  /** The customer gateway device begins; the default. */
  ADD("add"),
  /** AWS begins, and tries for ever; IKEv2 only, and the customer gateway needs an address. */
  START("start");

  private final String text;

  StartupAction(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static StartupAction of(String text) {
    return Rules.constant("startupAction", text, values(), StartupAction::text);
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
