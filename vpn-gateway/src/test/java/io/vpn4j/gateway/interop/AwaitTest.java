package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void returnsAsSoonAsConditionHolds() {
    AtomicInteger asked = new AtomicInteger();
    Await.until("the third time", Duration.ofMinutes(1), () -> asked.incrementAndGet() == 3);
    assertEquals(3, asked.get());
  }

  @Test
  void saysWhatItAwaitedAndWhyItMayHaveFailed() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Await.until("a miracle", Duration.ZERO, () -> false, () -> "the log"));
    assertTrue(error.getMessage().contains("a miracle"));
    assertTrue(error.getMessage().contains("the log"));
  }

  @Test
  void endsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(
        AssertionError.class, () -> Await.until("anything", Duration.ofMinutes(1), () -> false));
    assertTrue(Thread.interrupted());
  }
}
