package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import io.vpn4j.model.net.IpAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The device is configured for another connection. */
final class SidesOfDifferentConnections implements Rule<Sides> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SIDES_OF_DIFFERENT_CONNECTIONS;
  }

  @Override
  public void check(Sides sides, Findings findings) {
    VpnConnection connection = sides.connection();
    CustomerGatewayConfiguration device = sides.device();
    differ("connection", connection.vpnConnectionId(), device.vpnConnectionId(), sides, findings);
    differ(
        "customer gateway",
        connection.customerGatewayId(),
        device.customerGatewayId(),
        sides,
        findings);
    // The document names no transit gateway: its element is empty then.
    differ(
        "virtual private gateway",
        connection.vpnGatewayId().orElse("none"),
        device.vpnGatewayId().orElse("none"),
        sides,
        findings);
    differ(
        "routing",
        connection.options().staticRoutesOnly() ? "static" : "BGP",
        device.staticRoutesOnly() ? "static" : "BGP",
        sides,
        findings);
    Set<String> known =
        connection.options().tunnelOptions().stream()
            .flatMap(t -> t.outsideIpAddress().stream())
            .map(IpAddress::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Tunnel tunnel : device.tunnels()) {
      String address = tunnel.vpnGateway().outsideAddress().toString();
      // An address that the service has not given yet differs from nothing.
      if (known.size() == VpnConnectionOptions.TUNNELS && !known.contains(address)) {
        findings.add(
            "the device has a tunnel to " + address + "; the connection's are at " + known,
            connection.vpnConnectionId());
      }
    }
  }

  private static void differ(
      String what, String amazon, String device, Sides sides, Findings findings) {
    if (!amazon.equals(device)) {
      findings.add(
          what + " is " + amazon + " on the AWS side and " + device + " on the device",
          sides.connection().vpnConnectionId());
    }
  }
}
