package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rekeying with additional key exchanges in IKE_FOLLOWUP_KE (RFC 9370 section 2.2.4). */
class FollowUpTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<KeyExchangeMethod> ROUNDS =
      List.of(KeyExchangeMethod.ECP_256, KeyExchangeMethod.ML_KEM_768);
  private static final AdditionalKeyExchange[] REQUIRED = {
    AdditionalKeyExchange.required(1, ROUNDS.get(0)),
    AdditionalKeyExchange.required(2, ROUNDS.get(1))
  };
  private static final IkeAlgorithms IKE =
      IkeSessionFixtures.FAST.withAdditionalKeyExchange(REQUIRED);
  private static final ChildAlgorithms CHILD =
      new ChildAlgorithms(
              List.of(EncryptionAlgorithm.AES_GCM_16_128),
              List.of(),
              List.of(KeyExchangeMethod.CURVE25519))
          .withAdditionalKeyExchange(REQUIRED);

  /** Two established ends with traffic both ways whenever it is looked at. */
  private static final class Tunnel {
    final SimulatedLink link;
    final EspLedger left = new EspLedger();
    final EspLedger right = new EspLedger();
    private int seenLeft;
    private int seenRight;

    Tunnel(Weather weather, long seed) {
      link =
          IkeSessionFixtures.link(
              IkeSessionFixtures.left().ikeAlgorithms(IKE).childAlgorithms(CHILD).build(),
              IkeSessionFixtures.right().ikeAlgorithms(IKE).childAlgorithms(CHILD).build(),
              weather,
              seed);
      link.initiate().run(Duration.ofMinutes(2));
      sync();
    }

    boolean stands() {
      return link.left.isEstablished() && link.right.isEstablished();
    }

    Tunnel sync() {
      left.take(link.leftOutputs.subList(seenLeft, link.leftOutputs.size()));
      right.take(link.rightOutputs.subList(seenRight, link.rightOutputs.size()));
      seenLeft = link.leftOutputs.size();
      seenRight = link.rightOutputs.size();
      return this;
    }

    void assertTraffic() {
      sync();
      assertEquals("opened", left.packetTo(right));
      assertEquals("opened", right.packetTo(left));
    }

    EspSpi child(boolean ofLeft) {
      List<EspSpi> all = (ofLeft ? left : right).inboundSpis();
      return all.get(all.size() - 1);
    }

    Tunnel rekeyChild(boolean byLeft) {
      link.command(byLeft, new IkeCommand.RekeyChildSa(child(byLeft)));
      return sync();
    }

    Tunnel rekeyIke(boolean byLeft) {
      link.command(byLeft, new IkeCommand.RekeyIkeSa());
      return sync();
    }

    Tunnel run(Duration limit) {
      link.run(limit);
      return sync();
    }

    /** One delivery at a time, with packets both ways after each. */
    Tunnel step(int deliveries) {
      for (int i = 0; i < deliveries; i++) {
        link.deliverNext();
        assertTraffic();
      }
      return this;
    }

    void assertOnePair() {
      assertEquals(1, left.installed());
      assertTrue(left.mirrors(right));
      assertTraffic();
    }

    long rekeyedIkeSas(boolean ofLeft) {
      return SimulatedLink.of(
              ofLeft ? link.leftOutputs : link.rightOutputs, IkeOutput.IkeSaRekeyed.class)
          .size();
    }
  }

  private static Tunnel tunnel() {
    Tunnel tunnel = new Tunnel(Weather.FINE, 1);
    assertTrue(tunnel.stands());
    return tunnel;
  }

  private static ExchangeType exchange(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer()).exchangeType();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ExchangeType> exchanges(Tunnel tunnel, int from) {
    List<Octets> wire = tunnel.link.wire;
    return wire.subList(from, wire.size()).stream().map(FollowUpTest::exchange).distinct().toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChildSaIsReplacedWhenTheLastKeyExchangeIsHeld(boolean byLeft) {
    Tunnel tunnel = tunnel();
    EspSpi before = tunnel.child(true);
    int from = tunnel.link.wire.size();
    tunnel.rekeyChild(byLeft).step(3);
    assertEquals(1, tunnel.left.ups(), "nothing yet");
    assertEquals(1, tunnel.right.ups(), "nothing yet");
    tunnel.step(30).run(MINUTE);

    assertEquals(2, tunnel.left.ups());
    assertEquals(2, tunnel.right.ups());
    assertTrue(!before.equals(tunnel.child(true)));
    tunnel.assertOnePair();
    assertEquals(
        List.of(
            ExchangeType.CREATE_CHILD_SA, ExchangeType.IKE_FOLLOWUP_KE, ExchangeType.INFORMATIONAL),
        exchanges(tunnel, from));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theIkeSaIsReplacedWhenTheLastKeyExchangeIsHeld(boolean byLeft) {
    Tunnel tunnel = tunnel();
    tunnel.rekeyIke(byLeft).step(30).run(MINUTE);

    assertEquals(1, tunnel.rekeyedIkeSas(true));
    assertEquals(1, tunnel.rekeyedIkeSas(false));
    for (List<IkeOutput> outputs : List.of(tunnel.link.leftOutputs, tunnel.link.rightOutputs)) {
      assertEquals(
          ROUNDS,
          SimulatedLink.of(outputs, IkeOutput.IkeSaRekeyed.class)
              .get(0)
              .info()
              .additionalKeyExchange());
    }
    assertEquals(1, tunnel.link.left.localSpis().size());
    // The new one is in use, with keys that fit: it can be rekeyed again, and its Child SA, too.
    tunnel.rekeyIke(!byLeft).run(MINUTE).rekeyChild(byLeft).run(MINUTE);
    assertEquals(2, tunnel.rekeyedIkeSas(true));
    assertEquals(2, tunnel.left.ups());
    tunnel.assertOnePair();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bothEndsRekeyOneChildSaAtOnceAndOneGoesOn(long seed) {
    Tunnel tunnel = new Tunnel(new Weather(0, 0, Duration.ofMillis(40)), seed);
    tunnel.rekeyChild(true).rekeyChild(false).run(Duration.ofMinutes(3));

    assertTrue(tunnel.stands());
    tunnel.assertOnePair();
    assertEquals(2, tunnel.left.ups(), "the loser makes nothing");
    assertEquals(2, tunnel.right.ups());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bothEndsRekeyTheIkeSaAtOnceAndOneGoesOn(long seed) {
    Tunnel tunnel = new Tunnel(new Weather(0, 0, Duration.ofMillis(40)), seed);
    tunnel.rekeyIke(true).rekeyIke(false).run(Duration.ofMinutes(3));

    assertTrue(tunnel.stands());
    tunnel.assertOnePair();
    assertEquals(1, tunnel.rekeyedIkeSas(true));
    assertEquals(1, tunnel.rekeyedIkeSas(false));
    assertEquals(1, tunnel.link.left.localSpis().size());
    assertEquals(1, tunnel.link.right.localSpis().size());
  }

  @Property(tries = 80)
  @Label("whatever the network does, both ends have one pair with the same keys, or both end")
  void convergesOverABadLink(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.25) double loss,
      @ForAll boolean child,
      @ForAll boolean both) {
    Tunnel tunnel = new Tunnel(new Weather(loss, 0.1, Duration.ofMillis(200)), seed);
    if (!tunnel.stands()) {
      Statistics.collect("never stood");
      return;
    }
    for (boolean byLeft : both ? new boolean[] {true, false} : new boolean[] {true}) {
      if (child) {
        tunnel.rekeyChild(byLeft);
      } else {
        tunnel.rekeyIke(byLeft);
      }
    }
    tunnel.run(Duration.ofMinutes(10));
    if (tunnel.stands()) {
      tunnel.assertOnePair();
      Statistics.collect(
          tunnel.left.ups() > 1 || tunnel.rekeyedIkeSas(true) > 0 ? "rekeyed" : "kept");
    } else {
      tunnel.run(Duration.ofMinutes(10));
      assertTrue(
          !tunnel.link.left.isEstablished() && !tunnel.link.right.isEstablished(),
          () -> "seed " + seed + ": " + tunnel.link.left + " " + tunnel.link.right);
      Statistics.collect("ended");
    }
  }
}
