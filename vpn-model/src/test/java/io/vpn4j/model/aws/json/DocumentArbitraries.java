package io.vpn4j.model.aws.json;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.LogOutputFormat;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.RouteSource;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.Tag;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Resources with any of their fields set, drawn from one seed. */
final class DocumentArbitraries {
  private DocumentArbitraries() {}

  static Arbitrary<VpnConnection> connections() {
    return Arbitraries.longs().map(seed -> new Draw(seed).connection());
  }

  static Arbitrary<VpnGateway> vpnGateways() {
    return Arbitraries.longs().map(seed -> new Draw(seed).vpnGateway());
  }

  static Arbitrary<CustomerGateway> customerGateways() {
    return Arbitraries.longs().map(seed -> new Draw(seed).customerGateway());
  }

  private static final class Draw {
    private static final String ARN = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vpn:";

    private final Random random;

    Draw(long seed) {
      random = new Random(seed);
    }

    VpnConnection connection() {
      boolean classic = random.nextInt(4) == 0;
      VpnConnection.Builder connection =
          VpnConnection.builder()
              .vpnConnectionId("vpn-" + hex())
              .customerGatewayId("cgw-" + hex())
              .category(classic ? Category.VPN_CLASSIC : Category.VPN)
              .state(state())
              .tags(tags());
      boolean vgw = classic || flag();
      boolean staticRoutes = vgw && flag();
      if (vgw) {
        connection.vpnGatewayId("vgw-" + hex());
      } else if (flag()) {
        connection.transitGatewayId("tgw-" + hex());
      }
      VpnConnectionOptions.Builder options =
          VpnConnectionOptions.builder().staticRoutesOnly(staticRoutes);
      if (!classic) {
        options
            .addTunnelOption(tunnel(1))
            .addTunnelOption(flag() ? tunnel(2) : TunnelOption.unset());
        if (flag()) {
          options.localIpv4NetworkCidr(prefix()).remoteIpv4NetworkCidr(prefix());
        }
        if (!vgw && flag()) {
          options.tunnelBandwidth(TunnelBandwidth.LARGE);
        }
      }
      connection.options(options.build());
      if (staticRoutes) {
        LinkedHashSet<IpPrefix> prefixes = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          prefixes.add(prefix());
        }
        for (IpPrefix prefix : prefixes) {
          VpnStaticRoute.Builder route =
              VpnStaticRoute.builder().destinationCidrBlock(prefix).state(state());
          if (flag()) {
            route.source(RouteSource.STATIC);
          }
          connection.addRoute(route.build());
        }
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        connection.addVgwTelemetry(telemetry(i));
      }
      return connection.build();
    }

    VpnGateway vpnGateway() {
      VpnGateway.Builder gateway =
          VpnGateway.builder()
              .vpnGatewayId("vgw-" + hex())
              .state(state())
              .amazonSideAsn(
                  pick(List.of(64_512L, 65_534L, 4_200_000_000L, 4_294_967_294L, 7_224L, 10_124L)))
              .tags(tags());
      if (flag()) {
        gateway.availabilityZone("eu-west-1a");
      }
      if (flag()) {
        gateway.addVpcAttachment(
            VpcAttachment.of("vpc-" + hex(), AttachmentState.of("attaching-" + random.nextInt(3))));
      }
      return gateway.build();
    }

    CustomerGateway customerGateway() {
      CustomerGateway.Builder gateway =
          CustomerGateway.builder()
              .customerGatewayId("cgw-" + hex())
              .state(state())
              .asn(pick(List.of(1L, 65_000L, 2_147_483_647L, 2_147_483_648L, 4_294_967_295L)))
              .tags(tags());
      boolean certificate = flag();
      if (certificate) {
        gateway.certificateArn("arn:aws:acm:eu-west-1:111122223333:certificate/" + hex());
      }
      if (!certificate || flag()) {
        gateway.ipAddress(flag() ? "2001:db8::1" : "203.0.113.10");
      }
      if (flag()) {
        gateway.deviceName("edge \"\\\u0001\u007f ü 支 \uD83D\uDE00");
      }
      return gateway.build();
    }

    private TunnelOption tunnel(int number) {
      TunnelOption.Builder tunnel = TunnelOption.builder();
      if (flag()) {
        tunnel.outsideIpAddress("198.51.100." + number);
      }
      if (flag()) {
        tunnel.tunnelInsideCidr("169.254." + (10 + number) + "." + 4 * random.nextInt(64) + "/30");
      }
      if (flag()) {
        tunnel.preSharedKey("k." + hex());
      }
      if (flag()) {
        tunnel.phase1LifetimeSeconds(3_601 + random.nextInt(25_000));
      }
      if (flag()) {
        tunnel.phase2LifetimeSeconds(900 + random.nextInt(2_701));
      }
      if (flag()) {
        tunnel.rekeyMarginTimeSeconds(60 + random.nextInt(300));
      }
      if (flag()) {
        tunnel.rekeyFuzzPercentage(random.nextInt(101));
      }
      if (flag()) {
        tunnel.replayWindowSize(64 + random.nextInt(1_985));
      }
      if (flag()) {
        tunnel.dpdTimeoutSeconds(30 + random.nextInt(1_000));
      }
      if (flag()) {
        tunnel.dpdTimeoutAction(pick(List.of(DpdTimeoutAction.values())));
      }
      tunnel
          .phase1EncryptionAlgorithms(some(VpnEncryptionAlgorithm.values()))
          .phase2EncryptionAlgorithms(some(VpnEncryptionAlgorithm.values()))
          .phase1IntegrityAlgorithms(some(VpnIntegrityAlgorithm.values()))
          .phase2IntegrityAlgorithms(some(VpnIntegrityAlgorithm.values()))
          .phase1DHGroupNumbers(some(new Integer[] {2, 14, 20, 24}))
          .phase2DHGroupNumbers(some(new Integer[] {2, 5, 19}));
      if (flag()) {
        tunnel.ikeVersions(IkeVersion.IKEV2).startupAction(StartupAction.START);
      }
      if (flag()) {
        tunnel.enableTunnelLifecycleControl(flag());
      }
      if (flag()) {
        tunnel.logOptions(
            l ->
                l.logEnabled(flag())
                    .logGroupArn(ARN + hex())
                    .logOutputFormat(LogOutputFormat.TEXT)
                    .bgpLogEnabled(flag())
                    .bgpLogGroupArn(ARN + hex())
                    .bgpLogOutputFormat(LogOutputFormat.JSON));
      }
      return tunnel.build();
    }

    private VgwTelemetry telemetry(int number) {
      VgwTelemetry.Builder telemetry =
          VgwTelemetry.builder()
              .outsideIpAddress("198.51.100." + number)
              .status(pick(List.of(TelemetryStatus.values())))
              .statusMessage(pick(List.of("", "IPSEC IS DOWN", "3 BGP ROUTES")))
              .acceptedRouteCount(random.nextInt(1_000));
      if (flag()) {
        telemetry.lastStatusChange(
            Instant.ofEpochSecond(
                random.nextInt(), pick(List.of(0L, 1_000_000L, 123_456_789L, 1L))));
      }
      return telemetry.build();
    }

    private List<Tag> tags() {
      List<Tag> tags = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        tags.add(new Tag("key" + i, pick(List.of("", "v", "a\nb", "支店"))));
      }
      return tags;
    }

    private ResourceState state() {
      return ResourceState.of(pick(List.of("available", "pending", "modifying", "what-is-this")));
    }

    private IpPrefix prefix() {
      IpAddress address = new Ipv4Address(random.nextInt());
      return IpPrefix.containing(address, random.nextInt(33));
    }

    private <E> List<E> some(E[] all) {
      return Arrays.stream(all).filter(e -> random.nextInt(4) == 0).toList();
    }

    private <E> E pick(List<E> all) {
      return all.get(random.nextInt(all.size()));
    }

    private boolean flag() {
      return random.nextBoolean();
    }

    private String hex() {
      return String.format("%017x", random.nextLong() & 0xfff_ffff_ffff_ffffL);
    }
  }
}
