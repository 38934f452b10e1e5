package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.KeySource;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnApiException;
import io.vpn4j.model.region.VpnRegion;
import io.vpn4j.model.secret.SecretAccess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class RegionDocumentsProperties {
  private static final KeySource KEYS = KeySource.derivedFrom(new byte[32]);

  /**
   * Everything that descriptions carry comes back. What devices advertise by BGP is in none, so
   * routes of static connections alone are propagated here.
   */
  @Property(tries = 300)
  void aRegionIsTheSameAfterItsDescriptionsAreReadBack(
      @ForAll long seed, @ForAll @IntRange(max = 40) int actions)
      throws AwsJsonException, CustomerGatewayConfigurationException {
    VpnRegion region = new Drawn(seed).region(actions);
    String json = RegionDocuments.describe(region).toJson(SecretAccess.grant());
    VpnRegion read =
        RegionDocuments.importInto(
            VpnRegion.of(region.regionName()).advance(region.now()), Ec2Document.read(json));
    assertEquals(region.vpcs(), read.vpcs());
    assertEquals(region.vpnGateways(), read.vpnGateways());
    assertEquals(region.customerGateways(), read.customerGateways());
    assertEquals(region.transitGateways(), read.transitGateways());
    assertEquals(region.transitGatewayAttachments(), read.transitGatewayAttachments());
    assertEquals(region.vpnConnections(), read.vpnConnections());
    assertEquals(region.routeTables(), read.routeTables());
    assertEquals(json, RegionDocuments.describe(read).toJson(SecretAccess.grant()));
    boolean propagated =
        region.routeTables().stream()
            .anyMatch(t -> t.routes().stream().anyMatch(r -> r.isPropagated()));
    Statistics.label("propagated routes")
        .collect(propagated)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 0));
    Statistics.label("connections")
        .collect(Math.min(region.vpnConnections().size(), 3))
        .coverage(coverage -> coverage.check(3).percentage(p -> p > 10));
  }

  /** A Region after any actions; those that the service refuses change nothing. */
  private static final class Drawn {
    private final Random random;
    private VpnRegion region;

    Drawn(long seed) {
      random = new Random(seed);
      region = VpnRegion.of("ap-northeast-1").withKeys(KEYS);
    }

    VpnRegion region(int actions) {
      region =
          region
              .createVpc("vpc-0", "10.0.0.0/16")
              .createTransitGateway("tgw-1", o -> o.vpnEcmpSupport(random.nextBoolean()));
      region = region.createVpnGateway().region();
      region =
          region.createCustomerGateway(r -> r.ipAddress("203.0.113.1").bgpAsn(65_010)).region();
      region = region.afterTransitions();
      attach(vgw(), "vpc-0");
      connect(true);
      attempt(r -> r.enableVgwRoutePropagation(vgw(), rtb()));
      region = region.afterTransitions();
      attempt(r -> r.createVpnConnectionRoute(vpn(), "192.168.0.0/24"));
      region = region.afterTransitions(); // the route is available, so it is propagated
      report();
      for (int i = 0; i < actions; i++) {
        act(i);
      }
      return region;
    }

    private void act(int i) {
      switch (random.nextInt(13)) {
        case 0 -> attempt(r -> r.createVpc("vpc-" + i, "10." + i + ".0.0/16", "100.64.0.0/24"));
        case 1 -> attempt(r -> r.createVpnGateway(g -> g.amazonSideAsn(64_600L + i)).region());
        case 2 ->
            attempt(
                r ->
                    r.createCustomerGateway(
                            c -> c.ipAddress("203.0.113." + (1 + i)).bgpAsn(65_100L + i))
                        .region());
        case 3 -> attach(vgw(), vpc());
        case 4 -> attempt(r -> r.detachVpnGateway(vgw(), vpc()));
        case 5, 6 -> connect(random.nextBoolean());
        case 7 -> report();
        case 8 -> attempt(r -> r.createVpnConnectionRoute(vpn(), "192.168." + i + ".0/24"));
        case 9 -> attempt(r -> r.enableVgwRoutePropagation(vgw(), rtb()));
        case 10 -> attempt(r -> r.createRoute(rtb(), "172.16." + i + ".0/24", vgw()));
        case 11 -> attempt(r -> r.deleteVpnConnection(vpn()));
        default -> region = region.advance(Duration.ofMinutes(random.nextInt(20)));
      }
    }

    private void attach(String vgw, String vpc) {
      attempt(r -> r.attachVpnGateway(vgw, vpc).region());
    }

    private void connect(boolean toVpnGateway) {
      attempt(
          r ->
              r.createVpnConnection(
                      c -> {
                        c.customerGatewayId(pick(region.customerGateways()).customerGatewayId());
                        if (toVpnGateway) {
                          c.vpnGatewayId(vgw()).options(o -> o.staticRoutesOnly(true));
                        } else {
                          c.transitGatewayId("tgw-1");
                        }
                      })
                  .region());
    }

    private void report() {
      if (!region.vpnConnections().isEmpty()) {
        var connection = pick(region.vpnConnections());
        var address =
            connection
                .options()
                .tunnelOptions()
                .get(random.nextInt(2))
                .outsideIpAddress()
                .orElseThrow();
        boolean isStatic = connection.options().staticRoutesOnly();
        attempt(
            r ->
                r.report(
                    isStatic
                        ? TunnelReport.up(connection.vpnConnectionId(), address)
                        : TunnelReport.up(
                            connection.vpnConnectionId(),
                            address,
                            AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_010)))));
      }
    }

    private void attempt(Function<VpnRegion, VpnRegion> action) {
      try {
        region = action.apply(region);
      } catch (VpnApiException e) {
        // Refused: nothing has changed.
        assertFalse(e.getMessage().isEmpty());
      }
    }

    private String vgw() {
      return pick(region.vpnGateways()).vpnGatewayId();
    }

    private String vpc() {
      return pick(region.vpcs()).vpcId();
    }

    private String rtb() {
      return pick(region.routeTables()).routeTableId();
    }

    private String vpn() {
      return region.vpnConnections().isEmpty()
          ? "vpn-none"
          : pick(region.vpnConnections()).vpnConnectionId();
    }

    private <E> E pick(List<E> all) {
      return all.get(random.nextInt(all.size()));
    }
  }
}
