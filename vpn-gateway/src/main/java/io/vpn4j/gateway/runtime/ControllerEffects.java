package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** What an {@link EndpointController} has done for it, at once and in order. */
public interface ControllerEffects {

  /** Sends an IKE message. */
  void transmit(UdpPath path, ByteBuffer octets);

  /** Keeps the NAT mapping of a tunnel's path alive (RFC 3948 section 2.3). */
  void keepalive(String tunnel, UdpPath path);

  /**
   * Puts a pair of ESP SAs to work; packets to the peer go by the newest pair of a tunnel that the
   * peer is known to have.
   */
  void install(String tunnel, IkeOutput.ChildSaUp up);

  /**
   * Takes a pair of ESP SAs out. While another pair of the tunnel is at work, packets that were on
   * their way are still opened for a moment.
   */
  void remove(String tunnel, EspSpi inboundSpi);

  /** How much the pair has carried, in the direction that has carried more; nothing if unknown. */
  Optional<IkeCommand.ChildSaUsage> usage(String tunnel, EspSpi inboundSpi);

  /** Time has passed: lets go of what was kept for a moment. */
  void tick();

  /** Sends packets of a pair elsewhere from now on. */
  void move(String tunnel, EspSpi inboundSpi, UdpPath path);

  /** Opens or closes the routes through a tunnel. */
  void routes(String tunnel, boolean up);

  /** When the last packet of a tunnel was opened, if one was. */
  Optional<Instant> lastInbound(String tunnel);

  /** When the last datagram was sent on a tunnel, if one was. */
  Optional<Instant> lastOutbound(String tunnel);

  /** Tells the application. */
  void event(GatewayEvent event);

  /** Counts an IKE message that was dropped. */
  void dropped(IkeDropReason reason, String detail);
}
