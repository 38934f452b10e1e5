package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedYear.Report;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A long time of rekeying and dead peer detection with the lifetimes of AWS over a network that
 * loses, repeats and reorders, and that is cut every few days. The build does some days; {@code
 * -Dvpn4j.simulatedDays=365} a year.
 */
class IkeYearSimulation {
  private static final int DAYS = Integer.getInteger("vpn4j.simulatedDays", 4);
  private static final long SEED = Long.getLong("vpn4j.simulatedSeed", 2026);

  @Test
  void rekeysAndRecoversForAYearAndRepeatsBitForBit() {
    Report first = new SimulatedYear(SEED).run(Duration.ofDays(DAYS));
    System.out.printf("seed %d, %d days: %s%n", SEED, DAYS, first);

    assertTrue(first.ikeRekeys() >= 2L * DAYS, first::toString);
    assertTrue(first.childSas() >= 22L * DAYS, first::toString);
    assertTrue(first.cuts() == 0 || first.established() > 1, first::toString);
    assertTrue(first.packets() > 22L * DAYS, first::toString);

    Duration some = Duration.ofDays(Math.min(DAYS, 4));
    Report again = new SimulatedYear(SEED).run(some);
    assertEquals(
        DAYS == some.toDays() ? first : new SimulatedYear(SEED).run(some),
        again,
        "the same seed gives the same octets");
    Report other = new SimulatedYear(SEED + 1).run(some);
    assertNotEquals(again.wire(), other.wire());
  }
}
