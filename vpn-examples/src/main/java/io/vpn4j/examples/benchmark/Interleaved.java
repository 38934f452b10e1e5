package io.vpn4j.examples.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 */
record Interleaved(double oursSeconds, double yardstickSeconds, double ratio) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Something to repeat. */
  interface Operation {
    void run() throws Exception;
  }

  static Interleaved measure(Effort effort, Operation ours, Operation yardstick) throws Exception {
    warmUp(effort.warmUp(), ours, yardstick);
    List<Double> oursTimes = new ArrayList<>();
    List<Double> yardstickTimes = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < effort.rounds(); i++) {
      if (i % 2 == 0) {
        oursTimes.add(secondsEach(effort.round(), ours));
        yardstickTimes.add(secondsEach(effort.round(), yardstick));
      } else {
        yardstickTimes.add(secondsEach(effort.round(), yardstick));
        oursTimes.add(secondsEach(effort.round(), ours));
      }
      ratios.add(oursTimes.get(i) / yardstickTimes.get(i));
    }
    return new Interleaved(median(oursTimes), median(yardstickTimes), median(ratios));
  }

  private static void warmUp(Duration time, Operation... operations) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    do {
      for (Operation operation : operations) {
        operation.run();
      }
    } while (System.nanoTime() < end);
  }

  private static double secondsEach(Duration time, Operation operation) throws Exception {
    long start = cpuNanos();
    long end = start + time.toNanos();
    long now;
    int done = 0;
    do {
      operation.run();
      done++;
      now = cpuNanos();
    } while (now < end);
    return (now - start) / 1e9 / done;
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
