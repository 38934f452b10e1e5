package io.vpn4j.model.advice;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.aws.BgpSettings;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.IkeProposal;
import io.vpn4j.model.aws.IpsecProposal;
import io.vpn4j.model.aws.TunnelEndpoint;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Regions without much to say about, and what changes that. */
final class AdviceSamples {
  private AdviceSamples() {}

  /** vpc-1 of 10.0.0.0/16 with vgw-1, which propagates; cgw-1 of AS 65010; vpn-1, tunnels down. */
  static VpnRegion bgp() {
    return site(false);
  }

  /** The same with a static route to 192.168.0.0/16. */
  static VpnRegion statics() {
    return connection(site(true), b -> b.addRoute("192.168.0.0/16"));
  }

  private static VpnRegion site(boolean staticRoutesOnly) {
    VpnRegion region =
        VpnRegion.of("eu-west-1")
            .createVpc("vpc-1", "10.0.0.0/16")
            .importing(
                i ->
                    i.vpnGateway(vgw("vgw-1", "vpc-1"))
                        .customerGateway(cgw("cgw-1", 10, 65_010))
                        .vpnConnection(
                            vpn("vpn-1", "cgw-1", 1, staticRoutesOnly)
                                .vpnGatewayId("vgw-1")
                                .build()));
    return region.enableVgwRoutePropagation("vgw-1", mainTable(region));
  }

  static String mainTable(VpnRegion region) {
    return region.mainRouteTable("vpc-1").orElseThrow().routeTableId();
  }

  static VpnGateway vgw(String id, String vpcId) {
    return VpnGateway.builder()
        .vpnGatewayId(id)
        .addVpcAttachment(VpcAttachment.attached(vpcId))
        .build();
  }

  static CustomerGateway cgw(String id, int host, long asn) {
    return CustomerGateway.builder()
        .customerGatewayId(id)
        .ipAddress("203.0.113." + host)
        .asn(asn)
        .build();
  }

  static VpnConnection.Builder vpn(String id, String cgw, int number, boolean staticRoutesOnly) {
    return VpnConnection.builder()
        .vpnConnectionId(id)
        .customerGatewayId(cgw)
        .options(
            o ->
                o.staticRoutesOnly(staticRoutesOnly)
                    .addTunnelOption(tunnel(2 * number).build())
                    .addTunnelOption(tunnel(2 * number + 1).build()));
  }

  /** A tunnel that nothing is to be said about. */
  static TunnelOption.Builder tunnel(int number) {
    return TunnelOption.builder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .preSharedKey("exampleKey_.notASecret" + number)
        .ikeVersions(IkeVersion.IKEV2)
        .phase1EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256_GCM_16)
        .phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256_GCM_16)
        .phase1IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_384)
        .phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_384)
        .phase1DHGroupNumbers(20)
        .phase2DHGroupNumbers(20)
        .startupAction(StartupAction.START);
  }

  /** The region with vpn-1 changed. */
  static VpnRegion connection(VpnRegion region, Consumer<VpnConnection.Builder> change) {
    VpnConnection.Builder builder = region.vpnConnection("vpn-1").orElseThrow().toBuilder();
    change.accept(builder);
    return region.importing(i -> i.vpnConnection(builder.build()));
  }

  /** The region with both tunnels of vpn-1 changed. */
  static VpnRegion tunnels(VpnRegion region, UnaryOperator<TunnelOption.Builder> change) {
    return connection(
        region,
        b ->
            b.options(
                o ->
                    o.staticRoutesOnly(
                            region
                                .vpnConnection("vpn-1")
                                .orElseThrow()
                                .options()
                                .staticRoutesOnly())
                        .addTunnelOption(change.apply(tunnel(2)).build())
                        .addTunnelOption(change.apply(tunnel(3)).build())));
  }

  /**
   * Tunnel {@code number} of {@code vpn} up, with prefixes that a device of AS 65010 originates.
   */
  static VpnRegion up(VpnRegion region, String vpn, int number, String... prefixes) {
    AcceptedRoute[] routes = new AcceptedRoute[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      routes[i] = AcceptedRoute.of(prefixes[i], AsNumber.of(65_010));
    }
    return up(region, vpn, number, routes);
  }

  static VpnRegion up(VpnRegion region, String vpn, int number, AcceptedRoute... routes) {
    return region.report(TunnelReport.up(vpn, IpAddress.of("198.51.100." + number), routes));
  }

  /** Both tunnels of vpn-1 up with the same prefixes. */
  static VpnRegion bothUp(VpnRegion region, String... prefixes) {
    return up(up(region, "vpn-1", 2, prefixes), "vpn-1", 3, prefixes);
  }

  /** {@code count} prefixes of 24 bits. */
  static String[] prefixes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "172.16." + i + ".0/24").toArray(String[]::new);
  }

  /** A second site: cgw-2 of {@code asn} and vpn-2 at vgw-1, tunnels 4 and 5. */
  static VpnRegion second(VpnRegion region, long asn) {
    return region.importing(
        i ->
            i.customerGateway(cgw("cgw-2", 20, asn))
                .vpnConnection(vpn("vpn-2", "cgw-2", 2, false).vpnGatewayId("vgw-1").build()));
  }

  /** tgw-1 with vpc-1 and vpn-1; the VPC has a route to the customer. */
  static VpnRegion transit(boolean ecmp) {
    VpnRegion region =
        VpnRegion.of("eu-west-1")
            .createVpc("vpc-1", "10.0.0.0/16")
            .createTransitGateway("tgw-1", b -> b.vpnEcmpSupport(ecmp))
            .afterTransitions();
    region = region.createTransitGatewayVpcAttachment("tgw-1", "vpc-1").region().afterTransitions();
    var device = region.createCustomerGateway(r -> r.ipAddress("203.0.113.10").bgpAsn(65_010));
    region = device.region().afterTransitions();
    region =
        region
            .createVpnConnection(
                r ->
                    r.customerGatewayId(device.result().customerGatewayId())
                        .transitGatewayId("tgw-1"))
            .region()
            .afterTransitions();
    return region.createRoute(mainTable(region), "192.168.0.0/16", "tgw-1");
  }

  /** The document that the device of vpn-1 should have, for BGP. */
  static CustomerGatewayConfiguration device(
      Consumer<IkeProposal.Builder> ike, Consumer<IpsecProposal.Builder> ipsec) {
    CustomerGatewayConfiguration.Builder document =
        CustomerGatewayConfiguration.builder()
            .vpnConnectionId("vpn-1")
            .customerGatewayId("cgw-1")
            .vpnGatewayId("vgw-1");
    for (int number = 2; number <= 3; number++) {
      TunnelOption option = tunnel(number).build();
      InsideCidr inside = option.tunnelInsideCidr().orElseThrow();
      IkeProposal.Builder phase1 =
          IkeProposal.builder()
              .preSharedKey(option.preSharedKey().orElseThrow())
              .encryptionAlgorithm(VpnEncryptionAlgorithm.AES256_GCM_16)
              .integrityAlgorithm(VpnIntegrityAlgorithm.SHA2_384)
              .dhGroupNumber(20);
      ike.accept(phase1);
      IpsecProposal.Builder phase2 =
          IpsecProposal.builder()
              .encryptionAlgorithm(VpnEncryptionAlgorithm.AES256_GCM_16)
              .dhGroupNumber(20);
      ipsec.accept(phase2);
      document.addTunnel(
          t ->
              t.customerGateway(
                      new TunnelEndpoint(
                          IpAddress.of("203.0.113.10"),
                          inside.customerSideAddress(),
                          Optional.of(BgpSettings.of(AsNumber.of(65_010)))))
                  .vpnGateway(
                      new TunnelEndpoint(
                          option.outsideIpAddress().orElseThrow(),
                          inside.amazonSideAddress(),
                          Optional.of(BgpSettings.of(AsNumber.of(64_512)))))
                  .ike(phase1.build())
                  .ipsec(phase2.build()));
    }
    return document.build();
  }
}
