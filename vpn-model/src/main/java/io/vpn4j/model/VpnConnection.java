package io.vpn4j.model;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.immutables.value.Value;

/**
 * A Site-to-Site VPN connection: two IPsec tunnels between a customer gateway and a target.
 *
 * <p>The field CustomerGatewayConfiguration of the EC2 API is not here: it is text with both
 * secrets in it. {@link io.vpn4j.model.aws.CustomerGatewayConfiguration} reads and writes it.
 */
@Value.Immutable
@ModelStyle
public interface VpnConnection {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The identifier, {@code vpn-…}. */
  String vpnConnectionId();

  /** The customer gateway at the other end, {@code cgw-…}. */
  String customerGatewayId();

  /** Type; default and only value {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /** Category; default {@code VPN}, as every connection made today. */
  @Value.Default
  default Category category() {
    return Category.VPN;
  }

  /** State; default {@code available}. */
  @Value.Default
  default ResourceState state() {
    return ResourceState.AVAILABLE;
  }

  /** The virtual private gateway, if that is the target. At most one target is set. */
  Optional<String> vpnGatewayId();

  /** The transit gateway, if that is the target. */
  Optional<String> transitGatewayId();

  /** The VPN concentrator, if that is the target. */
  Optional<String> vpnConcentratorId();

  /** The core network of Cloud WAN, if that is the target. */
  Optional<String> coreNetworkArn();

  /** The attachment to the core network. */
  Optional<String> coreNetworkAttachmentArn();

  /** State of the association with the target, if described. */
  Optional<GatewayAssociationState> gatewayAssociationState();

  /** Options; all default if not given. */
  @Value.Default
  default VpnConnectionOptions options() {
    return VpnConnectionOptions.builder().build();
  }

  /** Static routes; only with {@code staticRoutesOnly}, and not on a transit gateway. */
  List<VpnStaticRoute> routes();

  /** What AWS reports of the tunnels, none to two; a deleted connection may have none. */
  List<VgwTelemetry> vgwTelemetry();

  /** Where the service keeps the secrets; default {@code Standard}. */
  @Value.Default
  default PreSharedKeyStorage preSharedKeyStorage() {
    return PreSharedKeyStorage.STANDARD;
  }

  /** The secret in Secrets Manager, if they are kept there. */
  Optional<String> preSharedKeyArn();

  /** Tags; no key stands twice. */
  List<Tag> tags();

  /** The target, from whichever field names it. */
  default ConnectionTarget target() {
    Optional<ConnectionTarget> target =
        vpnGatewayId().map(ConnectionTarget.VirtualPrivateGateway::new);
    return target
        .or(() -> transitGatewayId().map(ConnectionTarget.TransitGateway::new))
        .or(() -> vpnConcentratorId().map(ConnectionTarget.Concentrator::new))
        .or(() -> coreNetworkArn().map(ConnectionTarget.CoreNetwork::new))
        .orElseGet(ConnectionTarget.NotAssociated::new);
  }

  /** What the two tunnels run with: the options of each, the defaults of the category filled in. */
  default List<TunnelParameters> tunnelParameters() {
    return options().tunnelOptions().stream().map(t -> t.effective(category())).toList();
  }

  /**
   * Checks that {@code customerGateway} fits this connection.
   *
   * <p>Deviation: an address of {@code PublicIpv4} need not be one that the Internet routes, so
   * that a connection can be tried on a private test network.
   *
   * @throws IllegalArgumentException if it is another one, if its address is of the wrong kind or
   *     missing where one is needed, or if the category does not support it
   */
  default void checkCustomerGateway(CustomerGateway customerGateway) {
    Rules.require(
        customerGateway.customerGatewayId().equals(customerGatewayId()),
        "customerGatewayId",
        customerGateway.customerGatewayId(),
        vpnConnectionId() + " is a connection to " + customerGatewayId());
    Optional<IpAddress> address = customerGateway.ipAddress();
    OutsideIpAddressType type = options().outsideIpAddressType();
    boolean addressNeeded =
        type != OutsideIpAddressType.PUBLIC_IPV4
            || options().tunnelBandwidth() == TunnelBandwidth.LARGE
            || tunnelParameters().stream().anyMatch(p -> p.startupAction() == StartupAction.START);
    Rules.require(
        address.isPresent() || !addressNeeded,
        "ipAddress",
        "(unset)",
        "one is wanted with startupAction start, tunnelBandwidth large,"
            + " or an outsideIpAddressType other than PublicIpv4");
    boolean fits =
        switch (type) {
          case PUBLIC_IPV4 -> address.filter(a -> !a.isIpv4()).isEmpty();
          case PRIVATE_IPV4 -> address.filter(a -> !PrivateNetworks.contain(a)).isEmpty();
          case IPV6 -> address.filter(IpAddress::isIpv4).isEmpty();
        };
    Rules.require(
        fits,
        "ipAddress",
        Rules.orUnset(address),
        "an address of outsideIpAddressType "
            + type
            + " is wanted"
            + (type == OutsideIpAddressType.PRIVATE_IPV4 ? " (RFC 1918 or RFC 6598)" : ""));
    Rules.require(
        category().supportsFourOctetAsn() || customerGateway.asn().isTwoOctet(),
        "bgpAsn",
        customerGateway.asn(),
        "1 to 65535 is wanted in category " + category());
    Rules.require(
        category().supportsCertificates() || customerGateway.certificateArn().isEmpty(),
        "certificateArn",
        Rules.orUnset(customerGateway.certificateArn()),
        "category " + category() + " has no certificates");
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field, and what the target and the category allow. */
  @Value.Check
  default void check() {
    ResourceType.VPN_CONNECTION.check("vpnConnectionId", vpnConnectionId());
    ResourceType.CUSTOMER_GATEWAY.check("customerGatewayId", customerGatewayId());
    vpnGatewayId().ifPresent(id -> ResourceType.VPN_GATEWAY.check("vpnGatewayId", id));
    transitGatewayId().ifPresent(id -> ResourceType.TRANSIT_GATEWAY.check("transitGatewayId", id));
    vpnConcentratorId().ifPresent(id -> Rules.length("vpnConcentratorId", id, 1, 64));
    coreNetworkArn().ifPresent(arn -> Rules.arn("coreNetworkArn", arn));
    coreNetworkAttachmentArn().ifPresent(arn -> Rules.arn("coreNetworkAttachmentArn", arn));
    preSharedKeyArn().ifPresent(arn -> Rules.arn("preSharedKeyArn", arn));
    Rules.require(
        preSharedKeyArn().isEmpty() || preSharedKeyStorage() == PreSharedKeyStorage.SECRETS_MANAGER,
        "preSharedKeyArn",
        Rules.orUnset(preSharedKeyArn()),
        "preSharedKeyStorage SecretsManager is wanted with it");
    Rules.distinctKeys(tags());
    checkTarget();
    checkRoutes();
    checkTelemetry();
  }

  private void checkTarget() {
    List<String> targets =
        Stream.of(vpnGatewayId(), transitGatewayId(), vpnConcentratorId(), coreNetworkArn())
            .flatMap(Optional::stream)
            .toList();
    Rules.require(
        targets.size() <= 1,
        "target",
        targets,
        "one of vpnGatewayId, transitGatewayId, vpnConcentratorId, coreNetworkArn, or none");
    Rules.require(
        coreNetworkAttachmentArn().isEmpty() || coreNetworkArn().isPresent(),
        "coreNetworkAttachmentArn",
        Rules.orUnset(coreNetworkAttachmentArn()),
        "coreNetworkArn is wanted with it");
    ConnectionTarget target = target();
    VpnConnectionOptions options = options();
    boolean vgw = target instanceof ConnectionTarget.VirtualPrivateGateway;
    boolean concentrator = target instanceof ConnectionTarget.Concentrator;
    boolean coreNetwork = target instanceof ConnectionTarget.CoreNetwork;
    allowed(!vgw && !coreNetwork, "enableAcceleration", options.enableAcceleration(), false);
    allowed(
        !vgw, "tunnelInsideIpVersion", options.tunnelInsideIpVersion(), TunnelInsideIpVersion.IPV4);
    allowed(
        !vgw && !concentrator,
        "tunnelBandwidth",
        options.tunnelBandwidth(),
        TunnelBandwidth.STANDARD);
    Rules.require(
        !(vgw || concentrator || coreNetwork)
            || options.outsideIpAddressType() != OutsideIpAddressType.PRIVATE_IPV4,
        "outsideIpAddressType",
        options.outsideIpAddressType(),
        "only a transit gateway has private addresses; the target is " + target);
    Rules.require(
        !vgw || options.outsideIpAddressType() != OutsideIpAddressType.IPV6,
        "outsideIpAddressType",
        options.outsideIpAddressType(),
        "a virtual private gateway has no IPv6");
    allowed(!concentrator && !coreNetwork, "staticRoutesOnly", options.staticRoutesOnly(), false);
    if (category() == Category.VPN_CLASSIC) {
      Rules.require(
          vgw, "category", category(), "its target is a virtual private gateway, not " + target);
      Rules.require(
          options.tunnelOptions().stream().noneMatch(TunnelOption::hasChosenOptions),
          "tunnelOptions",
          "are set",
          "category " + category() + " has none to choose");
    }
  }

  private void allowed(boolean byTarget, String field, Object value, Object only) {
    Rules.require(
        byTarget || value.equals(only),
        field,
        value,
        "only " + only + " is possible; the target is " + target());
  }

  private void checkRoutes() {
    List<IpPrefix> destinations =
        routes().stream().map(VpnStaticRoute::destinationCidrBlock).toList();
    Rules.distinct("routes", destinations);
    Rules.require(
        routes().isEmpty() || options().staticRoutesOnly(),
        "routes",
        destinations,
        "staticRoutesOnly is wanted with static routes");
    Rules.require(
        routes().isEmpty() || transitGatewayId().isEmpty(),
        "routes",
        destinations,
        "static routes of a transit gateway stand in its own route table");
  }

  private void checkTelemetry() {
    List<IpAddress> reported = vgwTelemetry().stream().map(VgwTelemetry::outsideIpAddress).toList();
    Rules.distinct("vgwTelemetry", reported);
    Rules.require(
        reported.size() <= VpnConnectionOptions.TUNNELS,
        "vgwTelemetry",
        "of " + reported.size() + " tunnels",
        "at most 2 are wanted");
  }

  /** Builds a {@link VpnConnection}. */
  final class Builder extends ImmutableVpnConnection.Builder {
    Builder() {}

    /** Sets the options. */
    public Builder options(Consumer<VpnConnectionOptions.Builder> options) {
      VpnConnectionOptions.Builder builder = VpnConnectionOptions.builder();
      options.accept(builder);
      return options(builder.build());
    }

    /** Appends an available static route. */
    public Builder addRoute(String destinationCidrBlock) {
      return addRoute(VpnStaticRoute.of(destinationCidrBlock));
    }

    /** Appends a tag that a user sets. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
