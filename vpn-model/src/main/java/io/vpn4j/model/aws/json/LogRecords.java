package io.vpn4j.model.aws.json;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.monitoring.BgpLogRecord;
import io.vpn4j.model.monitoring.IkePhaseState;
import io.vpn4j.model.monitoring.TunnelActivityRecord;
import io.vpn4j.model.monitoring.TunnelLogHeader;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The JSON form of tunnel log records: one object a record, as CloudWatch Logs has them.
 *
 * <p>The fields of the BGP log have the names and the order of the sample in the user guide; those
 * of the activity log the names and the order of its table. Fields that the types do not have are
 * read over.
 */
public final class LogRecords {
  private static final JsonLayout ONE_LINE = new JsonLayout(0, "", "");
  private static final String WORD = "a word of 1 to 64 characters";

  private LogRecords() {}

  /**
   * Reads a record of the tunnel activity log.
   *
   * @throws AwsJsonException if it is anything else
   */
  public static TunnelActivityRecord readActivity(String json) throws AwsJsonException {
    ObjectReader at = ObjectReader.of(JsonText.object(json), "$", new ArrayList<>());
    long event = eventTimestamp(at);
    String timestamp = at.text("timestamp").orElse("");
    boolean dpd = present(at, "dpd_enabled", at.bool("dpd_enabled"));
    boolean natT = present(at, "nat_t_detected", at.bool("nat_t_detected"));
    IkePhaseState one =
        present(at, "ike_phase1_state", at.parsed("ike_phase1_state", IkePhaseState::new, WORD));
    IkePhaseState two =
        present(at, "ike_phase2_state", at.parsed("ike_phase2_state", IkePhaseState::new, WORD));
    String details = at.required("details");
    return at.built(() -> new TunnelActivityRecord(event, timestamp, dpd, natT, one, two, details));
  }

  /** Writes a record of the tunnel activity log in one line, without an end of line. */
  public static String write(TunnelActivityRecord activity) {
    ObjectWriter to = new ObjectWriter();
    times(to, activity.eventTimestamp(), activity.timestamp());
    return ONE_LINE.write(
        to.bool("dpd_enabled", activity.dpdEnabled())
            .bool("nat_t_detected", activity.natTDetected())
            .text("ike_phase1_state", activity.ikePhase1State())
            .text("ike_phase2_state", activity.ikePhase2State())
            .text("details", activity.details())
            .done());
  }

  /**
   * Reads a record of the tunnel BGP log.
   *
   * @throws AwsJsonException if it is anything else
   */
  public static BgpLogRecord readBgp(String json) throws AwsJsonException {
    ObjectReader at = ObjectReader.of(JsonText.object(json), "$", new ArrayList<>());
    String resourceId = at.required("resource_id");
    long event = eventTimestamp(at);
    String timestamp = at.text("timestamp").orElse("");
    TunnelLogHeader header = at.built(() -> TunnelLogHeader.of(resourceId, event, timestamp));
    String type = at.required("type");
    ObjectReader message = present(at, "message", at.object("message"));
    switch (type) {
      case BgpLogRecord.BgpStatus.TYPE -> {
        TelemetryStatus status =
            present(at, "status", at.constant("status", TelemetryStatus.values()));
        String details = message.required("details");
        return message.built(() -> new BgpLogRecord.BgpStatus(header, status, details));
      }
      case BgpLogRecord.RouteStatus.TYPE -> {
        return route(
            header,
            present(at, "status", at.constant("status", BgpLogRecord.RouteChange.values())),
            message);
      }
      default ->
          throw at.refuse(
              "type", BgpLogRecord.BgpStatus.TYPE + " or " + BgpLogRecord.RouteStatus.TYPE);
    }
  }

  private static BgpLogRecord route(
      TunnelLogHeader header, BgpLogRecord.RouteChange status, ObjectReader message)
      throws AwsJsonException {
    IpPrefix prefix = present(message, "prefix", message.prefix("prefix"));
    Optional<String> asPath = message.text("asPath");
    OptionalLong localPref = number(message, "localPref");
    OptionalLong med = number(message, "med");
    Optional<String> nextHopIp = message.text("nextHopIp");
    OptionalLong weight = number(message, "weight");
    Optional<String> details = message.text("details");
    return message.built(
        () ->
            new BgpLogRecord.RouteStatus(
                header, status, prefix, asPath, localPref, med, nextHopIp, weight, details));
  }

  /** Writes a record of the tunnel BGP log in one line, without an end of line. */
  public static String write(BgpLogRecord bgp) {
    TunnelLogHeader header = bgp.header();
    ObjectWriter to = new ObjectWriter().text("resource_id", header.resourceId());
    times(to, header.eventTimestamp(), header.timestamp());
    to.text("type", bgp.type());
    ObjectWriter message = new ObjectWriter();
    if (bgp instanceof BgpLogRecord.RouteStatus route) {
      to.text("status", route.status());
      message.text("prefix", route.prefix()).text("asPath", route.asPath());
      route.localPref().ifPresent(value -> message.number("localPref", value));
      route.med().ifPresent(value -> message.number("med", value));
      message.text("nextHopIp", route.nextHopIp());
      route.weight().ifPresent(value -> message.number("weight", value));
      message.text("details", route.details());
    } else if (bgp instanceof BgpLogRecord.BgpStatus session) {
      to.text("status", session.status());
      message.text("details", session.details());
    }
    return ONE_LINE.write(to.value("message", message.done()).done());
  }

  private static void times(ObjectWriter to, long event, String timestamp) {
    to.number("event_timestamp", event)
        .text("timestamp", Optional.of(timestamp).filter(text -> !text.isEmpty()));
  }

  private static long eventTimestamp(ObjectReader at) throws AwsJsonException {
    return present(at, "event_timestamp", at.number("event_timestamp", 0, 999_999_999_999_999L));
  }

  private static OptionalLong number(ObjectReader at, String name) throws AwsJsonException {
    Optional<Long> number = at.number(name, 0, 0xffff_ffffL);
    return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
  }

  private static <T> T present(ObjectReader at, String name, Optional<T> value)
      throws AwsJsonException {
    if (value.isEmpty()) {
      throw at.missing(name);
    }
    return value.get();
  }
}
