package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rekeying of Child SAs and IKE SAs, alone and at once, with traffic all the time. */
class RekeyingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ChildAlgorithms WITH_PFS =
      new ChildAlgorithms(
          List.of(EncryptionAlgorithm.AES_GCM_16_128),
          List.of(),
          List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256));
  private static final ChildAlgorithms OTHER_GROUP =
      new ChildAlgorithms(
          List.of(EncryptionAlgorithm.AES_GCM_16_128),
          List.of(),
          List.of(KeyExchangeMethod.ECP_256));

  /** Two established ends, and packets both ways after every input of either. */
  private static final class Tunnel {
    final SimulatedLink link;
    final EspLedger left = new EspLedger();
    final EspLedger right = new EspLedger();
    private int seenLeft;
    private int seenRight;
    private boolean traffic;

    Tunnel(SimulatedLink link) {
      this.link = link;
      link.observing(session -> {});
      link.initiate().run(Duration.ofSeconds(30));
      sync();
      assertTrue(link.left.isEstablished() && link.right.isEstablished());
    }

    static Tunnel with(ChildAlgorithms child, IkeLifetimes lifetimes, Weather weather, long seed) {
      return new Tunnel(
          IkeSessionFixtures.link(
              IkeSessionFixtures.left().childAlgorithms(child).lifetimes(lifetimes).build(),
              IkeSessionFixtures.right().childAlgorithms(child).lifetimes(lifetimes).build(),
              weather,
              seed));
    }

    static Tunnel withPfs() {
      return with(WITH_PFS, IkeLifetimes.UNLIMITED, Weather.FINE, 1);
    }

    Tunnel withTraffic() {
      traffic = true;
      return this;
    }

    private void sync() {
      left.take(link.leftOutputs.subList(seenLeft, link.leftOutputs.size()));
      right.take(link.rightOutputs.subList(seenRight, link.rightOutputs.size()));
      seenLeft = link.leftOutputs.size();
      seenRight = link.rightOutputs.size();
      if (traffic) {
        assertEquals("opened", left.packetTo(right), () -> "to the right, " + link.wire.size());
        assertEquals("opened", right.packetTo(left), () -> "to the left, " + link.wire.size());
      }
    }

    Tunnel command(boolean toLeft, IkeCommand command) {
      link.command(toLeft, command);
      sync();
      return this;
    }

    EspSpi child(boolean ofLeft) {
      List<EspSpi> all = (ofLeft ? left : right).inboundSpis();
      return all.get(all.size() - 1);
    }

    Tunnel rekeyChild(boolean byLeft) {
      return command(byLeft, new IkeCommand.RekeyChildSa(child(byLeft)));
    }

    Tunnel rekeyIke(boolean byLeft) {
      return command(byLeft, new IkeCommand.RekeyIkeSa());
    }

    /** One step at a time, so that traffic finds every state between them. */
    Tunnel run(Duration limit) {
      for (var end = link.now().plus(limit); link.now().isBefore(end); ) {
        link.run(Duration.ofMillis(1).compareTo(limit) < 0 ? Duration.ofMillis(250) : limit);
        sync();
      }
      return this;
    }

    void assertOnePair() {
      assertEquals(1, left.installed());
      assertTrue(left.mirrors(right));
      assertEquals("opened", left.packetTo(right));
      assertEquals("opened", right.packetTo(left));
    }

    void assertOneIkeSa() {
      assertEquals(1, link.left.localSpis().size());
      assertEquals(1, link.right.localSpis().size());
    }

    int ikeRekeys(boolean ofLeft) {
      return SimulatedLink.of(
              ofLeft ? link.leftOutputs : link.rightOutputs, IkeOutput.IkeSaRekeyed.class)
          .size();
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  @Requirement({"RFC7296-2.8-6", "RFC7296-2.8-5", "RFC7296-2.8.1-2"})
  void replacesAChildSaBeforeItGoes(boolean byLeft, boolean pfs) {
    ChildAlgorithms child =
        pfs ? WITH_PFS : ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128);
    Tunnel tunnel = Tunnel.with(child, IkeLifetimes.UNLIMITED, Weather.FINE, 1).withTraffic();
    EspSpi before = tunnel.child(true);
    tunnel.rekeyChild(byLeft).run(MINUTE);

    assertNotEquals(before, tunnel.child(true));
    assertEquals(2, tunnel.left.ups());
    assertEquals(2, tunnel.right.ups());
    tunnel.assertOnePair();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Requirement({"RFC7296-2.8-4", "RFC7296-1.4-4", "RFC7296-1.4-3"})
  void replacesTheIkeSaAndKeepsItsChildSa(boolean byLeft) {
    Tunnel tunnel = Tunnel.withPfs().withTraffic();
    IkeSpi before = tunnel.link.left.localSpis().iterator().next();
    tunnel.rekeyIke(byLeft).run(MINUTE);

    assertNotEquals(before, tunnel.link.left.localSpis().iterator().next());
    assertEquals(before, tunnel.link.left.localSpi(), "the name of the session stays");
    assertEquals(1, tunnel.ikeRekeys(true));
    assertEquals(1, tunnel.ikeRekeys(false));
    tunnel.assertOneIkeSa();
    assertEquals(1, tunnel.left.ups());
    // The new one works in both directions, for all that an IKE SA is for.
    tunnel.rekeyChild(true).run(MINUTE).rekeyChild(false).run(MINUTE);
    tunnel.rekeyIke(!byLeft).run(MINUTE);
    assertEquals(2, tunnel.ikeRekeys(true));
    tunnel.assertOnePair();
    tunnel.assertOneIkeSa();
  }

  @Test
  @Requirement({"RFC7296-2.25.1-2"})
  void bothEndsRekeyOneChildSaAtOnce() {
    int collisions = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Tunnel tunnel =
          Tunnel.with(WITH_PFS, IkeLifetimes.UNLIMITED, Weather.FINE, seed).withTraffic();
      tunnel.rekeyChild(true).rekeyChild(false).run(MINUTE);
      // Each end installs the winner, and the one that the other made in vain if it answered that;
      // a request that comes after the other's exchange is over is refused.
      int ups = tunnel.left.ups() + tunnel.right.ups();
      assertTrue(ups == 4 || ups == 5, () -> ups + " pairs");
      collisions += ups == 5 ? 1 : 0;
      tunnel.assertOnePair();
      tunnel.assertOneIkeSa();
    }
    assertTrue(collisions >= 10, collisions + " of 40 runs had both exchanges answered");
  }

  @Test
  @Requirement({"RFC7296-2.25.2-1", "RFC7296-2.8.2-2"})
  void bothEndsRekeyTheIkeSaAtOnce() {
    for (long seed = 1; seed <= 40; seed++) {
      Tunnel tunnel =
          Tunnel.with(WITH_PFS, IkeLifetimes.UNLIMITED, Weather.FINE, seed).withTraffic();
      tunnel.rekeyIke(true).rekeyIke(false).run(MINUTE.multipliedBy(3));
      tunnel.assertOneIkeSa();
      assertEquals(1, tunnel.ikeRekeys(true), "seed " + seed);
      assertEquals(1, tunnel.ikeRekeys(false), "seed " + seed);
      tunnel.rekeyChild(true).run(MINUTE);
      tunnel.assertOnePair();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Requirement({"RFC7296-2.25-1", "RFC7296-2.25.1-6", "RFC7296-2.25.2-5"})
  void oneEndRekeysTheChildSaAndTheOtherTheIkeSa(boolean left) {
    Tunnel tunnel = Tunnel.withPfs().withTraffic();
    tunnel.rekeyChild(left).rekeyIke(!left).run(MINUTE.multipliedBy(3));

    // RFC 7296 2.25.2: each tells the other that it is busy; both come again.
    assertEquals(2, tunnel.left.ups());
    assertEquals(1, tunnel.ikeRekeys(left));
    tunnel.assertOnePair();
    tunnel.assertOneIkeSa();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneEndRekeysTheChildSaThatTheOtherDeletes(boolean left) {
    Tunnel tunnel = Tunnel.withPfs();
    tunnel.rekeyChild(left);
    tunnel.command(!left, new IkeCommand.DeleteChildSa(tunnel.child(!left))).run(MINUTE);

    assertTrue(tunnel.left.mirrors(tunnel.right));
    assertTrue(tunnel.link.left.isEstablished());
    tunnel.assertOneIkeSa();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Requirement({"RFC7296-2.25.2-3", "RFC7296-2.8.2-4"})
  void oneEndRekeysTheIkeSaThatTheOtherDeletes(boolean left) {
    Tunnel tunnel = Tunnel.withPfs();
    tunnel.rekeyIke(left).command(!left, new IkeCommand.Delete()).run(MINUTE.multipliedBy(3));

    assertTrue(tunnel.link.left.isTerminated() && tunnel.link.right.isTerminated());
    assertEquals(0, tunnel.left.installed() + tunnel.right.installed());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheNewIkeSaIfTheDeleteOfTheOldOneIsLostForGood(boolean byLeft) {
    IkeTimers quiet = IkeTimers.DEFAULT.withLivenessInterval(Duration.ZERO);
    Tunnel tunnel = new Tunnel(IkeSessionFixtures.link(l -> l.timers(quiet), r -> r.timers(quiet)));
    tunnel.rekeyIke(byLeft);
    tunnel.link.deliverNext().deliverNext();
    for (int second = 0; second < 31; second++) {
      tunnel.link.loseAllInFlight();
      tunnel.link.sleep(Duration.ofSeconds(1)).tick(byLeft).tick(!byLeft);
    }
    tunnel.link.loseAllInFlight();
    tunnel.run(MINUTE.multipliedBy(2));

    tunnel.assertOneIkeSa();
    tunnel.command(!byLeft, new IkeCommand.CheckLiveness()).run(MINUTE);
    tunnel.command(byLeft, new IkeCommand.CheckLiveness()).run(MINUTE);
    assertTrue(tunnel.link.left.isEstablished() && tunnel.link.right.isEstablished());
  }

  @Test
  void rekeysInTimeAnIkeSaThatThePeerHasMade() {
    IkeLifetimes tenMinutes =
        IkeLifetimes.UNLIMITED
            .withIkeSa(Duration.ofMinutes(10))
            .withRekeying(Duration.ofMinutes(2), 0);
    Tunnel tunnel =
        new Tunnel(
            IkeSessionFixtures.link(
                l -> l.lifetimes(tenMinutes), r -> r.lifetimes(IkeLifetimes.UNLIMITED)));
    tunnel.rekeyIke(false).run(MINUTE.multipliedBy(30));

    assertEquals(4, tunnel.ikeRekeys(true), "the peer's rekeying, and ours every 8 minutes");
    assertTrue(tunnel.link.left.isEstablished());
    tunnel.assertOneIkeSa();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOldChildSaServesAgainIfTheNewOneIsDeletedFirst(boolean left) {
    Tunnel tunnel = Tunnel.withPfs();
    tunnel.rekeyChild(left);
    tunnel.link.deliverNext().loseAllInFlight();
    tunnel.sync();
    tunnel.command(!left, new IkeCommand.DeleteChildSa(tunnel.child(!left))).run(MINUTE);

    // Who had the answer lost, rekeys again, and the other must not believe that it is done.
    assertEquals(3, (left ? tunnel.right : tunnel.left).ups());
    assertEquals(2, (left ? tunnel.left : tunnel.right).ups());
    tunnel.assertOnePair();
    tunnel.assertOneIkeSa();
  }

  @Test
  @Requirement({"RFC7296-2.4-9"})
  void bothEndsDeleteOneChildSaAtOnce() {
    Tunnel tunnel = Tunnel.withPfs();
    tunnel.command(true, new IkeCommand.DeleteChildSa(tunnel.child(true)));
    tunnel.command(false, new IkeCommand.DeleteChildSa(tunnel.child(false))).run(MINUTE);

    assertEquals(0, tunnel.left.installed() + tunnel.right.installed());
    assertTrue(tunnel.link.left.isEstablished() && tunnel.link.right.isEstablished());
  }

  @Test
  @Requirement("RFC7296-1.3-3")
  void comesAgainWithTheGroupThatThePeerWants() {
    Tunnel tunnel =
        new Tunnel(
            IkeSessionFixtures.link(
                l -> l.childAlgorithms(WITH_PFS), r -> r.childAlgorithms(OTHER_GROUP)));
    tunnel.withTraffic().rekeyChild(true).run(MINUTE);

    assertEquals(2, tunnel.left.ups());
    tunnel.assertOnePair();
  }

  @Test
  @Requirement("RFC7296-1.3.1-4")
  void warnsOfARekeyingThatThePeerRefusesAndKeepsTheOldChildSa() {
    Tunnel tunnel =
        new Tunnel(
            IkeSessionFixtures.link(
                l -> l.childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128)),
                r -> r.childAlgorithms(OTHER_GROUP)));
    tunnel.withTraffic().rekeyChild(true).run(Duration.ofSeconds(2));

    List<IkeOutput.Warned> warned =
        SimulatedLink.of(tunnel.link.leftOutputs, IkeOutput.Warned.class);
    assertEquals(1, warned.size());
    assertTrue(
        warned.get(0).failure() instanceof IkeFailure.NoProposalChosen,
        () -> warned.get(0).failure().explanation());
    tunnel.assertOnePair();
  }

  @Test
  @Requirement({"RFC7296-1.3.1-4", "RFC7296-2.8-7"})
  void makesMoreChildSasUntilThePeerHasEnough() {
    Tunnel tunnel =
        new Tunnel(
            IkeSessionFixtures.link(
                l -> l.childAlgorithms(WITH_PFS), r -> r.childAlgorithms(WITH_PFS).maxChildSas(4)));
    List<TrafficSelector> here = List.of(TrafficSelector.of(IpPrefix.of("10.1.0.0/16")));
    List<TrafficSelector> there = List.of(TrafficSelector.of(IpPrefix.of("10.2.0.0/16")));
    for (int i = 0; i < 3; i++) {
      tunnel.command(i % 2 == 0, new IkeCommand.CreateChildSa(here, there));
      tunnel.run(Duration.ofSeconds(1));
    }
    tunnel.command(true, new IkeCommand.CreateChildSa(here, there)).run(Duration.ofSeconds(1));

    assertEquals(4, tunnel.left.installed(), "the limit is the right one's, of what it is asked");
    assertTrue(tunnel.left.mirrors(tunnel.right));
    List<IkeOutput.ChildSaFailed> failed =
        SimulatedLink.of(tunnel.link.leftOutputs, IkeOutput.ChildSaFailed.class);
    assertEquals(1, failed.size());
    assertTrue(
        failed.get(0).failure().explanation().contains("NO_ADDITIONAL_SAS"),
        () -> failed.get(0).failure().explanation());
  }

  @Test
  void rekeysByTimeForAWeekWithoutLosingAPacket() {
    Tunnel tunnel = Tunnel.with(WITH_PFS, IkeLifetimes.DEFAULT, Weather.FINE, 5).withTraffic();
    for (int hour = 0; hour < 7 * 24; hour++) {
      tunnel.link.run(Duration.ofHours(1));
      tunnel.sync();
    }

    tunnel.run(MINUTE);
    assertTrue(tunnel.left.ups() >= 7 * 24, () -> tunnel.left.ups() + " Child SAs");
    assertTrue(tunnel.ikeRekeys(true) >= 7 * 3, () -> tunnel.ikeRekeys(true) + " IKE SAs");
    tunnel.assertOneIkeSa();
    assertFalse(tunnel.link.left.isTerminated());
  }

  @Test
  @Requirement("RFC7296-2.8-1")
  void rekeysByTrafficAndDeletesWhatGoesOn() {
    IkeLifetimes limited = IkeLifetimes.UNLIMITED.withTraffic(800, 0);
    Tunnel tunnel = Tunnel.with(WITH_PFS, limited, Weather.FINE, 1);
    EspSpi first = tunnel.child(true);
    tunnel.command(true, new IkeCommand.ChildSaUsage(first, 699, 1)).run(Duration.ofSeconds(1));
    assertEquals(1, tunnel.left.ups());
    tunnel.command(true, new IkeCommand.ChildSaUsage(first, 700, 1)).run(Duration.ofSeconds(1));
    assertEquals(2, tunnel.left.ups());
    tunnel.assertOnePair();

    tunnel.command(true, new IkeCommand.ChildSaUsage(tunnel.child(true), 800, 1));
    tunnel.run(Duration.ofSeconds(1));
    assertEquals(0, tunnel.left.installed() + tunnel.right.installed());
  }

  @Test
  @Requirement({"RFC7296-2.8-1", "RFC7296-2.8-2"})
  void anIkeSaThatCannotBeRekeyedEndsWithItsLife() {
    IkeLifetimes shortLife =
        IkeLifetimes.UNLIMITED
            .withIkeSa(Duration.ofMinutes(10))
            .withRekeying(Duration.ofMinutes(2), 0);
    IkeConfig left =
        IkeSessionFixtures.left()
            .lifetimes(shortLife)
            .timers(IkeTimers.DEFAULT.withLivenessInterval(Duration.ZERO))
            .build();
    SimulatedLink link =
        IkeSessionFixtures.link(left, IkeSessionFixtures.right().build(), Weather.FINE, 1)
            .initiate()
            .run(Duration.ofSeconds(1));
    link.sleep(Duration.ofMinutes(10)).tick(true).run(MINUTE);

    assertEquals(new IkeFailure.LifetimeOver("IKE SA"), link.leftCause());
    assertEquals(new IkeFailure.DeletedByPeer(), link.rightCause());
  }

  @Test
  void convergesWhateverTheNetworkDoesToRekeyingOnBothSides() {
    for (long seed = 1; seed <= 60; seed++) {
      Tunnel tunnel =
          Tunnel.with(
              WITH_PFS,
              IkeLifetimes.UNLIMITED,
              new Weather(0.2, 0.2, Duration.ofMillis(400)),
              seed);
      for (int round = 0; round < 4; round++) {
        boolean left = (seed + round) % 2 == 0;
        tunnel.rekeyChild(left);
        if (round % 2 == 0) {
          tunnel.rekeyIke(!left);
        } else {
          tunnel.rekeyChild(!left).rekeyIke(left);
        }
        tunnel.run(Duration.ofSeconds(3));
      }
      tunnel.run(MINUTE.multipliedBy(4));
      String seeded = "seed " + seed;
      if (tunnel.link.left.isTerminated() || tunnel.link.right.isTerminated()) {
        // Five losses in a row are possible; then both ends know.
        assertEquals(tunnel.link.left.isTerminated(), tunnel.link.right.isTerminated(), seeded);
        continue;
      }
      assertTrue(tunnel.left.mirrors(tunnel.right), seeded);
      assertEquals(1, tunnel.left.installed(), seeded);
      tunnel.assertOneIkeSa();
      assertEquals("opened", tunnel.left.packetTo(tunnel.right), seeded);
      assertEquals("opened", tunnel.right.packetTo(tunnel.left), seeded);
    }
  }

  @Test
  @Requirement("RFC7296-2.3-5")
  void sideBySideIfThePeerTakesSeveralRequestsAtOnce() {
    SimulatedLink link =
        IkeSessionFixtures.link(
                l -> l.windowSize(4).childAlgorithms(WITH_PFS),
                r -> r.windowSize(4).childAlgorithms(WITH_PFS))
            .initiate()
            .run(Duration.ofSeconds(1));
    int before = link.wire.size();
    List<TrafficSelector> all = List.of(TrafficSelector.anyIpv4());
    for (int i = 0; i < 6; i++) {
      link.command(true, new IkeCommand.CreateChildSa(all, all));
    }
    assertEquals(4, link.wire.size() - before, "as many as the peer's window takes");
    link.run(Duration.ofSeconds(5));
    assertEquals(7, SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).size());
    assertEquals(7, SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).size());
    assertEquals(
        Optional.empty(),
        SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaFailed.class).stream().findFirst());
  }

  /** Found by fuzzing: the owner was told to come back at once, again and again. */
  @Test
  void asksWhetherThePeerLivesThoughItsRekeyingIsNeverConfirmed() {
    SimulatedLink link = IkeSessionFixtures.link().initiate().run(Duration.ofSeconds(1));
    link.command(true, new IkeCommand.RekeyIkeSa()).deliverNext();
    // The right end has answered and waits to see the new IKE SA in use, with work of its own.
    link.command(false, new IkeCommand.RekeyIkeSa());
    link.command(
        false,
        new IkeCommand.CreateChildSa(
            List.of(TrafficSelector.anyIpv4()), List.of(TrafficSelector.anyIpv4())));
    link.cut();
    link.run(Duration.ofMinutes(3));

    assertTrue(link.right.isTerminated() && link.left.isTerminated());
  }

  @Test
  void waitsForWhatIsUnderWayWhenItsLifeIsOver() {
    IkeLifetimes tenMinutes =
        IkeLifetimes.UNLIMITED.withIkeSa(Duration.ofMinutes(10)).withRekeying(MINUTE, 0);
    SimulatedLink link =
        IkeSessionFixtures.link(l -> l.lifetimes(tenMinutes), r -> {})
            .initiate()
            .run(Duration.ofSeconds(1));
    link.sleep(Duration.ofMinutes(10).minusSeconds(5));
    link.command(true, new IkeCommand.CheckLiveness()).cut();
    link.run(MINUTE);

    assertTrue(link.left.isTerminated());
  }
}
