package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Curve25519 with ML-KEM between two sessions of ours. No other implementation of it is at hand:
 * ML-KEM is checked by vectors, the derivations by a second writing ({@link
 * HandMadeInitiatorTest}), and this shows that they work together.
 */
class MlKemSessionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static IkeAlgorithms with(KeyExchangeMethod... methods) {
    AdditionalKeyExchange[] rounds = new AdditionalKeyExchange[methods.length];
    for (int i = 0; i < methods.length; i++) {
      rounds[i] = AdditionalKeyExchange.required(i + 1, methods[i]);
    }
    return IkeSessionFixtures.FAST.withAdditionalKeyExchange(rounds);
  }

  private static SimulatedLink link(
      IkeAlgorithms algorithms, int leftOctets, int rightOctets, Weather weather, long seed) {
    return IkeSessionFixtures.link(
        IkeSessionFixtures.left().ikeAlgorithms(algorithms).fragmentOctets(leftOctets).build(),
        IkeSessionFixtures.right().ikeAlgorithms(algorithms).fragmentOctets(rightOctets).build(),
        weather,
        seed);
  }

  private static void assertEstablished(SimulatedLink link, KeyExchangeMethod... rounds) {
    assertTrue(
        link.left.isEstablished() && link.right.isEstablished(),
        () -> link.left + " " + link.right);
    for (List<IkeOutput> outputs : List.of(link.leftOutputs, link.rightOutputs)) {
      assertEquals(
          Arrays.asList(rounds),
          SimulatedLink.of(outputs, IkeOutput.Established.class)
              .get(0)
              .info()
              .additionalKeyExchange());
    }
    ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
  }

  private static List<IkeMessage> intermediate(SimulatedLink link) {
    return link.wire.stream()
        .map(MlKemSessionTest::decode)
        .filter(m -> m.header().exchangeType().equals(ExchangeType.IKE_INTERMEDIATE))
        .toList();
  }

  private static IkeMessage decode(Octets message) {
    try {
      return IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void curve25519WithMlKemComesUp(KeyExchangeMethod method) {
    SimulatedLink link = link(with(method), 1280, 1280, Weather.FINE, 1);
    assertEstablished(link.initiate().run(SECOND), method);
  }

  @Test
  void threeRoundsOfMlKemComeUp() {
    KeyExchangeMethod[] all = {
      KeyExchangeMethod.ML_KEM_1024, KeyExchangeMethod.ML_KEM_512, KeyExchangeMethod.ML_KEM_768
    };
    SimulatedLink link = link(with(all), 1280, 1280, Weather.FINE, 2);
    assertEstablished(link.initiate().run(SECOND), all);
  }

  @Test
  void mlKemComesUpAsTheOnlyKeyExchange() {
    IkeAlgorithms only =
        IkeAlgorithms.aead(
            EncryptionAlgorithm.AES_GCM_16_128,
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.ML_KEM_768);
    SimulatedLink link = link(only, 1280, 1280, Weather.FINE, 3);
    assertEstablished(link.initiate().run(SECOND));
  }

  @Test
  void largeValuesGoInFragmentsThatFitTheirPath() {
    SimulatedLink link = link(with(KeyExchangeMethod.ML_KEM_1024), 1280, 576, Weather.FINE, 4);
    assertEstablished(link.initiate().run(SECOND), KeyExchangeMethod.ML_KEM_1024);

    List<IkeMessage> messages = intermediate(link);
    assertTrue(
        messages.stream().allMatch(m -> m.first(EncryptedFragmentPayload.class).isPresent()));
    assertEquals(2, messages.stream().filter(m -> !m.header().isResponse()).count());
    assertEquals(4, messages.stream().filter(m -> m.header().isResponse()).count());
    assertTrue(link.wire.stream().allMatch(m -> m.length() <= 1280 - 32));
  }

  @Test
  @Requirement("RFC9242-3.3.2-2")
  void authCoversTheSameWhetherFragmentedOrNot() {
    // RFC 9242 3.3.2: one side cuts into small pieces, the other into large ones or not at all.
    for (int right : new int[] {576, 1280, 65_535}) {
      SimulatedLink link = link(with(KeyExchangeMethod.ML_KEM_768), 600, right, Weather.FINE, 5);
      assertEstablished(link.initiate().run(SECOND), KeyExchangeMethod.ML_KEM_768);
    }
    SimulatedLink whole = link(with(KeyExchangeMethod.ML_KEM_768), 1280, 0, Weather.FINE, 6);
    assertEstablished(whole.initiate().run(SECOND), KeyExchangeMethod.ML_KEM_768);
    assertEquals(2, intermediate(whole).size());
  }

  @Property(tries = 60)
  @Label("over a link that loses, repeats and reorders fragments, both stand or both end")
  void fragmentsOverABadLink(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.3) double loss,
      @ForAll @DoubleRange(max = 0.3) double duplication) {
    Weather weather = new Weather(loss, duplication, Duration.ofMillis(300));
    SimulatedLink link =
        link(
            with(KeyExchangeMethod.ML_KEM_768, KeyExchangeMethod.ML_KEM_512),
            700,
            600,
            weather,
            seed);
    link.initiate().run(Duration.ofMinutes(3));
    boolean both = link.left.isEstablished() && link.right.isEstablished();
    if (both) {
      assertEstablished(link, KeyExchangeMethod.ML_KEM_768, KeyExchangeMethod.ML_KEM_512);
    } else {
      link.run(Duration.ofMinutes(3));
      assertTrue(!link.left.isEstablished() && !link.right.isEstablished(), "seed " + seed);
    }
    Statistics.collect(both ? "established" : "ended");
    Statistics.coverage(coverage -> coverage.check("established").count(c -> c > 30));
  }
}
