package io.vpn4j.gateway;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.aws.BgpSettings;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.TunnelEndpoint;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import java.util.Optional;

/** One static connection between an office and a VPC, in the words of both sides. */
final class GatewayFixtures {
  static final String VPC = "vpc-0123456789abcdef0";
  static final String OUTSIDE_1 = "198.51.100.21";
  static final String OUTSIDE_2 = "198.51.100.77";
  static final String DEVICE = "203.0.113.10";
  static final String SERVER = "10.0.1.5";
  static final String OFFICE = "192.168.0.10";
  static final String INSIDE_AWS_1 = "169.254.44.105";
  static final String INSIDE_AWS_2 = "169.254.91.13";

  private GatewayFixtures() {}

  static CustomerGatewayConfiguration document() {
    return CustomerGatewayConfiguration.builder()
        .vpnConnectionId("vpn-0123456789abcdef0")
        .customerGatewayId("cgw-0123456789abcdef0")
        .vpnGatewayId("vgw-0123456789abcdef0")
        .staticRoutesOnly(true)
        .addTunnel(
            t ->
                t.customerGateway(end(DEVICE, "169.254.44.106"))
                    .vpnGateway(end(OUTSIDE_1, INSIDE_AWS_1))
                    .ike(i -> i.preSharedKey(key(1)).dhGroupNumber(19))
                    .ipsec(i -> i.integrityAlgorithm(sha1())))
        .addTunnel(
            t ->
                t.customerGateway(end(DEVICE, "169.254.91.14"))
                    .vpnGateway(end(OUTSIDE_2, INSIDE_AWS_2))
                    .ike(i -> i.preSharedKey(key(2)).dhGroupNumber(19))
                    .ipsec(i -> i.integrityAlgorithm(sha1())))
        .build();
  }

  private static VpnIntegrityAlgorithm sha1() {
    return VpnIntegrityAlgorithm.SHA1;
  }

  static PreSharedKey key(int tunnel) {
    return PreSharedKey.of("fixture_Key.of.tunnel." + tunnel);
  }

  private static TunnelEndpoint end(String outside, String inside) {
    return new TunnelEndpoint(
        IpAddress.of(outside), Ipv4Address.of(inside), Optional.<BgpSettings>empty());
  }

  static VpnGateway gateway() {
    return document().toVpnGateway().orElseThrow().toBuilder()
        .addVpcAttachments(VpcAttachment.attached(VPC))
        .build();
  }

  static VpnConnection connection() {
    return document().toVpnConnection().toBuilder()
        .addRoutes(VpnStaticRoute.of("192.168.0.0/16"))
        .build();
  }

  static CustomerGateway customerGateway() {
    return document().toCustomerGateway();
  }

  /** The Amazon side on its own outside addresses, ports 500 and 4500. */
  static AmazonSideBuilder amazonSide() {
    return VpnEndpoint.amazonSide(gateway()).connection(connection(), customerGateway());
  }

  /** The Amazon side on loopback, one free port for each tunnel. */
  static AmazonSideBuilder amazonSideOnLoopback() {
    return amazonSide()
        .listen(OutsideSocket.onePort("127.0.0.1", 0), OutsideSocket.onePort("127.0.0.1", 0));
  }

  /** A device that reaches {@code amazonSide} where it really listens. */
  static CustomerSideBuilder deviceOf(VpnEndpoint amazonSide) {
    return VpnEndpoint.customerSide(document())
        .amazonSideAt(amazonSide.listening(0), amazonSide.listening(1))
        .route("10.0.0.0/16");
  }
}
