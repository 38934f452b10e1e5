package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.classic;
import static io.vpn4j.model.region.RegionSamples.refused;
import static io.vpn4j.model.region.RegionSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.RegionSamples.Attached;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections 2 and 3.6: categories, changes of the target, and what a modification disturbs. */
class ModificationRulesTest {
  @Nested
  @DisplayName("2.1 the matrix of categories")
  class Section21 {
    private final VpnRegion region = classic();
    private final IpAddress tunnel = RegionSamples.tunnel(region, "vpn-old", 0);

    @Test
    void classicHasIkev1Aes128Sha1AndGroup2Only() {
      var parameters = region.vpnConnection("vpn-old").orElseThrow().tunnelParameters().get(0);
      assertEquals(List.of(IkeVersion.IKEV1), parameters.ikeVersions());
      assertEquals("[AES128]", parameters.phase1EncryptionAlgorithms().toString());
      assertEquals("[SHA1]", parameters.phase2IntegrityAlgorithms().toString());
      assertEquals(List.of(2), parameters.phase1DHGroupNumbers());
    }

    @Test
    void classicHasNoNatTraversalNorMetrics() {
      assertFalse(Category.VPN_CLASSIC.supportsNatTraversal());
      assertFalse(Category.VPN_CLASSIC.supportsMetrics());
    }

    @Test
    void classicHasNoTunnelOptionsAndNoOtherTarget() {
      VpnRegion with = region.createTransitGateway("tgw-1", o -> {}).afterTransitions();
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnConnectionId",
          () -> with.modifyVpnTunnelOptions("vpn-old", tunnel, t -> t.replayWindowSize(64)));
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnConnectionId",
          () ->
              with.modifyVpnConnection(
                  m -> m.vpnConnectionId("vpn-old").transitGatewayId("tgw-1")));
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnConnectionId",
          () ->
              with.modifyVpnConnectionOptions(
                  m -> m.vpnConnectionId("vpn-old").localIpv4NetworkCidr("10.0.0.0/8")));
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnConnectionId",
          () -> with.modifyVpnTunnelCertificate("vpn-old", tunnel));
    }

    @Test
    void classicWantsATwoOctetAsn() {
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "bgpAsn",
          () ->
              region.importing(
                  i ->
                      i.customerGateway(
                          CustomerGateway.builder()
                              .customerGatewayId("cgw-1")
                              .ipAddress("203.0.113.10")
                              .bgpAsn(65_536)
                              .build())));
    }

    @Test
    void classicWantsAnAddressOfItsOwn() {
      refused(
          ErrorCode.INVALID_CUSTOMER_GATEWAY_DUPLICATE_IP_ADDRESS,
          "customerGatewayId",
          () ->
              region.importing(
                  i -> i.vpnConnection(RegionSamples.classicConnection("vpn-old2", "cgw-1", 3))));
    }

    @Test
    void classicHasNoCustomAmazonSideAsn() {
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "amazonSideAsn",
          () ->
              region.importing(
                  i ->
                      i.vpnGateway(
                          VpnGateway.builder()
                              .vpnGatewayId("vgw-old")
                              .amazonSideAsn(64_512)
                              .build())));
    }

    @Test
    void nothingNewComesOntoAGatewayWithAClassicConnection() {
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnGatewayId",
          () ->
              region.createVpnConnection(
                  r -> r.customerGatewayId("cgw-1").vpnGatewayId("vgw-old")));
      VpnRegion deleting = region.deleteVpnConnection("vpn-old");
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnGatewayId",
          () ->
              deleting.createVpnConnection(
                  r -> r.customerGatewayId("cgw-1").vpnGatewayId("vgw-old")));
      assertEquals(
          Category.VPN,
          deleting
              .afterTransitions()
              .createVpnConnection(r -> r.customerGatewayId("cgw-1").vpnGatewayId("vgw-old"))
              .result()
              .category());
    }

    @Test
    void theClassicAddressDoesNotBlockAnAwsVpnConnectionOnANewGateway() {
      var fresh = region.createVpnGateway();
      assertEquals(
          Category.VPN,
          fresh
              .region()
              .afterTransitions()
              .createVpnConnection(
                  r -> r.customerGatewayId("cgw-1").vpnGatewayId(fresh.result().vpnGatewayId()))
              .result()
              .category());
    }
  }

  @Nested
  @DisplayName("2.4 changing the target")
  class Section24 {
    @Test
    void exactlyOneGatewayIsGiven() {
      Attached one = attached(false);
      refused(
          ErrorCode.MISSING_PARAMETER,
          "vpnGatewayId",
          () -> one.region().modifyVpnConnection(m -> m.vpnConnectionId(one.vpn())));
      refused(
          ErrorCode.INVALID_PARAMETER_COMBINATION,
          "vpnGatewayId",
          () ->
              one.region()
                  .modifyVpnConnection(
                      m ->
                          m.vpnConnectionId(one.vpn())
                              .vpnGatewayId("vgw-1")
                              .transitGatewayId("tgw-1")));
    }

    @Test
    void staticRoutesGoBeforeATransitGatewayComes() {
      Attached one = attached(true);
      VpnRegion region =
          one.region()
              .createTransitGateway("tgw-1", o -> {})
              .createVpnConnectionRoute(one.vpn(), "192.168.0.0/16")
              .afterTransitions();
      refused(
          ErrorCode.INCORRECT_STATE,
          "transitGatewayId",
          () ->
              region.modifyVpnConnection(
                  m -> m.vpnConnectionId(one.vpn()).transitGatewayId("tgw-1")));
      VpnRegion moved =
          region
              .deleteVpnConnectionRoute(one.vpn(), "192.168.0.0/16")
              .afterTransitions()
              .modifyVpnConnection(m -> m.vpnConnectionId(one.vpn()).transitGatewayId("tgw-1"))
              .region()
              .afterTransitions();
      assertTrue(moved.transitGatewayAttachment("tgw-1", one.vpn()).isPresent());
      VpnRegion back =
          moved
              .modifyVpnConnection(m -> m.vpnConnectionId(one.vpn()).vpnGatewayId(one.vgw()))
              .region()
              .afterTransitions();
      assertTrue(back.transitGatewayAttachment("tgw-1", one.vpn()).isEmpty());
    }

    @Test
    void bothTunnelsAreDownWhileNewEndpointsComeAndAddressesStay() {
      Attached one = attached(false);
      VpnRegion region =
          up(one.region().createTransitGateway("tgw-1", o -> {}).afterTransitions(), one.vpn(), 0);
      VpnRegion moving =
          region
              .modifyVpnConnection(m -> m.vpnConnectionId(one.vpn()).transitGatewayId("tgw-1"))
              .region();
      VpnConnection connection = moving.vpnConnection(one.vpn()).orElseThrow();
      assertTrue(
          connection.vgwTelemetry().stream().allMatch(t -> t.status() == TelemetryStatus.DOWN));
      assertEquals(region.vpnConnection(one.vpn()).orElseThrow().options(), connection.options());
    }

    @Test
    void whatAVirtualPrivateGatewayCannotCarryStaysAway() {
      Attached one = attached(false);
      VpnRegion region = one.region().createTransitGateway("tgw-1", o -> {}).afterTransitions();
      var large =
          region.createVpnConnection(
              r ->
                  r.customerGatewayId(one.cgw())
                      .transitGatewayId("tgw-1")
                      .options(o -> o.tunnelBandwidth(TunnelBandwidth.LARGE)));
      VpnRegion ready = large.region().afterTransitions();
      refused(
          ErrorCode.UNSUPPORTED_OPERATION,
          "vpnGatewayId",
          () ->
              ready.modifyVpnConnection(
                  m ->
                      m.vpnConnectionId(large.result().vpnConnectionId()).vpnGatewayId(one.vgw())));
    }
  }

  /** 2.5: the change, and what of the two tunnels goes down for which reason. */
  static Stream<Arguments> disturbances() {
    return Stream.of(
        row(
            "target gateway",
            TunnelEffect.Cause.TARGET_GATEWAY,
            2,
            r ->
                r.modifyVpnConnection(m -> m.vpnConnectionId(vpn(r)).transitGatewayId("tgw-1"))
                    .region()),
        row(
            "customer gateway",
            TunnelEffect.Cause.CUSTOMER_GATEWAY,
            2,
            r ->
                r.modifyVpnConnection(m -> m.vpnConnectionId(vpn(r)).customerGatewayId(other(r)))
                    .region()),
        row(
            "connection options",
            TunnelEffect.Cause.CONNECTION_OPTIONS,
            2,
            r ->
                r.modifyVpnConnectionOptions(
                        m -> m.vpnConnectionId(vpn(r)).localIpv4NetworkCidr("192.168.0.0/16"))
                    .region()),
        row(
            "tunnel options",
            TunnelEffect.Cause.TUNNEL_OPTIONS,
            1,
            r -> r.modifyVpnTunnelOptions(vpn(r), tunnel(r), t -> t.replayWindowSize(64)).region()),
        row(
            "pre-shared key",
            TunnelEffect.Cause.TUNNEL_OPTIONS,
            1,
            r ->
                r.modifyVpnTunnelOptions(vpn(r), tunnel(r), t -> t.preSharedKey("another.Key_1"))
                    .region()),
        row(
            "logging",
            TunnelEffect.Cause.TUNNEL_OPTIONS,
            1,
            r ->
                r.modifyVpnTunnelOptions(
                        vpn(r), tunnel(r), t -> t.logOptions(l -> l.logEnabled(true)))
                    .region()),
        row(
            "lifecycle control",
            TunnelEffect.Cause.LIFECYCLE_CONTROL,
            1,
            r ->
                r.modifyVpnTunnelOptions(
                        vpn(r), tunnel(r), t -> t.enableTunnelLifecycleControl(true))
                    .region()),
        row("deleted", TunnelEffect.Cause.DELETED, 2, r -> r.deleteVpnConnection(vpn(r))),
        row(
            "nothing in force changes",
            null,
            0,
            r ->
                r.modifyVpnTunnelOptions(vpn(r), tunnel(r), t -> t.replayWindowSize(1_024))
                    .region()));
  }

  private static Arguments row(
      String change, TunnelEffect.Cause cause, int tunnels, UnaryOperator<VpnRegion> action) {
    return Arguments.of(change, Optional.ofNullable(cause), tunnels, action);
  }

  private static String vpn(VpnRegion region) {
    return region.vpnConnections().get(0).vpnConnectionId();
  }

  private static IpAddress tunnel(VpnRegion region) {
    return RegionSamples.tunnel(region, vpn(region), 1);
  }

  private static String other(VpnRegion region) {
    return region.customerGateways().get(1).customerGatewayId();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("disturbances")
  @DisplayName("2.5 what each modification disturbs")
  void planNamesTheTunnelsThatGoDownAndWhy(
      String change,
      Optional<TunnelEffect.Cause> cause,
      int tunnels,
      UnaryOperator<VpnRegion> action) {
    VpnRegion before =
        attached(false)
            .region()
            .createCustomerGateway(r -> r.ipAddress("203.0.113.77"))
            .region()
            .createTransitGateway("tgw-1", o -> {})
            .afterTransitions();
    VpnRegion after = action.apply(before);
    List<TunnelEffect> effects = VpnRegion.plan(before, after).tunnels();
    assertEquals(tunnels, effects.size(), effects.toString());
    effects.forEach(e -> assertEquals(cause, Optional.of(e.cause())));
    assertEquals(
        tunnels == 1 ? 1 : effects.size(),
        effects.stream().map(TunnelEffect::tunnel).distinct().count());
  }

  @Nested
  @DisplayName("2.5 and 3.6 lifecycle control and maintenance")
  class Section36 {
    @Test
    void skipTunnelReplacementKeepsTheTunnelUp() {
      Attached one = attached(false);
      VpnRegion region = up(one.region(), one.vpn(), 0);
      VpnRegion after =
          region
              .modifyVpnTunnelOptions(
                  one.vpn(), one.tunnel(0), t -> t.enableTunnelLifecycleControl(true), true)
              .region();
      assertEquals(
          TelemetryStatus.UP,
          after.vpnConnection(one.vpn()).orElseThrow().vgwTelemetry().get(0).status());
      refused(
          ErrorCode.INVALID_PARAMETER_COMBINATION,
          "skipTunnelReplacement",
          () ->
              region.modifyVpnTunnelOptions(
                  one.vpn(), one.tunnel(0), t -> t.replayWindowSize(64), true));
      VpnRegion waiting =
          after.announceMaintenance(one.vpn(), one.tunnel(0), after.now().plusSeconds(3_600));
      refused(
          ErrorCode.INVALID_PARAMETER_COMBINATION,
          "skipTunnelReplacement",
          () ->
              waiting.modifyVpnTunnelOptions(
                  one.vpn(), one.tunnel(0), t -> t.enableTunnelLifecycleControl(false), true));
    }

    @Test
    void pendingMaintenanceIsAppliedByTheUserOrByItself() {
      Attached one = attached(false);
      IpAddress tunnel = one.tunnel(0);
      VpnRegion region = up(one.region(), one.vpn(), 0);
      VpnRegion waiting =
          region.announceMaintenance(one.vpn(), tunnel, region.now().plusSeconds(3_600));
      assertTrue(waiting.getVpnTunnelReplacementStatus(one.vpn(), tunnel).pendingMaintenance());
      for (VpnRegion applied :
          List.of(
              waiting.replaceVpnTunnel(one.vpn(), tunnel, true).region(),
              waiting.advance(Duration.ofHours(2)))) {
        MaintenanceDetails details = applied.getVpnTunnelReplacementStatus(one.vpn(), tunnel);
        assertFalse(details.pendingMaintenance());
        assertTrue(details.lastMaintenanceApplied().isPresent());
        assertEquals(
            TelemetryStatus.DOWN,
            applied.vpnConnection(one.vpn()).orElseThrow().vgwTelemetry().get(0).status());
      }
    }
  }
}
