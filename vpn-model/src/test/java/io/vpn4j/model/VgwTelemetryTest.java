package io.vpn4j.model;

import static io.vpn4j.model.ModelSamples.WHEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.net.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VgwTelemetryTest {
  private static final IpAddress OUTSIDE = IpAddress.of("198.51.100.21");

  private static void assertTelemetry(
      VgwTelemetry telemetry, TelemetryStatus status, String message, int routes) {
    assertEquals(OUTSIDE, telemetry.outsideIpAddress());
    assertEquals(status, telemetry.status());
    assertEquals(message, telemetry.statusMessage());
    assertEquals(routes, telemetry.acceptedRouteCount());
    assertEquals(Optional.of(WHEN), telemetry.lastStatusChange());
    assertEquals(Optional.empty(), telemetry.certificateArn());
  }

  @Test
  void aStaticTunnelReportsItsRoutesAlsoWhileDown() {
    assertTelemetry(
        VgwTelemetry.ofStaticTunnel(OUTSIDE, true, 3, WHEN), TelemetryStatus.UP, "IPSEC IS UP", 3);
    assertTelemetry(
        VgwTelemetry.ofStaticTunnel(OUTSIDE, false, 3, WHEN),
        TelemetryStatus.DOWN,
        "IPSEC IS DOWN",
        3);
  }

  @Test
  void aBgpTunnelIsUpOnlyWithItsSession() {
    assertTelemetry(
        VgwTelemetry.ofBgpTunnelDown(OUTSIDE, WHEN), TelemetryStatus.DOWN, "IPSEC IS DOWN", 0);
    assertTelemetry(
        VgwTelemetry.ofBgpTunnelWithoutSession(OUTSIDE, WHEN),
        TelemetryStatus.DOWN,
        "IPSEC IS UP",
        0);
    assertTelemetry(
        VgwTelemetry.ofBgpTunnel(OUTSIDE, 5, WHEN), TelemetryStatus.UP, "5 BGP ROUTES", 5);
    assertTelemetry(
        VgwTelemetry.ofBgpTunnel(OUTSIDE, 0, WHEN), TelemetryStatus.UP, "0 BGP ROUTES", 0);
  }

  @Test
  void theEmptyMessageOfOldDescriptionsIsAccepted() {
    VgwTelemetry old =
        VgwTelemetry.builder()
            .outsideIpAddress("198.51.100.21")
            .status(TelemetryStatus.DOWN)
            .acceptedRouteCount(1)
            .build();
    assertEquals("", old.statusMessage());
    assertEquals(Optional.empty(), old.lastStatusChange());
    assertEquals(old, old.toBuilder().build());
  }

  @Test
  void countsAreNotNegativeAndCertificatesAreArns() {
    var negative =
        assertThrows(
            IllegalArgumentException.class, () -> VgwTelemetry.ofBgpTunnel(OUTSIDE, -1, WHEN));
    assertEquals("acceptedRouteCount -1 is not 0 to 2147483647", negative.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> VgwTelemetry.ofBgpTunnelDown(OUTSIDE, WHEN).toBuilder().certificateArn("x").build());
  }
}
