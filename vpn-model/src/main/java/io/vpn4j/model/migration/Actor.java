package io.vpn4j.model.migration;

/** Who acts. */
public enum Actor {
  /** Whoever may call the EC2 API in the account. */
  AWS_SIDE("AWS side"),
  /** Whoever configures the customer gateway device and the routers behind it. */
  NETWORK_ADMINISTRATOR("network administrator");

  private final String text;

  Actor(String text) {
    this.text = text;
  }

  /** In words. */
  @Override
  public String toString() {
    return text;
  }
}
