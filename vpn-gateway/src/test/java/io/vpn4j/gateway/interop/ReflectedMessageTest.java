package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.model.net.Ipv4Address;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer that only sends back what it gets; no strongSwan is needed for that. */
class ReflectedMessageTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int RESPONSE_FLAG = 0x20;

  /** Gives up beginning after a second, and keeps what others begin for an hour. */
  private static final IkeTimers TIMERS =
      new IkeTimers(
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofSeconds(10));

  @Test
  void sessionThatStrangerLeavesHalfOpenDoesNotKeepUsFromBeginningAgain() throws Exception {
    SiteToSite site =
        SiteToSite.between(
            List.of(Ipv4Address.of("127.0.0.2"), Ipv4Address.of("127.0.0.3")),
            Ipv4Address.of("127.0.0.1"));
    try (DatagramSocket mirror = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      mirror.setSoTimeout((int) LIMIT.toMillis());
      OutsideSocket peer =
          OutsideSocket.onePort((InetSocketAddress) mirror.getLocalSocketAddress());
      try (VpnEndpoint device =
          site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
              .listen(OutsideSocket.onePort("127.0.0.1", 0))
              .amazonSideAt(peer, OutsideSocket.onePort("127.0.0.1", 9))
              .timers(TIMERS)
              .start()) {
        device.disableTunnel(device.tunnels().get(1));
        DatagramPacket first = receiveRequest(mirror);
        // Our own first message is one that we could answer: from now on a session is half-open.
        mirror.send(first);
        long spi = initiatorSpi(first);

        DatagramPacket next = receiveRequest(mirror);
        while (initiatorSpi(next) == spi) {
          next = receiveRequest(mirror);
        }
        assertNotEquals(spi, initiatorSpi(next));
      }
    }
  }

  private static DatagramPacket receiveRequest(DatagramSocket socket) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      socket.receive(packet);
      if ((packet.getData()[4 + 19] & RESPONSE_FLAG) == 0) {
        return packet;
      }
    }
  }

  /** Behind the non-ESP marker. */
  private static long initiatorSpi(DatagramPacket packet) {
    return ByteBuffer.wrap(packet.getData()).getLong(4);
  }
}
