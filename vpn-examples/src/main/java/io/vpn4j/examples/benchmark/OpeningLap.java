package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.OpenResult;
import io.vpn4j.esp.OutboundSa;
import io.vpn4j.esp.SealResult;
import java.nio.ByteBuffer;

/** Opens packets that were sealed beforehand; in each lap by another SA, so none is a replay. */
final class OpeningLap implements Interleaved.Operation {
  private final PacketCase packets;
  private final int espOctets;
  private final ByteBuffer ring;
  private final ByteBuffer out;
  private InboundSa sa;

  OpeningLap(PacketCase packets) {
    this.packets = packets;
    this.espOctets = packets.espOctets();
    this.ring = ring(packets, packets.lap() + 1);
    this.out = packets.allocate(espOctets);
  }

  /** {@code count} packets of one SA, one behind the other. */
  static ByteBuffer ring(PacketCase packets, int count) {
    ByteBuffer inner = packets.innerPacket();
    ByteBuffer ring = packets.allocate(count * packets.espOctets());
    try (OutboundSa peer = packets.outboundSa()) {
      while (ring.hasRemaining()) {
        if (peer.seal(inner.clear(), PacketCase.IPV4, ring) != SealResult.OK) {
          throw new IllegalStateException(peer.toString());
        }
      }
    }
    return ring;
  }

  @Override
  public int count() {
    return packets.lap();
  }

  /** The first packet makes the JCA look for a provider: what an SA costs, not what a packet. */
  @Override
  public void prepare() {
    sa = packets.inboundSa();
    open(0);
  }

  @Override
  public void run() {
    for (int i = 1; i <= packets.lap(); i++) {
      open(i);
    }
  }

  private void open(int index) {
    ring.limit((index + 1) * espOctets).position(index * espOctets);
    if (sa.open(ring, out.clear()) != OpenResult.OK) {
      throw new IllegalStateException(sa.toString());
    }
  }
}
