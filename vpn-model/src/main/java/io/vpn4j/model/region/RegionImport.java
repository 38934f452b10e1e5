package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Resources that exist already and come into a snapshot as they are: what descriptions say, Classic
 * connections among them.
 *
 * <p>A resource replaces the one of its identifier. When all are given, the references between them
 * and the rules across them are checked; quotas are not, since AWS may have raised them.
 */
public final class RegionImport {
  private final RegionState state;

  private RegionImport(RegionState state) {
    this.state = state;
  }

  static VpnRegion into(VpnRegion region, Consumer<RegionImport> resources) {
    return VpnApiException.translating(
        () -> {
          RegionImport all = new RegionImport(region.edit());
          resources.accept(all);
          all.check();
          return region.next(all.state.copy());
        });
  }

  /** A VPC; its route tables are given apart. */
  public RegionImport vpc(Vpc vpc) {
    state.vpcs = state.vpcs.with(vpc.vpcId(), vpc);
    return this;
  }

  /** A route table. The propagated routes follow from the rest. */
  public RegionImport routeTable(RouteTable table) {
    state.routeTables = state.routeTables.with(table.routeTableId(), table);
    return this;
  }

  /** A virtual private gateway, maybe with the AS number of old ones. */
  public RegionImport vpnGateway(VpnGateway gateway) {
    String id = gateway.vpnGatewayId();
    state.vpnGateways = state.vpnGateways.with(id, gateway);
    resume(gateway.state(), Transition.Subject.VPN_GATEWAY, id);
    for (VpcAttachment attachment : gateway.vpcAttachments()) {
      if (attachment.state().equals(AttachmentState.ATTACHING)) {
        resumeAttachment(id, attachment, AttachmentState.ATTACHED);
      } else if (attachment.state().equals(AttachmentState.DETACHING)) {
        resumeAttachment(id, attachment, AttachmentState.DETACHED);
      }
    }
    return this;
  }

  private void resumeAttachment(String id, VpcAttachment attachment, AttachmentState to) {
    state.schedule(
        Transition.ATTACHMENT,
        Transition.Subject.VPC_ATTACHMENT,
        id,
        attachment.vpcId(),
        to.text());
  }

  /** A customer gateway. */
  public RegionImport customerGateway(CustomerGateway gateway) {
    String id = gateway.customerGatewayId();
    state.customerGateways = state.customerGateways.with(id, gateway);
    resume(gateway.state(), Transition.Subject.CUSTOMER_GATEWAY, id);
    return this;
  }

  /** A connection of either category, with its telemetry. */
  public RegionImport vpnConnection(VpnConnection connection) {
    String id = connection.vpnConnectionId();
    state.vpnConnections = state.vpnConnections.with(id, connection);
    resume(connection.state(), Transition.Subject.VPN_CONNECTION, id);
    return this;
  }

  /** A transit gateway. */
  public RegionImport transitGateway(TransitGateway gateway) {
    String id = gateway.transitGatewayId();
    state.transitGateways = state.transitGateways.with(id, gateway);
    resume(gateway.state(), Transition.Subject.TRANSIT_GATEWAY, id);
    return this;
  }

  /** An attachment to a transit gateway. */
  public RegionImport transitGatewayAttachment(TransitGatewayAttachment attachment) {
    String id = attachment.transitGatewayAttachmentId();
    state.attachments = state.attachments.with(id, attachment);
    resume(attachment.state(), Transition.Subject.TRANSIT_GATEWAY_ATTACHMENT, id);
    return this;
  }

  /** A route table of a transit gateway. */
  public RegionImport transitGatewayRouteTable(TransitGatewayRouteTable table) {
    state.transitGatewayRouteTables =
        state.transitGatewayRouteTables.with(table.transitGatewayRouteTableId(), table);
    return this;
  }

  /** A private virtual interface of Direct Connect. */
  public RegionImport virtualInterface(VirtualInterface virtualInterface) {
    state.virtualInterfaces =
        state.virtualInterfaces.with(virtualInterface.virtualInterfaceId(), virtualInterface);
    return this;
  }

  /** A passing state goes on from the time of the snapshot; an unknown one stays. */
  private void resume(ResourceState from, Transition.Subject subject, String id) {
    if (from.equals(ResourceState.PENDING) || from.equals(ResourceState.MODIFYING)) {
      state.schedule(Transition.CONNECTION, subject, id, "", ResourceState.AVAILABLE.text());
    } else if (from.equals(ResourceState.DELETING)) {
      state.schedule(Transition.DELETION, subject, id, "", ResourceState.DELETED.text());
    } else if (from.equals(ResourceState.DELETED)) {
      state.schedule(Transition.DELETED_STAYS_VISIBLE, subject, id, "", Transition.GONE);
    }
  }

  private void check() {
    checkVpnGateways();
    checkRouteTables();
    Map<IpAddress, String> classic = new HashMap<>();
    Map<IpAddress, String> outside = new HashMap<>();
    Map<String, Set<InsideCidr>> inside = new HashMap<>();
    for (VpnConnection connection : state.vpnConnections.values()) {
      if (!connection.state().equals(ResourceState.DELETED)) {
        checkConnection(connection, outside, inside);
        checkClassic(connection, classic);
      }
    }
    for (VirtualInterface dx : state.virtualInterfaces.values()) {
      dx.vpnGatewayId().ifPresent(id -> Lookup.vpnGateway(state, id));
    }
    for (TransitGatewayAttachment attachment : state.attachments.values()) {
      if (attachment.isLive()) {
        Lookup.transitGateway(state, attachment.transitGatewayId());
        attachment
            .associatedRouteTableId()
            .ifPresent(id -> Lookup.transitGatewayRouteTable(state, id));
      }
    }
  }

  private void checkVpnGateways() {
    Set<String> vpcs = new HashSet<>();
    for (VpnGateway gateway : state.vpnGateways.values()) {
      Optional<String> vpcId = gateway.attachedVpcId();
      if (vpcId.isPresent() && !gateway.state().equals(ResourceState.DELETED)) {
        Lookup.vpc(state, vpcId.get());
        require(
            vpcs.add(vpcId.get()),
            ErrorCode.INVALID_VPC_STATE,
            "vpcId",
            vpcId.get() + " has two virtual private gateways; one is possible");
      }
    }
  }

  private void checkRouteTables() {
    Set<String> withMain = new HashSet<>();
    for (RouteTable table : state.routeTables.values()) {
      Lookup.vpc(state, table.vpcId());
      require(
          !table.main() || withMain.add(table.vpcId()),
          ErrorCode.INVALID_PARAMETER_VALUE,
          "routeTableId",
          table.vpcId() + " has two main route tables; one is possible");
    }
  }

  private void checkConnection(
      VpnConnection connection,
      Map<IpAddress, String> outside,
      Map<String, Set<InsideCidr>> inside) {
    connection.checkCustomerGateway(Lookup.customerGateway(state, connection.customerGatewayId()));
    connection.vpnGatewayId().ifPresent(id -> Lookup.vpnGateway(state, id));
    connection.transitGatewayId().ifPresent(id -> Lookup.transitGateway(state, id));
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      if (tunnel.outsideIpAddress().isPresent()) {
        String other =
            outside.putIfAbsent(tunnel.outsideIpAddress().get(), connection.vpnConnectionId());
        require(
            other == null,
            ErrorCode.INVALID_PARAMETER_VALUE,
            "outsideIpAddress",
            tunnel.outsideIpAddress().get() + " is of a tunnel of " + other + " too");
      }
      if (connection.vpnGatewayId().isPresent() && tunnel.tunnelInsideCidr().isPresent()) {
        require(
            inside
                .computeIfAbsent(connection.vpnGatewayId().get(), id -> new HashSet<>())
                .add(tunnel.tunnelInsideCidr().get()),
            ErrorCode.INVALID_PARAMETER_VALUE,
            "tunnelInsideCidr",
            tunnel.tunnelInsideCidr().get()
                + " is on two tunnels of "
                + connection.vpnGatewayId().get());
      }
    }
  }

  /** One customer address has one Classic connection, and no custom AS number is behind it. */
  private void checkClassic(VpnConnection connection, Map<IpAddress, String> classic) {
    if (connection.category() != Category.VPN_CLASSIC) {
      return;
    }
    CustomerGateway device = Lookup.customerGateway(state, connection.customerGatewayId());
    String other =
        device
            .ipAddress()
            .map(a -> classic.putIfAbsent(a, connection.vpnConnectionId()))
            .orElse(null);
    require(
        other == null,
        ErrorCode.INVALID_CUSTOMER_GATEWAY_DUPLICATE_IP_ADDRESS,
        "customerGatewayId",
        device.customerGatewayId()
            + " has the address of the Classic connection "
            + other
            + "; a Classic connection has an address of its own");
    VpnGateway gateway = Lookup.vpnGateway(state, connection.vpnGatewayId().orElseThrow());
    require(
        gateway.hasLegacyAsn(),
        ErrorCode.UNSUPPORTED_OPERATION,
        "amazonSideAsn",
        gateway.vpnGatewayId()
            + " has amazonSideAsn "
            + gateway.amazonSideAsn()
            + "; that of a Classic connection is the Region's own, 7224, 9059, 10124 or 17493");
  }
}
