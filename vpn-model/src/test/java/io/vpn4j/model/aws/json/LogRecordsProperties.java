package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.monitoring.BgpLogRecord;
import io.vpn4j.model.monitoring.IkePhaseState;
import io.vpn4j.model.monitoring.TunnelActivityRecord;
import io.vpn4j.model.monitoring.TunnelLogHeader;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class LogRecordsProperties {
  @Property(tries = 500)
  void anActivityRecordIsTheSameInBothForms(
      @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis,
      @ForAll boolean dpd,
      @ForAll boolean natT,
      @ForAll("lines") String details)
      throws AwsJsonException {
    TunnelActivityRecord activity =
        TunnelActivityRecord.at(
            Instant.ofEpochMilli(millis),
            dpd,
            natT,
            IkePhaseState.NEGOTIATING,
            IkePhaseState.DOWN,
            details);
    assertEquals(activity, TunnelActivityRecord.ofText(activity.toText()));
    assertEquals(activity, LogRecords.readActivity(LogRecords.write(activity)));
  }

  @Property(tries = 500)
  void aBgpRecordIsTheSameInBothForms(@ForAll("records") BgpLogRecord bgp) throws AwsJsonException {
    assertEquals(bgp, BgpLogRecord.ofText(bgp.toText()));
    assertEquals(bgp, LogRecords.readBgp(LogRecords.write(bgp)));
  }

  @Property(tries = 1_000)
  void anyTextIsReadOrRefused(@ForAll("records") BgpLogRecord bgp, @ForAll String inserted) {
    String json = LogRecords.write(bgp);
    int at = Math.floorMod(inserted.hashCode(), json.length());
    refusing(() -> LogRecords.readBgp(json.substring(0, at) + inserted + json.substring(at)));
    refusing(() -> LogRecords.readActivity(json));
    String line = bgp.toText();
    int cut = Math.floorMod(inserted.hashCode(), line.length());
    refusing(() -> BgpLogRecord.ofText(line.substring(0, cut) + inserted + line.substring(cut)));
    refusing(() -> TunnelActivityRecord.ofText(inserted));
  }

  private interface Reading {
    void read() throws AwsJsonException;
  }

  private static void refusing(Reading reading) {
    try {
      reading.read();
    } catch (AwsJsonException | IllegalArgumentException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings().withCharRange(' ', '~').withChars("ü支\"\\").ofMaxLength(60);
  }

  @Provide
  Arbitrary<BgpLogRecord> records() {
    Arbitrary<TunnelLogHeader> headers =
        Combinators.combine(
                Arbitraries.integers(), Arbitraries.longs().between(0, 253_402_300_799_999L))
            .as(
                (address, millis) ->
                    TunnelLogHeader.at(
                        "vpn-0a1b2c3d4e5f60718",
                        new Ipv4Address(address),
                        Instant.ofEpochMilli(millis)));
    Arbitrary<OptionalLong> numbers =
        Arbitraries.longs()
            .between(-1, 0xffff_ffffL)
            .map(n -> n < 0 ? OptionalLong.empty() : OptionalLong.of(n));
    Arbitrary<BgpLogRecord> sessions =
        Combinators.combine(headers, Arbitraries.of(TelemetryStatus.values()), lines())
            .as(BgpLogRecord.BgpStatus::new);
    Arbitrary<BgpLogRecord> routes =
        Combinators.combine(
                headers,
                Arbitraries.of(BgpLogRecord.RouteChange.values()),
                Arbitraries.integers(),
                Arbitraries.of("", "64512", "65010 64512 {1,2}").optional(),
                numbers,
                numbers,
                Arbitraries.of("169.254.50.85", "fd00::1").optional(),
                lines().optional())
            .as(
                (header, status, address, path, localPref, med, nextHop, details) ->
                    new BgpLogRecord.RouteStatus(
                        header,
                        status,
                        IpPrefix.containing(new Ipv4Address(address), address & 31),
                        path,
                        localPref,
                        med,
                        nextHop,
                        med,
                        details));
    return Arbitraries.oneOf(sessions, routes);
  }
}
