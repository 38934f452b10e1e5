package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IcmpErrorLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstGoesAtOnceAndThenTheRateHolds() {
    long start = Long.MAX_VALUE - SECOND / 2;
    IcmpErrorLimit limit = new IcmpErrorLimit(10, 5, start);
    for (int i = 0; i < 10; i++) {
      assertTrue(limit.tryAcquire(start));
    }
    assertFalse(limit.tryAcquire(start));
    assertFalse(limit.tryAcquire(start + SECOND / 5 - 1));
    int sent = 0;
    for (long now = start; now - start <= 10 * SECOND; now += SECOND / 50) {
      sent += limit.tryAcquire(now) ? 1 : 0;
    }
    assertEquals(50, sent);
  }

  @Test
  void aFullBucketHoldsNoMoreThanABurst() {
    IcmpErrorLimit limit = new IcmpErrorLimit(3, 1000, 0);
    int sent = 0;
    for (int i = 0; i < 10; i++) {
      sent += limit.tryAcquire(3600 * SECOND) ? 1 : 0;
    }
    assertEquals(3, sent);
  }

  @Test
  void refusesRatesThatAreOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new IcmpErrorLimit(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new IcmpErrorLimit(1001, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new IcmpErrorLimit(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new IcmpErrorLimit(1, 1_000_001, 0));
  }
}
