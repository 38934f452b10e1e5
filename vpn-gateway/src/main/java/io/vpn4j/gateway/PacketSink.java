package io.vpn4j.gateway;

import java.nio.ByteBuffer;

/** Takes packets into the tunnels. */
@FunctionalInterface
public interface PacketSink {

  /**
   * Routes, seals and sends a packet, on the calling thread.
   *
   * @param packet an IPv4 or IPv6 packet from position to limit; not changed
   * @return what became of it; anything but {@link SendResult#SENT} is counted and dropped
   */
  SendResult send(ByteBuffer packet);
}
