package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.gateway.PacketPort;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An endpoint as it is to run.
 *
 * @param name for threads and logs
 * @param tunnels the tunnels; names and inbound SPIs are unique among them
 * @param localPrefixes what lies behind {@code port}
 * @param port the attached network
 * @param listener hears every event, on the control thread
 * @param crypto randomness and primitives
 */
public record EndpointSpec(
    String name,
    List<TunnelSpec> tunnels,
    List<IpPrefix> localPrefixes,
    Optional<PacketPort> port,
    Consumer<GatewayEvent> listener,
    IkeCrypto crypto) {
  /** Copies the lists. */
  public EndpointSpec {
    tunnels = List.copyOf(tunnels);
    localPrefixes = List.copyOf(localPrefixes);
  }
}
