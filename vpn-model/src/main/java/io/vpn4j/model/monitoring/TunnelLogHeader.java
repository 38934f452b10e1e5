package io.vpn4j.model.monitoring;

import io.vpn4j.model.ResourceType;
import io.vpn4j.model.net.IpAddress;
import java.time.Instant;

/**
 * The tunnel and the time of a record of the tunnel BGP log.
 *
 * @param vpnConnectionId the connection, first half of {@code resource_id}
 * @param outsideIpAddress the Amazon side's outside address, second half of {@code resource_id}
 * @param eventTimestamp {@code event_timestamp}: epoch time in milliseconds
 * @param timestamp {@code timestamp}: the time to read, {@code 2025-11-08 05:40:29.641Z}; may be
 *     empty
 */
public record TunnelLogHeader(
    String vpnConnectionId, IpAddress outsideIpAddress, long eventTimestamp, String timestamp) {
  /**
   * @throws IllegalArgumentException if the identifier or a time is malformed
   */
  public TunnelLogHeader {
    ResourceType.VPN_CONNECTION.check("resource_id", vpnConnectionId);
    LogLine.checkTimes(eventTimestamp, timestamp);
  }

  /** Of a record made at {@code time}. */
  public static TunnelLogHeader at(
      String vpnConnectionId, IpAddress outsideIpAddress, Instant time) {
    return new TunnelLogHeader(
        vpnConnectionId, outsideIpAddress, time.toEpochMilli(), LogLine.readable(time));
  }

  /**
   * With a {@code resource_id} in text.
   *
   * @throws IllegalArgumentException if it is no {@code vpn-…_address}, or a time is malformed
   */
  public static TunnelLogHeader of(String resourceId, long eventTimestamp, String timestamp) {
    int underscore = resourceId.indexOf('_');
    if (underscore < 0) {
      throw new IllegalArgumentException("resource_id is not vpn-…_address");
    }
    return new TunnelLogHeader(
        resourceId.substring(0, underscore),
        IpAddress.of(resourceId.substring(underscore + 1)),
        eventTimestamp,
        timestamp);
  }

  /** {@code resource_id}: {@code vpn-…_address}. */
  public String resourceId() {
    return vpnConnectionId + "_" + outsideIpAddress;
  }

  /** {@link #eventTimestamp} as a time. */
  public Instant time() {
    return LogLine.instant(eventTimestamp);
  }
}
