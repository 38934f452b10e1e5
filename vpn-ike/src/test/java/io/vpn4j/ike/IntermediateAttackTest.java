package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Somebody in the middle of a session with additional key exchanges. */
class IntermediateAttackTest {
  private static final IkeAlgorithms OPTIONAL =
      IkeSessionFixtures.FAST.withAdditionalKeyExchange(
          AdditionalKeyExchange.optional(1, KeyExchangeMethod.ECP_256),
          AdditionalKeyExchange.optional(2, KeyExchangeMethod.ECP_384));

  private final IkeSession left =
      IkeSession.initiator(
          IkeSessionFixtures.left().ikeAlgorithms(OPTIONAL).build(),
          IkeCrypto.of(new SeededSecureRandom(1)));
  private final IkeSession right =
      IkeSession.responder(
          IkeSessionFixtures.right().ikeAlgorithms(OPTIONAL).build(),
          IkeCrypto.of(new SeededSecureRandom(2)));
  private final List<IkeOutput> leftOutputs = new ArrayList<>();
  private final List<IkeOutput> rightOutputs = new ArrayList<>();
  private Instant now = SimulatedLink.START;

  /** Lets both ends talk through the attacker, then time pass until both have given up. */
  private void run(UnaryOperator<Octets> fromLeft, UnaryOperator<Octets> fromRight) {
    Deque<IkeOutput.Transmit> toRight = new ArrayDeque<>();
    Deque<IkeOutput.Transmit> toLeft = new ArrayDeque<>();
    take(left.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)), leftOutputs, toRight);
    for (int second = 0; second < 300; second++) {
      while (!toRight.isEmpty() || !toLeft.isEmpty()) {
        if (!toRight.isEmpty()) {
          take(right.handle(datagram(toRight.poll(), fromLeft)), rightOutputs, toLeft);
        } else {
          take(left.handle(datagram(toLeft.poll(), fromRight)), leftOutputs, toRight);
        }
      }
      now = now.plusSeconds(1);
      take(left.handle(new IkeInput.Tick(now)), leftOutputs, toRight);
      take(right.handle(new IkeInput.Tick(now)), rightOutputs, toLeft);
    }
  }

  private IkeInput datagram(IkeOutput.Transmit sent, UnaryOperator<Octets> attacker) {
    Octets changed = attacker.apply(Octets.of(sent.octets()));
    return new IkeInput.Datagram(
        now, sent.path().reversed(), ByteBuffer.wrap(changed.toByteArray()));
  }

  private static void take(IkeStep step, List<IkeOutput> outputs, Deque<IkeOutput.Transmit> sent) {
    outputs.addAll(step.outputs());
    sent.addAll(SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class));
  }

  private static Octets changed(Octets message, UnaryOperator<List<Payload>> change) {
    try {
      IkeMessage decoded = IkeCodec.decode(message.asByteBuffer());
      return decoded.header().exchangeType().equals(ExchangeType.IKE_SA_INIT)
          ? IkeCodec.encode(new IkeMessage(decoded.header(), change.apply(decoded.payloads())))
          : message;
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Payload> withoutNotify(List<Payload> payloads) {
    return payloads.stream()
        .filter(
            p ->
                !(p instanceof NotifyPayload n
                    && n.notifyType().equals(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED)))
        .toList();
  }

  /** Leaves out all proposals and transforms of additional key exchanges, or one round of them. */
  private static List<Payload> withoutRounds(List<Payload> payloads, int firstType) {
    return payloads.stream()
        .map(p -> p instanceof SaPayload sa ? without(sa, firstType) : p)
        .toList();
  }

  private static SaPayload without(SaPayload sa, int firstType) {
    return new SaPayload(
        sa.proposals().stream()
            .map(
                p ->
                    new Proposal(
                        p.number(),
                        p.protocol(),
                        p.spi(),
                        p.transforms().stream()
                            .filter(
                                t ->
                                    !t.type().isAdditionalKeyExchange()
                                        || t.type().value() < firstType)
                            .toList()))
            .toList());
  }

  private void assertAuthenticationFailed() {
    assertFalse(left.isEstablished() || right.isEstablished());
    IkeFailure cause = SimulatedLink.of(rightOutputs, IkeOutput.Terminated.class).get(0).cause();
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, cause, cause::explanation);
    IkeFailure told = SimulatedLink.of(leftOutputs, IkeOutput.Terminated.class).get(0).cause();
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, told, told::explanation);
    assertEquals(List.of(), SimulatedLink.of(leftOutputs, IkeOutput.ChildSaUp.class));
    assertEquals(List.of(), SimulatedLink.of(rightOutputs, IkeOutput.ChildSaUp.class));
  }

  @Test
  @Requirement("RFC9242-3.2-1")
  void withoutAnAttackerBothRoundsAreHeld() {
    run(m -> m, m -> m);
    assertTrue(left.isEstablished() && right.isEstablished());
    assertEquals(
        2,
        SimulatedLink.of(leftOutputs, IkeOutput.Established.class)
            .get(0)
            .info()
            .additionalKeyExchange()
            .size());
  }

  @Test
  @Requirement("RFC7296-2.15-1")
  void whoTakesTheAnnouncementAwayFailsAtAuth() {
    run(m -> changed(m, IntermediateAttackTest::withoutNotify), m -> m);
    assertAuthenticationFailed();
  }

  @Test
  void whoTakesTheRoundsOutOfTheOfferFailsAtAuth() {
    run(m -> changed(m, p -> withoutRounds(p, 6)), m -> m);
    assertAuthenticationFailed();
  }

  @Test
  void whoTakesOneOfTwoRoundsOutOfTheOfferFailsAtAuth() {
    run(m -> changed(m, p -> withoutRounds(p, 7)), m -> m);
    assertAuthenticationFailed();
  }

  @Test
  void whoTakesTheRoundsOutOfTheAnswerFailsAtAuth() {
    run(m -> m, m -> changed(m, p -> withoutNotify(withoutRounds(p, 6))));
    assertAuthenticationFailed();
  }

  @Test
  void whoTakesOneRoundOutOfTheAnswerFailsAtAuth() {
    run(m -> m, m -> changed(m, p -> withoutRounds(p, 7)));
    assertAuthenticationFailed();
  }

  @Test
  void whoTakesTheAnnouncementOutOfTheAnswerStopsTheAttempt() {
    run(m -> m, m -> changed(m, IntermediateAttackTest::withoutNotify));
    assertFalse(left.isEstablished() || right.isEstablished());
  }

  @Test
  void noTruncatedOrFlippedMessageOfTheExchangeHasAnEffect() {
    SimulatedLink genuine =
        IkeSessionFixtures.link(l -> l.ikeAlgorithms(OPTIONAL), r -> r.ikeAlgorithms(OPTIONAL));
    int messages = genuine.initiate().run(Duration.ofSeconds(1)).wire.size();
    assertEquals(8, messages);
    int damaged = 0;
    for (int count = 0; count < messages; count++) {
      SimulatedLink link =
          IkeSessionFixtures.link(l -> l.ikeAlgorithms(OPTIONAL), r -> r.ikeAlgorithms(OPTIONAL));
      link.initiate();
      for (int i = 0; i < count; i++) {
        link.deliverNext();
      }
      Octets next = link.wire.get(count);
      if (exchange(next).equals(ExchangeType.IKE_INTERMEDIATE)) {
        for (Octets wrong : damaged(next)) {
          boolean toRight = count % 2 == 0;
          UdpPath path = SimulatedLink.INITIATE.natTraversalPath();
          int before = link.wire.size();
          link.inject(toRight, toRight ? path : path.reversed(), wrong);
          assertEquals(before, link.wire.size(), "nothing is said about it");
          damaged++;
        }
      }
      link.run(Duration.ofSeconds(1));
      assertTrue(link.left.isEstablished() && link.right.isEstablished());
      assertEquals(genuine.wire, link.wire, "all goes on as if nothing had come");
    }
    assertTrue(damaged > 1500, "tried " + damaged);
  }

  private static ExchangeType exchange(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer()).exchangeType();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Octets> damaged(Octets message) {
    List<Octets> all = new ArrayList<>();
    byte[] octets = message.toByteArray();
    for (int i = 0; i < octets.length; i++) {
      byte[] flipped = octets.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      all.add(Octets.of(flipped));
      byte[] cut = Arrays.copyOf(octets, i);
      all.add(Octets.of(cut));
      if (i >= IkeHeader.OCTETS) {
        byte[] adjusted = cut.clone();
        ByteBuffer.wrap(adjusted).putInt(24, i);
        all.add(Octets.of(adjusted));
      }
    }
    return all;
  }
}
