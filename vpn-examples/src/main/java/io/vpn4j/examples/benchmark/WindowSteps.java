package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.replay.ReplayWindow;

/** The two steps of a replay window by themselves; neither is the yardstick of the other. */
final class WindowSteps {
  private static final int PACKETS = 1024; // AWS's default
  private static final int BATCH = 10_000;

  private WindowSteps() {}

  static void measure(Effort effort, Figures figures) throws Exception {
    Interleaved result = Interleaved.measure(effort.brief(), accepting(), checking());
    figures.print("esp.window.accept.ns", 1e9 * result.oursSeconds(), "ns");
    figures.print("esp.window.check.ns", 1e9 * result.yardstickSeconds(), "ns");
  }

  private abstract static class Batch implements Interleaved.Operation {
    @Override
    public int count() {
      return BATCH;
    }
  }

  /** Packets in order. */
  private static Interleaved.Operation accepting() {
    ReplayWindow window = new ReplayWindow(PACKETS);
    return new Batch() {
      private long last;

      @Override
      public void run() {
        for (int i = 0; i < BATCH; i++) {
          if (!window.accept(++last)) {
            throw new IllegalStateException("refused " + last);
          }
        }
      }
    };
  }

  /** Late packets, of which every second is a replay. */
  private static Interleaved.Operation checking() {
    ReplayWindow window = new ReplayWindow(PACKETS);
    for (int number = 2; number <= PACKETS; number += 2) {
      window.accept(number);
    }
    return new Batch() {
      @Override
      public void run() {
        int fresh = 0;
        for (int i = 0; i < BATCH; i++) {
          fresh += window.check(1 + (i & (PACKETS - 1))) ? 1 : 0;
        }
        if (fresh != BATCH / 2) {
          throw new IllegalStateException("fresh: " + fresh);
        }
      }
    };
  }
}
