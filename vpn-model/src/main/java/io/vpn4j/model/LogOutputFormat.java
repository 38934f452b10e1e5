package io.vpn4j.model;

/** LogOutputFormat and BgpLogOutputFormat: the form of tunnel log records. */
public enum LogOutputFormat {
  /** One JSON object a record; the default. */
  JSON("json"),
  /** One line of text a record. */
  TEXT("text");

  private final String text;

  LogOutputFormat(String text) {
    this.text = text;
  }

  /**
   * The constant that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static LogOutputFormat of(String text) {
    return Rules.constant("logOutputFormat", text, values(), LogOutputFormat::text);
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
