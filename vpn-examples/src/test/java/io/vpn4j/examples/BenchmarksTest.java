package io.vpn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.examples.benchmark.Area;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which areas a user may name. */
class BenchmarksTest {
  @Test
  void takesAllAreasWhenNoneIsNamed() {
    assertEquals(Area.ALL, Benchmarks.areas());
  }

  @Test
  void takesTheAreasThatAreNamed() {
    assertEquals(List.of("ike"), Benchmarks.areas("ike").stream().map(Area::name).toList());
  }

  @Test
  void refusesAnAreaThatIsNotThereAndListsThoseThatAre() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Benchmarks.areas("teapot"));
    assertEquals("no area is called teapot; there are esp, ike, fib, model", refusal.getMessage());
  }
}
