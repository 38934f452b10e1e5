package io.vpn4j.model.diagram;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.ConnectionTarget;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.Tag;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.diagram.DiagramEdge.State;
import io.vpn4j.model.diagram.DiagramNode.Kind;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import io.vpn4j.model.region.VirtualInterface;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Boxes and lines of a Region, from the route tables of VPCs to the devices of customers. */
final class RegionGraph {
  /** Routes that a box shows before it only counts them. */
  static final int ROUTES_SHOWN = 12;

  private final VpnRegion region;
  private final Map<String, DiagramNode> nodes = new LinkedHashMap<>();
  private final List<DiagramEdge> edges = new ArrayList<>();

  RegionGraph(VpnRegion region) {
    this.region = region;
    region.routeTables().forEach(this::routeTable);
    region
        .vpcs()
        .forEach(
            vpc ->
                node(
                    Kind.VPC,
                    vpc.vpcId(),
                    vpc.cidrBlocks().stream().map(Object::toString).toList()));
    region.vpnGateways().stream().filter(g -> live(g.state())).forEach(this::vpnGateway);
    region.transitGateways().stream().filter(g -> live(g.state())).forEach(this::transitGateway);
    region.transitGatewayRouteTables().forEach(this::transitGatewayRouteTable);
    region.vpnConnections().stream().filter(c -> live(c.state())).forEach(this::connection);
    region.customerGateways().stream().filter(g -> live(g.state())).forEach(this::customerGateway);
    region.virtualInterfaces().forEach(this::virtualInterface);
    // An edge to what is deleted, or is of another account, has no end to go to.
    edges.removeIf(e -> !nodes.containsKey(e.from()) || !nodes.containsKey(e.to()));
  }

  List<DiagramNode> nodes() {
    return List.copyOf(nodes.values());
  }

  List<DiagramEdge> edges() {
    return List.copyOf(edges);
  }

  private static boolean live(ResourceState state) {
    return !state.equals(ResourceState.DELETED);
  }

  private void node(Kind kind, String id, List<String> more) {
    List<String> lines = new ArrayList<>(List.of(id));
    lines.addAll(more);
    nodes.put(id, new DiagramNode(id, kind, lines));
  }

  /** The tag Name, on one line, before {@code lines}. */
  private static List<String> named(List<Tag> tags, String... lines) {
    List<String> all = new ArrayList<>();
    tags.stream()
        .filter(tag -> tag.key().equals("Name") && !tag.value().isBlank())
        .forEach(tag -> all.add(tag.value().replaceAll("\\s", " ")));
    all.addAll(List.of(lines));
    return all;
  }

  private void edge(String from, String to, String label, State state) {
    edges.add(new DiagramEdge(from, to, label, state));
  }

  private void routeTable(RouteTable table) {
    List<String> lines = new ArrayList<>(List.of(table.main() ? "main" : "custom"));
    table.propagatingVgws().forEach(vgw -> lines.add("propagation from " + vgw));
    lines.addAll(
        shown(
            table.routes().stream()
                .map(
                    r ->
                        r.destinationCidrBlock()
                            + " to "
                            + r.target()
                            + ", "
                            + r.origin()
                            + ", "
                            + r.state())
                .toList()));
    node(Kind.ROUTE_TABLE, table.routeTableId(), lines);
    edge(table.routeTableId(), table.vpcId(), "", State.PLAIN);
  }

  private static List<String> shown(List<String> routes) {
    if (routes.size() <= ROUTES_SHOWN) {
      return routes;
    }
    List<String> some = new ArrayList<>(routes.subList(0, ROUTES_SHOWN));
    some.add("and " + (routes.size() - ROUTES_SHOWN) + " more routes");
    return some;
  }

  private void vpnGateway(VpnGateway gateway) {
    node(
        Kind.GATEWAY,
        gateway.vpnGatewayId(),
        named(
            gateway.tags(),
            "virtual private gateway, " + gateway.state(),
            "AS " + gateway.amazonSideAsn()));
    gateway
        .vpcAttachments()
        .forEach(
            a ->
                edge(
                    a.vpcId(),
                    gateway.vpnGatewayId(),
                    a.state().toString(),
                    a.state().equals(AttachmentState.ATTACHED) ? State.UP : State.DOWN));
  }

  private void transitGateway(TransitGateway gateway) {
    node(
        Kind.GATEWAY,
        gateway.transitGatewayId(),
        List.of("transit gateway, " + gateway.state(), "AS " + gateway.amazonSideAsn()));
    for (TransitGatewayAttachment attachment : region.transitGatewayAttachments()) {
      if (attachment.resourceType() == TransitGatewayAttachment.Kind.VPC
          && attachment.transitGatewayId().equals(gateway.transitGatewayId())
          && live(attachment.state())) {
        edge(
            attachment.resourceId(),
            gateway.transitGatewayId(),
            attachment.state().toString(),
            attachment.isAvailable() ? State.UP : State.DOWN);
      }
    }
  }

  private void transitGatewayRouteTable(TransitGatewayRouteTable table) {
    String id = table.transitGatewayRouteTableId();
    node(
        Kind.GATEWAY_ROUTE_TABLE,
        id,
        Stream.concat(
                Stream.of("of " + table.transitGatewayId()),
                shown(
                    region.transitGatewayRoutes(id).stream()
                        .map(
                            r ->
                                r.destinationCidrBlock()
                                    + " to "
                                    + r.transitGatewayAttachmentId().orElse("nothing")
                                    + ", "
                                    + r.type()
                                    + ", "
                                    + r.state())
                        .toList())
                    .stream())
            .toList());
  }

  private void connection(VpnConnection connection) {
    String id = connection.vpnConnectionId();
    node(
        Kind.CONNECTION,
        id,
        named(
            connection.tags(),
            connection.category() + ", " + connection.state(),
            connection.options().staticRoutesOnly() ? "static routes" : "BGP"));
    target(connection).ifPresent(gateway -> edge(gateway, id, "", State.PLAIN));
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      Optional<VgwTelemetry> telemetry =
          connection.vgwTelemetry().stream()
              .filter(t -> tunnel.outsideIpAddress().equals(Optional.of(t.outsideIpAddress())))
              .findFirst();
      boolean up = telemetry.filter(t -> t.status() == TelemetryStatus.UP).isPresent();
      edge(
          id,
          connection.customerGatewayId(),
          tunnel.outsideIpAddress().map(Object::toString).orElse("no address")
              + " "
              + (up ? "UP" : "DOWN")
              + telemetry
                  .map(VgwTelemetry::statusMessage)
                  .filter(message -> !message.isEmpty())
                  .map(message -> ", " + message)
                  .orElse(""),
          up ? State.UP : State.DOWN);
    }
  }

  /** The gateway, if it is one of this Region's; a box is made for a core network. */
  private Optional<String> target(VpnConnection connection) {
    ConnectionTarget target = connection.target();
    Optional<String> other = connection.vpnConcentratorId().or(connection::coreNetworkArn);
    other.ifPresent(id -> node(Kind.GATEWAY, id, List.of(target.getClass().getSimpleName())));
    return connection.vpnGatewayId().or(connection::transitGatewayId).or(() -> other);
  }

  private void customerGateway(CustomerGateway gateway) {
    node(
        Kind.CUSTOMER_SIDE,
        gateway.customerGatewayId(),
        named(
            gateway.tags(),
            "customer gateway "
                + gateway.ipAddress().map(Object::toString).orElse("with a certificate"),
            "AS " + gateway.asn()));
  }

  private void virtualInterface(VirtualInterface vif) {
    node(
        Kind.CUSTOMER_SIDE,
        vif.virtualInterfaceId(),
        List.of("Direct Connect, AS " + vif.asn(), vif.acceptedPrefixes().size() + " prefixes"));
    vif.vpnGatewayId()
        .ifPresent(
            vgw ->
                edge(
                    vgw,
                    vif.virtualInterfaceId(),
                    vif.bgpUp() ? "BGP up" : "BGP down",
                    vif.bgpUp() ? State.UP : State.DOWN));
  }
}
