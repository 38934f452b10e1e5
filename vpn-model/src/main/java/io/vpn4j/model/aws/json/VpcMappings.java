package io.vpn4j.model.aws.json;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteOrigin;
import io.vpn4j.model.region.RouteState;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.Vpc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VPCs and their route tables. */
final class VpcMappings {
  private static final String CIDR = "CidrBlock";
  private static final String IPV6_CIDR = "Ipv6CidrBlock";
  private static final String DESTINATION = "DestinationCidrBlock";
  private static final String IPV6_DESTINATION = "DestinationIpv6CidrBlock";

  /** Fields that name a target, and how the identifiers in them begin; GatewayId has the others. */
  private static final Map<String, String> TARGETS =
      Map.of(
          "TransitGatewayId", "tgw-",
          "NatGatewayId", "nat-",
          "VpcPeeringConnectionId", "pcx-",
          "NetworkInterfaceId", "eni-",
          "InstanceId", "i-",
          "EgressOnlyInternetGatewayId", "eigw-",
          "CarrierGatewayId", "cagw-",
          "LocalGatewayId", "lgw-");

  static final Mapping<Vpc> VPC =
      new Mapping<>() {
        @Override
        public Vpc read(ObjectReader at) throws AwsJsonException {
          String vpcId = at.required("VpcId");
          Set<IpPrefix> blocks = new LinkedHashSet<>();
          at.prefix(CIDR).ifPresent(blocks::add);
          associated(at, CIDR, blocks);
          associated(at, IPV6_CIDR, blocks);
          return at.built(() -> new Vpc(vpcId, List.copyOf(blocks)));
        }

        @Override
        public JsonValue.Fields write(Vpc vpc) {
          List<IpPrefix> ipv4 = vpc.cidrBlocks().stream().filter(IpPrefix::isIpv4).toList();
          List<IpPrefix> ipv6 = vpc.cidrBlocks().stream().filter(b -> !b.isIpv4()).toList();
          ObjectWriter to =
              new ObjectWriter()
                  .text(CIDR, ipv4.stream().findFirst())
                  .text("VpcId", vpc.vpcId())
                  .objects(CIDR + "AssociationSet", ipv4, block -> associated(CIDR, block));
          if (!ipv6.isEmpty()) {
            to.objects(IPV6_CIDR + "AssociationSet", ipv6, block -> associated(IPV6_CIDR, block));
          }
          return to.done();
        }
      };

  static final Mapping<RouteTable> ROUTE_TABLE =
      new Mapping<>() {
        @Override
        public RouteTable read(ObjectReader at) throws AwsJsonException {
          String routeTableId = at.required("RouteTableId");
          String vpcId = at.required("VpcId");
          boolean main = false;
          List<String> subnets = new ArrayList<>();
          for (ObjectReader association : at.objects("Associations")) {
            main |= association.bool("Main").orElse(false);
            association.name("SubnetId").ifPresent(subnets::add);
            association.name("RouteTableId"); // says again which table it is
            association.finish();
          }
          List<String> propagating = new ArrayList<>();
          for (ObjectReader gateway : at.objects("PropagatingVgws")) {
            propagating.add(gateway.required("GatewayId"));
            gateway.finish();
          }
          List<Route> routes = new ArrayList<>();
          for (ObjectReader route : at.objects("Routes")) {
            route(route).ifPresent(routes::add);
          }
          boolean isMain = main;
          return at.built(() -> table(routeTableId, vpcId, isMain, subnets, propagating, routes));
        }

        @Override
        public JsonValue.Fields write(RouteTable table) {
          List<JsonValue> associations = new ArrayList<>();
          if (table.main()) {
            associations.add(association(true, table.routeTableId()).done());
          }
          for (String subnet : table.subnetIds()) {
            associations.add(
                association(false, table.routeTableId()).text("SubnetId", subnet).done());
          }
          return new ObjectWriter()
              .value("Associations", JsonValue.array(associations))
              .objects(
                  "PropagatingVgws",
                  table.propagatingVgws(),
                  gateway -> new ObjectWriter().text("GatewayId", gateway).done())
              .text("RouteTableId", table.routeTableId())
              .objects("Routes", table.routes(), VpcMappings::route)
              .text("VpcId", table.vpcId())
              .done();
        }
      };

  private VpcMappings() {}

  /** The blocks of an association set that are not being taken away or refused. */
  private static void associated(ObjectReader vpc, String name, Set<IpPrefix> blocks)
      throws AwsJsonException {
    for (ObjectReader association : vpc.objects(name + "AssociationSet")) {
      Optional<ObjectReader> state = association.object(name + "State");
      String text = state.isPresent() ? state.get().text("State").orElse("") : "";
      Optional<IpPrefix> block = association.prefix(name);
      state.ifPresent(ObjectReader::finish);
      association.finish();
      if (!text.startsWith("disassociat") && !text.startsWith("fail")) {
        block.ifPresent(blocks::add);
      }
    }
  }

  private static JsonValue.Fields associated(String name, IpPrefix block) {
    return new ObjectWriter()
        .text(name, block)
        .value(name + "State", new ObjectWriter().text("State", "associated").done())
        .done();
  }

  private static ObjectWriter association(boolean main, String routeTableId) {
    return new ObjectWriter().bool("Main", main).text("RouteTableId", routeTableId);
  }

  private static RouteTable table(
      String routeTableId,
      String vpcId,
      boolean main,
      List<String> subnets,
      List<String> propagating,
      List<Route> routes) {
    // The local routes are among those described, so the blocks of the VPC are not needed.
    RouteTable table =
        RouteTable.of(routeTableId, new Vpc(vpcId, List.of(IpPrefix.ALL_IPV4)), main)
            .withoutRoute(IpPrefix.ALL_IPV4);
    for (String subnet : subnets) {
      table = table.withSubnet(subnet, true);
    }
    for (String gateway : propagating) {
      table = table.withPropagation(gateway, true);
    }
    for (Route route : routes) {
      table = table.withRoute(route);
    }
    return table;
  }

  /**
   * The route, if it has a prefix and a target that the model has and was not propagated: what is
   * propagated follows from the rest of a Region.
   */
  private static Optional<Route> route(ObjectReader at) throws AwsJsonException {
    Optional<IpPrefix> ipv4 = at.prefix(DESTINATION);
    Optional<IpPrefix> destination = ipv4.isPresent() ? ipv4 : at.prefix(IPV6_DESTINATION);
    Optional<String> target = at.name("GatewayId");
    for (String field : TARGETS.keySet().stream().sorted().toList()) {
      Optional<String> named = at.name(field);
      // A route to an instance names its network interface too, which sorts behind and is taken.
      target = named.isPresent() ? named : target;
    }
    String origin = at.text("Origin").orElse("");
    RouteState state =
        at.text("State").orElse("").equals(RouteState.BLACKHOLE.text())
            ? RouteState.BLACKHOLE
            : RouteState.ACTIVE;
    if (destination.isEmpty()
        || target.isEmpty()
        || origin.equals(RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION.text())) {
      at.finish();
      return Optional.empty();
    }
    IpPrefix prefix = destination.get();
    String id = target.get();
    RouteOrigin known =
        origin.equals(RouteOrigin.CREATE_ROUTE_TABLE.text())
            ? RouteOrigin.CREATE_ROUTE_TABLE
            : RouteOrigin.CREATE_ROUTE;
    return Optional.of(at.built(() -> new Route(prefix, id, known, state)));
  }

  private static JsonValue.Fields route(Route route) {
    String field =
        TARGETS.entrySet().stream()
            .filter(target -> route.target().startsWith(target.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("GatewayId");
    IpPrefix destination = route.destinationCidrBlock();
    return new ObjectWriter()
        .text(destination.isIpv4() ? DESTINATION : IPV6_DESTINATION, destination)
        .text(field, route.target())
        .text("Origin", route.origin())
        .text("State", route.state())
        .done();
  }
}
