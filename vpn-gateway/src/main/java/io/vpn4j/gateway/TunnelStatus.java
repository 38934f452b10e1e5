package io.vpn4j.gateway;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.model.VgwTelemetry;
import java.util.Optional;

/**
 * One tunnel at one moment.
 *
 * @param tunnel its name: connection and outside address as in AWS's BGP logs, {@code
 *     vpn-…_198.51.100.21}
 * @param vpnConnectionId the connection it belongs to
 * @param telemetry status, message and time as AWS reports them
 * @param ikeSa the newest IKE SA whose peer has proved itself
 * @param childSa the pair of ESP SAs in use; its keys are destroyed
 * @param lastFailure why it did not come up, or went down; empty once it is up
 * @param counters what it has carried
 */
public record TunnelStatus(
    String tunnel,
    String vpnConnectionId,
    VgwTelemetry telemetry,
    Optional<IkeSaInfo> ikeSa,
    Optional<ChildSa> childSa,
    Optional<IkeFailure> lastFailure,
    TunnelCounters counters) {

  /** Whether packets can go through; a BGP connection has to be established besides to be UP. */
  public boolean isIpsecUp() {
    return childSa.isPresent();
  }
}
