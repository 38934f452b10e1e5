package io.vpn4j.model.monitoring;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the records of both logs have in common: times, and texts of one line. */
final class LogLine {
  /**
   * Pattern of {@code event_timestamp timestamp}; the second may be absent, and is then {@code -}.
   */
  static final String TIMES = "(?<event>[0-9]{1,18}) (?<time>\\S+ \\S+Z|-)";

  private static final DateTimeFormatter READABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT);

  // Epoch times below are seconds, else milliseconds: the user guide says "epoch" of one log and
  // shows milliseconds of the other. In milliseconds the border is 1973.
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  private LogLine() {}

  static Instant instant(long eventTimestamp) {
    return eventTimestamp < MILLISECONDS_FROM
        ? Instant.ofEpochSecond(eventTimestamp)
        : Instant.ofEpochMilli(eventTimestamp);
  }

  /** {@code 2025-11-08 05:40:29.641Z}. */
  static String readable(Instant time) {
    try {
      return READABLE.format(time.atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("timestamp " + time + " is out of range", e);
    }
  }

  static void checkTimes(long eventTimestamp, String timestamp) {
    if (eventTimestamp < 0 || eventTimestamp > 999_999_999_999_999L) {
      throw new IllegalArgumentException(
          "event_timestamp " + eventTimestamp + " is not 0 to 999999999999999");
    }
    if (!timestamp.matches("\\S{1,32} \\S{0,31}Z|")) {
      throw new IllegalArgumentException(
          "timestamp is not a date, a space and a time that ends with Z, nor empty");
    }
  }

  static void word(String field, String text) {
    if (!text.matches("\\S{1,64}")) {
      throw new IllegalArgumentException(
          field + " of " + text.length() + " characters is not 1 to 64 without a space");
    }
  }

  /** Any text that a line can carry. */
  static void line(String field, String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x85 || c == 0x2028 || c == 0x2029)) {
      throw new IllegalArgumentException(field + " has a control character or a line break");
    }
  }
}
