package io.vpn4j.routing.bgp.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target over its seeds, and over those seeds damaged a little. */
class FuzzTargetsTest {
  static Stream<FuzzTarget> targets() {
    return FuzzTarget.all().stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesItsSeeds(FuzzTarget target) {
    List<byte[]> seeds = target.seeds();
    assertTrue(seeds.size() >= 4, "something to begin with");
    seeds.forEach(target.method());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesDamagedSeeds(FuzzTarget target) {
    Random random = new Random(1);
    for (byte[] seed : target.seeds()) {
      for (int i = 0; i < 100; i++) {
        byte[] octets = seed.clone();
        for (int j = random.nextInt(4); j >= 0; j--) {
          octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        target.method().accept(octets);
      }
    }
  }
}
