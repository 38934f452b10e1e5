package io.vpn4j.model.monitoring;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A record of the tunnel BGP log: the session of one tunnel, or a route that the device announced.
 *
 * <p>The text form has {@code resource_id}, {@code event_timestamp}, {@code timestamp}, {@code
 * type}, {@code status} with spaces between, and then the message: its details, or name and value
 * of each attribute. How AWS lays it out is not published.
 */
public sealed interface BgpLogRecord {
  /** Tunnel and time. */
  TunnelLogHeader header();

  /** {@code type}: {@code BGPStatus} or {@code RouteStatus}. */
  String type();

  /** The text form, without an end of line. */
  String toText();

  /**
   * The state of the session.
   *
   * @param header tunnel and time
   * @param status {@code status}: {@code UP} or {@code DOWN}
   * @param details {@code message.details}: what happened, in one line
   */
  record BgpStatus(TunnelLogHeader header, TelemetryStatus status, String details)
      implements BgpLogRecord {
    /** The type of these records. */
    public static final String TYPE = "BGPStatus";

    /**
     * @throws IllegalArgumentException if the details are not one line
     */
    public BgpStatus {
      LogLine.line("details", details);
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String toText() {
      return BgpLogText.head(this, status) + details;
    }
  }

  /** What the device did with a route. */
  enum RouteChange {
    /** The route is new. */
    ADVERTISED,
    /** The route has other attributes. */
    UPDATED,
    /** The route is gone. */
    WITHDRAWN
  }

  /**
   * A route that the device announced or withdrew.
   *
   * @param header tunnel and time
   * @param status {@code status}
   * @param prefix {@code message.prefix}
   * @param asPath {@code message.asPath}: AS numbers with spaces between
   * @param localPref {@code message.localPref}
   * @param med {@code message.med}
   * @param nextHopIp {@code message.nextHopIp}
   * @param weight {@code message.weight}
   * @param details {@code message.details}: why the route was denied; absent if it was not
   */
  record RouteStatus(
      TunnelLogHeader header,
      RouteChange status,
      IpPrefix prefix,
      Optional<String> asPath,
      OptionalLong localPref,
      OptionalLong med,
      Optional<String> nextHopIp,
      OptionalLong weight,
      Optional<String> details)
      implements BgpLogRecord {
    /** The type of these records. */
    public static final String TYPE = "RouteStatus";

    /** Details of a route that was denied because it has been through the AWS side already. */
    public static final String DENIED_OWN_AS = "DENIED due to: as-path contains our own AS";

    /** Details of a route that was denied because its next hop is not on the tunnel's /30. */
    public static final String DENIED_NEXT_HOP = "DENIED due to: non-connected next-hop";

    /**
     * @throws IllegalArgumentException if a number is out of range, or a text is not one line
     */
    public RouteStatus {
      asPath.ifPresent(
          path -> {
            if (!path.matches("[0-9{},() ]{0,4096}")) {
              throw new IllegalArgumentException("asPath is not AS numbers with spaces between");
            }
          });
      localPref.ifPresent(number -> unsigned("localPref", number));
      med.ifPresent(number -> unsigned("med", number));
      weight.ifPresent(number -> unsigned("weight", number));
      nextHopIp.ifPresent(address -> LogLine.word("nextHopIp", address));
      details.ifPresent(text -> LogLine.line("details", text));
    }

    private static void unsigned(String field, long number) {
      if (number < 0 || number > 0xffff_ffffL) {
        throw new IllegalArgumentException(field + " " + number + " is not 0 to 4294967295");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String toText() {
      StringBuilder out = new StringBuilder(BgpLogText.head(this, status));
      out.append("prefix ").append(prefix);
      asPath.ifPresent(path -> out.append(" asPath ").append(path));
      localPref.ifPresent(value -> out.append(" localPref ").append(value));
      med.ifPresent(value -> out.append(" med ").append(value));
      nextHopIp.ifPresent(address -> out.append(" nextHopIp ").append(address));
      weight.ifPresent(value -> out.append(" weight ").append(value));
      details.ifPresent(text -> out.append(" details ").append(text));
      return out.toString();
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static BgpLogRecord ofText(String line) {
    return BgpLogText.read(line);
  }
}
