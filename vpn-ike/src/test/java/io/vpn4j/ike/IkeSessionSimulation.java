package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.Requirement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Two sessions over bad networks, in virtual time. */
class IkeSessionSimulation {

  @Property(tries = 400)
  @Label("over any link, two sessions both stand with the same keys, or both end")
  @Requirement({"RFC7296-2.1-6", "RFC7296-2.1-7"})
  void bothStandOrBothEnd(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.7) double loss,
      @ForAll @DoubleRange(max = 0.5) double duplication,
      @ForAll @IntRange(min = 1, max = 5000) int maxDelayMillis) {
    Weather weather = new Weather(loss, duplication, Duration.ofMillis(maxDelayMillis));
    SimulatedLink link =
        IkeSessionFixtures.link(
            IkeSessionFixtures.left().build(), IkeSessionFixtures.right().build(), weather, seed);
    link.initiate().run(Duration.ofSeconds(95));

    // The responder cannot know that its last answer was lost for good until liveness tells it, so
    // ends are compared once that must have happened.
    boolean both = link.left.isEstablished() && link.right.isEstablished();
    if (both) {
      ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
      ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
      assertArrayEquals(
          left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
    } else {
      link.run(Duration.ofMinutes(1));
      assertTrue(
          !link.left.isEstablished() && !link.right.isEstablished(),
          () -> "seed " + seed + ": " + link.left + " " + link.right);
    }
    assertTerminatedOnceAndForAll(link);
    Statistics.label("outcome").collect(both ? "established" : "ended");
  }

  @Property(tries = 150)
  @Label("a deleted IKE SA ends on both sides, whatever the link does")
  void deleteEndsBothSides(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.5) double loss,
      @ForAll @IntRange(min = 1, max = 2000) int maxDelayMillis,
      @ForAll boolean byInitiator) {
    SimulatedLink link =
        IkeSessionFixtures.link(
            IkeSessionFixtures.left().build(),
            IkeSessionFixtures.right().build(),
            new Weather(loss, 0.1, Duration.ofMillis(maxDelayMillis)),
            seed);
    link.initiate().run(Duration.ofSeconds(20));
    link.command(byInitiator, new IkeCommand.Delete()).run(Duration.ofMinutes(2));

    assertTrue(link.left.isTerminated(), () -> "seed " + seed + ": " + link.left);
    assertTrue(
        link.right.isTerminated() || link.right.isUnused(),
        () -> "seed " + seed + ": " + link.right);
    assertTerminatedOnceAndForAll(link);
  }

  @Property(tries = 300)
  @Label("a network that damages datagrams only slows things down")
  void damageIsLoss(@ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.5) double damage) {
    Random random = new Random(seed);
    SimulatedLink link =
        IkeSessionFixtures.link(
                IkeSessionFixtures.left().build(),
                IkeSessionFixtures.right().build(),
                new Weather(0, 0, Duration.ofMillis(20)),
                seed)
            .tampering(octets -> damage(octets, random, damage));
    link.initiate().run(Duration.ofSeconds(95));
    boolean both = link.left.isEstablished() && link.right.isEstablished();
    if (!both) {
      link.run(Duration.ofMinutes(1));
      assertTrue(
          !link.left.isEstablished() && !link.right.isEstablished(),
          () -> "seed " + seed + ": " + link.left + " " + link.right);
    }
    assertTerminatedOnceAndForAll(link);
    Statistics.label("outcome").collect(both ? "established" : "ended");
  }

  private static void damage(ByteBuffer octets, Random random, double chance) {
    if (random.nextDouble() < chance) {
      int bit = random.nextInt(octets.remaining() * 8);
      octets.put(bit / 8, (byte) (octets.get(bit / 8) ^ 1 << bit % 8));
    }
  }

  @Property(tries = 20)
  @Label("an idle day costs liveness checks and nothing else")
  void anIdleDay(@ForAll long seed) {
    SimulatedLink link =
        IkeSessionFixtures.link(
            IkeSessionFixtures.left().build(),
            IkeSessionFixtures.right().build(),
            new Weather(0.02, 0.01, Duration.ofMillis(100)),
            seed);
    link.initiate().run(Duration.ofHours(24));

    assertTrue(link.left.isEstablished(), () -> "seed " + seed + ": " + link.left);
    assertTrue(link.right.isEstablished(), () -> "seed " + seed + ": " + link.right);
    assertEquals(1, SimulatedLink.of(link.leftOutputs, IkeOutput.Established.class).size());
  }

  private static void assertTerminatedOnceAndForAll(SimulatedLink link) {
    assertTrue(SimulatedLink.of(link.leftOutputs, IkeOutput.Terminated.class).size() <= 1);
    assertTrue(SimulatedLink.of(link.rightOutputs, IkeOutput.Terminated.class).size() <= 1);
    for (boolean left : new boolean[] {true, false}) {
      var outputs = left ? link.leftOutputs : link.rightOutputs;
      int up = SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class).size();
      int down = SimulatedLink.of(outputs, IkeOutput.ChildSaDown.class).size();
      boolean over = (left ? link.left : link.right).isTerminated();
      assertEquals(over ? up : 0, down, "every Child SA that came up goes down with its IKE SA");
    }
  }
}
