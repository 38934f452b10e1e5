package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import java.util.List;
import java.util.Optional;

/**
 * One tunnel as it is to run.
 *
 * @param vpnConnectionId the connection it belongs to
 * @param outsideIpAddress the Amazon side's outside address, by which AWS tells tunnels apart
 * @param ike the IKE configuration; its name is the tunnel's
 * @param initiate whether we begin, and begin again
 * @param restart whether we begin anew when the peer has died, even if we did not begin
 * @param local where we are reached
 * @param socket tunnels of one endpoint with the same name here share their sockets
 * @param peer where the peer is reached; only known of a peer that we initiate to
 * @param localInside our inside address
 * @param peerInside the peer's inside address
 * @param replayWindow packets, 64 or more
 * @param packetSizes how big packets may be
 * @param remotePrefixes what lies behind the peer
 * @param bgp whether the tunnel counts as up only with BGP
 */
public record TunnelSpec(
    String vpnConnectionId,
    IpAddress outsideIpAddress,
    IkeConfig ike,
    boolean initiate,
    boolean restart,
    OutsideSocket local,
    String socket,
    Optional<OutsideSocket> peer,
    Ipv4Address localInside,
    Ipv4Address peerInside,
    int replayWindow,
    PacketSizes packetSizes,
    List<IpPrefix> remotePrefixes,
    boolean bgp) {
  /** Copies the list. */
  public TunnelSpec {
    remotePrefixes = List.copyOf(remotePrefixes);
  }

  /** The name of the tunnel, which is that of its IKE configuration. */
  public String name() {
    return ike.name();
  }
}
