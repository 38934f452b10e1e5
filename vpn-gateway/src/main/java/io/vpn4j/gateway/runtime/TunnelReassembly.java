package io.vpn4j.gateway.runtime;

import io.vpn4j.esp.fragment.Reassembler;
import io.vpn4j.esp.fragment.ReassemblyLimits;
import io.vpn4j.esp.fragment.ReassemblyResult;
import io.vpn4j.gateway.PacketDropReason;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Puts together the fragments that come out of one tunnel, as AWS does before it forwards. Any
 * reading thread may bring one; they take turns, which packets that are whole never do.
 *
 * <p>One for a tunnel and not for an SA, since a datagram may begin in an SA and end in that which
 * replaces it; and not for all tunnels, since one peer must not put octets into a packet of
 * another.
 */
final class TunnelReassembly {
  /** 4 MiB, a quarter of it for one source, and 60 seconds. */
  private static final ReassemblyLimits LIMITS = ReassemblyLimits.defaults();

  private static final SecureRandom SEEDS = new SecureRandom();

  private final DropCounters<PacketDropReason> drops;

  /** Null until a fragment comes: to most tunnels none ever does. */
  private Reassembler reassembler;

  private long evicted;
  private long expired;

  TunnelReassembly(DropCounters<PacketDropReason> drops) {
    this.drops = drops;
  }

  /**
   * Takes a fragment, and counts what is lost by it.
   *
   * @param fragment from position to limit
   * @param whole has the whole packet from its position on, if this was the last that was missing,
   *     and then stands behind it
   */
  synchronized void add(ByteBuffer fragment, long nowNanos, ByteBuffer whole) {
    if (reassembler == null) {
      reassembler = new Reassembler(LIMITS, SEEDS.nextLong());
    }
    ReassemblyResult result = reassembler.add(fragment, fragment.position(), nowNanos, whole);
    switch (result) {
      case COMPLETE, STORED, DUPLICATE -> {}
      case NOT_A_FRAGMENT, MALFORMED, BAD_LENGTH, TOO_LONG, TINY_FIRST ->
          drops.count(PacketDropReason.BAD_FRAGMENT);
      case OVERLAP, CONTRADICTION, ECN_CONTRADICTION, DISCARDED ->
          drops.count(PacketDropReason.CONTRADICTING_FRAGMENT);
      case TOO_MANY_FRAGMENTS, NO_ROOM, BUFFER_TOO_SMALL ->
          drops.count(PacketDropReason.REASSEMBLY_FULL);
    }
    countForgotten();
  }

  /** Forgets what has waited for too long. */
  synchronized void expire(long nowNanos) {
    if (reassembler != null) {
      reassembler.expire(nowNanos);
      countForgotten();
    }
  }

  private void countForgotten() {
    for (; evicted < reassembler.evictedDatagrams(); evicted++) {
      drops.count(PacketDropReason.REASSEMBLY_FULL);
    }
    for (; expired < reassembler.expiredDatagrams(); expired++) {
      drops.count(PacketDropReason.REASSEMBLY_TIMEOUT);
    }
  }
}
