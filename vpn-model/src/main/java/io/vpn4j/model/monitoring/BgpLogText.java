package io.vpn4j.model.monitoring;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of {@link BgpLogRecord}. */
final class BgpLogText {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<resource>\\S+) "
              + LogLine.TIMES
              + " (?<type>BGPStatus|RouteStatus) (?<status>[A-Z]+) (?<message>.*)");

  private static final Pattern ROUTE =
      Pattern.compile(
          "prefix (?<prefix>\\S+)"
              + "( asPath (?<path>[0-9{},() ]*?))?"
              + "( localPref (?<localPref>[0-9]{1,10}))?"
              + "( med (?<med>[0-9]{1,10}))?"
              + "( nextHopIp (?<nextHop>\\S+))?"
              + "( weight (?<weight>[0-9]{1,10}))?"
              + "( details (?<details>.*))?");

  private BgpLogText() {}

  static String head(BgpLogRecord written, Enum<?> status) {
    TunnelLogHeader header = written.header();
    return header.resourceId()
        + " "
        + header.eventTimestamp()
        + " "
        + (header.timestamp().isEmpty() ? "-" : header.timestamp())
        + " "
        + written.type()
        + " "
        + status
        + " ";
  }

  static BgpLogRecord read(String line) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw refuse(line, "resource_id, event_timestamp, timestamp, type, status, message");
    }
    String time = fields.group("time");
    TunnelLogHeader header =
        TunnelLogHeader.of(
            fields.group("resource"),
            Long.parseLong(fields.group("event")),
            time.equals("-") ? "" : time);
    String status = fields.group("status");
    String message = fields.group("message");
    if (fields.group("type").equals(BgpLogRecord.BgpStatus.TYPE)) {
      return new BgpLogRecord.BgpStatus(header, TelemetryStatus.of(status), message);
    }
    Matcher route = ROUTE.matcher(message);
    if (!route.matches()) {
      throw refuse(
          line, "prefix, asPath, localPref, med, nextHopIp, weight, details after the status");
    }
    return new BgpLogRecord.RouteStatus(
        header,
        BgpLogRecord.RouteChange.valueOf(status),
        IpPrefix.of(route.group("prefix")),
        Optional.ofNullable(route.group("path")),
        number(route.group("localPref")),
        number(route.group("med")),
        Optional.ofNullable(route.group("nextHop")),
        number(route.group("weight")),
        Optional.ofNullable(route.group("details")));
  }

  private static OptionalLong number(String digits) {
    return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  private static IllegalArgumentException refuse(String line, String wanted) {
    return new IllegalArgumentException(
        "a line of " + line.length() + " characters is not " + wanted + " with spaces between");
  }
}
