package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sessions of ours with additional key exchanges (RFC 9242, RFC 9370). */
class AdditionalKeyExchangeSessionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final AdditionalKeyExchange P384 =
      AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384);
  private static final AdditionalKeyExchange P256 =
      AdditionalKeyExchange.required(3, KeyExchangeMethod.ECP_256);
  private static final AdditionalKeyExchange P521 =
      AdditionalKeyExchange.required(7, KeyExchangeMethod.ECP_521);

  private static IkeAlgorithms with(AdditionalKeyExchange... rounds) {
    return IkeSessionFixtures.FAST.withAdditionalKeyExchange(rounds);
  }

  private static SimulatedLink link(IkeAlgorithms left, IkeAlgorithms right) {
    return IkeSessionFixtures.link(l -> l.ikeAlgorithms(left), r -> r.ikeAlgorithms(right));
  }

  private static List<ExchangeType> exchanges(SimulatedLink link) {
    return link.wire.stream().map(m -> header(m).exchangeType()).toList();
  }

  private static IkeHeader header(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSameKeys(SimulatedLink link) {
    ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
    assertArrayEquals(
        left.keys().inbound(SecretAccess.grant()), right.keys().outbound(SecretAccess.grant()));
  }

  private static IkeSaInfo info(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Established.class).get(0).info();
  }

  @Test
  @Requirement({"RFC9370-2.2.2-1", "RFC9242-3.2-1", "RFC9242-3.2-2"})
  void threeRoundsAreHeldBetweenInitAndAuthInTheirOrder() {
    SimulatedLink link = link(with(P521, P384, P256), with(P256, P521, P384));
    link.initiate().run(SECOND);

    assertTrue(link.left.isEstablished() && link.right.isEstablished());
    assertSameKeys(link);
    assertEquals(
        List.of(KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_256, KeyExchangeMethod.ECP_521),
        info(link.leftOutputs).additionalKeyExchange());
    assertEquals(
        info(link.leftOutputs).additionalKeyExchange(),
        info(link.rightOutputs).additionalKeyExchange());
    assertEquals(
        List.of(
            ExchangeType.IKE_SA_INIT,
            ExchangeType.IKE_SA_INIT,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_INTERMEDIATE,
            ExchangeType.IKE_AUTH,
            ExchangeType.IKE_AUTH),
        exchanges(link));
    assertEquals(
        List.of(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L),
        link.wire.stream().map(m -> header(m).messageId()).toList());
  }

  @Test
  @Requirement("RFC9370-2.1-1")
  void withoutRoundsTheMessagesAreThoseOfRfc7296() {
    SimulatedLink link = link(IkeSessionFixtures.FAST, IkeSessionFixtures.FAST);
    link.initiate().run(SECOND);
    assertEquals(4, link.wire.size());
  }

  @Test
  @Requirement({"RFC9370-2.1-1", "RFC9242-3.1-2"})
  void anOptionalRoundIsLeftOutWithAPeerThatHasNone() {
    AdditionalKeyExchange maybe = AdditionalKeyExchange.optional(1, KeyExchangeMethod.ECP_384);
    for (boolean leftHasIt : new boolean[] {true, false}) {
      SimulatedLink link =
          leftHasIt
              ? link(with(maybe), IkeSessionFixtures.FAST)
              : link(IkeSessionFixtures.FAST, with(maybe));
      link.initiate().run(SECOND);
      assertTrue(link.left.isEstablished() && link.right.isEstablished());
      assertEquals(List.of(), info(link.leftOutputs).additionalKeyExchange());
      assertEquals(4, link.wire.size());
    }
  }

  @Test
  void aRequiredRoundIsRefusedByAPeerThatHasNoneAndBothSayWhy() {
    SimulatedLink link = link(with(P384), IkeSessionFixtures.FAST);
    link.initiate().run(Duration.ofMinutes(2));
    assertTrue(
        link.rightCause()
            .explanation()
            .contains("additional key exchange 1: offered ECP-384, acceptable none"),
        link.rightCause().explanation());
    assertTrue(
        link.leftCause().explanation().contains("CURVE25519/ECP-384"),
        link.leftCause().explanation());
  }

  @Test
  void aRequiredRoundIsAskedOfAPeerThatOffersNone() {
    SimulatedLink link = link(IkeSessionFixtures.FAST, with(P384));
    link.initiate().run(Duration.ofMinutes(2));
    assertInstanceOf(IkeFailure.NoProposalChosen.class, link.rightCause());
    assertTrue(
        link.rightCause()
            .explanation()
            .contains("additional key exchange 1: offered none, acceptable ECP-384"));
  }

  @Test
  void aLostAnswerIsGivenAgainFromTheStateAfterIt() {
    SimulatedLink link = link(with(P384, P256), with(P384, P256));
    link.initiate().deliverNext().deliverNext(); // IKE_SA_INIT
    for (int round = 1; round <= 2; round++) {
      Octets request = link.wire.get(link.wire.size() - 1);
      link.deliverNext();
      Octets answer = link.wire.get(link.wire.size() - 1);
      link.inject(true, SimulatedLink.INITIATE.natTraversalPath(), request);
      assertEquals(answer, link.wire.get(link.wire.size() - 1));
      link.deliverNext().deliverNext();
    }
    link.run(SECOND);
    assertTrue(link.left.isEstablished() && link.right.isEstablished());
  }

  @Test
  void silenceEndsBothSidesWithinTheTimeOfAHalfOpenSession() {
    SimulatedLink link =
        IkeSessionFixtures.link(
            IkeSessionFixtures.left().ikeAlgorithms(with(P384, P256)).build(),
            IkeSessionFixtures.right().ikeAlgorithms(with(P384, P256)).build(),
            Weather.FINE,
            4);
    link.initiate().deliverNext().deliverNext().deliverNext();
    link.cut();
    link.run(Duration.ofMinutes(3));
    assertEquals(
        "TimedOut", link.leftCause().getClass().getSimpleName(), link.leftCause()::explanation);
    assertTrue(link.rightCause().explanation().contains("IKE_INTERMEDIATE"));
  }
}
