package io.vpn4j.model.aws;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.SecretAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * The CustomerGatewayConfiguration of a connection: the XML that AWS hands out for the device.
 *
 * <p>It reads both routing types and both targets: a transit gateway shows as an empty {@code
 * vpn_gateway_id}, and {@code transit_gateway_id}, which AWS does not write, is accepted beside or
 * instead of it. Inside addresses are IPv4 and authentication is by pre-shared key, because how AWS
 * writes others is not published.
 *
 * <p>Elements and attributes that AWS does not have are ignored, so that a later service still
 * reads, but listed in {@link #unknownElements}. An element in a place where AWS has it elsewhere
 * is such an element too, and the place that lacks it is refused.
 */
@Value.Immutable
@DocumentStyle
public interface CustomerGatewayConfiguration {
  /** The largest document that is read: 256 KiB. AWS writes about 4. */
  int MAX_OCTETS = 256 * 1024;

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the XML.
   *
   * @throws CustomerGatewayConfigurationException if it is anything else
   */
  static CustomerGatewayConfiguration read(String xml)
      throws CustomerGatewayConfigurationException {
    return ConfigurationReader.read(xml);
  }

  /**
   * Reads the XML in UTF-8, to the end of the stream or one octet past {@link #MAX_OCTETS}; does
   * not close it.
   *
   * @throws CustomerGatewayConfigurationException if it is anything else
   * @throws IOException if the stream fails
   */
  static CustomerGatewayConfiguration read(InputStream xml)
      throws IOException, CustomerGatewayConfigurationException {
    return ConfigurationReader.read(xml.readNBytes(MAX_OCTETS + 1));
  }

  /**
   * Reads the XML file in UTF-8.
   *
   * @throws CustomerGatewayConfigurationException if it is anything else
   * @throws IOException if the file cannot be read
   */
  static CustomerGatewayConfiguration read(Path xml)
      throws IOException, CustomerGatewayConfigurationException {
    try (InputStream in = Files.newInputStream(xml)) {
      return read(in);
    }
  }

  /** Attribute {@code id} of {@code vpn_connection}, {@code vpn-…}. */
  String vpnConnectionId();

  /** Element {@code customer_gateway_id}, {@code cgw-…}. */
  String customerGatewayId();

  /** Element {@code vpn_gateway_id}, {@code vgw-…}; absent if the target is a transit gateway. */
  Optional<String> vpnGatewayId();

  /** Element {@code transit_gateway_id}, {@code tgw-…}, which only documents of others have. */
  Optional<String> transitGatewayId();

  /** Element {@code vpn_connection_type}; always {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /** Whether {@code vpn_connection_attributes} says {@code NoBGPVPNConnection}; default no. */
  @Value.Default
  default boolean staticRoutesOnly() {
    return false;
  }

  /** The elements {@code ipsec_tunnel}: two, in the order of the document, which means nothing. */
  List<Tunnel> tunnels();

  /** Paths of elements and attributes that were read over; not compared, not written. */
  @Value.Auxiliary
  List<String> unknownElements();

  /** The device's outside address, the same in both tunnels. */
  default IpAddress customerOutsideAddress() {
    return tunnels().get(0).customerGateway().outsideAddress();
  }

  /** The device's AS number; absent with static routing. */
  default Optional<AsNumber> customerAsn() {
    return tunnels().get(0).customerGateway().bgp().map(BgpSettings::asn);
  }

  /** The Amazon side's AS number; absent with static routing. */
  default Optional<AsNumber> amazonSideAsn() {
    return tunnels().get(0).vpnGateway().bgp().map(BgpSettings::asn);
  }

  /**
   * Writes the XML exactly as AWS lays it out: two spaces a level, {@code \n}, none at the end.
   *
   * @param access for the pre-shared keys, which stand in the text
   */
  default String toXml(SecretAccess access) {
    return ConfigurationWriter.write(this, access);
  }

  /**
   * The connection, as far as the document tells.
   *
   * <p>The tunnels have their addresses and secrets, and lifetimes where they differ from the
   * defaults. Algorithms stay unset: the document shows the lowest proposal, not what is permitted.
   * Static routes are not in the document. Without any gateway identifier the target is not
   * associated.
   */
  default VpnConnection toVpnConnection() {
    return ConfigurationParts.connection(this);
  }

  /**
   * The customer gateway, as far as the document tells: its address and, with BGP, its AS number.
   *
   * @throws IllegalArgumentException if AWS keeps that number for itself
   */
  default CustomerGateway toCustomerGateway() {
    CustomerGateway.Builder gateway =
        CustomerGateway.builder()
            .customerGatewayId(customerGatewayId())
            .ipAddress(customerOutsideAddress());
    customerAsn().ifPresent(gateway::asn);
    return gateway.build();
  }

  /**
   * The virtual private gateway, as far as the document tells: with BGP, its AS number. Empty if
   * the target is a transit gateway.
   *
   * @throws IllegalArgumentException if AWS does not allow that number
   */
  default Optional<VpnGateway> toVpnGateway() {
    return vpnGatewayId()
        .map(
            id -> {
              VpnGateway.Builder gateway = VpnGateway.builder().vpnGatewayId(id);
              amazonSideAsn().ifPresent(gateway::amazonSideAsn);
              return gateway.build();
            });
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field and those between the tunnels. */
  @Value.Check
  default void check() {
    id("@id", ResourceType.VPN_CONNECTION, vpnConnectionId());
    id("customer_gateway_id", ResourceType.CUSTOMER_GATEWAY, customerGatewayId());
    vpnGatewayId().ifPresent(id -> id("vpn_gateway_id", ResourceType.VPN_GATEWAY, id));
    transitGatewayId().ifPresent(id -> id("transit_gateway_id", ResourceType.TRANSIT_GATEWAY, id));
    RuleViolation.unless(
        vpnGatewayId().isEmpty() || transitGatewayId().isEmpty(),
        "transit_gateway_id",
        transitGatewayId().orElse("") + " beside vpn_gateway_id " + vpnGatewayId().orElse(""),
        "one target");
    RuleViolation.unless(
        tunnels().size() == VpnConnectionOptions.TUNNELS,
        "ipsec_tunnel",
        tunnels().size() + " of them",
        "exactly 2");
    for (int i = 0; i < tunnels().size(); i++) {
      boolean bgp = tunnels().get(i).customerGateway().bgp().isPresent();
      RuleViolation.unless(
          bgp || staticRoutesOnly(),
          "ipsec_tunnel[" + (i + 1) + "]/customer_gateway/bgp",
          "none",
          "bgp in both tunnels, or vpn_connection_attributes NoBGPVPNConnection");
      RuleViolation.unless(
          !bgp || !staticRoutesOnly(),
          "ipsec_tunnel[" + (i + 1) + "]/customer_gateway/bgp",
          "bgp although vpn_connection_attributes is NoBGPVPNConnection",
          "one of the two");
    }
    checkTunnelsFit();
    checkFamily();
  }

  private void checkTunnelsFit() {
    same(
        "customer_gateway/tunnel_outside_address/ip_address",
        t -> t.customerGateway().outsideAddress());
    same("customer_gateway/bgp/asn", t -> t.customerGateway().bgp().map(BgpSettings::asn));
    same("vpn_gateway/bgp/asn", t -> t.vpnGateway().bgp().map(BgpSettings::asn));
    different(
        "vpn_gateway/tunnel_outside_address/ip_address", t -> t.vpnGateway().outsideAddress());
    different("vpn_gateway/tunnel_inside_address/ip_address", Tunnel::insideCidr);
  }

  private void same(String element, Function<Tunnel, Object> field) {
    Object first = field.apply(tunnels().get(0));
    Object second = field.apply(tunnels().get(1));
    RuleViolation.unless(
        first.equals(second),
        "ipsec_tunnel[2]/" + element,
        shown(second),
        shown(first) + ", as in ipsec_tunnel[1]: both tunnels run between the same two gateways");
  }

  private void different(String element, Function<Tunnel, Object> field) {
    Object first = field.apply(tunnels().get(0));
    Object second = field.apply(tunnels().get(1));
    RuleViolation.unless(
        !first.equals(second),
        "ipsec_tunnel[2]/" + element,
        shown(second) + ", which is in ipsec_tunnel[1] too",
        "another one for each tunnel");
  }

  private void checkFamily() {
    IpAddress outside = customerOutsideAddress();
    RuleViolation.unless(
        outside.isIpv4() || vpnGatewayId().isEmpty(),
        "ipsec_tunnel[1]/customer_gateway/tunnel_outside_address/ip_address",
        outside,
        "an IPv4 address: a virtual private gateway has no IPv6");
  }

  private static String shown(Object value) {
    return value instanceof Optional<?> o ? o.map(Object::toString).orElse("none") : "" + value;
  }

  private static void id(String element, ResourceType type, String id) {
    RuleViolation.unless(
        type.accepts(id),
        element,
        RuleViolation.quoted(id),
        type.prefix() + " and 8 or 17 hexadecimal digits");
  }

  /** Builds a {@link CustomerGatewayConfiguration}. */
  final class Builder extends ImmutableCustomerGatewayConfiguration.Builder {
    Builder() {}

    /** Appends a tunnel. */
    public Builder addTunnel(Consumer<Tunnel.Builder> tunnel) {
      Tunnel.Builder builder = Tunnel.builder();
      tunnel.accept(builder);
      return addTunnel(builder.build());
    }
  }
}
