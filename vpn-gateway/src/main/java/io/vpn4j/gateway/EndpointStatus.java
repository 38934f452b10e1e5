package io.vpn4j.gateway;

import io.vpn4j.ike.IkeDropReason;
import java.util.List;
import java.util.Map;

/**
 * An endpoint at one moment.
 *
 * @param tunnels in the order given
 * @param ikeDrops IKE messages dropped, by reason; reasons that did not occur are absent
 * @param packetDrops datagrams and packets from the network dropped, by reason
 * @param sendDrops packets of the host application that went nowhere, by reason
 */
public record EndpointStatus(
    List<TunnelStatus> tunnels,
    Map<IkeDropReason, Long> ikeDrops,
    Map<PacketDropReason, Long> packetDrops,
    Map<SendResult, Long> sendDrops) {
  /** Copies all. */
  public EndpointStatus {
    tunnels = List.copyOf(tunnels);
    ikeDrops = Map.copyOf(ikeDrops);
    packetDrops = Map.copyOf(packetDrops);
    sendDrops = Map.copyOf(sendDrops);
  }
}
