package io.vpn4j.gateway.interop;

import io.vpn4j.gateway.AmazonSideBuilder;
import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.TunnelStatus;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.gateway.interop.IkeSaStatus.ChildSaStatus;
import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.aws.IkeProposal;
import io.vpn4j.model.aws.IpsecProposal;
import io.vpn4j.model.aws.Tunnel;
import io.vpn4j.model.aws.TunnelEndpoint;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.util.List;
import java.util.Optional;

/**
 * One VPN connection with static routes, between an Amazon side with two outside addresses and a
 * customer gateway with one, described for whichever side runs what: the endpoint under test or
 * strongSwan.
 *
 * @param document what AWS would hand out for it, with AWS's lowest algorithms
 */
record SiteToSite(CustomerGatewayConfiguration document) {
  /** What the document of AWS asks of a device, in swanctl's words. */
  static final String AWS_SAMPLE = "aes128-sha1-modp1024";

  static final String VPC_CIDR = "10.0.0.0/16";

  /** A host in the VPC. */
  static final String SERVER = "10.0.1.5";

  static final String LAN_CIDR = "192.168.0.0/16";

  /** A host in the LAN behind the customer gateway. */
  static final String OFFICE = "192.168.7.1";

  private static final String VPC = "vpc-0123456789abcdef0";
  private static final List<String> KEYS =
      List.of("first_Key.of.Interop.Tests", "second_Key.of.Interop.Tests");
  private static final List<InsideCidr> INSIDE =
      List.of(InsideCidr.of("169.254.44.104/30"), InsideCidr.of("169.254.91.12/30"));

  /** The connection between the first two addresses of one host and the first of the other. */
  static SiteToSite between(Host amazon, Host customer) {
    return between(amazon.addresses(), customer.address(0));
  }

  /** The connection between the first two of some addresses and another. */
  static SiteToSite between(List<Ipv4Address> amazon, Ipv4Address customer) {
    CustomerGatewayConfiguration.Builder document =
        CustomerGatewayConfiguration.builder()
            .vpnConnectionId("vpn-0123456789abcdef0")
            .customerGatewayId("cgw-0123456789abcdef0")
            .vpnGatewayId("vgw-0123456789abcdef0")
            .staticRoutesOnly(true);
    for (int i = 0; i < 2; i++) {
      document.addTunnel(
          Tunnel.builder()
              .customerGateway(end(customer, INSIDE.get(i).customerSideAddress()))
              .vpnGateway(end(amazon.get(i), INSIDE.get(i).amazonSideAddress()))
              .ike(IkeProposal.builder().preSharedKey(PreSharedKey.of(KEYS.get(i))).build())
              .ipsec(IpsecProposal.builder().build())
              .build());
    }
    return new SiteToSite(reread(document.build()));
  }

  /** Through the text, as a device gets it. */
  private static CustomerGatewayConfiguration reread(CustomerGatewayConfiguration document) {
    try {
      return CustomerGatewayConfiguration.read(document.toXml(SecretAccess.grant()));
    } catch (CustomerGatewayConfigurationException e) {
      throw new IllegalStateException("what we wrote cannot be read", e);
    }
  }

  private static TunnelEndpoint end(Ipv4Address outside, Ipv4Address inside) {
    return new TunnelEndpoint(outside, inside, Optional.empty());
  }

  /** {@return the connection, with a static route to the LAN and every option at its default} */
  VpnConnection connection() {
    return document.toVpnConnection().toBuilder().addRoute(LAN_CIDR).build();
  }

  /** {@return the connection, with the Amazon side beginning} */
  VpnConnection connectionThatAmazonBegins() {
    VpnConnection connection = connection();
    List<TunnelOption> tunnels =
        connection.options().tunnelOptions().stream()
            .map(t -> t.toBuilder().startupAction(StartupAction.START).build())
            .toList();
    VpnConnectionOptions options = connection.options().toBuilder().tunnelOptions(tunnels).build();
    return connection.toBuilder().options(options).build();
  }

  /** {@return the Amazon side as the endpoint under test, with a host in its VPC} */
  AmazonSideBuilder amazonSide(InMemoryHost server) {
    return amazonSide(connection(), server);
  }

  /** {@return the Amazon side of this connection with other options} */
  AmazonSideBuilder amazonSide(VpnConnection connection, InMemoryHost server) {
    VpnGateway gateway =
        document.toVpnGateway().orElseThrow().toBuilder()
            .addVpcAttachments(VpcAttachment.of(VPC, AttachmentState.ATTACHED))
            .build();
    return VpnEndpoint.amazonSide(gateway)
        .connection(connection, document.toCustomerGateway())
        .vpc(VPC, VPC_CIDR, server);
  }

  /** {@return the customer gateway as the endpoint under test, with a host in its LAN} */
  CustomerSideBuilder customerSide(InMemoryHost office) {
    return VpnEndpoint.customerSide(document).route(VPC_CIDR).lan(LAN_CIDR, office);
  }

  /** {@return strongSwan as the customer gateway, for one tunnel, counted from 0} */
  StrongSwanConfig.Builder strongSwanCustomer(int tunnel) {
    Tunnel t = document.tunnels().get(tunnel);
    return strongSwan(tunnel, t.customerGateway(), t.vpnGateway());
  }

  /** {@return strongSwan as the Amazon side, for one tunnel, counted from 0} */
  StrongSwanConfig.Builder strongSwanAmazon(int tunnel) {
    Tunnel t = document.tunnels().get(tunnel);
    return strongSwan(tunnel, t.vpnGateway(), t.customerGateway());
  }

  private static StrongSwanConfig.Builder strongSwan(
      int tunnel, TunnelEndpoint own, TunnelEndpoint peer) {
    return StrongSwanConfig.builder(
            "tunnel" + (tunnel + 1),
            own.outsideAddress(),
            peer.outsideAddress(),
            preSharedKey(tunnel))
        .inside(own.insideAddress() + "/" + InsideCidr.LENGTH)
        .ikeProposals(AWS_SAMPLE)
        .espProposals(AWS_SAMPLE);
  }

  static String preSharedKey(int tunnel) {
    return KEYS.get(tunnel);
  }

  /** {@return the Amazon side's inside address of a tunnel} */
  String amazonInside(int tunnel) {
    return document.tunnels().get(tunnel).vpnGateway().insideAddress().toString();
  }

  /** {@return the customer gateway's inside address of a tunnel} */
  String customerInside(int tunnel) {
    return document.tunnels().get(tunnel).customerGateway().insideAddress().toString();
  }

  /** {@return how an endpoint's tunnel stands} */
  static TunnelStatus tunnel(VpnEndpoint endpoint, int tunnel) {
    return endpoint.status().tunnels().get(tunnel);
  }

  /** {@return what our end must have counted when the peer's end has counted this} */
  static TunnelCounters mirrored(ChildSaStatus theirs) {
    return new TunnelCounters(
        /* packetsIn= */ theirs.packetsOut(),
        /* octetsIn= */ theirs.octetsOut(),
        /* packetsOut= */ theirs.packetsIn(),
        /* octetsOut= */ theirs.octetsIn());
  }

  /** Gives a strongSwan host an address of the network behind it, and the way to the other one. */
  static void routeThrough(StrongSwan peer, String own, String otherCidr) {
    peer.host().run("ip", "address", "replace", own + "/32", "dev", "lo");
    peer.host().run("ip", "route", "replace", otherCidr, "dev", peer.device());
  }
}
