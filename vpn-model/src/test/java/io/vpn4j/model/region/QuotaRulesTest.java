package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.refused;
import static io.vpn4j.model.region.RegionSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.region.RegionSamples.Attached;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Section 5: quotas. */
class QuotaRulesTest {
  @Nested
  @DisplayName("5 quotas")
  class Section5 {
    @Test
    void connectionsPerGatewayStaticRoutesAndCustomerGatewaysAreLimited() {
      Attached one = attached(true);
      VpnRegion one1 = one.region().withQuotas(q -> q.vpnConnectionsPerVpnGateway(1));
      var device = one1.createCustomerGateway(r -> r.ipAddress("203.0.113.50"));
      VpnRegion region = device.region().afterTransitions();
      refused(
          ErrorCode.VPN_CONNECTION_LIMIT_EXCEEDED,
          "vpnConnectionId",
          () ->
              region.createVpnConnection(
                  r ->
                      r.customerGatewayId(device.result().customerGatewayId())
                          .vpnGatewayId(one.vgw())));
      refused(
          ErrorCode.CUSTOMER_GATEWAY_LIMIT_EXCEEDED,
          "customerGatewayId",
          () ->
              region
                  .withQuotas(q -> q.customerGatewaysPerRegion(2))
                  .createCustomerGateway(r -> r.ipAddress("203.0.113.51")));
      VpnRegion full = one.region();
      for (int i = 0; i < 100; i++) {
        full = full.createVpnConnectionRoute(one.vpn(), "192.168." + i + ".0/24");
      }
      VpnRegion hundred = full;
      refused(
          ErrorCode.ROUTE_LIMIT_EXCEEDED,
          "destinationCidrBlock",
          () -> hundred.createVpnConnectionRoute(one.vpn(), "172.16.0.0/12"));
    }

    @Test
    void acceleratedUnassociatedAndLargeConnectionsAreLimited() {
      Attached one = attached(true);
      VpnRegion region =
          one.region()
              .createTransitGateway("tgw-1", o -> {})
              .afterTransitions()
              .withQuotas(
                  q ->
                      q.acceleratedVpnConnectionsPerRegion(0)
                          .unassociatedVpnConnectionsPerRegion(0)
                          .largeBandwidthVpnConnectionsPerRegion(0));
      refused(
          ErrorCode.VPN_CONNECTION_LIMIT_EXCEEDED,
          "vpnConnectionId",
          () -> region.createVpnConnection(r -> r.customerGatewayId(one.cgw())));
      refused(
          ErrorCode.VPN_CONNECTION_LIMIT_EXCEEDED,
          "vpnConnectionId",
          () ->
              region.createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .transitGatewayId("tgw-1")
                          .options(o -> o.enableAcceleration(true))));
      refused(
          ErrorCode.VPN_CONNECTION_LIMIT_EXCEEDED,
          "vpnConnectionId",
          () ->
              region.createVpnConnection(
                  r ->
                      r.customerGatewayId(one.cgw())
                          .transitGatewayId("tgw-1")
                          .options(o -> o.tunnelBandwidth(TunnelBandwidth.LARGE))));
    }

    @Test
    void aRouteTableTakesAHundredPropagatedRoutes() {
      Attached one = attached(false);
      VpnRegion region = one.region().enableVgwRoutePropagation(one.vgw(), one.rtb());
      String[] first = new String[100];
      String[] second = new String[100];
      for (int i = 0; i < 100; i++) {
        first[i] = "192.168." + i + ".0/24";
        second[i] = "172.16." + i + ".0/24";
      }
      VpnRegion full = up(up(region, one.vpn(), 0, first), one.vpn(), 1, second);
      assertEquals(200, full.vpnGatewayRoutes(one.vgw()).size());
      assertEquals(101, full.routeTable(one.rtb()).orElseThrow().routes().size());
    }
  }
}
