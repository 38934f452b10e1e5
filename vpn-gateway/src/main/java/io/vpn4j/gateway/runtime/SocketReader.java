package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.NatTraversal;
import io.vpn4j.gateway.PacketDropReason;
import io.vpn4j.ike.UdpPath;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/** Sorts the datagrams of one socket: IKE to the control plane, ESP to the data plane. */
final class SocketReader implements UdpTransport.Receiver {
  private final DataPlane.Inbound inbound;
  private final DataPlane data;
  private final BiConsumer<UdpPath, ByteBuffer> ike;

  /**
   * A reader with buffers of its own.
   *
   * @param ike takes an IKE message without its marker, in a buffer of its own
   */
  SocketReader(DataPlane data, BiConsumer<UdpPath, ByteBuffer> ike) {
    this.data = data;
    this.inbound = data.newInbound();
    this.ike = ike;
  }

  @Override
  public void received(UdpTransport transport, ByteBuffer datagram, InetSocketAddress from) {
    if (!transport.isNatTraversal()) {
      ike(transport, datagram, from);
      return;
    }
    switch (NatTraversal.classify(datagram)) {
      case ESP -> inbound.esp(datagram);
      case IKE -> {
        datagram.position(datagram.position() + NatTraversal.NON_ESP_MARKER_OCTETS);
        ike(transport, datagram, from);
      }
      case KEEPALIVE -> {
        // RFC 3948 section 2.3: ignored; it has done its work on the way.
      }
      case TOO_SHORT -> data.dropped(PacketDropReason.DATAGRAM_TOO_SHORT);
    }
  }

  private void ike(UdpTransport transport, ByteBuffer datagram, InetSocketAddress from) {
    // The datagram's buffer is used again at once; IKE is rare enough to copy.
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    ike.accept(new UdpPath(transport.local(), UdpTransport.endpoint(from)), copy);
  }
}
