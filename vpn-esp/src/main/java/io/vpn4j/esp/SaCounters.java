package io.vpn4j.esp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What an SA has done so far: how often each result came, and the octets of inner packets.
 *
 * <p>Any thread may read at any time and stops nothing; it sees whole values, each no older than
 * the last time the writing thread synchronised with it, and not all of one moment. They stay
 * readable when the SA is closed.
 *
 * @param <R> {@link SealResult} or {@link OpenResult}
 */
public final class SaCounters<R extends Enum<R>> {
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int OCTETS = 0;
  private static final int FIRST_RESULT = 1;

  private final R ok;
  private final long[] values;

  SaCounters(Class<R> results, R ok) {
    this.ok = ok;
    this.values = new long[FIRST_RESULT + results.getEnumConstants().length];
  }

  /** Packets that were sealed or opened. */
  public long packets() {
    return count(ok);
  }

  /** Octets of the inner packets that were sealed or opened. */
  public long octets() {
    return (long) ELEMENT.getOpaque(values, OCTETS);
  }

  /** How often {@code result} came. */
  public long count(R result) {
    return (long) ELEMENT.getOpaque(values, index(result));
  }

  /** Packets that ended otherwise than {@code OK}. */
  public long dropped() {
    long sum = 0;
    for (int i = FIRST_RESULT; i < values.length; i++) {
      sum += (long) ELEMENT.getOpaque(values, i);
    }
    return sum - packets();
  }

  /** Called by one thread at a time. */
  void add(R result) {
    add(index(result), 1);
  }

  /** Called by one thread at a time. */
  void addOctets(int octets) {
    add(OCTETS, octets);
  }

  @SuppressWarnings("EnumOrdinal") // an EnumMap of longs, without its boxes
  private int index(R result) {
    return FIRST_RESULT + result.ordinal();
  }

  private void add(int index, long increment) {
    ELEMENT.setOpaque(values, index, values[index] + increment);
  }

  /** The counts that are not zero, by name. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("SaCounters[octets=").append(octets());
    for (R result : ok.getDeclaringClass().getEnumConstants()) {
      if (count(result) != 0) {
        text.append(", ").append(result).append('=').append(count(result));
      }
    }
    return text.append(']').toString();
  }
}
