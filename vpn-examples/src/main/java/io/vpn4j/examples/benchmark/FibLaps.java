package io.vpn4j.examples.benchmark;

import io.vpn4j.routing.Fib;

/** Walks round and round through keys; a lap is {@value #LAP} look-ups. One thread. */
final class FibLaps implements Interleaved.Operation {
  static final int LAP = 1 << 14;

  private final Fib<Integer> fib;
  private final boolean isIpv4;
  private final int[] ipv4;
  private final long[] high;
  private final long[] low;
  private int next;

  /** The sum of all answers, so that none can be left out. */
  private long sum;

  FibLaps(Fib<Integer> fib, FibKeys keys, boolean isIpv4) {
    this.fib = fib;
    this.isIpv4 = isIpv4;
    this.ipv4 = keys.ipv4();
    this.high = keys.high();
    this.low = keys.low();
  }

  @Override
  public void run() {
    int from = next;
    next = (from + LAP) % FibKeys.COUNT;
    sum += isIpv4 ? lapIpv4(from) : lapIpv6(from);
  }

  private long lapIpv4(int from) {
    long found = 0;
    for (int i = from; i < from + LAP; i++) {
      Integer target = fib.lookupIpv4(ipv4[i]);
      found += target == null ? 0 : 1;
    }
    return found;
  }

  private long lapIpv6(int from) {
    long found = 0;
    for (int i = from; i < from + LAP; i++) {
      Integer target = fib.lookupIpv6(high[i], low[i]);
      found += target == null ? 0 : 1;
    }
    return found;
  }

  /** How many look-ups have found a target. */
  long found() {
    return sum;
  }
}
