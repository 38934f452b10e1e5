package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.OpenResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads that open packets, of one SA and of two, beside one thread, and the bare cipher on
 * one thread and on two: what the machine itself gains by its second core.
 *
 * <p>Time is the clock's, from when the first thread begins to when the last one ends. What else
 * runs on the machine counts, so these figures want it quiet. One of each takes its turn in each
 * round.
 */
final class OpeningThreads {
  private static final int ROUNDS_EACH = 5;

  /** Threads may be apart by as much as a lap: none of its packets may be too late. */
  private static final int MAX_LAP = 4096;

  private static final int WINDOW_PACKETS = 2 * MAX_LAP;

  private final PacketCase packets;
  private final ExecutorService second = Executors.newSingleThreadExecutor();
  private final ByteBuffer ring;
  private final ByteBuffer otherRing;
  private final BareCipher bare;
  private final BareCipher otherBare;

  /** The share of one thread. */
  private interface Share {
    void run() throws Exception;
  }

  private OpeningThreads(PacketCase packets) throws Exception {
    this.packets = packets;
    this.ring = OpeningLap.ring(packets, packets.lap());
    this.otherRing = OpeningLap.ring(packets, packets.lap());
    this.bare = BareCipher.of(packets);
    this.otherBare = BareCipher.of(packets);
  }

  static void measure(Effort effort, Figures figures, PacketCase packets) throws Exception {
    // Long enough that starting two threads at once is little of it.
    OpeningThreads threads =
        new OpeningThreads(packets.withLap(Math.min(MAX_LAP, effort.sessions())));
    try {
      threads.measure(effort, figures);
    } finally {
      threads.second.shutdown();
    }
  }

  private void measure(Effort effort, Figures figures) throws Exception {
    long warmUpEnds = System.nanoTime() + effort.warmUp().toNanos();
    do {
      round();
    } while (System.nanoTime() < warmUpEnds);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS_EACH * effort.rounds(); i++) {
      rounds.add(round());
    }
    String name = "esp.open." + SuiteName.of(packets.suite()) + "." + packets.octets();
    print(figures, name + ".threads1", rounds, Round::one);
    print(figures, name + ".threads2_one_sa", rounds, Round::oneSa);
    print(figures, name + ".threads2_two_sas", rounds, Round::twoSas);
    print(figures, name + ".threads1_bare", rounds, Round::bare);
    print(figures, name + ".threads2_bare", rounds, Round::twoBare);
    ratio(figures, name + ".threads2_one_sa", rounds, Round::oneSa, Round::one);
    ratio(figures, name + ".threads2_two_sas", rounds, Round::twoSas, Round::one);
    ratio(figures, name + ".threads2_bare", rounds, Round::twoBare, Round::bare);
  }

  /** Packets per second. */
  private record Round(double one, double oneSa, double twoSas, double bare, double twoBare) {}

  private interface Rate {
    double of(Round round);
  }

  private void print(Figures figures, String name, List<Round> rounds, Rate rate) {
    double perSecond = Interleaved.median(rounds.stream().map(rate::of).toList());
    figures.print(name + ".gbps", 8e-9 * packets.octets() * perSecond, "Gbit/s");
  }

  private static void ratio(Figures figures, String name, List<Round> rounds, Rate two, Rate one) {
    figures.print(
        name + ".ratio",
        Interleaved.median(rounds.stream().map(round -> two.of(round) / one.of(round)).toList()),
        "1");
  }

  private Round round() throws Exception {
    int lap = packets.lap();
    InboundSa alone = begun();
    InboundSa shared = begun();
    InboundSa left = begun();
    InboundSa right = begun();
    double one = lap / seconds(() -> open(alone, ring, 1, 1));
    double oneSa = lap / seconds(() -> open(shared, ring, 1, 2), () -> open(shared, ring, 2, 2));
    double twoSas =
        2.0 * lap / seconds(() -> open(left, ring, 1, 1), () -> open(right, otherRing, 1, 1));
    double bareOne = lap / seconds(() -> open(bare));
    double bareTwo = 2.0 * lap / seconds(() -> open(bare), () -> open(otherBare));
    return new Round(one, oneSa, twoSas, bareOne, bareTwo);
  }

  /** With the first packet of the ring behind it: {@link OpeningLap#prepare} says why. */
  private InboundSa begun() {
    InboundSa sa = packets.inboundSa(WINDOW_PACKETS);
    open(sa, ring, 0, packets.lap());
    return sa;
  }

  /** Every {@code step}-th packet from {@code first}. */
  private void open(InboundSa sa, ByteBuffer ring, int first, int step) {
    int espOctets = packets.espOctets();
    ByteBuffer esp = ring.duplicate();
    ByteBuffer out = packets.allocate(espOctets);
    for (int i = first; i < packets.lap(); i += step) {
      esp.limit((i + 1) * espOctets).position(i * espOctets);
      if (sa.open(esp, out.clear()) != OpenResult.OK) {
        throw new IllegalStateException(sa.toString());
      }
    }
  }

  private void open(BareCipher bare) throws Exception {
    for (int i = 1; i < packets.lap(); i++) {
      bare.open(i);
    }
  }

  /** From when the first share begins to when the last one ends; one thread each. */
  private double seconds(Share... shares) throws Exception {
    AtomicInteger absent = new AtomicInteger(shares.length);
    List<Future<long[]>> others = new ArrayList<>();
    for (int i = 1; i < shares.length; i++) {
      Share share = shares[i];
      others.add(second.submit(() -> startToEnd(share, absent)));
    }
    long[] time = startToEnd(shares[0], absent);
    for (Future<long[]> other : others) {
      time[0] = Math.min(time[0], other.get()[0]);
      time[1] = Math.max(time[1], other.get()[1]);
    }
    return (time[1] - time[0]) / 1e9;
  }

  private static long[] startToEnd(Share share, AtomicInteger absent) throws Exception {
    absent.decrementAndGet();
    while (absent.get() > 0) {
      Thread.onSpinWait(); // a thread that sleeps would be late by more than packets take
    }
    long start = System.nanoTime();
    share.run();
    return new long[] {start, System.nanoTime()};
  }
}
