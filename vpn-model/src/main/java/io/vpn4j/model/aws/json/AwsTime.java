package io.vpn4j.model.aws.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as the AWS CLI and SDKs print them. */
final class AwsTime {
  private static final DateTimeFormatter CLI =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter();

  private AwsTime() {}

  /**
   * Reads {@code 2023-05-02T10:47:58+00:00}, {@code ….000Z}, or {@code 2017-11-02 16:54:36+00:00}.
   *
   * @throws DateTimeException if it is none of them
   */
  static Instant parse(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text.replaceFirst(" ", "T"));
    if (time.getYear() < 1 || time.getYear() > 9_998) {
      throw new DateTimeException("year out of range"); // as in Python, which prints the documents
    }
    return time.toInstant();
  }

  /** Writes the first form, with a fraction of a second if there is one. */
  static String format(Instant time) {
    return CLI.format(time.atOffset(ZoneOffset.UTC));
  }
}
