package io.vpn4j.gateway;

import java.nio.ByteBuffer;

/**
 * A network that a host application attaches to an endpoint: the VPC on the Amazon side, the LAN on
 * the customer side.
 *
 * <p>Packets are whole IPv4 or IPv6 packets, starting at the IP header.
 */
public interface PacketPort {

  /**
   * The way into the tunnels. Given once, before the first packet; may be kept and used by any
   * thread until the endpoint is closed, after which it drops.
   */
  void attach(PacketSink tunnels);

  /**
   * A packet came out of a tunnel, or is our answer to one that was too big for it. Called by the
   * thread that read it, which serves others too, or that sent it: do not block.
   *
   * @param packet valid during the call only; its position and limit may be changed
   */
  void receive(ByteBuffer packet);
}
