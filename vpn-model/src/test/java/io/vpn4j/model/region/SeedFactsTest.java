package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.classic;
import static io.vpn4j.model.region.RegionSamples.refused;
import static io.vpn4j.model.region.RegionSamples.tunnel;
import static io.vpn4j.model.region.RegionSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RegionSamples.Attached;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The facts S1 to S25 that the model can show, one test each. */
class SeedFactsTest {
  private static final IpAddress HOST = IpAddress.of("192.168.1.5");

  @Test
  @DisplayName("S1: a VPC reaches the remote network only with gateway, connection and route")
  void s1TheVpcReachesNothingUntilGatewayConnectionAndRouteAreThere() {
    VpnRegion alone = VpnRegion.of("eu-west-1").createVpc("vpc-1", "10.0.0.0/16");
    String main = alone.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    assertFalse(Reachability.toOnPremises(alone, main, HOST).reachable());
    Attached one = attached(false);
    VpnRegion custom =
        up(one.region(), one.vpn(), 0, "192.168.0.0/16")
            .createRouteTable("rtb-custom", "vpc-1")
            .associateRouteTable("rtb-custom", "subnet-1");
    assertFalse(Reachability.toOnPremises(custom, "vpc-1", "subnet-1", HOST).reachable());
    VpnRegion routed = custom.createRoute("rtb-custom", "192.168.0.0/16", one.vgw());
    assertTrue(Reachability.toOnPremises(routed, "vpc-1", "subnet-1", HOST).reachable());
    assertFalse(Reachability.toOnPremises(routed, "vpc-1", "subnet-2", HOST).reachable());
  }

  @Test
  @DisplayName("S2: a connection is between VPC and premises, and IPsec only")
  void s2OnlyIpsecConnectionsExist() {
    assertEquals(List.of(GatewayType.IPSEC_1), List.of(GatewayType.values()));
    Attached one = attached(true);
    assertEquals("ipsec.1", one.region().vpnConnection(one.vpn()).orElseThrow().type().text());
  }

  @Test
  @DisplayName("S3: a connection is AWS Classic VPN or AWS VPN")
  void s3ThereAreTwoCategories() {
    assertEquals(
        List.of("VPN", "VPN-Classic"), Stream.of(Category.values()).map(Category::text).toList());
  }

  @Test
  @DisplayName("S4: no IPv6 through a virtual private gateway")
  void s4IPv6IsRefusedOnAVirtualPrivateGateway() {
    Attached one = attached(true);
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "destinationCidrBlock",
        () -> one.region().createVpnConnectionRoute(one.vpn(), "2001:db8::/32"));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "destinationCidrBlock",
        () -> one.region().createRoute(one.rtb(), "2001:db8::/32", one.vgw()));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "tunnelInsideIpVersion",
        () ->
            one.region()
                .createVpnConnection(
                    r ->
                        r.customerGatewayId(one.cgw())
                            .vpnGatewayId(one.vgw())
                            .options(o -> o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6))));
  }

  @Test
  @DisplayName("S5: limits hold")
  void s5LimitsHaveTheDefaultsOfTheGuide() {
    Quotas quotas = VpnRegion.of("eu-west-1").quotas();
    assertEquals(5, quotas.vpnGatewaysPerRegion());
    assertEquals(50, quotas.customerGatewaysPerRegion());
    assertEquals(50, quotas.vpnConnectionsPerRegion());
    assertEquals(10, quotas.vpnConnectionsPerVpnGateway());
  }

  @Test
  @DisplayName("S6: the VGW is made, and attached to the VPC of the connection")
  void s6AVirtualPrivateGatewayIsMadeAndThenAttached() {
    Attached one = attached(true);
    assertEquals(
        List.of(VpcAttachment.attached("vpc-1")),
        one.region().vpnGateway(one.vgw()).orElseThrow().vpcAttachments());
  }

  @Test
  @DisplayName("S7: a private Amazon ASN may be given, else 64512; described, never changed")
  void s7TheAmazonSideAsnIsChosenOnceOr64512() {
    VpnRegion region = VpnRegion.of("eu-west-1");
    var chosen = region.createVpnGateway(r -> r.amazonSideAsn(65_001));
    assertEquals(AsNumber.of(65_001), chosen.result().amazonSideAsn());
    assertEquals(AsNumber.of(64_512), region.createVpnGateway().result().amazonSideAsn());
    assertEquals(
        List.of(chosen.result().vpnGatewayId()),
        chosen.region().describeVpnGateways(Filter.of("amazon-side-asn", "65001")).stream()
            .map(VpnGateway::vpnGatewayId)
            .toList());
    assertTrue(
        Stream.of(VpnRegion.class.getMethods())
            .noneMatch(m -> m.getName().equals("modifyVpnGateway")));
  }

  @Test
  @DisplayName("S8: old gateways have 17493, 10124, 9059 or 7224")
  void s8EachRegionHasItsLegacyAsn() {
    assertEquals(17_493, VpnRegion.of("ap-southeast-1").legacyAmazonSideAsn().value());
    assertEquals(10_124, VpnRegion.of("ap-northeast-1").legacyAmazonSideAsn().value());
    assertEquals(9_059, VpnRegion.of("eu-west-1").legacyAmazonSideAsn().value());
    assertEquals(7_224, VpnRegion.of("us-east-1").legacyAmazonSideAsn().value());
    assertTrue(classic().vpnGateway("vgw-old").orElseThrow().hasLegacyAsn());
  }

  @Test
  @DisplayName("S9: the target changes from a VGW to a transit gateway")
  void s9AConnectionMovesToATransitGateway() {
    Attached one = attached(false);
    VpnRegion region = one.region().createTransitGateway("tgw-1", o -> {}).afterTransitions();
    var moved =
        region.modifyVpnConnection(m -> m.vpnConnectionId(one.vpn()).transitGatewayId("tgw-1"));
    assertEquals(ResourceState.MODIFYING, moved.result().state());
    VpnConnection after = moved.region().afterTransitions().vpnConnection(one.vpn()).orElseThrow();
    assertEquals(Optional.of("tgw-1"), after.transitGatewayId());
    assertEquals(ResourceState.AVAILABLE, after.state());
    assertEquals(one.region().vpnConnection(one.vpn()).orElseThrow().options(), after.options());
  }

  @Test
  @DisplayName("S10: a connection wants a customer gateway")
  void s10AConnectionWantsACustomerGateway() {
    Attached one = attached(false);
    refused(
        ErrorCode.MISSING_PARAMETER,
        "customerGatewayId",
        () -> one.region().createVpnConnection(r -> r.vpnGatewayId(one.vgw())));
    refused(
        ErrorCode.INVALID_CUSTOMER_GATEWAY_ID_NOT_FOUND,
        "customerGatewayId",
        () ->
            one.region()
                .createVpnConnection(r -> r.customerGatewayId("cgw-2").vpnGatewayId(one.vgw())));
  }

  @Test
  @DisplayName("S11: a customer gateway is an address and, with BGP, an ASN")
  void s11ACustomerGatewayHasAnAddressAndAnAsn() {
    VpnRegion region = VpnRegion.of("eu-west-1");
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "ipAddress",
        () -> region.createCustomerGateway(r -> r.bgpAsn(65_010)));
    CustomerGateway gateway =
        region.createCustomerGateway(r -> r.ipAddress("203.0.113.1").bgpAsn(65_010)).result();
    assertEquals(Optional.of(IpAddress.of("203.0.113.1")), gateway.ipAddress());
    assertEquals(AsNumber.of(65_010), gateway.asn());
  }

  @Test
  @DisplayName("S12: an own or private ASN; 65000 by default")
  void s12TheDefaultAsnOfACustomerGatewayIs65000() {
    VpnRegion region = VpnRegion.of("eu-west-1");
    assertEquals(
        AsNumber.of(65_000),
        region.createCustomerGateway(r -> r.ipAddress("203.0.113.1")).result().asn());
    for (long asn : new long[] {64_512, 65_534, 3_333}) {
      assertEquals(
          asn,
          region
              .createCustomerGateway(r -> r.ipAddress("203.0.113.1").bgpAsn(asn))
              .result()
              .asn()
              .value());
    }
  }

  @Test
  @DisplayName("S13: what the device needs comes with the connection")
  void s13TheConnectionBringsWhatTheDeviceNeeds() {
    VpnRegion region =
        attached(false)
            .region()
            .withKeys(KeySource.derivedFrom(new byte[32]))
            .createVpnGateway()
            .region()
            .afterTransitions();
    String free =
        region.describeVpnGateways().stream()
            .filter(g -> g.vpcAttachments().isEmpty())
            .findFirst()
            .orElseThrow()
            .vpnGatewayId();
    String cgw = region.customerGateways().get(0).customerGatewayId();
    VpnConnection made =
        region.createVpnConnection(r -> r.customerGatewayId(cgw).vpnGatewayId(free)).result();
    assertTrue(
        made.options().tunnelOptions().stream()
            .allMatch(
                t ->
                    t.outsideIpAddress().isPresent()
                        && t.tunnelInsideCidr().isPresent()
                        && t.preSharedKey().isPresent()));
  }

  @Test
  @DisplayName("S14: AWS does not begin, unless told")
  void s14TheDeviceBeginsByDefault() {
    Attached one = attached(false);
    one.region()
        .vpnConnection(one.vpn())
        .orElseThrow()
        .tunnelParameters()
        .forEach(p -> assertEquals(StartupAction.ADD, p.startupAction()));
    VpnRegion hoursLater = one.region().advance(Duration.ofHours(5));
    hoursLater
        .vpnConnection(one.vpn())
        .orElseThrow()
        .vgwTelemetry()
        .forEach(t -> assertEquals(TelemetryStatus.DOWN, t.status()));
  }

  @Test
  @DisplayName("S15: a tunnel that went idle takes its routes along")
  void s15AnIdleTunnelThatGoesDownLosesItsRoutes() {
    Attached one = attached(false);
    VpnRegion up =
        up(one.region(), one.vpn(), 0, "192.168.0.0/16")
            .enableVgwRoutePropagation(one.vgw(), one.rtb());
    assertTrue(Reachability.toOnPremises(up, one.rtb(), HOST).reachable());
    VpnRegion idle =
        up.advance(Duration.ofSeconds(10)).report(TunnelReport.down(one.vpn(), one.tunnel(0)));
    assertFalse(Reachability.toOnPremises(idle, one.rtb(), HOST).reachable());
    assertEquals(
        Optional.of(idle.now()),
        idle.vpnConnection(one.vpn()).orElseThrow().vgwTelemetry().get(0).lastStatusChange());
  }

  @Test
  @DisplayName("S16: any device will do: nothing of it but address, ASN and name is modelled")
  void s16ADeviceIsKnownByAddressAsnAndNameOnly() {
    assertEquals(
        Set.of(
            "type",
            "ipAddress",
            "bgpAsn",
            "bgpAsnExtended",
            "certificateArn",
            "deviceName",
            "tags"),
        Stream.of(CreateCustomerGatewayRequest.class.getMethods())
            .map(java.lang.reflect.Method::getName)
            .filter(n -> !n.equals("builder"))
            .collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("S17: a new connection is AWS VPN, with all its features")
  void s17EveryNewConnectionIsAwsVpnAndHasItsFeatures() {
    Attached one = attached(false);
    VpnConnection made = one.region().vpnConnection(one.vpn()).orElseThrow();
    assertEquals(Category.VPN, made.category());
    assertTrue(made.tunnelParameters().get(0).ikeVersions().contains(IkeVersion.IKEV2));
    assertTrue(Category.VPN.supportsNatTraversal());
    assertTrue(Category.VPN.supportsMetrics());
    assertTrue(
        made.tunnelParameters()
            .get(0)
            .phase1EncryptionAlgorithms()
            .contains(VpnEncryptionAlgorithm.AES256));
    assertTrue(
        made.tunnelParameters()
            .get(0)
            .phase1IntegrityAlgorithms()
            .contains(VpnIntegrityAlgorithm.SHA2_256));
    var wide =
        one.region()
            .createCustomerGateway(r -> r.ipAddress("203.0.113.11").bgpAsnExtended(4_200_000_000L));
    VpnRegion region = wide.region().afterTransitions();
    assertEquals(
        Category.VPN,
        region
            .createVpnConnection(
                r ->
                    r.customerGatewayId(wide.result().customerGatewayId())
                        .vpnGatewayId(one.vgw())
                        .options(o -> o.addTunnelOption(t -> t.tunnelInsideCidr("169.254.9.0/30"))))
            .result()
            .category());
  }

  @Test
  @DisplayName("S18: describe-vpn-connections shows the category")
  void s18TheDescriptionHasTheCategory() {
    VpnConnection described =
        classic().describeVpnConnections(Filter.of("vpn-connection-id", "vpn-old")).get(0);
    assertEquals("VPN-Classic", described.category().text());
    assertEquals(ResourceState.AVAILABLE, described.state());
    assertEquals(Optional.of("vgw-old"), described.vpnGatewayId());
    assertTrue(ResourceType.VPN_CONNECTION.isAwsForm("vpn-1a2b3c4d"));
  }

  @Test
  @DisplayName("S19: migration is a new VGW and connection, old detached, new attached")
  void s19TheProcedureOfTheMigrationWorks() {
    Migrated after = migrated();
    assertEquals(
        Optional.of(after.vgw()),
        after.region().vpnGateways().stream()
            .filter(g -> g.attachedVpcId().isPresent())
            .map(VpnGateway::vpnGatewayId)
            .findFirst());
    assertEquals(Category.VPN, after.region().vpnConnection(after.vpn()).orElseThrow().category());
  }

  @Test
  @DisplayName("S20: other connections and Direct Connect VIFs stay on the old VGW")
  void s20WhatElseIsOnTheOldGatewayMustBeRecreated() {
    VpnRegion region =
        classic()
            .createPrivateVirtualInterface(
                VirtualInterface.at("vgw-old", "dxvif-1", 65_020, List.of()));
    var fresh = region.createVpnGateway();
    String target = fresh.result().vpnGatewayId();
    VpnRegion ready = fresh.region().afterTransitions();
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "virtualInterfaceId",
        () ->
            ready.createPrivateVirtualInterface(
                VirtualInterface.at(target, "dxvif-1", 65_020, List.of())));
    VpnRegion recreated =
        ready
            .deleteVirtualInterface("dxvif-1")
            .createPrivateVirtualInterface(
                VirtualInterface.at(target, "dxvif-2", 65_020, List.of()));
    assertEquals(Optional.of(target), recreated.virtualInterfaces().get(0).vpnGatewayId());
    assertEquals(
        Optional.of("vgw-old"), recreated.vpnConnection("vpn-old").orElseThrow().vpnGatewayId());
  }

  @Test
  @DisplayName("S21: an AWS VPN connection does not become Classic")
  void s21NoRequestAsksForClassic() {
    assertTrue(
        Stream.of(CreateVpnConnectionRequest.class, ModifyVpnConnectionRequest.class)
            .flatMap(type -> Stream.of(type.getMethods()))
            .noneMatch(m -> m.getReturnType() == Category.class));
    Migrated after = migrated();
    RegionPlan back =
        VpnRegion.plan(
            after.region(),
            after
                .region()
                .importing(
                    i ->
                        i.vpnGateway(after.region().vpnGateway("vgw-old").orElseThrow())
                            .vpnConnection(
                                RegionSamples.classicConnection("vpn-old", "cgw-1", 1))));
    assertTrue(back.tunnels().stream().noneMatch(e -> e.api().startsWith("Modify")));
  }

  @Test
  @DisplayName("S22: the outage lasts from detaching until the new connection is up")
  void s22TheOutageIsFromDetachUntilAttachedAndActive() {
    VpnRegion before = classicUp();
    String table = before.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    assertTrue(Reachability.toOnPremises(before, table, HOST).reachable());
    VpnRegion detaching = before.detachVpnGateway("vgw-old", "vpc-1");
    assertFalse(Reachability.toOnPremises(detaching, table, HOST).reachable());
    Migrated attachedOnly = migratedFrom(detaching.afterTransitions());
    VpnRegion propagating =
        attachedOnly.region().enableVgwRoutePropagation(attachedOnly.vgw(), table);
    assertFalse(Reachability.toOnPremises(propagating, table, HOST).reachable());
    VpnRegion active = up(propagating, attachedOnly.vpn(), 0, "192.168.0.0/16");
    assertTrue(Reachability.toOnPremises(active, table, HOST).reachable());
  }

  @Test
  @DisplayName("S23: routes propagate when the tunnel is UP")
  void s23RoutesPropagateWhenTheTunnelIsUp() {
    Attached one = attached(true);
    VpnRegion region =
        one.region()
            .createVpnConnectionRoute(one.vpn(), "192.168.0.0/16")
            .afterTransitions()
            .enableVgwRoutePropagation(one.vgw(), one.rtb());
    IpPrefix prefix = IpPrefix.of("192.168.0.0/16");
    assertTrue(region.routeTable(one.rtb()).orElseThrow().route(prefix).isEmpty());
    Route route =
        up(region, one.vpn(), 1).routeTable(one.rtb()).orElseThrow().route(prefix).orElseThrow();
    assertEquals(RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION, route.origin());
    assertEquals(Optional.of(one.vgw()), route.gatewayId());
  }

  @Test
  @DisplayName("S24: roll back: detach the new VGW, attach the old, propagate again")
  void s24RollingBackRestoresTheOldWay() {
    VpnRegion before = classicUp();
    String table = before.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    Migrated after = migratedFrom(before.detachVpnGateway("vgw-old", "vpc-1").afterTransitions());
    VpnRegion back =
        after
            .region()
            .detachVpnGateway(after.vgw(), "vpc-1")
            .afterTransitions()
            .attachVpnGateway("vgw-old", "vpc-1")
            .region()
            .afterTransitions()
            .enableVgwRoutePropagation("vgw-old", table);
    Reachability way = Reachability.toOnPremises(back, table, HOST);
    assertEquals(Optional.of("vpn-old"), way.resourceId());
    assertEquals(before.routeTable(table).orElseThrow(), back.routeTable(table).orElseThrow());
  }

  @Test
  @DisplayName("S25: after deletion of the Classic connection no way leads back")
  void s25ADeletedClassicConnectionIsGone() {
    VpnRegion deleted = classic().deleteVpnConnection("vpn-old").afterTransitions();
    assertEquals(ResourceState.DELETED, deleted.vpnConnection("vpn-old").orElseThrow().state());
    assertThrows(VpnApiException.class, () -> deleted.deleteVpnConnection("vpn-old"));
    VpnConnection anew =
        deleted
            .createVpnConnection(r -> r.customerGatewayId("cgw-1").vpnGatewayId("vgw-old"))
            .result();
    assertEquals(Category.VPN, anew.category());
    assertTrue(deleted.advance(Duration.ofHours(2)).vpnConnection("vpn-old").isEmpty());
  }

  private record Migrated(VpnRegion region, String vgw, String vpn) {}

  private static VpnRegion classicUp() {
    VpnRegion withMain = classic();
    String table = withMain.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    return withMain
        .report(
            TunnelReport.up(
                "vpn-old",
                tunnel(withMain, "vpn-old", 0),
                AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_010))))
        .enableVgwRoutePropagation("vgw-old", table);
  }

  private static Migrated migrated() {
    return migratedFrom(classicUp().detachVpnGateway("vgw-old", "vpc-1").afterTransitions());
  }

  /** Steps 2 to 8 of the seed's procedure, the old gateway being detached. */
  private static Migrated migratedFrom(VpnRegion detached) {
    assertEquals(
        AttachmentState.DETACHED,
        detached.vpnGateway("vgw-old").orElseThrow().vpcAttachments().get(0).state());
    var vgw = detached.createVpnGateway();
    VpnRegion region = vgw.region().afterTransitions();
    String id = vgw.result().vpnGatewayId();
    var vpn = region.createVpnConnection(r -> r.customerGatewayId("cgw-1").vpnGatewayId(id));
    return new Migrated(
        vpn.region().attachVpnGateway(id, "vpc-1").region().afterTransitions(),
        id,
        vpn.result().vpnConnectionId());
  }
}
