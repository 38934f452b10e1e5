package io.vpn4j.model.region;

import io.vpn4j.model.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the data plane, or a prediction, says of one tunnel: the way by which telemetry and routes
 * learnt by BGP come into a snapshot.
 *
 * @param tunnel which one
 * @param ipsecUp whether IKE and IPsec are up
 * @param bgpUp whether the BGP session is established; without meaning on a static connection
 * @param routes what the device advertises
 * @param negotiated what was negotiated, if known
 */
public record TunnelReport(
    TunnelKey tunnel,
    boolean ipsecUp,
    boolean bgpUp,
    List<AcceptedRoute> routes,
    Optional<ActiveVpnTunnelStatus> negotiated) {
  /** Copies the routes. */
  public TunnelReport {
    routes = List.copyOf(routes);
  }

  /** A tunnel that is up, with BGP if its connection has it and these routes advertised. */
  public static TunnelReport up(
      String vpnConnectionId, IpAddress outsideIpAddress, AcceptedRoute... routes) {
    return new TunnelReport(
        new TunnelKey(vpnConnectionId, outsideIpAddress),
        true,
        true,
        List.of(routes),
        Optional.empty());
  }

  /** A tunnel without IPsec. */
  public static TunnelReport down(String vpnConnectionId, IpAddress outsideIpAddress) {
    return new TunnelReport(
        new TunnelKey(vpnConnectionId, outsideIpAddress),
        false,
        false,
        List.of(),
        Optional.empty());
  }
}
