package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeLimits.Threshold;
import io.vpn4j.ike.LoadLevel.Demand;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The small parts of which {@link Admission} is made. */
class LoadLevelTest {
  private static final Instant NOW = SimulatedLink.START;

  @Test
  void demandsMoreTheMoreIsHalfOpenAndLetsGoLater() {
    LoadLevel load =
        new LoadLevel(
            IkeLimits.DEFAULT
                .withCookies(new Threshold(10, 5))
                .withPuzzles(new Threshold(20, 15), 1));

    assertEquals(Demand.NOTHING, load.demand(9));
    assertEquals(Demand.COOKIE, load.demand(10));
    assertEquals(Demand.COOKIE, load.demand(5));
    assertEquals(Demand.NOTHING, load.demand(4));
    assertEquals(Demand.NOTHING, load.demand(9));
    assertEquals(Demand.PUZZLE, load.demand(20));
    assertEquals(Demand.PUZZLE, load.demand(15));
    assertEquals(Demand.COOKIE, load.demand(14));
    assertEquals(Demand.COOKIE, load.demand(19));
  }

  @Test
  void aThresholdOfZeroIsAlwaysOn() {
    LoadLevel load = new LoadLevel(IkeLimits.DEFAULT.withCookies(Threshold.of(0)));

    assertEquals(Demand.COOKIE, load.demand(0));
    assertEquals(Demand.COOKIE, load.demand(0));
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new Threshold(1, 2));
    assertThrows(IllegalArgumentException.class, () -> new Threshold(1, -1));
    assertThrows(IllegalArgumentException.class, () -> IkeLimits.DEFAULT.withHalfOpen(1, 1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> IkeLimits.DEFAULT.withPuzzles(Threshold.NEVER, 256));
    assertThrows(
        IllegalArgumentException.class, () -> IkeLimits.DEFAULT.withAnswersPerSecond(-1, 1));
  }

  @Test
  void aSourceIsAnAddressOrAnIpv6Subnet() {
    assertEquals(source("2001:db8::1"), source("2001:db8::ffff:1"));
    assertFalse(source("2001:db8::1").equals(source("2001:db8:0:1::1")));
    assertFalse(source("192.0.2.1").equals(source("192.0.2.2")));
    assertFalse(source("::").equals(source("0.0.0.0")));
  }

  private static Source source(String address) {
    return Source.of(IpAddress.of(address));
  }

  @Test
  void aBudgetIsSpentPerSourceAndAltogetherAndRenewsItself() {
    AnswerBudget budget = new AnswerBudget(Duration.ofSeconds(1), 3, 2);
    IpAddress one = IpAddress.of("192.0.2.1");

    assertTrue(budget.take(NOW, one));
    assertTrue(budget.take(NOW, one));
    assertFalse(budget.take(NOW, one));
    assertTrue(budget.take(NOW, IpAddress.of("192.0.2.2")));
    assertFalse(budget.take(NOW, IpAddress.of("192.0.2.3")));
    assertEquals(2, budget.sources(), "who got nothing is not remembered");
    assertFalse(budget.take(NOW.plusMillis(999), one));
    assertTrue(budget.take(NOW.plusMillis(1000), one));
    assertEquals(1, budget.sources());
  }

  @Test
  void aSpentCookieIsRememberedForAsLongAsItIsGood() {
    SpentCookies spent = new SpentCookies();
    Octets cookie = Octets.ofHex("01");
    spent.add(NOW, Octets.ofHex("02"));
    spent.add(NOW.plusSeconds(100), cookie);

    assertTrue(spent.contains(NOW.plusSeconds(100).plus(StatelessCookies.LIFE), cookie));
    assertFalse(spent.contains(NOW.plusSeconds(100).plus(StatelessCookies.LIFE), Octets.EMPTY));
    assertFalse(spent.contains(NOW.plusSeconds(500), cookie));
    assertEquals(0, spent.size());
  }
}
