package io.vpn4j.esp.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Threads that all try to accept the same numbers, each in its own disorder: each number is
 * accepted by exactly one of them as long as it is in the window, and never by two.
 */
class ReplayWindowConcurrencyTest {
  private static final int THREADS = 4;

  /**
   * In a round no number leaves the window, so all must be accepted; the next round begins when the
   * last one is over. The numbers begin at 1, in the middle of 32 bits, and around 2^32.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 64, 4000, 0",
    "64, 33, 4000, 2000000000",
    "100, 100, 3000, 4294967000",
    "1024, 1024, 1000, 4294000000",
    "1048576, 200000, 2, 7",
  })
  void allOfAWindowAreAcceptedOnce(int width, int perRound, int rounds, long base)
      throws Exception {
    ReplayWindow window = new ReplayWindow(width);
    AtomicIntegerArray accepted = new AtomicIntegerArray(perRound * rounds);
    CyclicBarrier roundIsOver = new CyclicBarrier(THREADS);
    run(
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int round = 0; round < rounds; round++) {
            for (int i : shuffled(perRound, random)) {
              int index = round * perRound + i;
              long number = base + 1 + index;
              boolean promising = window.check(number);
              if (window.accept(number)) {
                accepted.incrementAndGet(index);
                assertEquals(true, promising, "what was refused at first stays refused");
              }
            }
            roundIsOver.await();
          }
          return null;
        });
    for (int i = 0; i < accepted.length(); i++) {
      assertEquals(1, accepted.get(i), "number " + (base + 1 + i));
    }
    assertEquals(base + accepted.length(), window.highest());
  }

  /** Without rounds numbers fall out on the left and are lost; still none is accepted twice. */
  @ParameterizedTest
  @CsvSource({"64, 40", "64, 1000", "1024, 900"})
  void noNumberIsAcceptedTwiceWhateverTheRace(int width, int reach) throws Exception {
    int numbers = 200_000;
    ReplayWindow window = new ReplayWindow(width);
    AtomicIntegerArray accepted = new AtomicIntegerArray(numbers + reach);
    run(
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < numbers; i++) {
            int number = 1 + i + random.nextInt(reach);
            if (window.accept(number)) {
              accepted.incrementAndGet(number);
            }
          }
          return null;
        });
    int most = 0;
    for (int i = 0; i < accepted.length(); i++) {
      most = Math.max(most, accepted.get(i));
    }
    assertEquals(1, most);
  }

  private interface Work {
    Void run(long seed) throws Exception;
  }

  private static void run(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> each = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = i;
        each.add(() -> work.run(seed));
      }
      for (Future<Void> result : threads.invokeAll(each)) {
        result.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return order;
  }
}
