package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.monitoring.BgpLogRecord;
import io.vpn4j.model.monitoring.TunnelActivityRecord;
import org.junit.jupiter.api.Test;

class LogRecordsTest {
  private static final String SESSION =
      "{\"resource_id\": \"vpn-1234abcd_1.2.3.4\",\"event_timestamp\": 1762580429641,"
          + "\"timestamp\": \"2025-11-08 05:40:29.641Z\",\"type\": \"BGPStatus\","
          + "\"status\": \"UP\",\"message\": {\"details\": \"Established\"}}";
  private static final String ROUTE =
      "{\"resource_id\": \"vpn-1234abcd_1.2.3.4\",\"event_timestamp\": 1762579573243,"
          + "\"timestamp\": \"2025-11-08 05:26:13.243Z\",\"type\": \"RouteStatus\","
          + "\"status\": \"UPDATED\",\"message\": {\"prefix\": \"172.31.0.0/16\","
          + "\"asPath\": \"64512\",\"localPref\": 100,\"med\": 100,"
          + "\"nextHopIp\": \"169.254.50.85\",\"weight\": 32768,"
          + "\"details\": \"DENIED due to: as-path contains our own AS\"}}";
  private static final String ACTIVITY =
      "{\"event_timestamp\": 1762580429641,\"timestamp\": \"2025-11-08 05:40:29.641Z\","
          + "\"dpd_enabled\": true,\"nat_t_detected\": false,"
          + "\"ike_phase1_state\": \"established\",\"ike_phase2_state\": \"down\","
          + "\"details\": \"AWS tunnel received DELETE for IKE_SA from CGW\"}";

  @Test
  void aSessionRecordIsReadAndWritten() throws AwsJsonException {
    BgpLogRecord read = LogRecords.readBgp(SESSION);
    assertTrue(
        read instanceof BgpLogRecord.BgpStatus session && session.status() == TelemetryStatus.UP);
    assertEquals(SESSION, LogRecords.write(read));
  }

  @Test
  void aRouteRecordIsReadAndWritten() throws AwsJsonException {
    BgpLogRecord read = LogRecords.readBgp(ROUTE);
    assertEquals("1.2.3.4", read.header().outsideIpAddress().toString());
    assertTrue(
        read instanceof BgpLogRecord.RouteStatus route
            && route.details().orElseThrow().equals(BgpLogRecord.RouteStatus.DENIED_OWN_AS));
    assertEquals(ROUTE, LogRecords.write(read));
  }

  @Test
  void anActivityRecordIsReadAndWritten() throws AwsJsonException {
    TunnelActivityRecord read = LogRecords.readActivity(ACTIVITY);
    assertEquals("down", read.ikePhase2State().text());
    assertEquals(ACTIVITY, LogRecords.write(read));
  }

  @Test
  void fieldsInAnotherOrderAndUnknownOnesAreRead() throws AwsJsonException {
    TunnelActivityRecord read =
        LogRecords.readActivity(
            "{\"details\": \"x\", \"nat_t_detected\": true, \"dpd_enabled\": true, \"new\": [],"
                + " \"ike_phase2_state\": \"Down\", \"ike_phase1_state\": \"Down\","
                + " \"event_timestamp\": 1660955581}");
    assertEquals("2022-08-20T00:33:01Z", read.time().toString());
    assertEquals("", read.timestamp());
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    assertPath("$.type", SESSION.replace("BGPStatus", "Weather"));
    assertPath("$.status", SESSION.replace("UP", "UPDATED"));
    assertPath("$.status", ROUTE.replace("UPDATED", "UP"));
    assertPath("$.message.details", SESSION.replace("\"details\"", "\"detail\""));
    assertPath("$.message.prefix", ROUTE.replace("172.31.0.0/16", "172.31.0.1/16"));
    assertPath("$.message.med", ROUTE.replace("\"med\": 100", "\"med\": -1"));
    assertPath("$.message", ROUTE.replace("\"message\"", "\"messages\""));
    assertPath("$", SESSION.replace("vpn-1234abcd_", "vpn-1234abcd"));
    AwsJsonException refused =
        assertThrows(
            AwsJsonException.class,
            () -> LogRecords.readActivity(ACTIVITY.replace("true", "\"yes\"")));
    assertEquals("$.dpd_enabled", refused.path());
  }

  private static void assertPath(String path, String json) {
    AwsJsonException refused = assertThrows(AwsJsonException.class, () -> LogRecords.readBgp(json));
    assertEquals(path, refused.path(), refused::getMessage);
  }
}
