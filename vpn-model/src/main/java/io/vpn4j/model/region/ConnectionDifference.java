package io.vpn4j.model.region;

import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which fields of one connection differ between two snapshots, by what it takes to change them. */
final class ConnectionDifference {
  private ConnectionDifference() {}

  /** What no action changes. */
  static List<String> fixed(VpnConnection before, VpnConnection after) {
    List<String> fields = new ArrayList<>();
    add(fields, "category", before, after, VpnConnection::category);
    VpnConnectionOptions b = before.options();
    VpnConnectionOptions a = after.options();
    add(fields, "staticRoutesOnly", b, a, VpnConnectionOptions::staticRoutesOnly);
    add(fields, "enableAcceleration", b, a, VpnConnectionOptions::enableAcceleration);
    add(fields, "tunnelInsideIpVersion", b, a, VpnConnectionOptions::tunnelInsideIpVersion);
    add(fields, "outsideIpAddressType", b, a, VpnConnectionOptions::outsideIpAddressType);
    add(
        fields,
        "transportTransitGatewayAttachmentId",
        b,
        a,
        VpnConnectionOptions::transportTransitGatewayAttachmentId);
    for (int i = 0; i < VpnConnectionOptions.TUNNELS; i++) {
      if (fields.contains("outsideIpAddress")) {
        break;
      }
      add(
          fields,
          "outsideIpAddress",
          b.tunnelOptions().get(i),
          a.tunnelOptions().get(i),
          TunnelOption::outsideIpAddress);
    }
    return fields;
  }

  static List<String> target(VpnConnection before, VpnConnection after) {
    List<String> fields = new ArrayList<>();
    add(fields, "vpnGatewayId", before, after, VpnConnection::vpnGatewayId);
    add(fields, "transitGatewayId", before, after, VpnConnection::transitGatewayId);
    add(fields, "vpnConcentratorId", before, after, VpnConnection::vpnConcentratorId);
    add(fields, "coreNetworkArn", before, after, VpnConnection::coreNetworkArn);
    return fields;
  }

  static List<String> options(VpnConnectionOptions before, VpnConnectionOptions after) {
    List<String> fields = new ArrayList<>();
    add(fields, "localIpv4NetworkCidr", before, after, VpnConnectionOptions::localIpv4NetworkCidr);
    add(
        fields,
        "remoteIpv4NetworkCidr",
        before,
        after,
        VpnConnectionOptions::remoteIpv4NetworkCidr);
    add(fields, "localIpv6NetworkCidr", before, after, VpnConnectionOptions::localIpv6NetworkCidr);
    add(
        fields,
        "remoteIpv6NetworkCidr",
        before,
        after,
        VpnConnectionOptions::remoteIpv6NetworkCidr);
    add(fields, "tunnelBandwidth", before, after, VpnConnectionOptions::tunnelBandwidth);
    return fields;
  }

  /** By what is in force: setting an option to its default changes nothing. */
  static List<String> tunnel(VpnConnection before, VpnConnection after, int at) {
    TunnelOption b = before.options().tunnelOptions().get(at);
    TunnelOption a = after.options().tunnelOptions().get(at);
    List<String> fields = new ArrayList<>();
    add(fields, "tunnelInsideCidr", b, a, TunnelOption::tunnelInsideCidr);
    add(fields, "tunnelInsideIpv6Cidr", b, a, TunnelOption::tunnelInsideIpv6Cidr);
    add(fields, "preSharedKey", b, a, TunnelOption::preSharedKey);
    fields.addAll(b.effective(before.category()).differences(a.effective(after.category())));
    return fields;
  }

  static Optional<String> certificate(VpnConnection connection, TunnelKey tunnel) {
    return connection.vgwTelemetry().stream()
        .filter(t -> t.outsideIpAddress().equals(tunnel.outsideIpAddress()))
        .findFirst()
        .flatMap(VgwTelemetry::certificateArn);
  }

  private static <T> void add(
      List<String> fields, String name, T before, T after, Function<T, Object> value) {
    if (!value.apply(before).equals(value.apply(after))) {
      fields.add(name);
    }
  }
}
