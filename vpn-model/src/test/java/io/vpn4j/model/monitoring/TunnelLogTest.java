package io.vpn4j.model.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TunnelLogTest {
  private static final Instant TIME = Instant.parse("2025-11-08T05:40:29.641Z");
  private static final TunnelLogHeader HEADER =
      TunnelLogHeader.at("vpn-1234abcd", IpAddress.of("1.2.3.4"), TIME);

  @Test
  void anActivityRecordIsALineOfItsFields() {
    TunnelActivityRecord activity =
        TunnelActivityRecord.at(
            TIME,
            true,
            false,
            IkePhaseState.ESTABLISHED,
            IkePhaseState.REKEYING,
            "AWS tunnel is sending request (id=4) for CREATE_CHILD_SA");
    assertEquals(
        "1762580429641 2025-11-08 05:40:29.641Z true false established rekeying"
            + " AWS tunnel is sending request (id=4) for CREATE_CHILD_SA",
        activity.toText());
    assertEquals(activity, TunnelActivityRecord.ofText(activity.toText()));
    assertEquals(TIME, activity.time());
  }

  @Test
  void anEventTimestampIsInSecondsOrMilliseconds() {
    TunnelActivityRecord seconds =
        new TunnelActivityRecord(
            1_762_580_429L, "", true, true, IkePhaseState.DOWN, IkePhaseState.DOWN, "");
    assertEquals(Instant.parse("2025-11-08T05:40:29Z"), seconds.time());
    assertEquals(seconds, TunnelActivityRecord.ofText(seconds.toText()));
  }

  @Test
  void aSessionRecordIsALineOfItsFields() {
    BgpLogRecord session =
        new BgpLogRecord.BgpStatus(
            HEADER,
            TelemetryStatus.UP,
            "AWS-side peer sent an End-of-RIB message to neighbor 169.254.50.85");
    assertEquals(
        "vpn-1234abcd_1.2.3.4 1762580429641 2025-11-08 05:40:29.641Z BGPStatus UP"
            + " AWS-side peer sent an End-of-RIB message to neighbor 169.254.50.85",
        session.toText());
    assertEquals(session, BgpLogRecord.ofText(session.toText()));
  }

  @Test
  void aRouteRecordIsALineOfItsFields() {
    BgpLogRecord route =
        new BgpLogRecord.RouteStatus(
            HEADER,
            BgpLogRecord.RouteChange.UPDATED,
            IpPrefix.of("172.31.0.0/16"),
            Optional.of("65010 64512"),
            OptionalLong.of(100),
            OptionalLong.of(100),
            Optional.of("169.254.50.85"),
            OptionalLong.of(32_768),
            Optional.of(BgpLogRecord.RouteStatus.DENIED_OWN_AS));
    assertEquals(
        "vpn-1234abcd_1.2.3.4 1762580429641 2025-11-08 05:40:29.641Z RouteStatus UPDATED"
            + " prefix 172.31.0.0/16 asPath 65010 64512 localPref 100 med 100"
            + " nextHopIp 169.254.50.85 weight 32768"
            + " details DENIED due to: as-path contains our own AS",
        route.toText());
    assertEquals(route, BgpLogRecord.ofText(route.toText()));
  }

  @Test
  void aWithdrawnRouteMayHaveNoAttributes() {
    BgpLogRecord route =
        new BgpLogRecord.RouteStatus(
            HEADER,
            BgpLogRecord.RouteChange.WITHDRAWN,
            IpPrefix.of("2001:db8::/32"),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    assertEquals(route, BgpLogRecord.ofText(route.toText()));
  }

  @Test
  void textThatIsNoRecordIsRefused() {
    for (String line :
        List.of(
            "",
            "now - true true a b c",
            "1 - yes true a b c",
            "vpn-1_1.2.3.4 1 - BGPStatus SIDEWAYS x",
            "vpn-1_1.2.3.4 1 - RouteStatus UP prefix 10.0.0.0/8",
            "vpn-1_1.2.3.4 1 - RouteStatus UPDATED nothing",
            "vpn-1_1.2.3.4 1 - RouteStatus UPDATED prefix 10.0.0.1/8",
            "vpn-1 1 - BGPStatus UP x",
            "cgw-1_1.2.3.4 1 - BGPStatus UP x")) {
      assertThrows(IllegalArgumentException.class, () -> TunnelActivityRecord.ofText(line));
      assertThrows(IllegalArgumentException.class, () -> BgpLogRecord.ofText(line));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new BgpLogRecord.BgpStatus(HEADER, TelemetryStatus.UP, "two\nlines"));
  }

  @Test
  void metricsHaveTheNamesOfCloudWatch() {
    assertEquals("AWS/VPN", VpnMetric.NAMESPACE);
    assertEquals(
        List.of("TunnelState", "TunnelDataIn", "TunnelDataOut", "ConcentratorBandwidthUsage"),
        List.of(VpnMetric.values()).stream().map(VpnMetric::metricName).toList());
    assertEquals(
        List.of(VpnMetric.VPN_ID, VpnMetric.TUNNEL_IP_ADDRESS),
        VpnMetric.TUNNEL_STATE.dimensions());
    assertEquals("Bytes", VpnMetric.ofName("TunnelDataIn").orElseThrow().unit());
    assertEquals(Optional.empty(), VpnMetric.ofName("TunnelMood"));
  }
}
