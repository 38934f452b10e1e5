package io.vpn4j.examples.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two things done in turn, in one thread: what disturbs the machine disturbs both. Time is the CPU
 * time of that thread, so that a core which is busy with something else counts for neither.
 *
 * <p>A round does each of them as often as fits in {@link Effort#round}, in alternating order. The
 * ratio is the median of the rounds' ratios, and each time the median of its own.
 *
 * @param oursSeconds one operation of ours
 * @param yardstickSeconds one operation of the yardstick
 * @param ratio ours divided by the yardstick: time, so less is better
 * @param oursOctets what one operation of ours allocates on the heap
 * @param yardstickOctets what one operation of the yardstick allocates on the heap
 */
record Interleaved(
    double oursSeconds,
    double yardstickSeconds,
    double ratio,
    double oursOctets,
    double yardstickOctets) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Something to repeat. */
  interface Operation {
    void run() throws Exception;

    /** Comes before each {@link #run}; neither its time nor what it allocates counts. */
    default void prepare() throws Exception {}

    /** How many of the things that are measured one {@link #run} does. */
    default int count() {
      return 1;
    }
  }

  /** One side of one round, for one operation. */
  private record Sample(double seconds, double octets) {
    static Sample of(Duration time, Operation operation) throws Exception {
      long nanos = 0;
      long octets = 0;
      long done = 0;
      do {
        operation.prepare();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = cpuNanos();
        operation.run();
        nanos += cpuNanos() - start;
        octets += THREADS.getCurrentThreadAllocatedBytes() - allocated;
        done += operation.count();
      } while (nanos < time.toNanos());
      return new Sample(nanos / 1e9 / done, (double) octets / done);
    }
  }

  static Interleaved measure(Effort effort, Operation ours, Operation yardstick) throws Exception {
    warmUp(effort.warmUp(), ours, yardstick);
    List<Sample> oursSamples = new ArrayList<>();
    List<Sample> yardstickSamples = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < effort.rounds(); i++) {
      if (i % 2 == 0) {
        oursSamples.add(Sample.of(effort.round(), ours));
        yardstickSamples.add(Sample.of(effort.round(), yardstick));
      } else {
        yardstickSamples.add(Sample.of(effort.round(), yardstick));
        oursSamples.add(Sample.of(effort.round(), ours));
      }
      ratios.add(oursSamples.get(i).seconds / yardstickSamples.get(i).seconds);
    }
    return new Interleaved(
        median(oursSamples.stream().map(Sample::seconds).toList()),
        median(yardstickSamples.stream().map(Sample::seconds).toList()),
        median(ratios),
        median(oursSamples.stream().map(Sample::octets).toList()),
        median(yardstickSamples.stream().map(Sample::octets).toList()));
  }

  private static void warmUp(Duration time, Operation... operations) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    do {
      for (Operation operation : operations) {
        operation.prepare();
        operation.run();
      }
    } while (System.nanoTime() < end);
  }

  /** CPU time of the thread that calls. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
