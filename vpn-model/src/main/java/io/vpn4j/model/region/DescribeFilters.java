package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.Tag;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The filters that a Describe action knows: which values of a resource each looks at. */
final class DescribeFilters<T> {
  static final DescribeFilters<VpnGateway> VPN_GATEWAY =
      new DescribeFilters<VpnGateway>(VpnGateway::tags)
          .one("amazon-side-asn", g -> g.amazonSideAsn().toString())
          .many("attachment.state", g -> g.vpcAttachments().stream().map(a -> a.state().text()))
          .many("attachment.vpc-id", g -> g.vpcAttachments().stream().map(a -> a.vpcId()))
          .many("availability-zone", g -> g.availabilityZone().stream())
          .one("state", g -> g.state().text())
          .one("type", g -> g.type().text())
          .one("vpn-gateway-id", VpnGateway::vpnGatewayId);

  static final DescribeFilters<CustomerGateway> CUSTOMER_GATEWAY =
      new DescribeFilters<CustomerGateway>(CustomerGateway::tags)
          .one("bgp-asn", g -> g.asn().toString())
          .one("customer-gateway-id", CustomerGateway::customerGatewayId)
          .many("ip-address", g -> g.ipAddress().map(Object::toString).stream())
          .one("state", g -> g.state().text())
          .one("type", g -> g.type().text());

  private final Function<T, List<Tag>> tags;
  private final Map<String, Function<T, Stream<String>>> values = new TreeMap<>();

  private DescribeFilters(Function<T, List<Tag>> tags) {
    this.tags = tags;
    many("tag-key", resource -> tags.apply(resource).stream().map(Tag::key));
  }

  /** The filters of connections; {@code bgp-asn} looks at their customer gateways. */
  static DescribeFilters<VpnConnection> vpnConnection(
      Function<String, Optional<CustomerGateway>> customerGateway) {
    return new DescribeFilters<VpnConnection>(VpnConnection::tags)
        .one("customer-gateway-id", VpnConnection::customerGatewayId)
        .one("state", c -> c.state().text())
        .one("option.static-routes-only", c -> "" + c.options().staticRoutesOnly())
        .many(
            "route.destination-cidr-block",
            c -> c.routes().stream().map(r -> r.destinationCidrBlock().toString()))
        .many(
            "bgp-asn",
            c -> customerGateway.apply(c.customerGatewayId()).map(g -> g.asn().toString()).stream())
        .one("type", c -> c.type().text())
        .one("vpn-connection-id", VpnConnection::vpnConnectionId)
        .many("vpn-gateway-id", c -> c.vpnGatewayId().stream())
        .many("transit-gateway-id", c -> c.transitGatewayId().stream());
  }

  private DescribeFilters<T> one(String name, Function<T, String> value) {
    return many(name, resource -> Stream.of(value.apply(resource)));
  }

  private DescribeFilters<T> many(String name, Function<T, Stream<String>> value) {
    values.put(name, value);
    return this;
  }

  /** The resources that every filter accepts. */
  List<T> apply(List<T> resources, Filter... filters) {
    Stream<T> left = resources.stream();
    for (Filter filter : filters) {
      Function<T, Stream<String>> value = valueOf(filter.name());
      left = left.filter(resource -> value.apply(resource).anyMatch(filter::matches));
    }
    return left.toList();
  }

  private Function<T, Stream<String>> valueOf(String name) {
    if (name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return resource ->
          tags.apply(resource).stream().filter(t -> t.key().equals(key)).map(Tag::value);
    }
    return Optional.ofNullable(values.get(name))
        .orElseThrow(
            () ->
                new VpnApiException(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "filters",
                    "The filter '" + name + "' is invalid; one of " + values.keySet() + ", tag:k"));
  }
}
