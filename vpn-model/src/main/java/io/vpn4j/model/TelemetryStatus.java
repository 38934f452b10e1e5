package io.vpn4j.model;

/**
 * Status of a tunnel in VgwTelemetry. With BGP, a tunnel is up only when its session is
 * established.
 */
public enum TelemetryStatus {
  /** Carries traffic. */
  UP("UP"),
  /** Carries no traffic. */
  DOWN("DOWN");

  private final String text;

  TelemetryStatus(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static TelemetryStatus of(String text) {
    return Rules.constant("status", text, values(), TelemetryStatus::text);
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
