package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
  private static final byte[] CONTENTS = {1, 2, 3};
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final TicketKeys keys = new TicketKeys(new SeededSecureRandom(1), Duration.ofHours(1));

  @Test
  void opensWhatItSealed() {
    assertArrayEquals(CONTENTS, keys.open(keys.seal(CONTENTS)).orElseThrow());
  }

  @Test
  void noTwoTicketsAreAlike() {
    assertFalse(keys.seal(CONTENTS).equals(keys.seal(CONTENTS)));
  }

  @Test
  void anotherKeyOpensNothing() {
    TicketKeys others = new TicketKeys(new SeededSecureRandom(2), Duration.ofHours(1));

    assertEquals(Optional.empty(), others.open(keys.seal(CONTENTS)));
  }

  @Property(tries = 200)
  void aChangedOrShortenedTicketOpensToNothing(
      @ForAll @IntRange(max = 34) int place,
      @ForAll @IntRange(min = 1, max = 255) int flip,
      @ForAll @IntRange(max = 34) int length) {
    byte[] ticket = keys.seal(CONTENTS).toByteArray();
    assertEquals(35, ticket.length);
    assertEquals(Optional.empty(), keys.open(Octets.of(ticket).slice(0, length)));

    ticket[place] ^= (byte) flip;

    assertEquals(Optional.empty(), keys.open(Octets.of(ticket)));
  }

  @Test
  void aTicketIsSpentOnceAndForgottenWhenItHasExpired() {
    Octets id = Octets.ofHex("01");
    assertTrue(keys.spend(NOW, id, NOW.plusSeconds(10)));
    assertTrue(keys.isSpent(id));
    assertFalse(keys.spend(NOW.plusSeconds(9), id, NOW.plusSeconds(10)));

    assertTrue(keys.spend(NOW.plusSeconds(10), Octets.ofHex("02"), NOW.plusSeconds(20)));
    assertFalse(keys.isSpent(id));
  }

  @Test
  void sealsAndOpensNothingOnceDestroyed() {
    Octets ticket = keys.seal(CONTENTS);
    keys.destroy();

    assertTrue(keys.isDestroyed());
    assertThrows(IllegalStateException.class, () -> keys.open(ticket));
    assertThrows(IllegalStateException.class, () -> keys.seal(CONTENTS));
  }

  @Test
  void refusesALifetimeThatTheWireCannotSay() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TicketKeys(new SeededSecureRandom(1), Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TicketKeys(new SeededSecureRandom(1), Duration.ofSeconds(1L << 32)));
  }
}
