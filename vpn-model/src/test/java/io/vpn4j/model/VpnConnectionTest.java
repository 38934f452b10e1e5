package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VpnConnectionTest {
  private static final String ARN = "arn:aws:networkmanager::111122223333:core-network/core-1";
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:111122223333:certificate/12345678";

  private static VpnConnection.Builder unassociated() {
    return VpnConnection.builder().vpnConnectionId("vpn-1").customerGatewayId("cgw-1");
  }

  private static VpnConnection.Builder onVpnGateway() {
    return unassociated().vpnGatewayId("vgw-1");
  }

  private static VpnConnection.Builder onTransitGateway() {
    return unassociated().transitGatewayId("tgw-1");
  }

  private static VpnConnectionOptions options(Consumer<VpnConnectionOptions.Builder> set) {
    VpnConnectionOptions.Builder builder = VpnConnectionOptions.builder();
    set.accept(builder);
    return builder.build();
  }

  private static void refused(String field, Runnable build) {
    var refused = assertThrows(IllegalArgumentException.class, build::run);
    assertTrue(refused.getMessage().startsWith(field + " "), refused.getMessage());
  }

  private static void refusedOptions(String field, Consumer<VpnConnectionOptions.Builder> set) {
    refused(field, () -> options(set));
  }

  @Test
  void aConnectionHasTheDefaultsOfAws() {
    VpnConnection connection = onVpnGateway().build();
    assertEquals(Category.VPN, connection.category());
    assertEquals(ResourceState.AVAILABLE, connection.state());
    assertEquals(GatewayType.IPSEC_1, connection.type());
    assertEquals(PreSharedKeyStorage.STANDARD, connection.preSharedKeyStorage());
    VpnConnectionOptions options = connection.options();
    assertEquals(false, options.staticRoutesOnly());
    assertEquals(false, options.enableAcceleration());
    assertEquals(TunnelInsideIpVersion.IPV4, options.tunnelInsideIpVersion());
    assertEquals(IpPrefix.ALL_IPV4, options.localIpv4NetworkCidr());
    assertEquals(IpPrefix.ALL_IPV4, options.remoteIpv4NetworkCidr());
    assertEquals(OutsideIpAddressType.PUBLIC_IPV4, options.outsideIpAddressType());
    assertEquals(TunnelBandwidth.STANDARD, options.tunnelBandwidth());
    assertEquals(List.of(TunnelOption.unset(), TunnelOption.unset()), options.tunnelOptions());
    assertEquals(
        List.of(TunnelOption.unset().effective(), TunnelOption.unset().effective()),
        connection.tunnelParameters());
  }

  @Test
  void theSecondTunnelHasDefaultsIfOnlyOneIsGiven() {
    VpnConnectionOptions options =
        options(o -> o.addTunnelOption(t -> t.tunnelInsideCidr("169.254.44.104/30")));
    assertEquals(2, options.tunnelOptions().size());
    assertEquals(TunnelOption.unset(), options.tunnelOptions().get(1));
    refusedOptions(
        "tunnelOptions",
        o -> o.addTunnelOption(t -> {}).addTunnelOption(t -> {}).addTunnelOption(t -> {}));
  }

  @Test
  void tunnelsOfAConnectionHaveDifferentAddresses() {
    refusedOptions(
        "tunnelInsideCidr",
        o ->
            o.addTunnelOption(t -> t.tunnelInsideCidr("169.254.44.104/30"))
                .addTunnelOption(t -> t.tunnelInsideCidr("169.254.44.104/30")));
    refusedOptions(
        "outsideIpAddress",
        o ->
            o.addTunnelOption(t -> t.outsideIpAddress("198.51.100.1"))
                .addTunnelOption(t -> t.outsideIpAddress("198.51.100.1")));
    refusedOptions(
        "tunnelInsideIpv6Cidr",
        o ->
            o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)
                .addTunnelOption(t -> t.tunnelInsideIpv6Cidr("fd00::/126"))
                .addTunnelOption(t -> t.tunnelInsideIpv6Cidr("fd00::/126")));
  }

  @Test
  void tunnelsCarryOneIpVersion() {
    VpnConnectionOptions ipv6 =
        options(
            o ->
                o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)
                    .localIpv6NetworkCidr("2001:db8::/32"));
    assertEquals("2001:db8::/32", ipv6.localNetworkCidr().toString());
    assertEquals(IpPrefix.ALL_IPV6, ipv6.remoteNetworkCidr());
    VpnConnectionOptions ipv4 = options(o -> o.remoteIpv4NetworkCidr("10.0.0.0/8"));
    assertEquals(IpPrefix.ALL_IPV4, ipv4.localNetworkCidr());
    assertEquals("10.0.0.0/8", ipv4.remoteNetworkCidr().toString());
    refusedOptions("localIpv6NetworkCidr", o -> o.localIpv6NetworkCidr("::/0"));
    refusedOptions("remoteIpv6NetworkCidr", o -> o.remoteIpv6NetworkCidr("::/0"));
    refusedOptions(
        "tunnelInsideIpv6Cidr", o -> o.addTunnelOption(t -> t.tunnelInsideIpv6Cidr("fd00::/126")));
    refusedOptions(
        "localIpv4NetworkCidr",
        o ->
            o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6).localIpv4NetworkCidr("10.0.0.0/8"));
    refusedOptions(
        "remoteIpv4NetworkCidr",
        o ->
            o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)
                .remoteIpv4NetworkCidr("10.0.0.0/8"));
    refusedOptions("localIpv4NetworkCidr", o -> o.localIpv4NetworkCidr("2001:db8::/32"));
    refusedOptions(
        "remoteIpv6NetworkCidr",
        o ->
            o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)
                .remoteIpv6NetworkCidr("10.0.0.0/8"));
  }

  @Test
  void privateAddressesNeedTheirTransport() {
    VpnConnectionOptions options =
        options(
            o ->
                o.outsideIpAddressType(OutsideIpAddressType.PRIVATE_IPV4)
                    .transportTransitGatewayAttachmentId("tgw-attach-1"));
    onTransitGateway().options(options).build();
    unassociated().options(options).build();
    refused("outsideIpAddressType", () -> onVpnGateway().options(options).build());
    refusedOptions(
        "transportTransitGatewayAttachmentId",
        o -> o.outsideIpAddressType(OutsideIpAddressType.PRIVATE_IPV4));
    refusedOptions(
        "transportTransitGatewayAttachmentId",
        o -> o.transportTransitGatewayAttachmentId("tgw-attach-1"));
    refusedOptions(
        "transportTransitGatewayAttachmentId",
        o ->
            o.outsideIpAddressType(OutsideIpAddressType.PRIVATE_IPV4)
                .transportTransitGatewayAttachmentId("tgw-1"));
  }

  @Test
  void outsideAddressesAreOfTheirType() {
    refusedOptions(
        "outsideIpAddress", o -> o.addTunnelOption(t -> t.outsideIpAddress("2001:db8::1")));
    refusedOptions(
        "outsideIpAddress",
        o ->
            o.outsideIpAddressType(OutsideIpAddressType.IPV6)
                .addTunnelOption(t -> t.outsideIpAddress("198.51.100.1")));
    VpnConnectionOptions ipv6 =
        options(
            o ->
                o.outsideIpAddressType(OutsideIpAddressType.IPV6)
                    .addTunnelOption(t -> t.outsideIpAddress("2001:db8::1")));
    onTransitGateway().options(ipv6).build();
    refused("outsideIpAddressType", () -> onVpnGateway().options(ipv6).build());
  }

  @Test
  void accelerationIsForTransitGatewaysAndTheDeviceBegins() {
    VpnConnectionOptions accelerated = options(o -> o.enableAcceleration(true));
    onTransitGateway().options(accelerated).build();
    unassociated().vpnConcentratorId("vcn-1").options(accelerated).build();
    refused("enableAcceleration", () -> onVpnGateway().options(accelerated).build());
    refused(
        "enableAcceleration",
        () -> unassociated().coreNetworkArn(ARN).options(accelerated).build());
    refusedOptions(
        "tunnelBandwidth", o -> o.enableAcceleration(true).tunnelBandwidth(TunnelBandwidth.LARGE));
    refusedOptions(
        "startupAction",
        o -> o.enableAcceleration(true).addTunnelOption(t -> t.startupAction(StartupAction.START)));
    refusedOptions(
        "dpdTimeoutAction",
        o ->
            o.enableAcceleration(true)
                .addTunnelOption(t -> t.dpdTimeoutAction(DpdTimeoutAction.RESTART)));
  }

  @Test
  void aVpnGatewayHasNoIpv6AndNoLargeTunnels() {
    VpnConnectionOptions ipv6 = options(o -> o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6));
    VpnConnectionOptions large = options(o -> o.tunnelBandwidth(TunnelBandwidth.LARGE));
    refused("tunnelInsideIpVersion", () -> onVpnGateway().options(ipv6).build());
    refused("tunnelBandwidth", () -> onVpnGateway().options(large).build());
    onTransitGateway().options(ipv6).build();
    onTransitGateway().options(large).build();
    unassociated().coreNetworkArn(ARN).options(large).build();
    refused(
        "tunnelBandwidth", () -> unassociated().vpnConcentratorId("vcn-1").options(large).build());
  }

  @Test
  void concentratorsAndCoreNetworksHaveBgpOnly() {
    VpnConnectionOptions statics = options(o -> o.staticRoutesOnly(true));
    onTransitGateway().options(statics).build();
    refused(
        "staticRoutesOnly",
        () -> unassociated().vpnConcentratorId("vcn-1").options(statics).build());
    refused("staticRoutesOnly", () -> unassociated().coreNetworkArn(ARN).options(statics).build());
  }

  @Test
  void aConnectionHasOneTargetAtMost() {
    assertEquals(
        new ConnectionTarget.VirtualPrivateGateway("vgw-1"), onVpnGateway().build().target());
    assertEquals(new ConnectionTarget.TransitGateway("tgw-1"), onTransitGateway().build().target());
    assertEquals(
        new ConnectionTarget.Concentrator("vcn-1"),
        unassociated().vpnConcentratorId("vcn-1").build().target());
    assertEquals(
        new ConnectionTarget.CoreNetwork(ARN),
        unassociated().coreNetworkArn(ARN).coreNetworkAttachmentArn(ARN).build().target());
    assertEquals(new ConnectionTarget.NotAssociated(), unassociated().build().target());
    refused("target", () -> onVpnGateway().transitGatewayId("tgw-1").build());
    refused("coreNetworkAttachmentArn", () -> unassociated().coreNetworkAttachmentArn(ARN).build());
  }

  @Test
  void identifiersAndArnsAreChecked() {
    refused("vpnConnectionId", () -> onVpnGateway().vpnConnectionId("vgw-1").build());
    refused("customerGatewayId", () -> onVpnGateway().customerGatewayId("vgw-1").build());
    refused("vpnGatewayId", () -> unassociated().vpnGatewayId("tgw-1").build());
    refused("transitGatewayId", () -> unassociated().transitGatewayId("tgw-attach-1").build());
    refused("vpnConcentratorId", () -> unassociated().vpnConcentratorId("").build());
    refused("coreNetworkArn", () -> unassociated().coreNetworkArn("core").build());
    refused(
        "coreNetworkAttachmentArn",
        () -> unassociated().coreNetworkArn(ARN).coreNetworkAttachmentArn("x").build());
    refused(
        "preSharedKeyArn",
        () ->
            onVpnGateway()
                .preSharedKeyStorage(PreSharedKeyStorage.SECRETS_MANAGER)
                .preSharedKeyArn("x")
                .build());
    refused("preSharedKeyArn", () -> onVpnGateway().preSharedKeyArn(ARN).build());
    refused("tags key", () -> onVpnGateway().addTag("a", "").addTag("a", "").build());
  }

  @Test
  void staticRoutesStandOnStaticConnectionsOfVpnGatewaysOnly() {
    VpnConnection connection =
        onVpnGateway().options(o -> o.staticRoutesOnly(true)).addRoute("192.168.40.0/24").build();
    assertEquals(ResourceState.AVAILABLE, connection.routes().get(0).state());
    assertEquals(Optional.empty(), connection.routes().get(0).source());
    refused("routes", () -> onVpnGateway().addRoute("192.168.40.0/24").build());
    refused("routes", () -> connection.toBuilder().addRoute("192.168.40.0/24").build());
    refused(
        "routes",
        () ->
            onTransitGateway()
                .options(o -> o.staticRoutesOnly(true))
                .addRoute("192.168.40.0/24")
                .build());
    refused("destinationCidrBlock", () -> VpnStaticRoute.of("2001:db8::/32"));
    assertThrows(IllegalArgumentException.class, () -> VpnStaticRoute.of("192.168.40.1/24"));
  }

  @Test
  void classicHasNothingToChooseAndAVpnGatewayOnly() {
    VpnConnection classic =
        onVpnGateway()
            .category(Category.VPN_CLASSIC)
            .options(
                o ->
                    o.addTunnelOption(
                        t ->
                            t.outsideIpAddress("198.51.100.1")
                                .tunnelInsideCidr("169.254.44.104/30")
                                .preSharedKey("abcdefgh")))
            .build();
    assertEquals(List.of(IkeVersion.IKEV1), classic.tunnelParameters().get(0).ikeVersions());
    refused(
        "tunnelOptions",
        () ->
            onVpnGateway()
                .category(Category.VPN_CLASSIC)
                .options(o -> o.addTunnelOption(t -> t.replayWindowSize(64)))
                .build());
    refused("category", () -> onTransitGateway().category(Category.VPN_CLASSIC).build());
  }

  @Test
  void categoriesDifferAsDocumented() {
    for (Category category : Category.values()) {
      boolean vpn = category == Category.VPN;
      assertEquals(vpn, category.supportsNatTraversal());
      assertEquals(vpn, category.supportsFourOctetAsn());
      assertEquals(vpn, category.supportsTunnelOptions());
      assertEquals(vpn, category.supportsCustomAmazonSideAsn());
      assertEquals(vpn, category.supportsReusedCustomerGatewayAddress());
      assertEquals(vpn, category.supportsMetrics());
      assertEquals(vpn, category.supportsCertificates());
      assertEquals(vpn, category.supportsOtherTargets());
      assertEquals(vpn, category.ikeVersions().contains(IkeVersion.IKEV2));
    }
  }

  @Test
  void telemetryIsOneEntryATunnel() {
    VgwTelemetry one =
        VgwTelemetry.builder()
            .outsideIpAddress("198.51.100.1")
            .status(TelemetryStatus.DOWN)
            .build();
    refused("vgwTelemetry", () -> onVpnGateway().addVgwTelemetry(one).addVgwTelemetry(one).build());
    refused(
        "vgwTelemetry",
        () ->
            onVpnGateway()
                .addVgwTelemetry(one)
                .addVgwTelemetry(one.toBuilder().outsideIpAddress("198.51.100.2").build())
                .addVgwTelemetry(one.toBuilder().outsideIpAddress("198.51.100.3").build())
                .build());
  }

  @Test
  void aCustomerGatewayMustFit() {
    CustomerGateway device =
        CustomerGateway.builder().customerGatewayId("cgw-1").ipAddress("203.0.113.10").build();
    CustomerGateway moving =
        CustomerGateway.builder().customerGatewayId("cgw-1").certificateArn(CERTIFICATE).build();
    CustomerGateway ipv6 = device.toBuilder().ipAddress("2001:db8::1").build();
    onVpnGateway().build().checkCustomerGateway(device);
    onVpnGateway().build().checkCustomerGateway(moving);
    refused(
        "customerGatewayId",
        () ->
            onVpnGateway()
                .build()
                .checkCustomerGateway(device.toBuilder().customerGatewayId("cgw-2").build()));
    refused("ipAddress", () -> onVpnGateway().build().checkCustomerGateway(ipv6));
    VpnConnection started =
        onVpnGateway()
            .options(o -> o.addTunnelOption(t -> t.startupAction(StartupAction.START)))
            .build();
    started.checkCustomerGateway(device);
    refused("ipAddress", () -> started.checkCustomerGateway(moving));
    VpnConnection large =
        onTransitGateway().options(o -> o.tunnelBandwidth(TunnelBandwidth.LARGE)).build();
    refused("ipAddress", () -> large.checkCustomerGateway(moving));
    VpnConnection outside6 =
        onTransitGateway().options(o -> o.outsideIpAddressType(OutsideIpAddressType.IPV6)).build();
    outside6.checkCustomerGateway(ipv6);
    refused("ipAddress", () -> outside6.checkCustomerGateway(device));
  }

  @Test
  void aCustomerGatewayOfPrivateConnectionsHasAPrivateAddress() {
    VpnConnection connection =
        onTransitGateway()
            .options(
                o ->
                    o.outsideIpAddressType(OutsideIpAddressType.PRIVATE_IPV4)
                        .transportTransitGatewayAttachmentId("tgw-attach-1"))
            .build();
    CustomerGateway.Builder device = CustomerGateway.builder().customerGatewayId("cgw-1");
    for (String inside :
        List.of(
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.254",
            "192.168.0.1",
            "100.64.0.1",
            "100.127.255.254")) {
      connection.checkCustomerGateway(device.ipAddress(inside).build());
    }
    for (String outside :
        List.of(
            "11.0.0.1",
            "172.15.255.254",
            "172.32.0.1",
            "192.169.0.1",
            "100.128.0.1",
            "2001:db8::1")) {
      CustomerGateway wrong = device.ipAddress(outside).build();
      refused("ipAddress", () -> connection.checkCustomerGateway(wrong));
    }
  }

  @Test
  void classicHasTwoOctetNumbersAndNoCertificates() {
    VpnConnection classic = onVpnGateway().category(Category.VPN_CLASSIC).build();
    CustomerGateway.Builder device =
        CustomerGateway.builder().customerGatewayId("cgw-1").ipAddress("203.0.113.10");
    classic.checkCustomerGateway(device.asn(65_535).build());
    CustomerGateway fourOctets = device.asn(65_536).build();
    refused("bgpAsn", () -> classic.checkCustomerGateway(fourOctets));
    onVpnGateway().build().checkCustomerGateway(fourOctets);
    CustomerGateway certified = device.asn(65_000).certificateArn(CERTIFICATE).build();
    refused("certificateArn", () -> classic.checkCustomerGateway(certified));
  }

  @Test
  void builderRoundTrips() {
    VpnConnection connection = ModelSamples.connection();
    assertEquals(connection, connection.toBuilder().build());
    assertEquals(
        IpAddress.of("198.51.100.2"),
        connection.options().tunnelOptions().get(1).outsideIpAddress().orElseThrow());
  }
}
