package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeLimits.Threshold;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NoncePayload;
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
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 10,000 first messages in a second at one responder, in virtual time, while a peer of its own
 * wants in. What is counted is printed; nothing depends on how fast the machine is.
 */
class IkeFloodSimulation {
  private static final int PER_SECOND = 10_000;

  /** Our public value, and the shared secret. */
  private static final long AGREEMENTS_EACH = 2;

  private static final Duration ONE_WAY = Duration.ofMillis(20);
  private static final UdpPath PATH = SimulatedLink.INITIATE.ikePath();

  private final CountingProvider counting = new CountingProvider();
  private final IkeCrypto crypto = new IkeCrypto(new SeededSecureRandom(1), Optional.of(counting));
  private final Random random = new Random(2);
  private final IkeMessage template = decode(firstMessage());
  private IkeDemultiplexer hub;
  private Instant now = SimulatedLink.START;
  private Instant lastTick = now;

  private long forged;
  private long octetsIn;
  private long octetsOut;
  private int mostSessions;

  private record InFlight(Instant at, long order, boolean toHub, UdpPath path, Octets octets)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private long order;

  @BeforeEach
  void fresh() {
    hub = hub(IkeLimits.DEFAULT);
  }

  private IkeDemultiplexer hub(IkeLimits limits) {
    IkeConfig anyone = IkeSessionFixtures.right().peerIdentity(Optional.empty()).build();
    return new IkeDemultiplexer(
        path -> Optional.of(anyone), crypto, () -> IkeSession.randomEspSpi(crypto), limits);
  }

  private static Octets firstMessage() {
    IkeSession any =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(4)));
    IkeStep step = any.handle(new IkeInput.Command(SimulatedLink.START, SimulatedLink.INITIATE));
    return Octets.of(((IkeOutput.Transmit) step.outputs().get(0)).octets());
  }

  private static IkeMessage decode(Octets octets) {
    try {
      return IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** A first message like any other, with SPI and nonce of its own. */
  private List<Payload> forgedPayloads() {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    List<Payload> payloads = new ArrayList<>();
    for (Payload payload : template.payloads()) {
      payloads.add(payload instanceof NoncePayload ? new NoncePayload(Octets.of(nonce)) : payload);
    }
    return payloads;
  }

  private static Octets first(IkeSpi spi, List<Payload> payloads) {
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(spi, IkeSpi.ZERO, ExchangeType.IKE_SA_INIT, true, false, 0), payloads));
  }

  private UdpPath from(int address) {
    return new UdpPath(PATH.peer(), new UdpEndpoint(new Ipv4Address(address), 500));
  }

  /** Gives the hub a message of the flood; what it answers. */
  private List<Octets> flood(UdpPath path, Octets message) {
    forged++;
    octetsIn += message.length();
    List<Octets> answers = new ArrayList<>();
    for (IkeDemultiplexer.SessionOutput output :
        hub.datagram(new IkeInput.Datagram(now, path, message.asByteBuffer())).outputs()) {
      if (output.output() instanceof IkeOutput.Transmit transmit) {
        answers.add(Octets.of(transmit.octets()));
        octetsOut += transmit.octets().remaining();
      }
    }
    mostSessions = Math.max(mostSessions, hub.sessions().size());
    return answers;
  }

  /** A peer of the hub's own, over a network that takes its time. */
  private final class Peer {
    final IkeSession session =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(99)));
    final Instant began = now;
    int sent;

    void take(IkeStep step) {
      for (IkeOutput.Transmit transmit :
          SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class)) {
        sent++;
        inFlight.add(
            new InFlight(
                now.plus(ONE_WAY),
                order++,
                true,
                transmit.path().reversed(),
                Octets.of(transmit.octets())));
      }
    }

    void begin() {
      take(session.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)));
    }
  }

  /** One millisecond for the hub and for {@code peer}; whatever arrives in it is delivered. */
  private void millisecond(Optional<Peer> peer) {
    now = now.plusMillis(1);
    while (!inFlight.isEmpty() && !inFlight.peek().at().isAfter(now)) {
      InFlight one = inFlight.poll();
      IkeInput.Datagram datagram =
          new IkeInput.Datagram(now, one.path(), one.octets().asByteBuffer());
      if (one.toHub()) {
        takeHub(hub.datagram(datagram));
      } else {
        peer.orElseThrow().take(peer.get().session.handle(datagram));
      }
    }
    if (lastTick.plusMillis(100).isBefore(now)) {
      lastTick = now;
      takeHub(hub.tick(now));
    }
    peer.filter(p -> p.session.wakeAt().filter(at -> !at.isAfter(now)).isPresent())
        .ifPresent(p -> p.take(p.session.handle(new IkeInput.Tick(now))));
  }

  private void takeHub(IkeDemultiplexer.Step step) {
    for (IkeDemultiplexer.SessionOutput output : step.outputs()) {
      if (output.output() instanceof IkeOutput.Transmit transmit
          && transmit.path().peer().address().equals(PATH.local().address())) {
        inFlight.add(
            new InFlight(
                now.plus(ONE_WAY),
                order++,
                false,
                transmit.path().reversed(),
                Octets.of(transmit.octets())));
      }
    }
  }

  private void print(String what, Peer peer) {
    System.out.printf(
        "%s: %d forged in %d s; at most %d sessions, %d key agreements, %.2f HMACs a message, "
            + "%.2f octets out for one in; the peer established after %d messages and %d ms%n",
        what,
        forged,
        Duration.between(SimulatedLink.START, now).toSeconds(),
        mostSessions,
        counting.agreements(),
        (double) counting.macs() / forged,
        (double) octetsOut / octetsIn,
        peer.sent,
        Duration.between(peer.began, now).toMillis());
  }

  @Test
  @Requirement("RFC7296-2.6-7")
  void spoofedAddressesKeepNobodyOutAndCostAnHmacEach() {
    Optional<Peer> peer = Optional.empty();
    for (int millisecond = 0; millisecond < 5_000; millisecond++) {
      if (millisecond == 3_000) {
        peer = Optional.of(new Peer());
        peer.get().begin();
      }
      for (int i = 0; i < PER_SECOND / 1000; i++) {
        flood(from(random.nextInt()), first(new IkeSpi(random.nextLong() | 1), forgedPayloads()));
      }
      millisecond(peer);
      if (peer.filter(p -> p.session.isEstablished()).isPresent()) {
        break;
      }
    }
    print("spoofed addresses", peer.orElseThrow());

    assertTrue(peer.get().session.isEstablished());
    assertEquals(3, peer.get().sent, "IKE_SA_INIT, once more with a cookie, and IKE_AUTH");
    assertTrue(mostSessions <= IkeLimits.DEFAULT.cookies().on() + 1, "sessions " + mostSessions);
    assertTrue(
        counting.agreements() <= AGREEMENTS_EACH * mostSessions,
        "key agreements " + counting.agreements());
    // About ten HMACs derive the keys of each half-open session; the rest is one a message.
    assertTrue(counting.macs() <= 1.05 * forged, "HMACs " + counting.macs());
    assertTrue(octetsOut < octetsIn / 2, "nobody is flooded through us");
  }

  @Test
  void theAddressOfThePeerItselfBeingForgedKeepsItOutNoLonger() {
    Optional<Peer> peer = Optional.empty();
    for (int millisecond = 0; millisecond < 5_000; millisecond++) {
      if (millisecond == 500) {
        peer = Optional.of(new Peer());
        peer.get().begin();
      }
      for (int i = 0; i < PER_SECOND / 1000; i++) {
        flood(PATH.reversed(), first(new IkeSpi(random.nextLong() | 1), forgedPayloads()));
      }
      millisecond(peer);
      if (peer.filter(p -> p.session.isEstablished()).isPresent()) {
        break;
      }
    }
    print("the peer's own address", peer.orElseThrow());

    assertTrue(peer.get().session.isEstablished());
    assertEquals(3, peer.get().sent);
    assertTrue(mostSessions <= IkeLimits.DEFAULT.freePerSource() + 1, "sessions " + mostSessions);
  }

  /** Real hosts, which get their cookies and bring them back, but solve no puzzles. */
  private void floodFromRealAddresses(int hosts, int milliseconds, Optional<Peer> peer) {
    for (int millisecond = 0; millisecond < milliseconds; millisecond++) {
      for (int i = 0; i < PER_SECOND / 1000 / 2; i++) {
        UdpPath path = from(0x0a000000 + random.nextInt(hosts));
        IkeSpi spi = new IkeSpi(random.nextLong() | 1);
        List<Payload> payloads = forgedPayloads();
        for (Octets answer : flood(path, first(spi, payloads))) {
          decode(answer)
              .notify(NotifyType.COOKIE)
              .ifPresent(
                  cookie -> {
                    List<Payload> again = new ArrayList<>(payloads);
                    again.add(0, cookie);
                    flood(path, first(spi, again));
                  });
        }
      }
      millisecond(peer);
      if (peer.filter(p -> p.session.isEstablished()).isPresent()) {
        return;
      }
    }
  }

  @Test
  void manyRealAddressesKeepNobodyOutWhoSolvesAPuzzle() {
    // Ten bits rather than sixteen: what is counted is messages, not work.
    hub = hub(IkeLimits.DEFAULT.withPuzzles(Threshold.of(128), 10));
    floodFromRealAddresses(1000, 3_000, Optional.empty());
    Peer peer = new Peer();
    peer.begin();
    floodFromRealAddresses(1000, 3_000, Optional.of(peer));
    print("1000 real addresses", peer);

    assertTrue(peer.session.isEstablished());
    assertEquals(3, peer.sent, "IKE_SA_INIT, once more with a solution, and IKE_AUTH");
    assertTrue(mostSessions <= 128 + 10, "sessions " + mostSessions);
    assertTrue(
        counting.agreements() <= AGREEMENTS_EACH * mostSessions,
        "key agreements " + counting.agreements());
  }

  @Test
  void oneRealAddressTakesItsShareAndNoMore() {
    floodFromRealAddresses(1, 2_000, Optional.empty());
    Peer peer = new Peer();
    peer.begin();
    floodFromRealAddresses(1, 2_000, Optional.of(peer));
    print("one real address", peer);

    assertTrue(peer.session.isEstablished());
    assertEquals(3, peer.sent);
    assertTrue(
        mostSessions <= IkeLimits.DEFAULT.maxHalfOpenPerSource() + 1, "sessions " + mostSessions);
  }

  @Test
  void aMinuteOfFloodLeavesNothingBehind() {
    floodFromRealAddresses(100, 1_000, Optional.empty());
    assertTrue(hub.sessions().size() > 100, "half-open " + hub.sessions().size());
    now = now.plus(IkeTimers.DEFAULT.halfOpen());
    IkeDemultiplexer.Step step = hub.tick(now);

    assertEquals(List.of(), hub.sessions());
    assertEquals(Optional.empty(), step.wakeAt());
  }

  @Test
  void forgedAnswersToTheInitiatorCostNoKeyExchangeAndEndNothing() {
    IkeSession initiator = IkeSession.initiator(IkeSessionFixtures.left().build(), crypto);
    IkeSession responder =
        IkeSession.responder(
            IkeSessionFixtures.right().build(), IkeCrypto.of(new SeededSecureRandom(5)));
    IkeOutput.Transmit request =
        SimulatedLink.of(
                initiator.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)).outputs(),
                IkeOutput.Transmit.class)
            .get(0);
    IkeSpi spi = decode(Octets.of(request.octets())).header().initiatorSpi();
    int answered = 0;
    int warnings = 0;
    for (int i = 0; i < PER_SECOND; i++) {
      now = SimulatedLink.START.plusNanos(i * 1_000L);
      IkeStep step =
          initiator.handle(new IkeInput.Datagram(now, PATH, forgedAnswer(spi, i).asByteBuffer()));
      answered += SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class).size();
      warnings += SimulatedLink.of(step.outputs(), IkeOutput.Warned.class).size();
    }
    // Three cookies are believed, so the request that is on its way by now carries one; the
    // responder, which asked for none, does not mind (RFC 7296 section 2.6).
    IkeStep repeated = initiator.handle(new IkeInput.Tick(now.plusSeconds(1)));
    Octets again =
        Octets.of(SimulatedLink.of(repeated.outputs(), IkeOutput.Transmit.class).get(0).octets());
    Octets answer =
        Octets.of(
            SimulatedLink.of(
                    responder
                        .handle(new IkeInput.Datagram(now, PATH.reversed(), again.asByteBuffer()))
                        .outputs(),
                    IkeOutput.Transmit.class)
                .get(0)
                .octets());
    long agreements = counting.agreements();
    IkeStep step = initiator.handle(new IkeInput.Datagram(now, PATH, answer.asByteBuffer()));
    System.out.printf(
        "forged answers: %d, of which %d were answered and %d told; %d key agreements%n",
        PER_SECOND, answered, warnings, agreements);

    assertEquals(1, SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class).size());
    assertTrue(initiator.toString().contains("AwaitAuthResponse"), initiator::toString);
    assertEquals(3, answered, "cookies");
    assertEquals(8, warnings, "nobody's log is filled");
    assertTrue(agreements <= 1, "the offer itself: " + agreements);
  }

  private Octets forgedAnswer(IkeSpi spi, int i) {
    NotifyPayload notify =
        switch (i % 4) {
          case 0 -> NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN);
          case 1 ->
              NotifyPayload.of(
                  NotifyType.INVALID_KE_PAYLOAD, Octets.of((byte) (i >> 8), (byte) (i | 0x80)));
          case 2 ->
              NotifyPayload.of(NotifyType.COOKIE, Octets.of((byte) 1, (byte) (i >> 8), (byte) i));
          default -> NotifyPayload.of(NotifyType.INVALID_SYNTAX);
        };
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(spi, IkeSpi.ZERO, ExchangeType.IKE_SA_INIT, false, true, 0),
            List.of(notify)));
  }
}
