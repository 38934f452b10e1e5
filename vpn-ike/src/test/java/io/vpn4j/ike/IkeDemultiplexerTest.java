package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IkeDemultiplexerTest {
  private static final Instant START = SimulatedLink.START;
  private static final UdpPath PATH = new UdpPath(SimulatedLink.RIGHT_500, SimulatedLink.LEFT_500);

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(11));
  private Instant now = START;

  private IkeDemultiplexer demultiplexer(int maxHalfOpen) {
    IkeConfig anyone = IkeSessionFixtures.right().peerIdentity(Optional.empty()).build();
    return demultiplexer(anyone, maxHalfOpen);
  }

  private IkeDemultiplexer demultiplexer(IkeConfig config, int maxHalfOpen) {
    return new IkeDemultiplexer(
        path ->
            path.peer().address().equals(new Ipv4Address(0x7f000001))
                ? Optional.empty()
                : Optional.of(config),
        crypto,
        () -> IkeSession.randomEspSpi(crypto),
        IkeSessionFixtures.limits(maxHalfOpen, Integer.MAX_VALUE));
  }

  /** What an initiator with {@code seed} sends first. */
  private static Octets firstMessage(long seed) {
    IkeSession initiator =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(seed)));
    return transmitted(
            initiator.handle(new IkeInput.Command(START, SimulatedLink.INITIATE)).outputs())
        .get(0);
  }

  private static List<Octets> transmitted(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
        .map(t -> Octets.of(t.octets()))
        .toList();
  }

  private static List<IkeOutput> outputs(IkeDemultiplexer.Step step) {
    return step.outputs().stream().map(IkeDemultiplexer.SessionOutput::output).toList();
  }

  private IkeDemultiplexer.Step receive(
      IkeDemultiplexer demultiplexer, UdpPath path, Octets octets) {
    return demultiplexer.datagram(new IkeInput.Datagram(now, path, octets.asByteBuffer()));
  }

  private Octets answer(IkeDemultiplexer demultiplexer, Octets octets) {
    return transmitted(outputs(receive(demultiplexer, PATH, octets))).get(0);
  }

  private IkeDropReason dropped(IkeDemultiplexer demultiplexer, UdpPath path, Octets octets) {
    List<IkeOutput> outputs = outputs(receive(demultiplexer, path, octets));
    assertEquals(1, SimulatedLink.of(outputs, IkeOutput.Dropped.class).size(), outputs::toString);
    return assertInstanceOf(IkeOutput.Dropped.class, outputs.get(0)).reason();
  }

  private static Octets with(Octets message, int offset, int octet) {
    byte[] changed = message.toByteArray();
    changed[offset] = (byte) octet;
    return Octets.of(changed);
  }

  private static IkeMessage decode(Octets octets) {
    try {
      return IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** Many initiators at one demultiplexer, over a network without loss and delay. */
  private final class Crowd {
    final IkeDemultiplexer hub;
    final Map<UdpEndpoint, IkeSession> peers = new HashMap<>();
    final List<IkeDemultiplexer.SessionOutput> outputs = new ArrayList<>();
    private final Deque<Runnable> network = new ArrayDeque<>();

    Crowd(IkeDemultiplexer hub) {
      this.hub = hub;
    }

    void join(int number) {
      UdpEndpoint ike = new UdpEndpoint(new Ipv4Address(0x0a000000 + number), 500);
      UdpEndpoint natTraversal = new UdpEndpoint(ike.address(), 4500);
      IkeSession session =
          IkeSession.initiator(
              IkeSessionFixtures.left().localIdentity(IkeIdentity.ofFqdn("peer" + number)).build(),
              crypto);
      peers.put(ike, session);
      peers.put(natTraversal, session);
      take(
          session.handle(
              new IkeInput.Command(
                  now,
                  new IkeCommand.Initiate(
                      new UdpPath(ike, SimulatedLink.RIGHT_500),
                      new UdpPath(natTraversal, SimulatedLink.RIGHT_4500)))));
    }

    void take(IkeStep step) {
      for (IkeOutput.Transmit sent : SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class)) {
        network.add(
            () ->
                take(
                    hub.datagram(
                        new IkeInput.Datagram(now, sent.path().reversed(), sent.octets()))));
      }
    }

    void take(IkeDemultiplexer.Step step) {
      assertNoLaterThanAnySession(hub, step);
      outputs.addAll(step.outputs());
      for (IkeOutput.Transmit sent : SimulatedLink.of(outputs(step), IkeOutput.Transmit.class)) {
        network.add(
            () ->
                take(
                    peers
                        .get(sent.path().peer())
                        .handle(
                            new IkeInput.Datagram(now, sent.path().reversed(), sent.octets()))));
      }
    }

    void settle() {
      while (!network.isEmpty()) {
        network.poll().run();
      }
    }
  }

  private static void assertNoLaterThanAnySession(
      IkeDemultiplexer hub, IkeDemultiplexer.Step step) {
    Optional<Instant> earliest =
        hub.sessions().stream().flatMap(s -> s.wakeAt().stream()).min(Instant::compareTo);
    assertEquals(earliest, step.wakeAt());
  }

  @Test
  @Requirement("RFC7296-2.6-1")
  void servesManyPeersAtOnce() {
    Crowd crowd = new Crowd(demultiplexer(100));
    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(i % 7);
      crowd.join(i);
    }
    crowd.settle();

    assertEquals(100, crowd.hub.sessions().size());
    assertTrue(crowd.hub.sessions().stream().allMatch(IkeSession::isEstablished));
    assertTrue(crowd.peers.values().stream().allMatch(IkeSession::isEstablished));
    Set<IkeSpi> spis = new HashSet<>();
    for (IkeDemultiplexer.SessionOutput one : crowd.outputs) {
      if (one.output() instanceof IkeOutput.Established established) {
        assertEquals(one.session(), established.info().responderSpi());
        assertTrue(spis.add(one.session()), "an SPI of its own for each session");
      }
    }
    assertEquals(100, spis.size());
  }

  @Test
  void wakesAtTheEarliestDeadlineThroughAWholeLife() {
    Crowd crowd = new Crowd(demultiplexer(50));
    for (int i = 0; i < 30; i++) {
      now = now.plusMillis(137);
      crowd.join(i);
      if (i % 3 == 0) {
        // These get no further than half-open.
        crowd.network.poll().run();
        crowd.network.clear();
      }
      crowd.settle();
    }
    int ticks = 0;
    Instant end = now.plusSeconds(300);
    while (!crowd.hub.sessions().isEmpty() && now.isBefore(end)) {
      IkeDemultiplexer.Step early = crowd.hub.tick(now);
      assertEquals(List.of(), early.outputs(), "nothing is due before its time");
      now = early.wakeAt().orElseThrow();
      IkeDemultiplexer.Step step = crowd.hub.tick(now);
      // Nobody answers: liveness must end every session.
      assertNoLaterThanAnySession(crowd.hub, step);
      assertTrue(step.wakeAt().filter(at -> !at.isAfter(now)).isEmpty(), "no deadline stays due");
      ticks++;
    }
    assertEquals(List.of(), crowd.hub.sessions());
    assertEquals(Optional.empty(), crowd.hub.tick(now).wakeAt());
    assertTrue(ticks > 30, () -> "only that many moments to wake at");
  }

  @Test
  void oneLateTickServesAllThatAreDue() {
    Crowd crowd = new Crowd(demultiplexer(50));
    for (int i = 0; i < 20; i++) {
      now = now.plusMillis(100);
      crowd.join(i);
    }
    crowd.settle();
    now = now.plusSeconds(11);
    IkeDemultiplexer.Step step = crowd.hub.tick(now);

    assertEquals(20, SimulatedLink.of(outputs(step), IkeOutput.Transmit.class).size());
    assertEquals(Optional.of(now.plusSeconds(1)), step.wakeAt());
  }

  @Test
  @Requirement({"RFC7296-2.1-9", "RFC7296-2.1-2"})
  void answersARepeatedFirstMessageWithTheSameOctetsAndNoSecondSession() {
    IkeDemultiplexer hub = demultiplexer(10);
    Octets first = firstMessage(1);
    Octets answer = answer(hub, first);
    now = now.plusSeconds(2);

    assertEquals(answer, answer(hub, first));
    assertEquals(1, hub.sessions().size());
  }

  @Test
  @Requirement("RFC7296-2.1-9")
  void ignoresTheFirstMessageOfAnEstablishedSession() {
    Crowd crowd = new Crowd(demultiplexer(10));
    crowd.join(1);
    IkeOutput.Transmit[] first = new IkeOutput.Transmit[1];
    IkeSession twin = crowd.peers.values().iterator().next();
    assertFalse(twin.isEstablished());
    // What the crowd's member sent first is what its first retransmission repeats.
    for (IkeOutput output : twin.handle(new IkeInput.Tick(now.plusSeconds(1))).outputs()) {
      first[0] = (IkeOutput.Transmit) output;
    }
    crowd.settle();
    assertTrue(twin.isEstablished());
    IkeDemultiplexer.Step step =
        receive(crowd.hub, first[0].path().reversed(), Octets.of(first[0].octets()));

    assertEquals(1, crowd.hub.sessions().size());
    assertEquals(List.of(), SimulatedLink.of(outputs(step), IkeOutput.Transmit.class));
  }

  @Test
  @Requirement("RFC7296-2.1-10")
  void aForgedFirstMessageWithTheSameSpiLocksNobodyOut() {
    IkeDemultiplexer hub = demultiplexer(10);
    Octets genuine = firstMessage(1);
    // The forger has seen the message and is faster: same SPI, same source, another nonce.
    IkeMessage message = decode(genuine);
    List<Payload> forged = new ArrayList<>();
    for (Payload payload : message.payloads()) {
      forged.add(
          payload instanceof NoncePayload ? new NoncePayload(Octets.of(new byte[32])) : payload);
    }
    Octets first = answer(hub, IkeCodec.encode(new IkeMessage(message.header(), forged)));
    Octets second = answer(hub, genuine);

    assertEquals(2, hub.sessions().size());
    assertEquals(decode(first).header().initiatorSpi(), decode(second).header().initiatorSpi());
    assertFalse(
        decode(first).header().responderSpi().equals(decode(second).header().responderSpi()));
  }

  @Test
  @Requirement({"RFC7296-2.6-4", "RFC7296-3.4-4"})
  void asksForAnotherGroupAndKeepsNothingOfIt() {
    IkeConfig wantsP256 =
        IkeSessionFixtures.right()
            .ikeAlgorithms(
                IkeAlgorithms.aead(
                    EncryptionAlgorithm.AES_GCM_16_128,
                    PrfAlgorithm.HMAC_SHA2_256,
                    KeyExchangeMethod.ECP_256))
            .build();
    IkeDemultiplexer hub = demultiplexer(wantsP256, 10);
    IkeSession initiator =
        IkeSession.initiator(
            IkeSessionFixtures.left()
                .ikeAlgorithms(
                    new IkeAlgorithms(
                        List.of(EncryptionAlgorithm.AES_GCM_16_128),
                        List.of(),
                        List.of(PrfAlgorithm.HMAC_SHA2_256),
                        List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256)))
                .build(),
            crypto);
    Octets first =
        transmitted(initiator.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)).outputs())
            .get(0);
    Octets refusal = answer(hub, first);
    NotifyPayload notify = decode(refusal).notify(NotifyType.INVALID_KE_PAYLOAD).orElseThrow();

    assertEquals(Octets.ofHex("0013"), notify.data());
    assertEquals(IkeSpi.ZERO, decode(refusal).header().responderSpi());
    assertEquals(List.of(), hub.sessions());
    assertEquals(refusal, answer(hub, first), "the same request, the same refusal");

    List<IkeOutput> second =
        initiator
            .handle(new IkeInput.Datagram(now, PATH.reversed(), refusal.asByteBuffer()))
            .outputs();
    KePayload ke = decode(transmitted(second).get(0)).first(KePayload.class).orElseThrow();
    assertEquals(KeyExchangeMethod.ECP_256.transformId(), ke.method());
    assertEquals(1, decode(answer(hub, transmitted(second).get(0))).all(KePayload.class).size());
    assertEquals(1, hub.sessions().size());
  }

  @Test
  void dropsWhatNamesNoSessionOfOurs() {
    IkeDemultiplexer hub = demultiplexer(10);
    Octets first = firstMessage(1);
    answer(hub, first);

    assertEquals(IkeDropReason.UNKNOWN_SPI, dropped(hub, PATH, with(first, 15, 1)));
    assertEquals(
        IkeDropReason.UNKNOWN_SPI,
        dropped(hub, PATH, with(first, 18, ExchangeType.IKE_AUTH.value())));
    assertEquals(IkeDropReason.UNKNOWN_SPI, dropped(hub, PATH, with(first, 19, 0x28)));
    assertEquals(1, hub.sessions().size());
  }

  @Test
  void dropsIkeV1WithoutAWord() {
    assertEquals(
        IkeDropReason.IKEV1, dropped(demultiplexer(1), PATH, with(firstMessage(1), 17, 0x10)));
  }

  @Test
  @Requirement({"RFC7296-2.5-2", "RFC7296-2.5-3", "RFC7296-3.1-6", "RFC7296-3.1-9"})
  void answersAHigherVersionWithTheOneItSpeaks() {
    IkeDemultiplexer hub = demultiplexer(1);
    Octets request = with(firstMessage(1), 17, 0x30);
    IkeMessage refusal = decode(answer(hub, request));

    assertTrue(refusal.notify(NotifyType.INVALID_MAJOR_VERSION).isPresent());
    assertEquals(decode(firstMessage(1)).header().initiatorSpi(), refusal.header().initiatorSpi());
    assertEquals(IkeHeader.MAJOR_VERSION, refusal.header().majorVersion());
    assertTrue(refusal.header().isResponse());
    assertFalse(refusal.header().isInitiator());
    assertEquals(List.of(), hub.sessions());
  }

  @Test
  @Requirement({"RFC7296-3.1-10", "RFC7296-2.21.4-2"})
  void answersNoResponseOfAHigherVersion() {
    Octets response = with(with(firstMessage(1), 17, 0x30), 19, 0x20);

    assertEquals(1, receive(demultiplexer(1), PATH, response).outputs().size());
    assertEquals(IkeDropReason.HIGHER_VERSION, dropped(demultiplexer(1), PATH, response));
  }

  @Test
  @Requirement({"RFC7296-2.21.4-4", "RFC7296-3.1-10"})
  void answersOneErrorMessageWithNoOther() {
    // RFC 7296 2.21: what we say of a version or a group must not start a conversation of errors.
    IkeDemultiplexer hub = demultiplexer(1);
    Octets complaint = answer(hub, with(firstMessage(1), 17, 0x30));

    assertEquals(IkeDropReason.UNKNOWN_SPI, dropped(hub, PATH.reversed(), complaint));
  }

  @Test
  @Requirement("RFC7296-2.21.4-1")
  void limitsHalfOpenSessionsAndLetsThemExpire() {
    IkeDemultiplexer hub = demultiplexer(3);
    for (int i = 0; i < 3; i++) {
      answer(hub, firstMessage(i));
    }
    assertEquals(IkeDropReason.TOO_MANY_HALF_OPEN, dropped(hub, PATH, firstMessage(3)));
    assertEquals(3, transmitted(repeatAll(hub)).size(), "those that are in may repeat");

    now = now.plus(IkeTimers.DEFAULT.halfOpen());
    List<IkeOutput> expired = outputs(hub.tick(now));
    assertEquals(3, SimulatedLink.of(expired, IkeOutput.Terminated.class).size());
    assertEquals(List.of(), hub.sessions());
    assertEquals(Optional.empty(), hub.tick(now).wakeAt());
    answer(hub, firstMessage(3));
    assertEquals(1, hub.sessions().size());
  }

  private List<IkeOutput> repeatAll(IkeDemultiplexer hub) {
    List<IkeOutput> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.addAll(outputs(receive(hub, PATH, firstMessage(i))));
    }
    return all;
  }

  @Test
  void anEstablishedSessionIsHalfOpenNoMore() {
    Crowd crowd = new Crowd(demultiplexer(1));
    for (int i = 0; i < 5; i++) {
      crowd.join(i);
      crowd.settle();
    }

    assertEquals(5, crowd.hub.sessions().size());
  }

  @Test
  void aPeerThatFailedToProveItselfCountsAsHalfOpenWhileItLingers() {
    IkeConfig config =
        IkeSessionFixtures.right().preSharedKey(PreSharedKey.of("another_Key.2")).build();
    Crowd crowd = new Crowd(demultiplexer(config, 1));
    crowd.join(1);
    crowd.settle();

    assertEquals(1, crowd.hub.sessions().size());
    assertTrue(crowd.hub.sessions().get(0).isTerminated());
    assertEquals(IkeDropReason.TOO_MANY_HALF_OPEN, dropped(crowd.hub, PATH, firstMessage(9)));
    now = now.plus(IkeTimers.DEFAULT.giveUpAfter());
    crowd.hub.tick(now);
    answer(crowd.hub, firstMessage(9));
  }

  @Test
  void dropsAPeerThatIsNotConfigured() {
    UdpPath stranger =
        new UdpPath(SimulatedLink.RIGHT_500, new UdpEndpoint(new Ipv4Address(0x7f000001), 500));
    IkeDemultiplexer hub = demultiplexer(1);

    assertEquals(IkeDropReason.UNKNOWN_PEER, dropped(hub, stranger, firstMessage(1)));
    assertEquals(List.of(), hub.sessions());
  }

  @Test
  @Requirement("RFC7296-3.10.1-3")
  void dropsGarbage() {
    IkeDemultiplexer hub = demultiplexer(1);
    Octets first = firstMessage(1);

    assertEquals(IkeDropReason.MALFORMED, dropped(hub, PATH, Octets.EMPTY));
    assertEquals(IkeDropReason.MALFORMED, dropped(hub, PATH, first.slice(0, 27)));
    assertEquals(IkeDropReason.MALFORMED, dropped(hub, PATH, first.slice(0, first.length() - 1)));
    // A header that is whole and a payload that is not.
    assertEquals(IkeDropReason.MALFORMED, dropped(hub, PATH, with(first, 30, 0xff)));
    assertEquals(List.of(), hub.sessions());
    assertEquals(Optional.empty(), hub.tick(now).wakeAt());
  }

  @Test
  @Requirement({"RFC7296-2.7-3", "RFC7296-2.6-4", "RFC7296-3.3.4-3"})
  void aRefusedFirstMessageLeavesNothingBehind() {
    IkeConfig other =
        IkeSessionFixtures.right()
            .ikeAlgorithms(
                IkeAlgorithms.of(
                    EncryptionAlgorithm.AES_CBC_256,
                    IntegrityAlgorithm.HMAC_SHA1_96,
                    PrfAlgorithm.HMAC_SHA1,
                    KeyExchangeMethod.MODP_2048))
            .build();
    IkeDemultiplexer hub = demultiplexer(other, 1);
    for (int i = 0; i < 5; i++) {
      IkeDemultiplexer.Step step = receive(hub, PATH, firstMessage(i));
      IkeMessage refusal = decode(transmitted(outputs(step)).get(0));
      assertTrue(refusal.notify(NotifyType.NO_PROPOSAL_CHOSEN).isPresent());
      assertEquals(IkeSpi.ZERO, refusal.header().responderSpi());
      assertEquals(Optional.empty(), step.wakeAt());
    }
    assertEquals(List.of(), hub.sessions());
  }

  @Test
  void refusesAPeerWithoutNatTraversal() {
    IkeDemultiplexer hub = demultiplexer(1);
    IkeMessage message = decode(firstMessage(1));
    List<Payload> without =
        message.payloads().stream().filter(p -> !(p instanceof NotifyPayload)).toList();
    List<IkeOutput> outputs =
        outputs(receive(hub, PATH, IkeCodec.encode(new IkeMessage(message.header(), without))));

    assertTrue(
        decode(transmitted(outputs).get(0)).notify(NotifyType.NO_PROPOSAL_CHOSEN).isPresent());
    assertEquals(
        new IkeFailure.NatTraversalUnsupported(),
        SimulatedLink.of(outputs, IkeOutput.Terminated.class).get(0).cause());
    assertEquals(List.of(), hub.sessions());
  }

  @Test
  void dropsMessagesForASessionThatIsOver() {
    Crowd crowd = new Crowd(demultiplexer(1));
    crowd.join(1);
    crowd.settle();
    IkeSession session = crowd.hub.sessions().get(0);
    Octets liveness =
        transmitted(
                outputs(crowd.hub.command(now, session.localSpi(), new IkeCommand.CheckLiveness())))
            .get(0);
    crowd.hub.command(now, session.localSpi(), new IkeCommand.Abandon());

    assertEquals(List.of(), crowd.hub.sessions());
    // The same SPIs, but from the other side and as a request.
    Octets toUs = with(liveness, 19, 0x08);
    assertEquals(IkeDropReason.UNKNOWN_SPI, dropped(crowd.hub, PATH, toUs));
    assertEquals(
        List.of(), crowd.hub.command(now, session.localSpi(), new IkeCommand.Delete()).outputs());
  }

  @Test
  @Requirement({"RFC7296-2.6-1", "RFC7296-3.1-3"})
  void drawsAgainWhenAnSpiIsTaken() {
    // A source that says everything twice: each SPI would come a second time for the next session.
    SecureRandom stuttering =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;
          private final SeededSecureRandom source = new SeededSecureRandom(5);
          private long last;
          private int draws;

          @Override
          public long nextLong() {
            draws++;
            if (draws % 3 != 2) {
              last = draws % 3 == 0 ? 0 : source.nextLong();
            }
            return last;
          }

          @Override
          public void nextBytes(byte[] octets) {
            source.nextBytes(octets);
          }
        };
    IkeCrypto poor = IkeCrypto.of(stuttering);
    IkeDemultiplexer hub =
        new IkeDemultiplexer(
            path -> Optional.empty(),
            poor,
            () -> IkeSession.randomEspSpi(poor),
            IkeSessionFixtures.limits(1, 1));
    for (int i = 0; i < 50; i++) {
      hub.initiate(now, IkeSessionFixtures.left().build(), SimulatedLink.INITIATE);
    }
    Set<IkeSpi> spis = new HashSet<>();
    hub.sessions().forEach(s -> spis.add(s.localSpi()));

    assertEquals(50, spis.size());
    assertFalse(spis.contains(IkeSpi.ZERO), "zero is no SPI (RFC 7296 3.1)");
  }

  @Test
  void answersStrangersWithLittleMoreThanTheySent() {
    IkeDemultiplexer hub = demultiplexer(10);
    Octets first = firstMessage(1);
    IkeMessage message = decode(first);
    List<Payload> least = new ArrayList<>();
    for (Payload payload : message.payloads()) {
      if (payload instanceof NoncePayload) {
        least.add(new NoncePayload(Octets.of(new byte[16])));
      } else if (payload instanceof NotifyPayload notify) {
        least.add(NotifyPayload.of(notify.notifyType()));
      } else {
        least.add(payload);
      }
    }
    Octets smallest = IkeCodec.encode(new IkeMessage(message.header(), least));
    // RFC 7296 2.6 leaves cookies to us; what remains is that nobody is flooded through us.
    int childless = 8; // The notification of RFC 6023, which only a responder sends.
    assertTrue(answer(hub, first).length() <= first.length() + childless);
    assertTrue(
        answer(hub, smallest).length() <= 1.5 * smallest.length(),
        () -> "answer to " + smallest.length() + " octets");
    Octets header = IkeCodec.encode(new IkeMessage(message.header(), List.of()));
    assertEquals(36, answer(hub, with(header, 17, 0x30)).length(), "to 28 octets");
  }

  @Test
  void ticksOnlyTheSessionsThatAreDue() {
    IkeDemultiplexer hub = demultiplexer(1);
    IkeConfig config = IkeSessionFixtures.left().build();
    for (int i = 0; i < 3_000; i++) {
      now = START.plusNanos(i * 100_000L);
      hub.initiate(now, config, SimulatedLink.INITIATE);
    }
    assertEquals(List.of(), hub.tick(now).outputs());
    now = START.plusSeconds(1);
    IkeDemultiplexer.Step step = hub.tick(now);

    assertEquals(1, step.outputs().size(), "only the first has waited for a second");
    assertEquals(hub.sessions().get(0).localSpi(), step.outputs().get(0).session());
    assertEquals(Optional.of(now.plusNanos(100_000)), step.wakeAt());
  }
}
