package io.vpn4j.model.monitoring;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of the tunnel activity log: IKE, IPsec and DPD of one tunnel.
 *
 * <p>The text form has the fields in this order with spaces between; how AWS lays it out is not
 * published.
 *
 * @param eventTimestamp {@code event_timestamp}: epoch time in seconds or milliseconds; {@link
 *     #time()} tells them apart
 * @param timestamp {@code timestamp}: the time to read, {@code 2025-11-08 05:40:29.641Z}; empty in
 *     records of the years when the log had none
 * @param dpdEnabled {@code dpd_enabled}: whether dead peer detection is on
 * @param natTDetected {@code nat_t_detected}: whether the device is behind a NAT
 * @param ikePhase1State {@code ike_phase1_state}
 * @param ikePhase2State {@code ike_phase2_state}
 * @param details {@code details}: what happened, in one line
 */
public record TunnelActivityRecord(
    long eventTimestamp,
    String timestamp,
    boolean dpdEnabled,
    boolean natTDetected,
    IkePhaseState ikePhase1State,
    IkePhaseState ikePhase2State,
    String details) {
  private static final Pattern TEXT =
      Pattern.compile(
          LogLine.TIMES
              + " (?<dpd>true|false) (?<nat>true|false) (?<one>\\S+) (?<two>\\S+) (?<details>.*)");

  /**
   * @throws IllegalArgumentException if a time is malformed, or the details are not one line
   */
  public TunnelActivityRecord {
    LogLine.checkTimes(eventTimestamp, timestamp);
    LogLine.line("details", details);
  }

  /** A record made at {@code time}, with both times in milliseconds. */
  public static TunnelActivityRecord at(
      Instant time,
      boolean dpdEnabled,
      boolean natTDetected,
      IkePhaseState ikePhase1State,
      IkePhaseState ikePhase2State,
      String details) {
    return new TunnelActivityRecord(
        time.toEpochMilli(),
        LogLine.readable(time),
        dpdEnabled,
        natTDetected,
        ikePhase1State,
        ikePhase2State,
        details);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static TunnelActivityRecord ofText(String line) {
    Matcher fields = TEXT.matcher(line);
    if (!fields.matches()) {
      throw new IllegalArgumentException(
          "a line of "
              + line.length()
              + " characters is not event_timestamp, timestamp, dpd_enabled, nat_t_detected,"
              + " ike_phase1_state, ike_phase2_state, details with spaces between");
    }
    return new TunnelActivityRecord(
        Long.parseLong(fields.group("event")),
        fields.group("time").equals("-") ? "" : fields.group("time"),
        fields.group("dpd").equals("true"),
        fields.group("nat").equals("true"),
        new IkePhaseState(fields.group("one")),
        new IkePhaseState(fields.group("two")),
        fields.group("details"));
  }

  /** {@link #eventTimestamp} as a time: milliseconds from 10¹¹ on, seconds below. */
  public Instant time() {
    return LogLine.instant(eventTimestamp);
  }

  /** The text form, without an end of line. */
  public String toText() {
    return eventTimestamp
        + " "
        + (timestamp.isEmpty() ? "-" : timestamp)
        + " "
        + dpdEnabled
        + " "
        + natTDetected
        + " "
        + ikePhase1State
        + " "
        + ikePhase2State
        + " "
        + details;
  }
}
