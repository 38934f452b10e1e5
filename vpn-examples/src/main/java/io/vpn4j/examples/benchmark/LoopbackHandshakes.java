package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.KeyExchangeMethod;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

/**
 * Handshakes between two ends over UDP on the loopback interface: a thread and a socket each, so
 * two cores, and as many IKE SAs as {@link Effort#sessions} says, all of them kept. The time is
 * from the first message to the last Child SA; of some passes, the median.
 */
final class LoopbackHandshakes {
  private static final int PASSES = 5;

  private LoopbackHandshakes() {}

  /** Handshakes per second of wall-clock time. */
  static double perSecond(Effort effort, KeyExchangeMethod method, int sessions) throws Exception {
    double[] rates = new double[Math.min(PASSES, effort.rounds())];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = pass(method, sessions);
    }
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }

  private static double pass(KeyExchangeMethod method, int sessions) throws Exception {
    try (LoopbackEnd left = new LoopbackEnd(IkePair.config("left", method));
        LoopbackEnd right = new LoopbackEnd(IkePair.config("right", method))) {
      FutureTask<Void> responder =
          new FutureTask<>(
              () -> {
                right.respond(sessions);
                return null;
              });
      Thread thread = new Thread(responder, "responder");
      thread.setDaemon(true); // if the initiator fails
      long start = System.nanoTime();
      thread.start();
      left.initiate(sessions, right.local());
      responder.get();
      return sessions / ((System.nanoTime() - start) / 1e9);
    }
  }
}
