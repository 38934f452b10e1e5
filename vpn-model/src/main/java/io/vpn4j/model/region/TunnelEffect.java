package io.vpn4j.model.region;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tunnel that a change takes down, or that comes new.
 *
 * @param tunnel which one
 * @param cause why
 * @param api the action that makes the change
 * @param fields what differs, in the names of the EC2 API; empty if the whole tunnel comes or goes
 */
public record TunnelEffect(TunnelKey tunnel, Cause cause, String api, List<String> fields) {
  /** Copies the fields. */
  public TunnelEffect {
    fields = List.copyOf(fields);
  }

  /** Why a tunnel is disturbed. */
  public enum Cause {
    /** The connection is new. */
    CREATED,
    /** The connection is deleted. */
    DELETED,
    /** The connection must be deleted and made anew: what differs is fixed for life. */
    REPLACED,
    /** Another target: both tunnels. */
    TARGET_GATEWAY,
    /** Another customer gateway: both tunnels. */
    CUSTOMER_GATEWAY,
    /** The four CIDRs or the bandwidth: both tunnels. */
    CONNECTION_OPTIONS,
    /** Where keys are kept: that tunnel. */
    PRE_SHARED_KEY_STORAGE,
    /** Options of the tunnel, its key and its logging: that tunnel. */
    TUNNEL_OPTIONS,
    /** Another certificate of the AWS side: that tunnel. */
    TUNNEL_CERTIFICATE,
    /** Lifecycle control alone, on or off: that tunnel, unless SkipTunnelReplacement is given. */
    LIFECYCLE_CONTROL
  }

  /** Whether the change can be made without taking the tunnel down. */
  public boolean avoidable() {
    return cause == Cause.LIFECYCLE_CONTROL;
  }

  static List<TunnelEffect> between(RegionState before, RegionState after) {
    List<TunnelEffect> effects = new ArrayList<>();
    before.vpnConnections.changes(
        after.vpnConnections,
        (id, b, a) -> {
          Optional<VpnConnection> old = b.filter(TunnelEffect::isLive);
          Optional<VpnConnection> now = a.filter(TunnelEffect::isLive);
          if (old.isEmpty()) {
            now.ifPresent(c -> all(c, Cause.CREATED, "CreateVpnConnection", List.of(), effects));
          } else if (now.isEmpty()) {
            all(old.get(), Cause.DELETED, "DeleteVpnConnection", List.of(), effects);
          } else {
            changed(old.get(), now.get(), effects);
          }
        });
    return effects;
  }

  private static boolean isLive(VpnConnection connection) {
    return !connection.state().equals(ResourceState.DELETING)
        && !connection.state().equals(ResourceState.DELETED);
  }

  private static void all(
      VpnConnection connection,
      Cause cause,
      String api,
      List<String> fields,
      List<TunnelEffect> effects) {
    for (int i = 0; i < VpnConnectionOptions.TUNNELS; i++) {
      effects.add(new TunnelEffect(key(connection, i), cause, api, fields));
    }
  }

  // A tunnel of an import may lack its outside address; its inside one then tells it, or its place.
  private static TunnelKey key(VpnConnection connection, int at) {
    TunnelOption tunnel = connection.options().tunnelOptions().get(at);
    IpAddress address =
        tunnel
            .outsideIpAddress()
            .or(() -> tunnel.tunnelInsideCidr().map(c -> (IpAddress) c.amazonSideAddress()))
            .orElse(IpAddress.of("0.0.0." + (at + 1)));
    return new TunnelKey(connection.vpnConnectionId(), address);
  }

  private static void changed(
      VpnConnection before, VpnConnection after, List<TunnelEffect> effects) {
    List<String> fixed = ConnectionDifference.fixed(before, after);
    if (!fixed.isEmpty()) {
      all(after, Cause.REPLACED, "DeleteVpnConnection", fixed, effects);
      return;
    }
    List<String> target = ConnectionDifference.target(before, after);
    if (!target.isEmpty()) {
      all(after, Cause.TARGET_GATEWAY, "ModifyVpnConnection", target, effects);
    }
    if (!before.customerGatewayId().equals(after.customerGatewayId())) {
      all(
          after,
          Cause.CUSTOMER_GATEWAY,
          "ModifyVpnConnection",
          List.of("customerGatewayId"),
          effects);
    }
    List<String> options = ConnectionDifference.options(before.options(), after.options());
    if (!options.isEmpty()) {
      all(after, Cause.CONNECTION_OPTIONS, "ModifyVpnConnectionOptions", options, effects);
    }
    if (before.preSharedKeyStorage() != after.preSharedKeyStorage()) {
      all(
          after,
          Cause.PRE_SHARED_KEY_STORAGE,
          "ModifyVpnTunnelOptions",
          List.of("preSharedKeyStorage"),
          effects);
    }
    for (int i = 0; i < VpnConnectionOptions.TUNNELS; i++) {
      tunnel(before, after, i, effects);
    }
  }

  private static void tunnel(
      VpnConnection before, VpnConnection after, int at, List<TunnelEffect> effects) {
    TunnelKey key = key(after, at);
    List<String> options = ConnectionDifference.tunnel(before, after, at);
    if (options.equals(List.of("enableTunnelLifecycleControl"))) {
      effects.add(
          new TunnelEffect(key, Cause.LIFECYCLE_CONTROL, "ModifyVpnTunnelOptions", options));
    } else if (!options.isEmpty()) {
      effects.add(new TunnelEffect(key, Cause.TUNNEL_OPTIONS, "ModifyVpnTunnelOptions", options));
    }
    if (!ConnectionDifference.certificate(before, key)
        .equals(ConnectionDifference.certificate(after, key))) {
      effects.add(
          new TunnelEffect(
              key,
              Cause.TUNNEL_CERTIFICATE,
              "ModifyVpnTunnelCertificate",
              List.of("certificateArn")));
    }
  }
}
