package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Region of one account: an immutable snapshot.
 *
 * <p>Every action returns another snapshot, and throws {@link VpnApiException} with the error code
 * of the service if the service would refuse; then nothing has changed, because nothing can.
 * Actions whose answer has members return an {@link Outcome}, the others the snapshot.
 *
 * <p>Resources begin {@code pending} and come to {@code available} by {@link #advance}, as those of
 * the service do while time passes; {@link #afterTransitions} is the snapshot in which all of that
 * is over. Tunnels come up by {@link #report}.
 *
 * <p>A Classic connection comes in by {@link #importing} only: the service makes none any more.
 */
public final class VpnRegion implements GatewayActions, ConnectionActions, RoutingActions {
  private final RegionState state;

  private VpnRegion(RegionState state) {
    this.state = state;
  }

  /**
   * An empty Region at the time 1970-01-01T00:00Z, with default quotas, counting identifiers and no
   * generated keys.
   *
   * @param regionName its code, for example {@code ap-northeast-1}
   * @throws VpnApiException if it is not 1 to 32 of {@code a-z 0-9 -}
   */
  public static VpnRegion of(String regionName) {
    VpnApiException.require(
        regionName.matches("[a-z0-9-]{1,32}"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "regionName",
        "'" + regionName + "' is no code of a Region, such as eu-west-1");
    RegionState state = new RegionState();
    state.regionName = regionName;
    return new VpnRegion(state);
  }

  /** This, with identifiers and assigned addresses from {@code ids}. */
  public VpnRegion withIds(IdSource ids) {
    RegionState next = edit();
    next.ids = ids;
    return new VpnRegion(next);
  }

  /** This, with generated pre-shared keys from {@code keys}. */
  public VpnRegion withKeys(KeySource keys) {
    RegionState next = edit();
    next.keys = keys;
    return new VpnRegion(next);
  }

  /** This, with other quotas; what exists already stays. */
  public VpnRegion withQuotas(Consumer<Quotas.Builder> change) {
    RegionState next = edit();
    Quotas.Builder builder = next.quotas.toBuilder();
    change.accept(builder);
    next.quotas = builder.build();
    return new VpnRegion(next);
  }

  /**
   * This, with public IPv4 outside addresses of new tunnels out of {@code prefix}; default
   * 198.18.0.0/15, which the Internet does not route.
   */
  public VpnRegion withOutsideAddresses(IpPrefix prefix) {
    VpnApiException.require(
        prefix.isIpv4() && prefix.length() <= 30,
        ErrorCode.INVALID_PARAMETER_VALUE,
        "outsideAddresses",
        prefix + " is no IPv4 prefix of at most 30 bits");
    RegionState next = edit();
    next.outsideAddresses = prefix;
    return new VpnRegion(next);
  }

  /**
   * This, with resources that exist already, of any state and category: what descriptions say, or
   * what a test wants.
   *
   * @throws VpnApiException if they do not fit together
   */
  public VpnRegion importing(Consumer<RegionImport> resources) {
    return RegionImport.into(this, resources);
  }

  /** The code of the Region. */
  public String regionName() {
    return state.regionName;
  }

  /** The AS number that virtual private gateways had here by default until 2018-06-30. */
  public AsNumber legacyAmazonSideAsn() {
    return RegionAsNumbers.legacyAmazonSideAsn(state.regionName);
  }

  /** The time of the snapshot. */
  public Instant now() {
    return state.now;
  }

  /** The quotas. */
  public Quotas quotas() {
    return state.quotas;
  }

  /** This at {@code instant}, with every change of state that comes by itself until then. */
  public VpnRegion advance(Instant instant) {
    VpnApiException.require(
        !instant.isBefore(state.now),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "instant",
        instant + " is before the snapshot's " + state.now + "; time does not run back");
    RegionState next = edit();
    Transitions.advance(next, instant);
    return next(next);
  }

  /** This after {@code duration}. */
  public VpnRegion advance(Duration duration) {
    return advance(state.now.plus(duration));
  }

  /**
   * This when nothing is pending, attaching, modifying or deleting any more; deleted resources are
   * still described.
   */
  public VpnRegion afterTransitions() {
    return state.transitions.stream()
        .filter(Transition::endsPassingState)
        .map(Transition::at)
        .reduce((first, second) -> second)
        .map(this::advance)
        .orElse(this);
  }

  /**
   * What an action would answer with DryRun: DryRunOperation if it would succeed, else its error.
   *
   * @param action one call of an action on the region it is given
   */
  public VpnApiException dryRun(Consumer<VpnRegion> action) {
    try {
      action.accept(this);
      return new VpnApiException(
          ErrorCode.DRY_RUN_OPERATION, "dryRun", "the request would have succeeded");
    } catch (VpnApiException e) {
      return e;
    }
  }

  /** The VPCs. */
  public List<Vpc> vpcs() {
    return state.vpcs.values();
  }

  /** The VPC of that identifier. */
  public Optional<Vpc> vpc(String vpcId) {
    return state.vpcs.get(vpcId);
  }

  /** The route tables of all VPCs. */
  public List<RouteTable> routeTables() {
    return state.routeTables.values();
  }

  /** The route table of that identifier. */
  public Optional<RouteTable> routeTable(String routeTableId) {
    return state.routeTables.get(routeTableId);
  }

  /** The main route table of a VPC. */
  public Optional<RouteTable> mainRouteTable(String vpcId) {
    return state.routeTables.values().stream()
        .filter(t -> t.main() && t.vpcId().equals(vpcId))
        .findFirst();
  }

  /** The virtual private gateways, deleted ones included for a while. */
  public List<VpnGateway> vpnGateways() {
    return state.vpnGateways.values();
  }

  /** The virtual private gateway of that identifier. */
  public Optional<VpnGateway> vpnGateway(String vpnGatewayId) {
    return state.vpnGateways.get(vpnGatewayId);
  }

  /** The customer gateways, deleted ones included for a while. */
  public List<CustomerGateway> customerGateways() {
    return state.customerGateways.values();
  }

  /** The customer gateway of that identifier. */
  public Optional<CustomerGateway> customerGateway(String customerGatewayId) {
    return state.customerGateways.get(customerGatewayId);
  }

  /** The connections, deleted ones included for a while. */
  public List<VpnConnection> vpnConnections() {
    return state.vpnConnections.values();
  }

  /** The connection of that identifier. */
  public Optional<VpnConnection> vpnConnection(String vpnConnectionId) {
    return state.vpnConnections.get(vpnConnectionId);
  }

  /** The transit gateways, deleted ones included for a while. */
  public List<TransitGateway> transitGateways() {
    return state.transitGateways.values();
  }

  /** The transit gateway of that identifier. */
  public Optional<TransitGateway> transitGateway(String transitGatewayId) {
    return state.transitGateways.get(transitGatewayId);
  }

  /** The attachments of transit gateways, deleted ones included for a while. */
  public List<TransitGatewayAttachment> transitGatewayAttachments() {
    return state.attachments.values();
  }

  /** The route tables of transit gateways. */
  public List<TransitGatewayRouteTable> transitGatewayRouteTables() {
    return state.transitGatewayRouteTables.values();
  }

  /** The private virtual interfaces of Direct Connect. */
  public List<VirtualInterface> virtualInterfaces() {
    return state.virtualInterfaces.values();
  }

  /** What the device at the other end of a tunnel advertises. */
  public List<AcceptedRoute> acceptedRoutes(TunnelKey tunnel) {
    return state.learnt.get(tunnel).orElse(List.of());
  }

  /** What a virtual private gateway forwards by, beside its VPC; none if it does not exist. */
  public List<VgwRoute> vpnGatewayRoutes(String vpnGatewayId) {
    return state.vgwRoutes.get(vpnGatewayId).map(SortedTable::values).orElse(List.of());
  }

  /** The best route to each prefix of a transit gateway's route table, as the service displays. */
  public List<TransitGatewayRoute> transitGatewayRoutes(String transitGatewayRouteTableId) {
    return state
        .transitGatewayRouteTables
        .get(transitGatewayRouteTableId)
        .map(table -> TransitGatewayRouting.routes(state, table).values())
        .orElse(List.of());
  }

  /**
   * Every way that a virtual private gateway has, also those that are down: what {@link
   * RouteSelection#VIRTUAL_PRIVATE_GATEWAY} chooses from.
   */
  public List<RouteCandidate> vpnGatewayCandidates(String vpnGatewayId) {
    return VgwRouting.candidates(state, vpnGatewayId);
  }

  /**
   * Every route of a VPC's route table, also those that are not propagated because their gateway is
   * detached, their connection down, or the table full: what {@link RouteSelection#VPC_ROUTE_TABLE}
   * chooses from.
   */
  public List<RouteCandidate> routeTableCandidates(String routeTableId) {
    return routeTable(routeTableId)
        .map(table -> VpcRouting.withThoseDown(state, table))
        .orElse(List.of());
  }

  /**
   * Every way of a transit gateway's route table; targets are attachments. What {@link
   * #transitGatewaySelection} chooses from.
   */
  public List<RouteCandidate> transitGatewayCandidates(String transitGatewayRouteTableId) {
    return state
        .transitGatewayRouteTables
        .get(transitGatewayRouteTableId)
        .map(table -> TransitGatewayRouting.candidates(state, table))
        .orElse(List.of());
  }

  /** The rules of a transit gateway's route table, which depend on VpnEcmpSupport. */
  public Optional<RouteSelection> transitGatewaySelection(String transitGatewayRouteTableId) {
    return state
        .transitGatewayRouteTables
        .get(transitGatewayRouteTableId)
        .map(table -> TransitGatewayRouting.selection(state, table));
  }

  /** This, with what the data plane says of a tunnel. */
  public VpnRegion report(TunnelReport report) {
    return VpnApiException.translating(() -> Tunnels.report(this, report));
  }

  /** What changes from {@code before} to {@code after}, and what that disturbs. */
  public static RegionPlan plan(VpnRegion before, VpnRegion after) {
    return RegionPlan.of(before.state, after.state);
  }

  RegionState state() {
    return state;
  }

  /** A copy of the state, to change. */
  RegionState edit() {
    return state.copy();
  }

  /** The snapshot of {@code changed}, an {@link #edit} of this. */
  VpnRegion next(RegionState changed) {
    Propagation.derive(state, changed);
    return new VpnRegion(changed);
  }

  /** Equal in everything but the sources of identifiers and keys. */
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof VpnRegion region && state.equals(region.state));
  }

  @Override
  public int hashCode() {
    return state.hashCode();
  }

  /** The name, the time, and how many resources there are. */
  @Override
  public String toString() {
    return state.regionName
        + "@"
        + state.now
        + "["
        + state.vpcs.size()
        + " VPCs, "
        + state.vpnGateways.size()
        + " VGWs, "
        + state.transitGateways.size()
        + " TGWs, "
        + state.customerGateways.size()
        + " CGWs, "
        + state.vpnConnections.size()
        + " connections]";
  }
}
