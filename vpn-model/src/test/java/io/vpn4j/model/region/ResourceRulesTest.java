package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.refused;
import static io.vpn4j.model.region.RegionSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.PreSharedKeyStorage;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RegionSamples.Attached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the fact sheet's tables of section 1 that state a rule of a Region. */
class ResourceRulesTest {
  @Nested
  @DisplayName("1.1 identifiers, types, states")
  class Section11 {
    @Test
    void newIdentifiersAreLongAndShortOnesAreAccepted() {
      Attached one = attached(true);
      assertTrue(one.vpn().matches("vpn-[0-9a-f]{17}"));
      VpnRegion region =
          one.region()
              .importing(
                  i -> i.vpnGateway(VpnGateway.builder().vpnGatewayId("vgw-11aa22bb").build()));
      assertTrue(region.vpnGateway("vgw-11aa22bb").isPresent());
    }

    @Test
    void aRepeatedCreateVpnConnectionIsAnsweredWithTheSame() {
      Attached one = attached(true);
      var again =
          one.region()
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .vpnGatewayId(one.vgw())
                          .options(o -> o.staticRoutesOnly(true)));
      assertEquals(one.vpn(), again.result().vpnConnectionId());
      assertEquals(one.region(), again.region());
    }

    @Test
    void aRepeatedCreateCustomerGatewayIsAnsweredWithTheSameUnlessTheDeviceNameDiffers() {
      Attached one = attached(true);
      var again =
          one.region().createCustomerGateway(r -> r.ipAddress(RegionSamples.DEVICE).bgpAsn(65_010));
      assertEquals(one.cgw(), again.result().customerGatewayId());
      var other =
          one.region()
              .createCustomerGateway(
                  r -> r.ipAddress(RegionSamples.DEVICE).bgpAsn(65_010).deviceName("edge-2"));
      assertEquals(2, other.region().customerGateways().size());
    }

    @Test
    void aDeletedConnectionStaysVisibleForAWhile() {
      Attached one = attached(true);
      VpnRegion deleting = one.region().deleteVpnConnection(one.vpn());
      assertEquals(ResourceState.DELETING, deleting.vpnConnection(one.vpn()).orElseThrow().state());
      VpnConnection deleted = deleting.afterTransitions().vpnConnection(one.vpn()).orElseThrow();
      assertEquals(ResourceState.DELETED, deleted.state());
      assertTrue(deleted.vgwTelemetry().isEmpty());
      assertTrue(deleting.advance(Duration.ofHours(2)).vpnConnection(one.vpn()).isEmpty());
    }

    @Test
    void aStaticRouteIsPendingThenAvailable() {
      Attached one = attached(true);
      VpnRegion region = one.region().createVpnConnectionRoute(one.vpn(), "192.168.0.0/16");
      assertEquals(
          ResourceState.PENDING,
          region.vpnConnection(one.vpn()).orElseThrow().routes().get(0).state());
      assertEquals(
          ResourceState.AVAILABLE,
          region.afterTransitions().vpnConnection(one.vpn()).orElseThrow().routes().get(0).state());
    }

    @Test
    void timeDoesNotRunBack() {
      VpnRegion region = VpnRegion.of("eu-west-1").advance(Instant.parse("2026-01-01T00:00:00Z"));
      refused(ErrorCode.INVALID_PARAMETER_VALUE, "instant", () -> region.advance(Instant.EPOCH));
    }
  }

  @Nested
  @DisplayName("1.3 customer gateways")
  class Section13 {
    @ParameterizedTest
    @MethodSource("io.vpn4j.model.region.ResourceRulesTest#reservedAsns")
    void theNumbersOfAwsAreReserved(String name, long asn) {
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "bgpAsn",
          () ->
              VpnRegion.of(name)
                  .createCustomerGateway(r -> r.ipAddress("203.0.113.1").bgpAsn(asn)));
    }

    @Test
    void bothAsnFieldsAreTooMany() {
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "bgpAsn",
          () ->
              VpnRegion.of("eu-west-1")
                  .createCustomerGateway(
                      r -> r.ipAddress("203.0.113.1").bgpAsn(1).bgpAsnExtended(4_200_000_000L)));
    }

    @Test
    void oneInUseIsNotDeleted() {
      Attached one = attached(true);
      refused(
          ErrorCode.INCORRECT_STATE,
          "customerGatewayId",
          () -> one.region().deleteCustomerGateway(one.cgw()));
      refused(
          ErrorCode.INVALID_CUSTOMER_GATEWAY_ID_MALFORMED,
          "customerGatewayId",
          () -> one.region().deleteCustomerGateway("vgw-1"));
    }

    @Test
    void oneAddressServesManyAwsVpnConnections() {
      Attached one = attached(true);
      VpnRegion region =
          one.region()
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .vpnGatewayId(one.vgw())
                          .options(
                              o ->
                                  o.staticRoutesOnly(true)
                                      .addTunnelOption(t -> t.tunnelInsideCidr("169.254.10.0/30"))))
              .region();
      assertEquals(2, region.vpnConnections().size());
    }
  }

  static Stream<Arguments> reservedAsns() {
    return Stream.of(
        Arguments.of("us-east-1", 7_224),
        Arguments.of("eu-west-1", 9_059),
        Arguments.of("ap-northeast-1", 10_124),
        Arguments.of("ap-southeast-1", 17_493),
        Arguments.of("ap-southeast-1", 17_943));
  }

  @Nested
  @DisplayName("1.5 inside CIDRs")
  class Section15 {
    @Test
    void anInsideCidrIsUniqueAmongTheConnectionsOfOneGateway() {
      Attached one = attached(false);
      String taken =
          one.region()
              .vpnConnection(one.vpn())
              .orElseThrow()
              .options()
              .tunnelOptions()
              .get(0)
              .tunnelInsideCidr()
              .orElseThrow()
              .toString();
      VpnRegion region =
          one.region()
              .createCustomerGateway(r -> r.ipAddress("203.0.113.99"))
              .region()
              .createTransitGateway("tgw-1", o -> {})
              .afterTransitions();
      String cgw =
          region
              .describeCustomerGateways(Filter.of("ip-address", "203.0.113.99"))
              .get(0)
              .customerGatewayId();
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "tunnelInsideCidr",
          () ->
              region.createVpnConnection(
                  r ->
                      r.customerGatewayId(cgw)
                          .vpnGatewayId(one.vgw())
                          .options(o -> o.addTunnelOption(t -> t.tunnelInsideCidr(taken)))));
      // on a transit gateway it may repeat
      for (int i = 0; i < 2; i++) {
        String device = i == 0 ? cgw : one.cgw();
        region.createVpnConnection(
            r ->
                r.customerGatewayId(device)
                    .transitGatewayId("tgw-1")
                    .options(o -> o.addTunnelOption(t -> t.tunnelInsideCidr(taken))));
      }
    }

    @Test
    void aReservedOneIsRefused() {
      Attached one = attached(false);
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "tunnelInsideCidr",
          () ->
              one.region()
                  .modifyVpnTunnelOptions(
                      one.vpn(), one.tunnel(0), t -> t.tunnelInsideCidr("169.254.5.0/30")));
    }
  }

  @Nested
  @DisplayName("1.6 telemetry")
  class Section16 {
    @Test
    void aStaticConnectionCountsItsRoutesAlsoWhileDown() {
      Attached one = attached(true);
      VpnRegion region =
          one.region().createVpnConnectionRoute(one.vpn(), "192.168.0.0/16").afterTransitions();
      VgwTelemetry telemetry = region.vpnConnection(one.vpn()).orElseThrow().vgwTelemetry().get(0);
      assertEquals(TelemetryStatus.DOWN, telemetry.status());
      assertEquals(1, telemetry.acceptedRouteCount());
    }

    @Test
    void aBgpConnectionIsUpWhenTheSessionIs() {
      Attached one = attached(false);
      TunnelKey key = new TunnelKey(one.vpn(), one.tunnel(0));
      VgwTelemetry ipsecOnly =
          first(
              one.region().report(new TunnelReport(key, true, false, List.of(), Optional.empty())));
      assertEquals(TelemetryStatus.DOWN, ipsecOnly.status());
      assertEquals("IPSEC IS UP", ipsecOnly.statusMessage());
      VgwTelemetry established = first(up(one.region(), one.vpn(), 0, "192.168.0.0/16"));
      assertEquals("1 BGP ROUTES", established.statusMessage());
    }

    private VgwTelemetry first(VpnRegion region) {
      return region.vpnConnections().get(0).vgwTelemetry().get(0);
    }
  }

  @Nested
  @DisplayName("1.8 DryRun")
  class Section18 {
    @Test
    void dryRunTellsWhatWouldHappenAndChangesNothing() {
      Attached one = attached(true);
      VpnRegion before = one.region();
      assertEquals(
          ErrorCode.DRY_RUN_OPERATION, before.dryRun(r -> r.deleteVpnConnection(one.vpn())).code());
      assertEquals(
          ErrorCode.INVALID_VPN_CONNECTION_ID_NOT_FOUND,
          before.dryRun(r -> r.deleteVpnConnection("vpn-2")).code());
      assertEquals(one.region(), before);
    }
  }

  @Nested
  @DisplayName("1.4 connections")
  class Section14 {
    @Test
    void ipv6AndPrivateAddressesAreForTransitGateways() {
      Attached one = attached(false);
      VpnRegion region =
          one.region()
              .createTransitGateway("tgw-1", o -> o.addTransitGatewayCidrBlock("10.99.0.0/24"))
              .createCustomerGateway(r -> r.ipAddress("192.168.9.9"))
              .region()
              .afterTransitions();
      var dx = region.attachDirectConnectGateway("tgw-1", "dxgw-1");
      String inner =
          dx.region()
              .describeCustomerGateways(Filter.of("ip-address", "192.168.9.9"))
              .get(0)
              .customerGatewayId();
      VpnConnection ipv6 =
          region
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .transitGatewayId("tgw-1")
                          .options(o -> o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)))
              .result();
      assertTrue(ipv6.options().tunnelOptions().get(0).tunnelInsideIpv6Cidr().isPresent());
      VpnConnection overDx =
          dx.region()
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(inner)
                          .transitGatewayId("tgw-1")
                          .options(
                              o ->
                                  o.outsideIpAddressType(OutsideIpAddressType.PRIVATE_IPV4)
                                      .transportTransitGatewayAttachmentId(
                                          dx.result().transitGatewayAttachmentId())))
              .result();
      assertTrue(
          IpPrefix.of("10.99.0.0/24")
              .contains(overDx.options().tunnelOptions().get(0).outsideIpAddress().orElseThrow()));
    }

    @Test
    void bothTargetsAreTooMany() {
      Attached one = attached(false);
      refused(
          ErrorCode.INVALID_PARAMETER_COMBINATION,
          "transitGatewayId",
          () ->
              one.region()
                  .createVpnConnection(
                      r ->
                          r.customerGatewayId(one.cgw())
                              .vpnGatewayId(one.vgw())
                              .transitGatewayId("tgw-1")));
    }

    @Test
    void keysInSecretsManagerAreNotInTheTunnels() {
      Attached one = attached(false);
      VpnRegion region = one.region().withKeys(KeySource.derivedFrom(new byte[24]));
      VpnConnection kept =
          region
              .createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .vpnGatewayId(one.vgw())
                          .preSharedKeyStorage(PreSharedKeyStorage.SECRETS_MANAGER))
              .result();
      assertTrue(kept.options().tunnelOptions().stream().allMatch(t -> t.preSharedKey().isEmpty()));
    }
  }
}
