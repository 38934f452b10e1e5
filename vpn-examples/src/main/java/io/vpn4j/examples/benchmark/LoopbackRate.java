package io.vpn4j.examples.benchmark;

/**
 * How fast two ends made IKE SAs with each other.
 *
 * @param perSecond handshakes per second of wall-clock time
 * @param perCpuSecond handshakes per second of CPU time of both ends together: what other processes
 *     do meanwhile matters less
 */
record LoopbackRate(double perSecond, double perCpuSecond) {
  /** What the kernel counts the CPU time of another process in. */
  private static final double TICK_SECONDS = 0.01;

  static LoopbackRate of(int handshakes, double seconds, double cpuSeconds) {
    return new LoopbackRate(handshakes / seconds, handshakes / Math.max(cpuSeconds, TICK_SECONDS));
  }
}
