package io.vpn4j.model.aws.json;

import io.vpn4j.model.Category;
import io.vpn4j.model.GatewayAssociationState;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.PreSharedKeyStorage;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.RouteSource;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;

/** Connections. CustomerGatewayConfiguration stays with {@link Described}. */
final class ConnectionMapping implements Mapping<VpnConnection> {
  private static final Mapping<TunnelOption> TUNNEL = new TunnelMapping();

  @Override
  public VpnConnection read(ObjectReader at) throws AwsJsonException {
    at.text(Described.CONFIGURATION); // known, though it is text to the model
    Optional<String> secretArn = at.name("PreSharedKeyArn");
    VpnConnection.Builder connection =
        VpnConnection.builder()
            .vpnConnectionId(at.required("VpnConnectionId"))
            .customerGatewayId(at.required("CustomerGatewayId"))
            .vpnGatewayId(at.name("VpnGatewayId"))
            .transitGatewayId(at.name("TransitGatewayId"))
            .vpnConcentratorId(at.name("VpnConcentratorId"))
            .coreNetworkArn(at.name("CoreNetworkArn"))
            .coreNetworkAttachmentArn(at.name("CoreNetworkAttachmentArn"))
            .preSharedKeyArn(secretArn)
            .tags(TagMapping.read(at));
    if (secretArn.isPresent()) {
      connection.preSharedKeyStorage(PreSharedKeyStorage.SECRETS_MANAGER);
    }
    at.constant("Type", GatewayType.values()).ifPresent(connection::type);
    at.constant("Category", Category.values()).ifPresent(connection::category);
    at.parsed("State", ResourceState::of, GatewayMappings.STATE).ifPresent(connection::state);
    if (at.name("GatewayAssociationState").isPresent()) {
      connection.gatewayAssociationState(
          at.parsed("GatewayAssociationState", GatewayAssociationState::of, GatewayMappings.STATE));
    }
    Optional<ObjectReader> options = at.object("Options");
    if (options.isPresent()) {
      connection.options(options(options.get()));
    }
    for (ObjectReader route : at.objects("Routes")) {
      connection.addRoute(route(route));
    }
    for (ObjectReader telemetry : at.objects("VgwTelemetry")) {
      connection.addVgwTelemetry(telemetry(telemetry));
    }
    return at.built(connection::build);
  }

  private static VpnConnectionOptions options(ObjectReader at) throws AwsJsonException {
    VpnConnectionOptions.Builder options =
        VpnConnectionOptions.builder()
            .localIpv6NetworkCidr(at.prefix("LocalIpv6NetworkCidr"))
            .remoteIpv6NetworkCidr(at.prefix("RemoteIpv6NetworkCidr"))
            .transportTransitGatewayAttachmentId(at.name("TransportTransitGatewayAttachmentId"));
    at.bool("EnableAcceleration").ifPresent(options::enableAcceleration);
    at.bool("StaticRoutesOnly").ifPresent(options::staticRoutesOnly);
    at.prefix("LocalIpv4NetworkCidr").ifPresent(options::localIpv4NetworkCidr);
    at.prefix("RemoteIpv4NetworkCidr").ifPresent(options::remoteIpv4NetworkCidr);
    at.constant("OutsideIpAddressType", OutsideIpAddressType.values())
        .ifPresent(options::outsideIpAddressType);
    at.constant("TunnelInsideIpVersion", TunnelInsideIpVersion.values())
        .ifPresent(options::tunnelInsideIpVersion);
    at.constant("TunnelBandwidth", TunnelBandwidth.values()).ifPresent(options::tunnelBandwidth);
    for (ObjectReader tunnel : at.objects("TunnelOptions")) {
      options.addTunnelOption(TUNNEL.read(tunnel));
    }
    return at.built(options::build);
  }

  private static VpnStaticRoute route(ObjectReader at) throws AwsJsonException {
    at.required("DestinationCidrBlock");
    VpnStaticRoute.Builder route =
        VpnStaticRoute.builder().source(at.constant("Source", RouteSource.values()));
    at.parsed("DestinationCidrBlock", IpPrefix::of, "an IPv4 prefix without host bits")
        .ifPresent(route::destinationCidrBlock);
    at.parsed("State", ResourceState::of, GatewayMappings.STATE).ifPresent(route::state);
    return at.built(route::build);
  }

  private static VgwTelemetry telemetry(ObjectReader at) throws AwsJsonException {
    at.required("OutsideIpAddress");
    at.required("Status");
    VgwTelemetry.Builder telemetry =
        VgwTelemetry.builder()
            .certificateArn(at.name("CertificateArn"))
            .lastStatusChange(
                at.parsed(
                    "LastStatusChange", AwsTime::parse, "a time like 2026-03-02T09:11:30+00:00"));
    at.parsed("OutsideIpAddress", io.vpn4j.model.net.IpAddress::of, "an IPv4 or IPv6 address")
        .ifPresent(telemetry::outsideIpAddress);
    at.constant("Status", TelemetryStatus.values()).ifPresent(telemetry::status);
    at.text("StatusMessage").ifPresent(telemetry::statusMessage);
    at.integer("AcceptedRouteCount").ifPresent(telemetry::acceptedRouteCount);
    return at.built(telemetry::build);
  }

  @Override
  public JsonValue.Fields write(VpnConnection connection) {
    ObjectWriter to =
        new ObjectWriter()
            .text("CustomerGatewayId", connection.customerGatewayId())
            .text("Category", connection.category())
            .text("State", connection.state())
            .text("Type", connection.type())
            .text("VpnConnectionId", connection.vpnConnectionId())
            .text("VpnGatewayId", connection.vpnGatewayId())
            .text("TransitGatewayId", connection.transitGatewayId())
            .text("VpnConcentratorId", connection.vpnConcentratorId())
            .text("CoreNetworkArn", connection.coreNetworkArn())
            .text("CoreNetworkAttachmentArn", connection.coreNetworkAttachmentArn())
            .text("GatewayAssociationState", connection.gatewayAssociationState())
            .text("PreSharedKeyArn", connection.preSharedKeyArn())
            .value("Options", options(connection.options()))
            .objects("Routes", connection.routes(), ConnectionMapping::route);
    TagMapping.write(to, connection.tags());
    return to.objects("VgwTelemetry", connection.vgwTelemetry(), ConnectionMapping::telemetry)
        .done();
  }

  private static JsonValue.Fields options(VpnConnectionOptions options) {
    boolean ipv4 = options.tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV4;
    Optional<VpnConnectionOptions> withIpv4 = Optional.of(options).filter(o -> ipv4);
    return new ObjectWriter()
        .bool("EnableAcceleration", options.enableAcceleration())
        .bool("StaticRoutesOnly", options.staticRoutesOnly())
        .text("LocalIpv4NetworkCidr", withIpv4.map(VpnConnectionOptions::localIpv4NetworkCidr))
        .text("RemoteIpv4NetworkCidr", withIpv4.map(VpnConnectionOptions::remoteIpv4NetworkCidr))
        .text("LocalIpv6NetworkCidr", options.localIpv6NetworkCidr())
        .text("RemoteIpv6NetworkCidr", options.remoteIpv6NetworkCidr())
        .text("OutsideIpAddressType", options.outsideIpAddressType())
        .text("TransportTransitGatewayAttachmentId", options.transportTransitGatewayAttachmentId())
        .text("TunnelInsideIpVersion", options.tunnelInsideIpVersion())
        .text("TunnelBandwidth", options.tunnelBandwidth())
        .objects("TunnelOptions", options.tunnelOptions(), TUNNEL::write)
        .done();
  }

  private static JsonValue.Fields route(VpnStaticRoute route) {
    return new ObjectWriter()
        .text("DestinationCidrBlock", route.destinationCidrBlock())
        .text("Source", route.source())
        .text("State", route.state())
        .done();
  }

  private static JsonValue.Fields telemetry(VgwTelemetry telemetry) {
    return new ObjectWriter()
        .number("AcceptedRouteCount", telemetry.acceptedRouteCount())
        .text("LastStatusChange", telemetry.lastStatusChange().map(AwsTime::format))
        .text("OutsideIpAddress", telemetry.outsideIpAddress())
        .text("Status", telemetry.status())
        .text("StatusMessage", telemetry.statusMessage())
        .text("CertificateArn", telemetry.certificateArn())
        .done();
  }
}
