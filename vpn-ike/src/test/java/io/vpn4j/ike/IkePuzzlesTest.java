package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeLimits.Threshold;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.puzzle.Puzzle;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Puzzles between an initiator and a responder under load (RFC 8019). */
class IkePuzzlesTest {
  private static final Instant NOW = SimulatedLink.START;
  private static final UdpPath PATH = SimulatedLink.INITIATE.ikePath();
  private static final int DIFFICULTY = 9;

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(7));

  private IkeDemultiplexer responder(int difficulty) {
    return responder(crypto, difficulty);
  }

  private static IkeDemultiplexer responder(IkeCrypto crypto, int difficulty) {
    return new IkeDemultiplexer(
        path -> Optional.of(IkeSessionFixtures.right().build()),
        crypto,
        () -> IkeSession.randomEspSpi(crypto),
        IkeLimits.DEFAULT.withCookies(Threshold.of(0)).withPuzzles(Threshold.of(0), difficulty));
  }

  private static IkeSession initiator(long seed, int maxDifficulty) {
    return IkeSession.initiator(
        IkeSessionFixtures.left().maxPuzzleDifficulty(maxDifficulty).build(),
        IkeCrypto.of(new SeededSecureRandom(seed)));
  }

  private static Octets transmitted(List<IkeOutput> outputs) {
    return Octets.of(SimulatedLink.of(outputs, IkeOutput.Transmit.class).get(0).octets());
  }

  private static Octets begin(IkeSession initiator) {
    return transmitted(
        initiator.handle(new IkeInput.Command(NOW, SimulatedLink.INITIATE)).outputs());
  }

  private static List<IkeOutput> receive(IkeDemultiplexer responder, Octets message) {
    return responder
        .datagram(new IkeInput.Datagram(NOW, PATH.reversed(), message.asByteBuffer()))
        .outputs()
        .stream()
        .map(IkeDemultiplexer.SessionOutput::output)
        .toList();
  }

  private static IkeStep receive(IkeSession initiator, Octets message) {
    return initiator.handle(new IkeInput.Datagram(NOW, PATH, message.asByteBuffer()));
  }

  private static IkeMessage decode(Octets octets) {
    try {
      return IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** Ticks until the solution is sent. */
  private static Octets solution(IkeSession initiator) {
    for (int slices = 0; slices < 1000; slices++) {
      assertEquals(Optional.of(NOW), initiator.wakeAt(), "the next slice is due at once");
      List<IkeOutput> outputs = initiator.handle(new IkeInput.Tick(NOW)).outputs();
      if (!outputs.isEmpty()) {
        return transmitted(outputs);
      }
    }
    throw new AssertionError("not solved");
  }

  private static IkeDropReason dropped(List<IkeOutput> outputs) {
    return ((IkeOutput.Dropped) outputs.get(0)).reason();
  }

  @Test
  @Requirement({"RFC8019-4-1", "RFC8019-7.1.2-1", "RFC7296-2.6-4"})
  void whoeverSolvesThePuzzleGetsIn() {
    IkeDemultiplexer responder = responder(DIFFICULTY);
    IkeSession initiator = initiator(1, 16);
    Octets demand = transmitted(receive(responder, begin(initiator)));

    assertTrue(decode(demand).notify(NotifyType.COOKIE).isPresent());
    assertEquals(
        Optional.of(new Puzzle(PrfAlgorithm.HMAC_SHA2_256, DIFFICULTY)),
        decode(demand).notify(NotifyType.PUZZLE).flatMap(Puzzle::of));
    assertEquals(IkeSpi.ZERO, decode(demand).header().responderSpi());

    assertEquals(List.of(), receive(initiator, demand).outputs(), "it thinks first");
    Octets solved = solution(initiator);
    List<Payload> payloads = decode(solved).payloads();
    assertEquals(NotifyType.COOKIE, ((NotifyPayload) payloads.get(0)).notifyType());
    assertEquals(4, ((PuzzleSolutionPayload) payloads.get(1)).keys().size(), "behind the cookie");

    assertTrue(
        decode(transmitted(receive(responder, solved))).header().responderSpi().value() != 0);
    assertEquals(1, responder.sessions().size());
  }

  @Test
  void aWholeHandshakeGoesThroughAPuzzle() {
    // AUTH covers the request that brought the solution (RFC 8019 section 7.1.2).
    IkeDemultiplexer responder = responder(DIFFICULTY);
    IkeSession initiator = initiator(1, 16);
    Octets demand = transmitted(receive(responder, begin(initiator)));
    receive(initiator, demand);
    Octets answer = transmitted(receive(responder, solution(initiator)));
    Octets auth = transmitted(receive(initiator, answer).outputs());
    receive(initiator, transmitted(receive(responder, auth)));

    assertTrue(initiator.isEstablished());
  }

  @Test
  @Requirement("RFC8019-7.1.3-1")
  void aWrongSolutionGetsNoAnswer() {
    IkeDemultiplexer responder = responder(40);
    IkeSession initiator = initiator(1, 16);
    Octets request = begin(initiator);
    NotifyPayload cookie =
        decode(transmitted(receive(responder, request))).notify(NotifyType.COOKIE).orElseThrow();
    List<Payload> payloads = new ArrayList<>(decode(request).payloads());
    payloads.add(0, cookie);
    payloads.add(
        1,
        new PuzzleSolutionPayload(
            List.of(
                Octets.ofHex("01"), Octets.ofHex("02"), Octets.ofHex("03"), Octets.ofHex("04"))));
    Octets wrong = IkeCodec.encode(new IkeMessage(decode(request).header(), payloads));

    assertEquals(IkeDropReason.PUZZLE_NOT_SOLVED, dropped(receive(responder, wrong)));
    assertEquals(List.of(), responder.sessions());
  }

  @Test
  void aSolutionBeginsOneSessionAndNoSecond() {
    IkeDemultiplexer responder = responder(DIFFICULTY);
    IkeSession initiator = initiator(1, 16);
    receive(initiator, transmitted(receive(responder, begin(initiator))));
    Octets solved = solution(initiator);
    receive(responder, solved);
    List<Payload> payloads = new ArrayList<>(decode(solved).payloads());
    payloads.remove(payloads.size() - 1);
    Octets otherwise = IkeCodec.encode(new IkeMessage(decode(solved).header(), payloads));

    assertEquals(IkeDropReason.COOKIE_SPENT, dropped(receive(responder, otherwise)));
    assertEquals(1, receive(responder, solved).size(), "a repeat is answered as ever");
    assertEquals(1, responder.sessions().size());
  }

  @Test
  @Requirement("RFC8019-7.1.1-2")
  void whoKnowsNoPuzzlesGetsInNowAndThen() {
    IkeDemultiplexer responder = responder(DIFFICULTY);
    int in = 0;
    for (int seed = 0; seed < 20; seed++) {
      IkeSession legacy = initiator(seed, 0);
      Octets withCookie =
          transmitted(receive(legacy, transmitted(receive(responder, begin(legacy)))).outputs());
      assertFalse(decode(withCookie).first(PuzzleSolutionPayload.class).isPresent());
      IkeMessage answer = decode(transmitted(receive(responder, withCookie)));
      in += answer.notify(NotifyType.COOKIE).isEmpty() ? 1 : 0;
    }

    assertEquals(1, in, "in one second");
    assertEquals(1, responder.sessions().size());
  }

  @Test
  @Requirement("RFC8019-7.1.1-2")
  void aPuzzleThatIsTooHardIsNotTried() {
    IkeDemultiplexer responder = responder(17);
    IkeSession initiator = initiator(1, 16);
    Octets answer =
        transmitted(
            receive(initiator, transmitted(receive(responder, begin(initiator)))).outputs());

    assertTrue(decode(answer).notify(NotifyType.COOKIE).isPresent());
    assertFalse(decode(answer).first(PuzzleSolutionPayload.class).isPresent());
  }

  @Test
  void difficultyZeroIsSolvedToo() {
    IkeDemultiplexer responder = responder(0);
    IkeSession initiator = initiator(1, 16);
    receive(initiator, transmitted(receive(responder, begin(initiator))));
    Octets solved = solution(initiator);

    assertTrue(decode(solved).first(PuzzleSolutionPayload.class).isPresent());
    receive(responder, solved);
    assertEquals(1, responder.sessions().size());
  }

  @Test
  void forgedPuzzlesCostWhatThreeCookiesMayCost() {
    IkeSession initiator = initiator(1, 16);
    IkeHeader header = decode(begin(initiator)).header();
    int sent = 0;
    for (int forged = 0; forged < 50; forged++) {
      receive(initiator, demand(header, forged, 4));
      sent += initiator.handle(new IkeInput.Tick(NOW)).outputs().size();
    }

    assertEquals(3, sent);
  }

  @Test
  void anotherPuzzleDoesNotInterruptTheWork() {
    IkeSession initiator = initiator(1, 16);
    IkeHeader header = decode(begin(initiator)).header();
    receive(initiator, demand(header, 1, 13));
    List<IkeOutput> second = receive(initiator, demand(header, 2, 13)).outputs();

    assertEquals(IkeDropReason.UNUSABLE_ANSWER, dropped(second));
    assertEquals(
        Octets.of((byte) 1),
        decode(solution(initiator)).notify(NotifyType.COOKIE).orElseThrow().data());
  }

  @Test
  void theAttemptEndsInTimeEvenIfThePuzzleDoesNot() {
    IkeSession initiator = initiator(1, 255);
    IkeHeader header = decode(begin(initiator)).header();
    receive(initiator, demand(header, 1, 255));
    Instant late = NOW.plus(Duration.ofSeconds(30));
    List<IkeOutput> outputs = initiator.handle(new IkeInput.Tick(late)).outputs();

    assertTrue(outputs.get(0) instanceof IkeOutput.Terminated);
    assertTrue(initiator.isClosed());
  }

  @Test
  @Requirement("RFC8019-7.1.2-2")
  void aPuzzleWithoutACookieIsNotSolved() {
    IkeSession initiator = initiator(1, 16);
    IkeHeader header = decode(begin(initiator)).header();
    List<IkeOutput> outputs =
        receive(
                initiator,
                demand(header, List.of(new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 4).notification())))
            .outputs();

    assertEquals(IkeDropReason.UNUSABLE_ANSWER, dropped(outputs));
    assertTrue(initiator.toString().contains("AwaitInitResponse"), initiator::toString);
  }

  @Test
  @Requirement("RFC8019-8-1")
  void aPuzzleOfAnUnknownPrfIsAnsweredWithTheCookieAlone() {
    IkeSession initiator = initiator(1, 16);
    IkeHeader header = decode(begin(initiator)).header();
    Octets answer =
        transmitted(
            receive(
                    initiator,
                    demand(
                        header,
                        List.of(
                            NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("01")),
                            NotifyPayload.of(NotifyType.PUZZLE, Octets.ofHex("fff004")))))
                .outputs());

    assertTrue(decode(answer).notify(NotifyType.COOKIE).isPresent());
    assertFalse(decode(answer).first(PuzzleSolutionPayload.class).isPresent());
  }

  @Test
  @Requirement("RFC8019-7.1.4-1")
  void aSolutionWithoutItsCookieIsNotEvenLookedAt() {
    CountingProvider counting = new CountingProvider();
    IkeDemultiplexer responder =
        responder(new IkeCrypto(crypto.random(), Optional.of(counting)), DIFFICULTY);
    IkeSession initiator = initiator(1, 16);
    receive(initiator, transmitted(receive(responder, begin(initiator))));
    Octets solved = solution(initiator);
    List<Payload> payloads = new ArrayList<>(decode(solved).payloads());
    payloads.set(0, NotifyPayload.of(NotifyType.COOKIE, Octets.of(new byte[33])));
    long before = counting.macs();
    Octets answer =
        transmitted(
            receive(responder, IkeCodec.encode(new IkeMessage(decode(solved).header(), payloads))));

    assertTrue(decode(answer).notify(NotifyType.COOKIE).isPresent(), "asked for it again");
    assertEquals(2, counting.macs() - before, "the cookie that was due, and the one to check");
    assertEquals(List.of(), responder.sessions());
  }

  private static Octets demand(IkeHeader request, int cookie, int difficulty) {
    return demand(
        request,
        List.of(
            NotifyPayload.of(NotifyType.COOKIE, Octets.of((byte) cookie)),
            new Puzzle(PrfAlgorithm.HMAC_SHA2_256, difficulty).notification()));
  }

  private static Octets demand(IkeHeader request, List<Payload> payloads) {
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(
                request.initiatorSpi(), IkeSpi.ZERO, request.exchangeType(), false, true, 0),
            payloads));
  }
}
