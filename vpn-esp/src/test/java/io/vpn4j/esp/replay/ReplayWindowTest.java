package io.vpn4j.esp.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
  @ParameterizedTest
  @ValueSource(ints = {64, 100, 1024, 2048, 1 << 20})
  void keepsExactlyItsWidth(int width) {
    ReplayWindow window = new ReplayWindow(width);
    window.accept(5_000_000);
    assertTrue(window.check(5_000_000 - width + 1), "left edge");
    assertFalse(window.check(5_000_000 - width), "one left of it");
    assertFalse(window.check(5_000_000), "the highest itself");
    assertTrue(window.check(5_000_001));
  }

  @Test
  void dropsReplayAtLeftEdgeOfWindow() {
    ReplayWindow window = new ReplayWindow(64);
    window.accept(1);
    window.accept(64);
    assertFalse(window.check(1));
    assertTrue(window.check(2));
    window.accept(65);
    assertFalse(window.check(1));
  }

  @Test
  void lookingMovesNothing() {
    ReplayWindow window = new ReplayWindow(64);
    assertTrue(window.check(1_000_000));
    assertTrue(window.check(1));
    assertEquals(0, window.highest());
  }

  @Test
  void neverAcceptsZero() {
    ReplayWindow window = new ReplayWindow(64);
    assertFalse(window.check(0));
    window.accept(3);
    assertFalse(window.check(0));
  }

  @Test
  void aLeapAcrossTheWholeRingForgetsAll() {
    ReplayWindow window = new ReplayWindow(64);
    for (int i = 1; i <= 128; i++) {
      window.accept(i);
    }
    window.accept(1L << 45);
    for (long i = (1L << 45) - 63; i < 1L << 45; i++) {
      assertTrue(window.check(i));
    }
  }

  @Test
  void nothingBelowTheFirstNumberOrAboveTheLastIsInferred() {
    ReplayWindow window = new ReplayWindow(64);
    assertEquals(7, window.infer(7));
    assertEquals(0, window.infer(-3), "2^32 before the first packet");
    window.accept(-100L);
    assertEquals(-1L, window.infer(-1));
    assertEquals(0, window.infer(5), "2^64 + 5");
  }

  @Test
  void refusesWidthsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new ReplayWindow(63));
    assertThrows(IllegalArgumentException.class, () -> new ReplayWindow((1 << 20) + 1));
  }
}
