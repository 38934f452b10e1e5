package io.vpn4j.model.region;

import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The actions on connections, their tunnels and static routes. */
public sealed interface ConnectionActions permits VpnRegion {

  /**
   * CreateVpnConnection, always of category VPN: {@code pending}, then {@code available}. Outside
   * addresses, and the inside CIDRs and keys that the request leaves out, are assigned. A request
   * that an existing connection fulfils is answered with that one.
   *
   * @throws VpnApiException InvalidParameterCombination, InvalidParameterValue,
   *     VpnConnectionLimitExceeded, the NotFound and state errors of its gateways, or
   *     UnsupportedOperation while a Classic connection is on the virtual private gateway
   */
  default Outcome<VpnConnection> createVpnConnection(
      Consumer<CreateVpnConnectionRequest.Builder> request) {
    return VpnApiException.translating(
        () -> {
          CreateVpnConnectionRequest.Builder builder = CreateVpnConnectionRequest.builder();
          request.accept(builder);
          return VpnConnections.create((VpnRegion) this, Requests.built(builder::build));
        });
  }

  /**
   * DeleteVpnConnection. A Classic connection never comes back.
   *
   * @throws VpnApiException InvalidVpnConnectionID.NotFound, InvalidVpnConnection.InvalidState
   */
  default VpnRegion deleteVpnConnection(String vpnConnectionId) {
    return VpnApiException.translating(
        () -> VpnConnections.delete((VpnRegion) this, vpnConnectionId));
  }

  /**
   * DescribeVpnConnections: those that every filter accepts. Filters are customer-gateway-id,
   * state, option.static-routes-only, route.destination-cidr-block, bgp-asn, tag:k, tag-key, type,
   * vpn-connection-id, vpn-gateway-id, transit-gateway-id.
   *
   * @throws VpnApiException InvalidParameterValue if there is no such filter
   */
  default List<VpnConnection> describeVpnConnections(Filter... filters) {
    VpnRegion region = (VpnRegion) this;
    return DescribeFilters.vpnConnection(region::customerGateway)
        .apply(region.vpnConnections(), filters);
  }

  /**
   * CreateVpnConnectionRoute: {@code pending}, then {@code available}.
   *
   * @throws VpnApiException InvalidVpnConnection.InvalidType unless the connection is static and on
   *     a virtual private gateway, RouteAlreadyExists, RouteLimitExceeded
   */
  default VpnRegion createVpnConnectionRoute(String vpnConnectionId, String destinationCidrBlock) {
    return VpnApiException.translating(
        () ->
            VpnConnections.createRoute(
                (VpnRegion) this, vpnConnectionId, Requests.prefix(destinationCidrBlock)));
  }

  /**
   * DeleteVpnConnectionRoute.
   *
   * @throws VpnApiException InvalidRoute.NotFound, InvalidVpnConnectionID.NotFound
   */
  default VpnRegion deleteVpnConnectionRoute(String vpnConnectionId, String destinationCidrBlock) {
    return VpnApiException.translating(
        () ->
            VpnConnections.deleteRoute(
                (VpnRegion) this, vpnConnectionId, Requests.prefix(destinationCidrBlock)));
  }

  /**
   * ModifyVpnConnection: {@code modifying}, then {@code available}. Both tunnels go down; outside
   * addresses and tunnel options stay.
   *
   * @throws VpnApiException MissingParameter or InvalidParameterCombination unless exactly one new
   *     gateway is given, IncorrectState with static routes on the way to a transit gateway,
   *     UnsupportedOperation for a Classic connection or options that the target does not have
   */
  default Outcome<VpnConnection> modifyVpnConnection(
      Consumer<ModifyVpnConnectionRequest.Builder> request) {
    return VpnApiException.translating(
        () -> {
          ModifyVpnConnectionRequest.Builder builder = ModifyVpnConnectionRequest.builder();
          request.accept(builder);
          return Modifications.connection((VpnRegion) this, Requests.built(builder::build));
        });
  }

  /**
   * ModifyVpnConnectionOptions: the four CIDRs and the bandwidth. Both tunnels go down.
   *
   * @throws VpnApiException MissingParameter, InvalidParameterValue, UnsupportedOperation for a
   *     Classic connection
   */
  default Outcome<VpnConnection> modifyVpnConnectionOptions(
      Consumer<ModifyVpnConnectionOptionsRequest.Builder> request) {
    return VpnApiException.translating(
        () -> {
          ModifyVpnConnectionOptionsRequest.Builder builder =
              ModifyVpnConnectionOptionsRequest.builder();
          request.accept(builder);
          return Modifications.options((VpnRegion) this, Requests.built(builder::build));
        });
  }

  /**
   * ModifyVpnTunnelOptions of one tunnel, which goes down.
   *
   * @param vpnTunnelOutsideIpAddress the Amazon side's outside address of the tunnel
   * @param tunnelOptions what to change, applied to the options that are in force
   * @param skipTunnelReplacement keep the tunnel up; allowed only if nothing changes but
   *     enableTunnelLifecycleControl, and not when switching it off while maintenance waits
   * @throws VpnApiException InvalidParameterValue, InvalidParameterCombination,
   *     UnsupportedOperation for a Classic connection
   */
  default Outcome<VpnConnection> modifyVpnTunnelOptions(
      String vpnConnectionId,
      IpAddress vpnTunnelOutsideIpAddress,
      Consumer<TunnelOption.Builder> tunnelOptions,
      boolean skipTunnelReplacement) {
    return VpnApiException.translating(
        () ->
            Modifications.tunnel(
                (VpnRegion) this,
                vpnConnectionId,
                vpnTunnelOutsideIpAddress,
                tunnelOptions,
                skipTunnelReplacement));
  }

  /** ModifyVpnTunnelOptions that replaces the tunnel. */
  default Outcome<VpnConnection> modifyVpnTunnelOptions(
      String vpnConnectionId,
      IpAddress vpnTunnelOutsideIpAddress,
      Consumer<TunnelOption.Builder> tunnelOptions) {
    return modifyVpnTunnelOptions(vpnConnectionId, vpnTunnelOutsideIpAddress, tunnelOptions, false);
  }

  /**
   * ModifyVpnTunnelCertificate: another certificate of the AWS side's endpoint. That tunnel goes
   * down.
   *
   * @throws VpnApiException UnsupportedOperation unless the customer gateway has a certificate
   */
  default Outcome<VpnConnection> modifyVpnTunnelCertificate(
      String vpnConnectionId, IpAddress vpnTunnelOutsideIpAddress) {
    return VpnApiException.translating(
        () ->
            Modifications.certificate(
                (VpnRegion) this, vpnConnectionId, vpnTunnelOutsideIpAddress));
  }

  /**
   * ReplaceVpnTunnel: another endpoint, with pending maintenance applied if wanted. That tunnel
   * goes down. The answer is {@code true}.
   *
   * @throws VpnApiException InvalidParameterValue, InvalidVpnConnection.InvalidState
   */
  default Outcome<Boolean> replaceVpnTunnel(
      String vpnConnectionId,
      IpAddress vpnTunnelOutsideIpAddress,
      boolean applyPendingMaintenance) {
    return Maintenance.replace(
        (VpnRegion) this, vpnConnectionId, vpnTunnelOutsideIpAddress, applyPendingMaintenance);
  }

  /**
   * GetVpnTunnelReplacementStatus.
   *
   * @throws VpnApiException InvalidVpnConnectionID.NotFound, InvalidParameterValue
   */
  default MaintenanceDetails getVpnTunnelReplacementStatus(
      String vpnConnectionId, IpAddress vpnTunnelOutsideIpAddress) {
    return Maintenance.status((VpnRegion) this, vpnConnectionId, vpnTunnelOutsideIpAddress);
  }

  /**
   * GetActiveVpnTunnelStatus: what was negotiated, as {@link VpnRegion#report} told.
   *
   * @throws VpnApiException InvalidVpnConnectionID.NotFound, InvalidParameterValue
   */
  default ActiveVpnTunnelStatus getActiveVpnTunnelStatus(
      String vpnConnectionId, IpAddress vpnTunnelOutsideIpAddress) {
    return Tunnels.active((VpnRegion) this, vpnConnectionId, vpnTunnelOutsideIpAddress);
  }

  /**
   * AWS announces maintenance of a tunnel's endpoint, which it applies by itself at {@code
   * autoAppliedAfter} unless {@link #replaceVpnTunnel} did before. No action of users.
   *
   * @throws VpnApiException InvalidVpnConnectionID.NotFound, InvalidParameterValue
   */
  default VpnRegion announceMaintenance(
      String vpnConnectionId, IpAddress vpnTunnelOutsideIpAddress, Instant autoAppliedAfter) {
    return Maintenance.announce(
        (VpnRegion) this, vpnConnectionId, vpnTunnelOutsideIpAddress, autoAppliedAfter);
  }
}
