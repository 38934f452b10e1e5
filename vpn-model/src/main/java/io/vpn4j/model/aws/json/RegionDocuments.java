package io.vpn4j.model.aws.json;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RegionImport;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.Vpc;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Region from the descriptions of its resources, and back.
 *
 * <p>What the descriptions lack is taken from what they have: gateways that no document describes,
 * and tunnels of old descriptions, from the XML for the device that a connection carries; VPCs from
 * the local routes of their route tables. In no description, and so not in a Region made from them,
 * are the prefixes that devices advertise by BGP ({@link VpnRegion#report} brings them), static
 * routes and propagations of transit gateway route tables, which have calls of their own, and
 * virtual interfaces of Direct Connect, which are of another service.
 */
public final class RegionDocuments {
  private final List<Described<VpnConnection>> connections = new ArrayList<>();
  private final Map<String, CustomerGatewayConfiguration> configurations = new LinkedHashMap<>();
  private final List<Ec2Document> documents;

  private RegionDocuments(Collection<Ec2Document> documents)
      throws CustomerGatewayConfigurationException {
    this.documents = List.copyOf(documents);
    for (Ec2Document document : this.documents) {
      connections.addAll(document.all(Ec2Shape.VPN_CONNECTION));
    }
    for (Described<VpnConnection> described : connections) {
      String id = described.value().vpnConnectionId();
      described
          .customerGatewayConfiguration()
          .filter(xml -> xml.vpnConnectionId().equals(id))
          .ifPresent(xml -> configurations.put(id, xml));
    }
  }

  /**
   * {@code region} with the resources of all the documents, which replace those of the same
   * identifiers. Classic connections come in too.
   *
   * @throws CustomerGatewayConfigurationException if the XML of a connection cannot be read
   * @throws io.vpn4j.model.region.VpnApiException if the resources do not fit together, for example
   *     because one is missing
   */
  public static VpnRegion importInto(VpnRegion region, Collection<Ec2Document> documents)
      throws CustomerGatewayConfigurationException {
    RegionDocuments all = new RegionDocuments(documents);
    return region.importing(into -> all.importInto(region, into));
  }

  /** {@link #importInto(VpnRegion, Collection)} for single documents. */
  public static VpnRegion importInto(VpnRegion region, Ec2Document... documents)
      throws CustomerGatewayConfigurationException {
    return importInto(region, Arrays.asList(documents));
  }

  /**
   * The descriptions of all resources of {@code region}, in one document with a list for each kind.
   *
   * @throws IllegalArgumentException if a pre-shared key breaks the rule of AWS
   */
  public static Ec2Document describe(VpnRegion region) {
    return Ec2Document.describe(Ec2Shape.VPC, all(Ec2Shape.VPC, region.vpcs()))
        .with(Ec2Shape.ROUTE_TABLE, all(Ec2Shape.ROUTE_TABLE, region.routeTables()))
        .with(Ec2Shape.VPN_GATEWAY, all(Ec2Shape.VPN_GATEWAY, region.vpnGateways()))
        .with(Ec2Shape.CUSTOMER_GATEWAY, all(Ec2Shape.CUSTOMER_GATEWAY, region.customerGateways()))
        .with(Ec2Shape.TRANSIT_GATEWAY, all(Ec2Shape.TRANSIT_GATEWAY, region.transitGateways()))
        .with(
            Ec2Shape.TRANSIT_GATEWAY_ATTACHMENT,
            all(Ec2Shape.TRANSIT_GATEWAY_ATTACHMENT, region.transitGatewayAttachments()))
        .with(
            Ec2Shape.TRANSIT_GATEWAY_ROUTE_TABLE,
            all(Ec2Shape.TRANSIT_GATEWAY_ROUTE_TABLE, region.transitGatewayRouteTables()))
        .with(Ec2Shape.VPN_CONNECTION, all(Ec2Shape.VPN_CONNECTION, region.vpnConnections()));
  }

  private static <T> List<Described<T>> all(Ec2Shape<T> shape, List<T> values) {
    return values.stream().map(value -> Described.of(shape, value)).toList();
  }

  private void importInto(VpnRegion region, RegionImport into) {
    Set<String> given = new HashSet<>();
    for (Ec2Document document : documents) {
      for (Vpc vpc : document.values(Ec2Shape.VPC)) {
        given.add(vpc.vpcId());
        into.vpc(vpc);
      }
      document.values(Ec2Shape.ROUTE_TABLE).forEach(into::routeTable);
      for (var gateway : document.values(Ec2Shape.VPN_GATEWAY)) {
        given.add(gateway.vpnGatewayId());
        into.vpnGateway(gateway);
      }
      for (var gateway : document.values(Ec2Shape.CUSTOMER_GATEWAY)) {
        given.add(gateway.customerGatewayId());
        into.customerGateway(gateway);
      }
      for (var gateway : document.values(Ec2Shape.TRANSIT_GATEWAY)) {
        given.add(gateway.transitGatewayId());
        into.transitGateway(gateway);
      }
      document.values(Ec2Shape.TRANSIT_GATEWAY_ATTACHMENT).forEach(into::transitGatewayAttachment);
      document.values(Ec2Shape.TRANSIT_GATEWAY_ROUTE_TABLE).forEach(into::transitGatewayRouteTable);
    }
    region.vpcs().forEach(vpc -> given.add(vpc.vpcId()));
    region.vpnGateways().forEach(gateway -> given.add(gateway.vpnGatewayId()));
    region.customerGateways().forEach(gateway -> given.add(gateway.customerGatewayId()));
    region.transitGateways().forEach(gateway -> given.add(gateway.transitGatewayId()));
    importVpcsOfRouteTables(into, given);
    for (Described<VpnConnection> described : connections) {
      importConnection(described.value(), into, given);
    }
  }

  private void importVpcsOfRouteTables(RegionImport into, Set<String> given) {
    for (Ec2Document document : documents) {
      for (RouteTable table : document.values(Ec2Shape.ROUTE_TABLE)) {
        List<IpPrefix> blocks =
            table.routes().stream()
                .filter(Route::isLocal)
                .map(Route::destinationCidrBlock)
                .toList();
        if (!blocks.isEmpty() && given.add(table.vpcId())) {
          into.vpc(new Vpc(table.vpcId(), blocks));
        }
      }
    }
  }

  private void importConnection(VpnConnection connection, RegionImport into, Set<String> given) {
    Optional<CustomerGatewayConfiguration> xml =
        Optional.ofNullable(configurations.get(connection.vpnConnectionId()))
            .filter(document -> !connection.state().equals(ResourceState.DELETED));
    if (xml.isEmpty()) {
      into.vpnConnection(connection);
      return;
    }
    CustomerGatewayConfiguration document = xml.get();
    if (given.add(connection.customerGatewayId())) {
      into.customerGateway(document.toCustomerGateway());
    }
    document
        .toVpnGateway()
        .filter(gateway -> given.add(gateway.vpnGatewayId()))
        .ifPresent(into::vpnGateway);
    connection
        .transitGatewayId()
        .filter(given::add)
        .ifPresent(
            id -> {
              TransitGateway.Builder gateway = TransitGateway.builder().transitGatewayId(id);
              document.amazonSideAsn().ifPresent(gateway::amazonSideAsn);
              into.transitGateway(gateway.build());
            });
    into.vpnConnection(withTunnels(connection, document));
  }

  /** The connection with tunnels of the XML where its description has none. */
  private static VpnConnection withTunnels(
      VpnConnection connection, CustomerGatewayConfiguration document) {
    List<TunnelOption> tunnels = connection.options().tunnelOptions();
    return tunnels.stream().allMatch(TunnelOption.unset()::equals)
        ? connection.toBuilder()
            .options(
                connection.options().toBuilder()
                    .tunnelOptions(document.toVpnConnection().options().tunnelOptions())
                    .build())
            .build()
        : connection;
  }
}
