package io.vpn4j.esp;

/**
 * What an SA has done so far: how often each result came, and the octets of inner packets.
 *
 * <p>Keeping them costs a thread an addition in memory of its own; reading adds up what the threads
 * have. Any thread may read at any time and stops nothing; it sees whole values, and not all of one
 * moment. They stay readable when the SA is closed.
 *
 * @param <R> {@link SealResult} or {@link OpenResult}
 */
public final class SaCounters<R extends Enum<R>> {
  private static final int FIRST_RESULT = Lanes.OCTETS + 1;

  private final R ok;
  private final R closed;
  private final Lanes lanes;

  SaCounters(R ok, R closed, Lanes lanes) {
    this.ok = ok;
    this.closed = closed;
    this.lanes = lanes;
  }

  /** How many counters a lane keeps for results of this type. */
  static int perLane(Class<? extends Enum<?>> results) {
    return FIRST_RESULT + results.getEnumConstants().length;
  }

  /** The counter of {@code result} in a lane. */
  @SuppressWarnings("EnumOrdinal") // an EnumMap of longs, without its boxes
  static int index(Enum<?> result) {
    return FIRST_RESULT + result.ordinal();
  }

  /** Packets that were sealed or opened. */
  public long packets() {
    return count(ok);
  }

  /** Octets of the inner packets that were sealed or opened. */
  public long octets() {
    return lanes.sum(Lanes.OCTETS);
  }

  /** How often {@code result} came. */
  public long count(R result) {
    return lanes.sum(index(result)) + (result == closed ? lanes.refused() : 0);
  }

  /** Packets that ended otherwise than {@code OK}. */
  public long dropped() {
    long sum = 0;
    for (R result : ok.getDeclaringClass().getEnumConstants()) {
      sum += result == ok ? 0 : count(result);
    }
    return sum;
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
