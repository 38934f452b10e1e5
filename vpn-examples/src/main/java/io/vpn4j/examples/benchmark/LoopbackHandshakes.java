package io.vpn4j.examples.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.ToDoubleFunction;

/**
 * Handshakes between two ends over UDP on the loopback interface: a thread and a socket each, so
 * two cores, and all IKE SAs are kept. Time is from the first message to the last Child SA. Passes
 * of ours and of strongSwan alternate; figures are medians.
 */
final class LoopbackHandshakes {
  private static final int PASSES = 7;

  private LoopbackHandshakes() {}

  /** Prints our figures and, where strongSwan is, its own and how many times it ours are. */
  static void measure(Effort effort, Figures figures, KeyExchangeCase keyExchange, int sessions)
      throws Exception {
    String name = "ike.loopback." + keyExchange.label();
    List<LoopbackRate> ours = new ArrayList<>();
    List<LoopbackRate> strongSwan = new ArrayList<>();
    String missing = "";
    for (int i = 0; i < Math.min(PASSES, effort.rounds()); i++) {
      ours.add(pass(keyExchange, sessions));
      if (missing.isEmpty()) {
        try {
          strongSwan.add(
              StrongSwanPair.pass(keyExchange, Math.min(sessions, StrongSwanPair.MOST_SESSIONS)));
        } catch (StrongSwanPair.Missing e) {
          missing = e.getMessage();
        }
      }
    }
    if (missing.isEmpty()) {
      compare(figures, name, "", LoopbackRate::perSecond, ours, strongSwan);
      compare(figures, name, "cpu_", LoopbackRate::perCpuSecond, ours, strongSwan);
    } else {
      figures.print(name + ".per_s", median(ours, LoopbackRate::perSecond), "1/s");
      figures.print(name + ".per_cpu_s", median(ours, LoopbackRate::perCpuSecond), "1/s");
      figures.skip(name + ".strongswan", missing);
    }
  }

  private static void compare(
      Figures figures,
      String name,
      String time,
      ToDoubleFunction<LoopbackRate> rate,
      List<LoopbackRate> ours,
      List<LoopbackRate> strongSwan) {
    double ourMedian = median(ours, rate);
    double theirMedian = median(strongSwan, rate);
    figures.print(name + ".per_" + time + "s", ourMedian, "1/s");
    figures.print(name + ".strongswan_per_" + time + "s", theirMedian, "1/s");
    figures.print(name + "." + time + "ratio", ourMedian / theirMedian, "1");
  }

  private static double median(List<LoopbackRate> rates, ToDoubleFunction<LoopbackRate> rate) {
    return Interleaved.median(rates.stream().map(rate::applyAsDouble).toList());
  }

  private static LoopbackRate pass(KeyExchangeCase keyExchange, int sessions) throws Exception {
    try (LoopbackEnd left = new LoopbackEnd(IkePair.config("left", keyExchange));
        LoopbackEnd right = new LoopbackEnd(IkePair.config("right", keyExchange))) {
      FutureTask<Long> responder =
          new FutureTask<>(
              () -> {
                right.respond();
                return Interleaved.cpuNanos();
              });
      Thread thread = new Thread(responder, "responder");
      thread.setDaemon(true); // if the initiator fails
      long start = System.nanoTime();
      long cpu = -Interleaved.cpuNanos();
      thread.start();
      left.initiate(sessions, right.local());
      long time = System.nanoTime() - start;
      cpu += Interleaved.cpuNanos();
      right.stop();
      cpu += responder.get();
      return LoopbackRate.of(sessions, time / 1e9, cpu / 1e9);
    }
  }
}
