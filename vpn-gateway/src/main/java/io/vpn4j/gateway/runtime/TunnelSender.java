package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.fragment.Fragmenter;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.mtu.PacketTooBig;
import io.vpn4j.esp.mtu.TcpMssClamp;
import io.vpn4j.gateway.SendResult;
import io.vpn4j.gateway.packet.IpPacket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Puts packets into tunnels: with buffers of its own, for one sending thread. */
final class TunnelSender {
  /** What buffers begin with; they grow where a path carries more. */
  private static final int ROOM_OCTETS = 2048;

  private final Consumer<ByteBuffer> senders;
  private final IntSupplier identifications;
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(UdpTransport.MAX_DATAGRAM_OCTETS);
  private final ByteBuffer report = ByteBuffer.allocate(PacketTooBig.MAX_OCTETS);
  private final TcpMssClamp clamp = new TcpMssClamp();
  private final PacketTooBig tooBig = new PacketTooBig();
  private final Fragmenter fragmenter = new Fragmenter();
  private ByteBuffer copy = ByteBuffer.allocate(ROOM_OCTETS);
  private ByteBuffer fragment = ByteBuffer.allocate(ROOM_OCTETS);
  private boolean reporting;

  /**
   * A sender.
   *
   * @param senders takes an ICMP message for the sender of a packet
   * @param identifications gives another one for each packet that is fragmented and has none
   */
  TunnelSender(Consumer<ByteBuffer> senders, IntSupplier identifications) {
    this.senders = senders;
    this.identifications = identifications;
  }

  /**
   * Sends a packet that is checked and allowed.
   *
   * @param packet from its position on; not changed
   */
  SendResult send(TunnelData.Pair pair, ByteBuffer packet) {
    ByteBuffer inner =
        clamped(pair.mtu(), packet.slice(packet.position(), IpPacket.totalOctets(packet)));
    long now = System.nanoTime();
    return switch (pair.mtu().judge(inner, now)) {
      // The operating system fragments what is too long outside.
      case FITS, SEAL_THEN_FRAGMENT -> seal(pair, inner, now);
      case FRAGMENT -> fragment(pair, inner, now);
      case TOO_BIG -> {
        report(pair, inner, now);
        yield SendResult.TOO_BIG;
      }
      case MALFORMED -> SendResult.MALFORMED;
    };
  }

  /** The packet, or a copy whose MSS is lower: the packet is the caller's. */
  private ByteBuffer clamped(TunnelMtu mtu, ByteBuffer inner) {
    if (!clamp.exceeds(inner, mtu.ipv4Mss(), mtu.ipv6Mss())) {
      return inner;
    }
    copy = withRoom(copy, inner.remaining());
    copy.put(inner).flip();
    clamp.clamp(copy, mtu.ipv4Mss(), mtu.ipv6Mss());
    return copy;
  }

  private static ByteBuffer withRoom(ByteBuffer buffer, int octets) {
    return buffer.capacity() < octets ? ByteBuffer.allocate(octets) : buffer.clear();
  }

  /** Seals a packet piece by piece: fragmentation before encryption, as AWS asks of a device. */
  private SendResult fragment(TunnelData.Pair pair, ByteBuffer inner, long now) {
    int mtu = pair.mtu().innerMtu(now);
    Fragmenter.Result start =
        fragmenter.startIpv4(
            inner,
            inner.position(),
            mtu,
            identifications.getAsInt(),
            /* overrideDontFragment= */ true);
    switch (start) {
      case READY -> {}
      case FITS, DONT_FRAGMENT, MTU_TOO_SMALL, HEADERS_TOO_LONG, ALREADY_A_FRAGMENT -> {
        return SendResult.TOO_BIG;
      }
      case MALFORMED -> {
        return SendResult.MALFORMED;
      }
    }
    fragment = withRoom(fragment, mtu);
    SendResult result = SendResult.SENT;
    // Without one of them the others are of no use.
    while (fragmenter.hasNext() && result == SendResult.SENT) {
      fragmenter.next(fragment.clear());
      result = seal(pair, fragment.flip(), now);
    }
    return result;
  }

  private SendResult seal(TunnelData.Pair pair, ByteBuffer inner, long now) {
    int octets = inner.remaining();
    boolean ipv4 = IpPacket.version(inner) == 4;
    sealed.clear();
    SendResult result =
        switch (pair.outbound().seal(inner, ipv4 ? IpProtocol.IPV4 : IpProtocol.IPV6, sealed)) {
          case OK -> SendResult.SENT;
          case SEQUENCE_EXHAUSTED -> SendResult.SEQUENCE_EXHAUSTED;
          case BUFFER_TOO_SMALL -> SendResult.TOO_BIG;
          case CLOSED, LIFETIME_EXPIRED -> SendResult.TUNNEL_DOWN;
        };
    if (result != SendResult.SENT) {
      return result;
    }
    sealed.flip();
    TunnelData tunnel = pair.tunnel();
    // Before sending: the peer's answer must never find the counters behind.
    tunnel.packetsOut.increment();
    tunnel.octetsOut.add(octets);
    tunnel.lastOutboundNanos = now;
    if (!pair.transport().send(sealed, pair.peer())) {
      tunnel.packetsOut.decrement();
      tunnel.octetsOut.add(-octets);
      return SendResult.SOCKET_FULL;
    }
    return SendResult.SENT;
  }

  /**
   * Tells the sender how big a packet may be (RFC 4301 section 8.2.1): from our inside address, as
   * often as the tunnel's limit allows.
   */
  private void report(TunnelData.Pair pair, ByteBuffer inner, long now) {
    TunnelData tunnel = pair.tunnel();
    // A tunnel has no inside IPv6 address that a report could come from. And a receiver that sends
    // from within may be told of that packet only when it is done with the report it has.
    if (IpPacket.version(inner) != 4 || reporting || !tunnel.icmpErrors.tryAcquire(now)) {
      return;
    }
    int mtu = pair.mtu().reportedMtu(/* ipv4= */ true, now);
    PacketTooBig.Result result =
        tooBig.write(inner, mtu, tunnel.spec.localInside(), report.clear());
    if (result != PacketTooBig.Result.WRITTEN) {
      return;
    }
    reporting = true;
    try {
      senders.accept(report.flip());
    } finally {
      reporting = false;
    }
  }
}
