package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an initiator makes of answers that anybody could have sent; and where its peer is. */
class IkeInitiatorTest {
  private static final UdpPath PATH = new UdpPath(SimulatedLink.LEFT_500, SimulatedLink.RIGHT_500);
  private static final UdpPath LATER =
      new UdpPath(SimulatedLink.LEFT_4500, SimulatedLink.RIGHT_4500);
  private static final UdpEndpoint ELSEWHERE = new UdpEndpoint(new Ipv4Address(0xcb007109), 4500);

  private final IkeSession initiator =
      IkeSession.initiator(
          IkeSessionFixtures.left()
              .ikeAlgorithms(
                  new IkeAlgorithms(
                      List.of(EncryptionAlgorithm.AES_GCM_16_128),
                      List.of(),
                      List.of(PrfAlgorithm.HMAC_SHA2_256),
                      List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256)))
              .build(),
          IkeCrypto.of(new SeededSecureRandom(4)));
  private final List<IkeOutput> outputs = new ArrayList<>();
  private Instant now = SimulatedLink.START;

  private List<IkeOutput> handle(IkeInput input) {
    List<IkeOutput> now = initiator.handle(input).outputs();
    outputs.addAll(now);
    return now;
  }

  private IkeMessage start() {
    handle(new IkeInput.Command(now, SimulatedLink.INITIATE));
    return sent();
  }

  private Octets sentOctets() {
    List<IkeOutput.Transmit> all = SimulatedLink.of(outputs, IkeOutput.Transmit.class);
    return Octets.of(all.get(all.size() - 1).octets());
  }

  private IkeMessage sent() {
    try {
      return IkeCodec.decode(sentOctets().asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private List<IkeOutput> answer(UdpPath path, Payload... payloads) {
    IkeHeader header =
        IkeHeader.of(initiator.localSpi(), IkeSpi.ZERO, ExchangeType.IKE_SA_INIT, false, true, 0);
    Octets octets = IkeCodec.encode(new IkeMessage(header, List.of(payloads)));
    return handle(new IkeInput.Datagram(now, path, octets.asByteBuffer()));
  }

  private List<IkeOutput> answer(NotifyType type, String data) {
    return answer(PATH, NotifyPayload.of(type, Octets.ofHex(data)));
  }

  @Test
  @Requirement({"RFC7296-2.6-8", "RFC7296-3.1-4"})
  void sendsACookieBackBeforeEverythingElse() {
    IkeMessage first = start();
    answer(NotifyType.COOKIE, "0102030405");
    List<Payload> again = sent().payloads();

    assertEquals(NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("0102030405")), again.get(0));
    assertEquals(first.payloads(), again.subList(1, again.size()), "RFC 7296 2.6: unchanged");
    assertEquals(first.header(), sent().header());
  }

  @Test
  @Requirement("RFC7296-2.6-10")
  void followsOnlyThreeCookiesAndNoneThatIsTooLong() {
    start();
    for (int i = 1; i <= 3; i++) {
      assertInstanceOf(IkeOutput.Transmit.class, answer(NotifyType.COOKIE, "0" + i).get(0));
    }
    assertEquals(
        IkeDropReason.UNUSABLE_ANSWER,
        ((IkeOutput.Dropped) answer(NotifyType.COOKIE, "04").get(0)).reason());
  }

  @Test
  void followsNoCookieOfMoreThan64OctetsOrNone() {
    start();

    assertInstanceOf(IkeOutput.Dropped.class, answer(NotifyType.COOKIE, "00".repeat(65)).get(0));
    assertInstanceOf(IkeOutput.Dropped.class, answer(NotifyType.COOKIE, "").get(0));
    assertInstanceOf(IkeOutput.Transmit.class, answer(NotifyType.COOKIE, "00".repeat(64)).get(0));
  }

  @Test
  @Requirement({"RFC7296-1.2-4", "RFC7296-2.4-5", "RFC7296-2.21.1-1"})
  void triesAGroupOnceAndNoneThatIsNotItsOwn() {
    IkeMessage first = start();
    assertInstanceOf(
        IkeOutput.Transmit.class, answer(NotifyType.INVALID_KE_PAYLOAD, "0013").get(0));
    assertEquals(19, sent().first(KePayload.class).orElseThrow().method());
    assertEquals(first.header(), sent().header(), "the same SPI");
    // Back to the first one would go on for ever; and group 2 was never offered.
    for (String group : List.of("001f", "0002")) {
      IkeOutput.Warned warned =
          assertInstanceOf(
              IkeOutput.Warned.class, answer(NotifyType.INVALID_KE_PAYLOAD, group).get(0));
      assertInstanceOf(IkeFailure.KeyExchangeRefused.class, warned.failure());
    }
  }

  @Test
  @Requirement({"RFC7296-2.21.1-1", "RFC7296-2.4-3", "RFC7296-2.1-6"})
  void goesOnAfterARefusalThatAnybodyCouldHaveSent() {
    start();
    Octets request = sentOctets();
    List<IkeOutput> warned = answer(NotifyType.NO_PROPOSAL_CHOSEN, "");
    assertInstanceOf(
        IkeFailure.NoProposalChosen.class, ((IkeOutput.Warned) warned.get(0)).failure());
    assertEquals(List.of(), answer(NotifyType.NO_PROPOSAL_CHOSEN, ""), "said once");
    now = now.plusSeconds(1);
    handle(new IkeInput.Tick(now));
    assertEquals(request, sentOctets());

    now = now.plusSeconds(60);
    handle(new IkeInput.Tick(now));
    assertInstanceOf(
        IkeFailure.NoProposalChosen.class,
        SimulatedLink.of(outputs, IkeOutput.Terminated.class).get(0).cause(),
        "the refusal explains more than the silence after it");
  }

  @Test
  void warnsOfAPeerWithoutNatTraversal() throws MalformedMessageException {
    SimulatedLink link = IkeSessionFixtures.link().initiate().deliverNext();
    IkeOutput.Transmit answer =
        SimulatedLink.of(link.rightOutputs, IkeOutput.Transmit.class).get(0);
    IkeMessage message = IkeCodec.decode(answer.octets());
    List<Payload> without =
        message.payloads().stream().filter(p -> !(p instanceof NotifyPayload)).toList();
    Octets changed = IkeCodec.encode(new IkeMessage(message.header(), without));
    List<IkeOutput> outputs =
        link.left.handle(new IkeInput.Datagram(link.now(), PATH, changed.asByteBuffer())).outputs();

    assertEquals(List.of(new IkeOutput.Warned(new IkeFailure.NatTraversalUnsupported())), outputs);
  }

  @Test
  void takesNoAnswerFromElsewhere() {
    start();
    UdpPath elsewhere = new UdpPath(SimulatedLink.LEFT_500, ELSEWHERE);

    assertEquals(
        IkeDropReason.WRONG_PATH,
        ((IkeOutput.Dropped)
                answer(elsewhere, NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("01"))).get(0))
            .reason());
  }

  @Test
  @Requirement({
    "RFC7296-2.1-3",
    "RFC7296-2.1-6",
    "RFC7296-2.1-7",
    "RFC7296-2.2-1",
    "RFC7296-2.4-6",
    "RFC7296-2.3-6"
  })
  void repeatsAfterOneTwoFourAndEightSeconds() {
    start();
    Octets request = sentOctets();
    List<Long> seconds = new ArrayList<>();
    while (!initiator.isTerminated()) {
      now = initiator.wakeAt().orElseThrow();
      if (!SimulatedLink.of(handle(new IkeInput.Tick(now)), IkeOutput.Transmit.class).isEmpty()) {
        seconds.add(Duration.between(SimulatedLink.START, now).toSeconds());
        assertEquals(request, sentOctets());
      }
    }

    assertEquals(List.of(1L, 3L, 7L, 15L, 23L), seconds);
    assertEquals(SimulatedLink.START.plusSeconds(30), now);
  }

  private static SimulatedLink established() {
    return IkeSessionFixtures.link().initiate().run(Duration.ofSeconds(1));
  }

  @Test
  @Requirement({"RFC7296-2.23-11", "RFC7296-2.11-1", "RFC7296-2.11-2", "RFC7296-2.6-2"})
  void theResponderFollowsItsPeerThroughANat() {
    SimulatedLink link = established();
    Octets request =
        Octets.of(
            ((IkeOutput.Transmit)
                    link.left
                        .handle(new IkeInput.Command(link.now(), new IkeCommand.CheckLiveness()))
                        .outputs()
                        .get(0))
                .octets());
    UdpPath moved = new UdpPath(SimulatedLink.RIGHT_4500, ELSEWHERE);
    List<IkeOutput> outputs =
        link.right
            .handle(new IkeInput.Datagram(link.now(), moved, request.asByteBuffer()))
            .outputs();

    assertEquals(new IkeOutput.PathChanged(moved), outputs.get(0));
    assertEquals(moved, ((IkeOutput.Transmit) outputs.get(1)).path());
    List<IkeOutput> check =
        link.right
            .handle(new IkeInput.Command(link.now(), new IkeCommand.CheckLiveness()))
            .outputs();
    assertEquals(moved, ((IkeOutput.Transmit) check.get(0)).path());
  }

  @Test
  @Requirement("RFC7296-2.23-11")
  void theResponderRepeatsItsRequestToWhereThePeerIsNow() {
    SimulatedLink link = established();
    link.right.handle(new IkeInput.Command(link.now(), new IkeCommand.CheckLiveness()));
    Octets request =
        Octets.of(
            ((IkeOutput.Transmit)
                    link.left
                        .handle(new IkeInput.Command(link.now(), new IkeCommand.CheckLiveness()))
                        .outputs()
                        .get(0))
                .octets());
    UdpPath moved = new UdpPath(SimulatedLink.RIGHT_4500, ELSEWHERE);
    link.right.handle(new IkeInput.Datagram(link.now(), moved, request.asByteBuffer()));
    List<IkeOutput> repeated =
        link.right.handle(new IkeInput.Tick(link.now().plusSeconds(1))).outputs();

    assertEquals(moved, ((IkeOutput.Transmit) repeated.get(0)).path());
  }

  @Test
  @Requirement("RFC7296-2.23-12")
  void theInitiatorStaysOnItsPathEvenFromTheFirst() {
    SimulatedLink link = IkeSessionFixtures.link().initiate();
    link.deliverNext().deliverNext().deliverNext();
    IkeOutput.Transmit answer =
        SimulatedLink.of(link.rightOutputs, IkeOutput.Transmit.class).get(1);
    // Somebody who sees the response sends it on from his own address, and is faster.
    UdpPath forwarded = new UdpPath(SimulatedLink.LEFT_4500, ELSEWHERE);
    List<IkeOutput> outputs =
        link.left.handle(new IkeInput.Datagram(link.now(), forwarded, answer.octets())).outputs();

    assertTrue(link.left.isEstablished());
    assertEquals(LATER, SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class).get(0).path());
    List<IkeOutput> check =
        link.left
            .handle(new IkeInput.Command(link.now(), new IkeCommand.CheckLiveness()))
            .outputs();
    assertEquals(LATER, ((IkeOutput.Transmit) check.get(0)).path());
    assertNotEquals(LATER, forwarded);
  }
}
