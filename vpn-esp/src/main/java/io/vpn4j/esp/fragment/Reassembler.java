package io.vpn4j.esp.fragment;

import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.NetworkOrder;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/**
 * Puts fragments of IPv4 and IPv6 packets together, in whatever order they come.
 *
 * <p>Any overlap costs the whole datagram, and the fragments of it that come later too (RFC 5722
 * section 4; the same for IPv4, where RFC 791 would let the newest win). What is kept is bounded by
 * {@link ReassemblyLimits}; where room is short the oldest datagram goes, of the same source first
 * if that exceeds its share. A fragment is copied, so that the caller's buffer is free at once.
 *
 * <p>Time is an argument: nanoseconds from any origin, as of {@code System.nanoTime}. One thread
 * uses a reassembler at a time. Packets of different security associations that do not trust each
 * other belong in reassemblers of their own, or one could put octets into the other's packets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-4.5">RFC 8200 section 4.5</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.2">RFC 791 section 3.2</a>
 */
public final class Reassembler {
  /** What the objects around a fragment's octets count for, in octets. */
  public static final int FRAGMENT_OCTETS = 64;

  /** What the objects around a datagram count for, in octets. */
  public static final int DATAGRAM_OCTETS = 384;

  private final ReassemblyLimits limits;
  private final long timeoutNanos;
  private final long seed;
  private final PartialDatagrams datagrams;
  private final ReceivedFragment fragment = new ReceivedFragment();
  private final long[] counts = new long[ReassemblyResult.values().length];

  /**
   * A reassembler that has seen nothing.
   *
   * @param seed random and secret: nobody should foresee how datagrams are hashed
   */
  public Reassembler(ReassemblyLimits limits, long seed) {
    this.limits = limits;
    this.timeoutNanos = limits.timeout().toNanos();
    this.seed = seed;
    this.datagrams = new PartialDatagrams(limits);
  }

  /**
   * Takes a packet. Any octets have a result and none an exception.
   *
   * <p>On {@code COMPLETE} the whole packet is written at the position of {@code out}, which then
   * stands behind it; on anything else {@code out} is as before. The header is that of the first
   * fragment, with lengths, flags, ECN and the IPv4 checksum put right.
   *
   * @param packet its first octet at the absolute index {@code at}, from 0 to the limit; not
   *     changed
   * @param out memory of its own; 65,575 octets of room are always enough
   * @throws ReadOnlyBufferException if {@code out} is read-only
   */
  public ReassemblyResult add(ByteBuffer packet, int at, long nowNanos, ByteBuffer out) {
    if (out.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    expire(nowNanos);
    ReassemblyResult result = fragment.read(packet, at);
    if (result == ReassemblyResult.COMPLETE) {
      result = unwrap(out);
    } else if (result == ReassemblyResult.STORED) {
      result = keep(nowNanos, out);
    }
    fragment.clear();
    counts[index(result)]++;
    return result;
  }

  /**
   * RFC 6946 section 4: an atomic fragment meets no other fragment, whatever its identification.
   */
  private ReassemblyResult unwrap(ByteBuffer out) {
    int octets = fragment.headOctets() + fragment.dataOctets();
    if (out.remaining() < octets) {
      return ReassemblyResult.BUFFER_TOO_SMALL;
    }
    int at = out.position();
    out.put(fragment.head()).put(fragment.data());
    NetworkOrder.putU16(out, at + Ipv6Header.PAYLOAD_LENGTH, octets - Ipv6Header.OCTETS);
    return ReassemblyResult.COMPLETE;
  }

  private ReassemblyResult keep(long nowNanos, ByteBuffer out) {
    DatagramKey key = new DatagramKey(fragment, seed);
    PartialDatagram datagram = datagrams.find(key);
    if (datagram == null) {
      long source = fragment.sourceHigh();
      int octets = DATAGRAM_OCTETS + PartialDatagram.octetsOf(fragment);
      if (!datagrams.makeRoom(source, octets, null)) {
        return ReassemblyResult.NO_ROOM;
      }
      datagram = new PartialDatagram(key, source, nowNanos);
      datagrams.add(datagram);
      datagrams.store(datagram, fragment);
      return ReassemblyResult.STORED;
    }
    if (datagram.isDiscarded()) {
      return ReassemblyResult.DISCARDED;
    }
    ReassemblyResult result = datagram.judge(fragment, limits.maxFragmentsPerDatagram());
    if (result == ReassemblyResult.STORED) {
      result = add(datagram, out);
    }
    if (result.isDrop()) {
      datagrams.discard(datagram);
    }
    return result;
  }

  private ReassemblyResult add(PartialDatagram datagram, ByteBuffer out) {
    int octets = PartialDatagram.octetsOf(fragment);
    if (!datagrams.makeRoom(datagram.sourceKey, octets, datagram)) {
      return ReassemblyResult.NO_ROOM;
    }
    datagrams.store(datagram, fragment);
    if (!datagram.isComplete()) {
      return ReassemblyResult.STORED;
    }
    if (datagram.isTooLong()) {
      return ReassemblyResult.TOO_LONG;
    }
    if (datagram.hasEcnContradiction()) {
      return ReassemblyResult.ECN_CONTRADICTION;
    }
    if (datagram.totalOctets() > out.remaining()) {
      return ReassemblyResult.BUFFER_TOO_SMALL;
    }
    datagram.assemble(out);
    datagrams.remove(datagram);
    return ReassemblyResult.COMPLETE;
  }

  /** Forgets what waits for longer than the timeout; {@link #add} does so by itself. */
  public void expire(long nowNanos) {
    datagrams.expire(nowNanos, timeoutNanos);
  }

  /** How many datagrams are incomplete, or remembered as discarded. */
  public int heldDatagrams() {
    return datagrams.size();
  }

  /** The octets held, counted as {@link ReassemblyLimits} counts them. */
  public int heldOctets() {
    return datagrams.octets();
  }

  /** How often {@code result} came. */
  public long count(ReassemblyResult result) {
    return counts[index(result)];
  }

  /** How many datagrams had to go before their time, since room was short. */
  public long evictedDatagrams() {
    return datagrams.evicted();
  }

  /** How many datagrams were not complete in time. */
  public long expiredDatagrams() {
    return datagrams.expired();
  }

  @SuppressWarnings("EnumOrdinal") // an EnumMap of longs, without its boxes
  private static int index(ReassemblyResult result) {
    return result.ordinal();
  }
}
