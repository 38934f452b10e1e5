package io.vpn4j.esp.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class ReplayWindowProperties {
  @Provide
  Arbitrary<Integer> widths() {
    return Arbitraries.of(64, 65, 100, 127, 128, 129, 1000, 1024, 2048, 4096);
  }

  /** Steps around the width of a window and of its ring: small ones, duplicates, leaps. */
  @Provide
  Arbitrary<List<Long>> steps() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(-70, 70)),
            Tuple.of(4, Arbitraries.longs().between(-4200, 4200)),
            Tuple.of(1, Arbitraries.longs().between(0, 1L << 33)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(300);
  }

  /** All numbers that were accepted, and the highest: the definition, written down. */
  private static final class Model {
    private final Set<BigInteger> received = new HashSet<>();
    private BigInteger highest = BigInteger.ZERO;

    boolean accepts(long sequenceNumber, int width) {
      BigInteger number = unsigned(sequenceNumber);
      return number.signum() > 0
          && number.compareTo(highest.subtract(BigInteger.valueOf(width))) > 0
          && !received.contains(number);
    }

    void add(long sequenceNumber) {
      received.add(unsigned(sequenceNumber));
      highest = highest.max(unsigned(sequenceNumber));
    }
  }

  @Property(tries = 1500)
  void agreesWithASet(
      @ForAll("widths") int width, @ForAll("steps") List<Long> steps, @ForAll long base) {
    ReplayWindow window = new ReplayWindow(width);
    Model model = new Model();
    long at = Math.max(1, base & 0x3fff_ffff_ffff_ffffL);
    for (long step : steps) {
      at = Math.max(0, at + step);
      boolean expected = model.accepts(at, width);
      assertEquals(expected, window.check(at), () -> "highest " + window.highest());
      Statistics.label("accepted").collect(expected);
      if (expected) {
        window.accept(at);
        model.add(at);
      }
      assertEquals(model.highest, unsigned(window.highest()));
    }
  }

  @Property(tries = 300)
  void agreesWithASetAtTheVeryEnd(
      @ForAll("widths") int width,
      @ForAll @Size(min = 1, max = 100) List<@LongRange(min = -5000, max = -1) Long> numbers) {
    ReplayWindow window = new ReplayWindow(width);
    Model model = new Model();
    for (long number : numbers) {
      boolean expected = model.accepts(number, width);
      assertEquals(expected, window.check(number));
      if (expected) {
        window.accept(number);
        model.add(number);
      }
    }
  }

  /** Any number from the left edge of the window up to 2^32 beyond that is found from its half. */
  @Property(tries = 3000)
  void infersTheHalfThatIsNotSent(
      @ForAll("widths") int width,
      @ForAll @LongRange(min = 1, max = 1L << 40) long highest,
      @ForAll @LongRange(min = 0, max = (1L << 32) - 1) long distance) {
    ReplayWindow window = new ReplayWindow(width);
    window.accept(highest);
    long sequenceNumber = highest - width + 1 + distance;
    if (sequenceNumber > 0) {
      assertEquals(sequenceNumber, window.infer((int) sequenceNumber));
    } else {
      assertEquals(0, window.infer((int) sequenceNumber) >>> 32);
    }
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
