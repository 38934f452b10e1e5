package io.vpn4j.gateway.runtime;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeDropReason;
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

  /** Puts a pair of ESP SAs to work; packets to the peer go by the newest pair of a tunnel. */
  void install(String tunnel, ChildSa child, UdpPath path);

  /** Takes a pair of ESP SAs out. */
  void remove(String tunnel, EspSpi inboundSpi);

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
