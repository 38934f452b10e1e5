package io.vpn4j.model.advice;

import static io.vpn4j.model.advice.AdviceSamples.bgp;
import static io.vpn4j.model.advice.AdviceSamples.bothUp;
import static io.vpn4j.model.advice.AdviceSamples.cgw;
import static io.vpn4j.model.advice.AdviceSamples.connection;
import static io.vpn4j.model.advice.AdviceSamples.device;
import static io.vpn4j.model.advice.AdviceSamples.mainTable;
import static io.vpn4j.model.advice.AdviceSamples.prefixes;
import static io.vpn4j.model.advice.AdviceSamples.second;
import static io.vpn4j.model.advice.AdviceSamples.statics;
import static io.vpn4j.model.advice.AdviceSamples.transit;
import static io.vpn4j.model.advice.AdviceSamples.tunnel;
import static io.vpn4j.model.advice.AdviceSamples.tunnels;
import static io.vpn4j.model.advice.AdviceSamples.up;

import io.vpn4j.model.Category;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** For every code what triggers it, and what is as near to that as can be and does not. */
final class AdviceCases {
  /** The advice on either. */
  record Case(List<Advice> triggered, List<Advice> justNot) {}

  private final Map<AdviceCode, Case> cases = new EnumMap<>(AdviceCode.class);

  private AdviceCases() {
    tunnels();
    algorithms();
    documents();
    sides();
    numbersAndAddresses();
    routes();
    transitGateways();
    quotas();
  }

  static Map<AdviceCode, Case> all() {
    return new AdviceCases().cases;
  }

  private void add(AdviceCode code, VpnRegion triggered, VpnRegion justNot) {
    cases.put(code, new Case(Advice.on(triggered), Advice.on(justNot)));
  }

  private void tunnels() {
    VpnRegion region = bgp();
    VpnRegion oneUp = up(region, "vpn-1", 2, "192.168.0.0/16");
    add(AdviceCode.NO_TUNNEL_UP, region.report(down(2)), oneUp);
    IpAddress first = IpAddress.of("198.51.100.2");
    TunnelReport ipsecOnly =
        new TunnelReport(
            TunnelReport.down("vpn-1", first).tunnel(), true, false, List.of(), Optional.empty());
    add(AdviceCode.BGP_NOT_ESTABLISHED, region.report(ipsecOnly), region.report(down(2)));
    add(AdviceCode.SINGLE_TUNNEL, oneUp.report(down(3)), bothUp(region, "192.168.0.0/16"));
    add(AdviceCode.SINGLE_DEVICE, region, second(region, 65_020));
    add(
        AdviceCode.DEVICE_MUST_INITIATE,
        AdviceSamples.tunnels(region, t -> t.startupAction(StartupAction.ADD)),
        AdviceSamples.tunnels(
            region,
            t -> t.startupAction(StartupAction.ADD).dpdTimeoutAction(DpdTimeoutAction.RESTART)));
    add(
        AdviceCode.DPD_WITHOUT_ACTION,
        AdviceSamples.tunnels(region, t -> t.dpdTimeoutAction(DpdTimeoutAction.NONE)),
        AdviceSamples.tunnels(region, t -> t.dpdTimeoutAction(DpdTimeoutAction.CLEAR)));
    add(
        AdviceCode.TUNNELS_DIFFER,
        twoTunnels(region, t -> t.dpdTimeoutSeconds(45)),
        // The default, given by name.
        twoTunnels(region, t -> t.dpdTimeoutSeconds(40).logOptions(l -> l.logEnabled(false))));
    add(
        AdviceCode.PERPETUAL_REKEY,
        AdviceSamples.tunnels(
            region, t -> t.phase2LifetimeSeconds(900).rekeyMarginTimeSeconds(450)),
        AdviceSamples.tunnels(
            region, t -> t.phase2LifetimeSeconds(900).rekeyMarginTimeSeconds(449)));
    add(
        AdviceCode.CLASSIC_CATEGORY,
        VpnRegion.of("eu-west-1")
            .importing(
                i ->
                    i.vpnGateway(
                            VpnGateway.builder().vpnGatewayId("vgw-1").amazonSideAsn(9_059).build())
                        .customerGateway(cgw("cgw-1", 10, 65_010))
                        .vpnConnection(
                            VpnConnection.builder()
                                .vpnConnectionId("vpn-1")
                                .customerGatewayId("cgw-1")
                                .vpnGatewayId("vgw-1")
                                .category(Category.VPN_CLASSIC)
                                .build())),
        region);
    add(
        AdviceCode.NOT_ASSOCIATED,
        connection(region, b -> b.vpnGatewayId(Optional.empty())),
        region);
  }

  private static TunnelReport down(int number) {
    return TunnelReport.down("vpn-1", IpAddress.of("198.51.100." + number));
  }

  /** The second tunnel changed, the first not. */
  private static VpnRegion twoTunnels(VpnRegion region, Consumer<TunnelOption.Builder> change) {
    TunnelOption.Builder other = tunnel(3);
    change.accept(other);
    return connection(
        region,
        b -> b.options(o -> o.addTunnelOption(tunnel(2).build()).addTunnelOption(other.build())));
  }

  private void algorithms() {
    VpnRegion region = bgp();
    add(
        AdviceCode.IKEV1_PERMITTED,
        AdviceSamples.tunnels(region, t -> t.ikeVersions(IkeVersion.IKEV1, IkeVersion.IKEV2)),
        region);
    add(
        AdviceCode.WEAK_DH_GROUP,
        AdviceSamples.tunnels(region, t -> t.phase2DHGroupNumbers(21, 22)),
        AdviceSamples.tunnels(region, t -> t.phase2DHGroupNumbers(14, 21)));
    add(
        AdviceCode.SHA1_PERMITTED,
        AdviceSamples.tunnels(
            region,
            t ->
                t.phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)
                    .phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA1)),
        // With GCM nobody uses it.
        AdviceSamples.tunnels(
            region, t -> t.phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA1)));
    add(
        AdviceCode.CBC_ONLY,
        AdviceSamples.tunnels(
            region, t -> t.phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)),
        AdviceSamples.tunnels(
            region,
            t ->
                t.phase2EncryptionAlgorithms(
                    VpnEncryptionAlgorithm.AES256, VpnEncryptionAlgorithm.AES128_GCM_16)));
    add(
        AdviceCode.SHARED_KEY,
        AdviceSamples.tunnels(region, t -> t.preSharedKey("exampleKey_.theSame")),
        region);
  }

  private void documents() {
    document(
        AdviceCode.MSS_TOO_LARGE,
        device(
            i -> {},
            p ->
                p.encryptionAlgorithm(VpnEncryptionAlgorithm.AES256)
                    .integrityAlgorithm(VpnIntegrityAlgorithm.SHA2_512)
                    .tcpMssAdjustment(1_383)),
        device(
            i -> {},
            p ->
                p.encryptionAlgorithm(VpnEncryptionAlgorithm.AES256)
                    .integrityAlgorithm(VpnIntegrityAlgorithm.SHA2_512)
                    .tcpMssAdjustment(1_382)));
    document(
        AdviceCode.DF_NOT_CLEARED,
        device(i -> {}, p -> p.clearDfBit(false)),
        device(i -> {}, p -> {}));
    document(
        AdviceCode.FRAGMENTS_AFTER_ENCRYPTION,
        device(i -> {}, p -> p.fragmentationBeforeEncryption(false)),
        device(i -> {}, p -> {}));
  }

  private void document(
      AdviceCode code,
      CustomerGatewayConfiguration triggered,
      CustomerGatewayConfiguration justNot) {
    cases.put(code, new Case(Advice.on(triggered), Advice.on(justNot)));
  }

  private void sides() {
    CustomerGatewayConfiguration device = device(i -> {}, p -> {});
    VpnConnection connection = bgp().vpnConnection("vpn-1").orElseThrow();
    sides(
        AdviceCode.SIDES_OF_DIFFERENT_CONNECTIONS,
        connection.toBuilder().vpnConnectionId("vpn-2").build(),
        device);
    sides(
        AdviceCode.INSIDE_CIDR_MISMATCH,
        changed(t -> t.tunnelInsideCidr("169.254.9.0/30")),
        device);
    sides(AdviceCode.KEY_MISMATCH, changed(t -> t.preSharedKey("another_Key")), device);
    sides(AdviceCode.ALGORITHM_NOT_PERMITTED, changed(t -> t.phase2DHGroupNumbers(21)), device);
    sides(AdviceCode.LIFETIME_MISMATCH, changed(t -> t.phase2LifetimeSeconds(3_599)), device);
    sides(AdviceCode.DPD_MISMATCH, changed(t -> t.dpdTimeoutSeconds(39)), device);
  }

  private static VpnConnection changed(Consumer<TunnelOption.Builder> change) {
    return twoTunnels(bgp(), change).vpnConnection("vpn-1").orElseThrow();
  }

  private void sides(
      AdviceCode code, VpnConnection triggered, CustomerGatewayConfiguration device) {
    cases.put(
        code,
        new Case(
            Advice.between(triggered, device),
            Advice.between(bgp().vpnConnection("vpn-1").orElseThrow(), device)));
  }

  private void numbersAndAddresses() {
    VpnRegion region = bgp();
    add(
        AdviceCode.ASN_EQUALS_AMAZON_SIDE,
        region.importing(i -> i.customerGateway(cgw("cgw-1", 10, 64_512))),
        region.importing(i -> i.customerGateway(cgw("cgw-1", 10, 64_513))));
    add(
        AdviceCode.ASN_RESERVED,
        region.importing(i -> i.customerGateway(cgw("cgw-1", 10, 9_059))),
        // That of another Region.
        region.importing(i -> i.customerGateway(cgw("cgw-1", 10, 10_124))));
    add(
        AdviceCode.ASN_SHARED,
        up(up(second(region, 65_010), "vpn-1", 2, "192.168.0.0/24"), "vpn-2", 4, "192.168.1.0/24"),
        up(up(second(region, 65_010), "vpn-1", 2, "192.168.0.0/24"), "vpn-2", 4, "192.168.0.0/24"));
    add(
        AdviceCode.ADDRESS_NOT_PUBLIC,
        region.importing(
            i ->
                i.customerGateway(
                    cgw("cgw-1", 10, 65_010).toBuilder().ipAddress("100.127.255.255").build())),
        region.importing(
            i ->
                i.customerGateway(
                    cgw("cgw-1", 10, 65_010).toBuilder().ipAddress("100.128.0.0").build())));
    add(
        AdviceCode.INSIDE_CIDR_CLASH,
        up(region, "vpn-1", 2, "169.254.7.0/24"),
        up(region, "vpn-1", 2, "169.253.7.0/24"));
    add(
        AdviceCode.VPC_OVERLAPS_CUSTOMER,
        up(region, "vpn-1", 2, "10.0.128.0/17"),
        up(region, "vpn-1", 2, "10.0.0.0/15"));
    add(
        AdviceCode.SITES_OVERLAP,
        up(
            up(second(region, 65_020), "vpn-1", 2, "192.168.0.0/16"),
            "vpn-2",
            4,
            origin("192.168.1.0/24", 65_020)),
        up(
            up(second(region, 65_020), "vpn-1", 2, "0.0.0.0/0"),
            "vpn-2",
            4,
            origin("192.168.1.0/24", 65_020)));
    add(
        AdviceCode.SELECTOR_TOO_NARROW,
        selector(up(region, "vpn-1", 2, "192.168.0.0/16"), "192.169.0.0/16"),
        selector(up(region, "vpn-1", 2, "192.168.0.0/16"), "192.168.9.0/24"));
  }

  private static AcceptedRoute origin(String prefix, long asn) {
    return AcceptedRoute.of(prefix, AsNumber.of(asn));
  }

  private static VpnRegion selector(VpnRegion region, String local) {
    VpnConnection connection = region.vpnConnection("vpn-1").orElseThrow();
    return connection(
        region,
        b -> b.options(connection.options().toBuilder().localIpv4NetworkCidr(local).build()));
  }

  private void routes() {
    VpnRegion region = bgp();
    String table = mainTable(region);
    add(
        AdviceCode.ASYMMETRIC_ROUTING,
        bothUp(region, "192.168.0.0/16"),
        up(
            up(region, "vpn-1", 2, "192.168.0.0/16"),
            "vpn-1",
            3,
            new AcceptedRoute(IpPrefix.of("192.168.0.0/16"), List.of(AsNumber.of(65_010)), 1)));
    add(
        AdviceCode.UNEVEN_PREFIXES,
        up(up(region, "vpn-1", 2, "192.168.0.0/16"), "vpn-1", 3, "192.168.0.0/17"),
        up(
            up(region, "vpn-1", 2, "192.168.0.0/16", "192.168.0.0/17"),
            "vpn-1",
            3,
            "192.168.0.0/16"));
    add(
        AdviceCode.DIRECT_CONNECT_BYPASSED,
        up(directConnect(region), "vpn-1", 2, "192.168.0.0/17"),
        up(directConnect(region), "vpn-1", 2, "192.168.0.0/16"));
    add(AdviceCode.NO_STATIC_ROUTE, connection(statics(), b -> b.routes(List.of())), statics());
    add(
        AdviceCode.NO_ROUTE_TO_GATEWAY,
        region.disableVgwRoutePropagation("vgw-1", table),
        region
            .disableVgwRoutePropagation("vgw-1", table)
            .createRoute(table, "192.168.0.0/16", "vgw-1"));
    add(
        AdviceCode.PROPAGATED_ROUTE_SHADOWED,
        up(region, "vpn-1", 2, "192.168.0.0/16").createRoute(table, "192.168.0.0/16", "eni-1"),
        up(region, "vpn-1", 2, "192.168.0.0/16").createRoute(table, "192.168.0.0/16", "vgw-1"));
    add(
        AdviceCode.STATIC_ROUTE_SHADOWED,
        up(region, "vpn-1", 2, "192.168.0.0/16").createRoute(table, "192.0.0.0/8", "eni-1"),
        up(region, "vpn-1", 2, "192.168.0.0/16").createRoute(table, "0.0.0.0/0", "igw-1"));
    VpnRegion routed = region.createRoute(table, "192.168.0.0/16", "vgw-1");
    add(
        AdviceCode.BLACKHOLE_ROUTE,
        routed.detachVpnGateway("vgw-1", "vpc-1").afterTransitions(),
        routed);
    VpnRegion detached = region.detachVpnGateway("vgw-1", "vpc-1").afterTransitions();
    // With a second connection it is a hub between sites.
    add(AdviceCode.GATEWAY_NOT_ATTACHED, detached, second(detached, 65_020));
  }

  private static VpnRegion directConnect(VpnRegion region) {
    return region.createPrivateVirtualInterface(
        VirtualInterface.at("vgw-1", "dxvif-1", 65_100, List.of(IpPrefix.of("192.168.0.0/16"))));
  }

  private void transitGateways() {
    VpnRegion region = transit(true);
    TransitGatewayAttachment attachment =
        region.transitGatewayAttachments().stream()
            .filter(a -> a.resourceType() == TransitGatewayAttachment.Kind.VPN)
            .findFirst()
            .orElseThrow();
    add(
        AdviceCode.ATTACHMENT_NOT_ASSOCIATED,
        region.importing(
            i ->
                i.transitGatewayAttachment(
                    new TransitGatewayAttachment(
                        attachment.transitGatewayAttachmentId(),
                        attachment.transitGatewayId(),
                        attachment.resourceType(),
                        attachment.resourceId(),
                        attachment.state(),
                        Optional.empty()))),
        region);
    String table = attachment.associatedRouteTableId().orElseThrow();
    VpnRegion silent =
        region.disableTransitGatewayRouteTablePropagation(
            table, attachment.transitGatewayAttachmentId());
    add(
        AdviceCode.ATTACHMENT_NOT_REACHED,
        silent,
        silent
            .createTransitGatewayRoute(
                table, "192.168.0.0/16", Optional.of(attachment.transitGatewayAttachmentId()))
            .region());
    add(
        AdviceCode.VPCS_OVERLAP,
        attachSecondVpc(region, "10.0.255.0/24"),
        attachSecondVpc(region, "10.1.0.0/24"));
  }

  private static VpnRegion attachSecondVpc(VpnRegion region, String cidrBlock) {
    return region
        .createVpc("vpc-2", cidrBlock)
        .createTransitGatewayVpcAttachment("tgw-1", "vpc-2")
        .region();
  }

  private void quotas() {
    VpnRegion region = bgp();
    add(
        AdviceCode.PREFIX_LIMIT,
        up(region, "vpn-1", 2, prefixes(90)),
        up(region, "vpn-1", 2, prefixes(89)));
    add(
        AdviceCode.QUOTA_NEAR,
        region.withQuotas(q -> q.vpnConnectionsPerVpnGateway(1)),
        region.withQuotas(q -> q.vpnConnectionsPerVpnGateway(2)));
    add(
        AdviceCode.UNUSED_GATEWAY,
        region.importing(i -> i.customerGateway(cgw("cgw-2", 20, 65_020))),
        second(region, 65_020));
  }
}
