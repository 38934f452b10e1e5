package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class IcmpErrorLimitProperties {
  /** A bucket with tokens, in ten-thousandths of one, filled step by step. */
  @Property
  void agreesWithABucketOfTokens(
      @ForAll @IntRange(min = 1, max = 20) int burst,
      @ForAll long start,
      @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 30_000) Long> steps) {
    int perSecond = 100_000;
    IcmpErrorLimit limit = new IcmpErrorLimit(burst, perSecond, start);
    long parts = burst * 10_000L;
    long now = start;
    for (long step : steps) {
      now += step;
      // At 100,000 in a second a nanosecond brings a ten-thousandth.
      parts = Math.min(burst * 10_000L, parts + step);
      boolean expected = parts >= 10_000;
      assertEquals(expected, limit.tryAcquire(now));
      parts -= expected ? 10_000 : 0;
    }
  }
}
