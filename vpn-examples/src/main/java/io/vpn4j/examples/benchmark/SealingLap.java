package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.OutboundSa;
import io.vpn4j.esp.SealResult;
import java.nio.ByteBuffer;

/** Seals one packet again and again in one SA. */
final class SealingLap implements Interleaved.Operation {
  private final int lap;
  private final OutboundSa sa;
  private final ByteBuffer inner;
  private final ByteBuffer esp;

  SealingLap(PacketCase packets) {
    lap = packets.lap();
    sa = packets.outboundSa();
    inner = packets.innerPacket();
    esp = packets.allocate(packets.espOctets());
  }

  @Override
  public int count() {
    return lap;
  }

  @Override
  public void run() {
    for (int i = 0; i < lap; i++) {
      if (sa.seal(inner.clear(), PacketCase.IPV4, esp.clear()) != SealResult.OK) {
        throw new IllegalStateException(sa.toString());
      }
    }
  }
}
