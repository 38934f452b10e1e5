package io.vpn4j.ike;

import io.vpn4j.ike.LoadLevel.Demand;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.puzzle.Puzzle;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of a first message before anything is computed or kept for it: cookies (RFC
 * 7296 section 2.6), puzzles (RFC 8019) and the limits on half-open sessions.
 *
 * <p>The cheapest questions come first: a forged message costs one HMAC for the cookie that is sent
 * in answer, and four more are computed only for who has brought a good one.
 */
final class Admission {
  /**
   * While puzzles are asked for, so many sessions in a second begin for peers that bring a cookie
   * only: some do not know puzzles, and are not to be locked out (RFC 8019 section 7.1).
   */
  private static final int WITHOUT_PUZZLE_PER_SECOND = 1;

  private final IkeCrypto crypto;
  private final IkeLimits limits;
  private final LoadLevel load;
  private final StatelessCookies cookies;
  private final SpentCookies spent = new SpentCookies();
  private final AnswerBudget withoutPuzzle =
      new AnswerBudget(Duration.ofSeconds(1), WITHOUT_PUZZLE_PER_SECOND, WITHOUT_PUZZLE_PER_SECOND);

  /** What becomes of a first message. */
  sealed interface Verdict {
    /**
     * It may begin a session.
     *
     * @param cookie the one that it has brought and that was asked for
     */
    record Admitted(Optional<Octets> cookie) implements Verdict {}

    /** It has to come again and bring what {@code demand} asks for. */
    record Demanded(IkeMessage demand) implements Verdict {}

    /** It gets no answer. */
    record Refused(IkeDropReason reason, String detail) implements Verdict {}
  }

  Admission(IkeCrypto crypto, IkeLimits limits) {
    this.crypto = crypto;
    this.limits = limits;
    this.load = new LoadLevel(limits);
    this.cookies = new StatelessCookies(crypto);
  }

  /**
   * Judges a first message.
   *
   * @param halfOpen sessions that are half-open
   * @param ofSource those among them that came from the source of this message
   */
  Verdict judge(IkeInput.Datagram datagram, IkeHeader header, int halfOpen, int ofSource) {
    Demand demand = load.demand(halfOpen);
    if (demand == Demand.NOTHING && ofSource >= limits.freePerSource()) {
      demand = Demand.COOKIE;
    }
    if (demand == Demand.NOTHING) {
      return admit(Optional.empty(), halfOpen, ofSource);
    }
    IkeMessage message;
    try {
      message = IkeCodec.decode(datagram.octets());
    } catch (MalformedMessageException e) {
      return new Verdict.Refused(IkeDropReason.MALFORMED, e.getMessage());
    }
    Optional<NoncePayload> nonce = message.first(NoncePayload.class);
    if (nonce.isEmpty()) {
      return new Verdict.Refused(IkeDropReason.MALFORMED, "IKE_SA_INIT without a nonce");
    }
    Instant now = datagram.now();
    IpAddress peer = datagram.path().peer().address();
    Octets cookie = cookies.cookie(now, peer, header.initiatorSpi(), nonce.get().nonce());
    Optional<Octets> brought =
        message
            .notify(NotifyType.COOKIE)
            .map(NotifyPayload::data)
            .filter(c -> cookies.accepts(now, peer, header.initiatorSpi(), nonce.get().nonce(), c));
    Optional<Puzzle> puzzle =
        demand == Demand.PUZZLE
            ? message
                .first(SaPayload.class)
                .flatMap(sa -> Puzzle.forOffer(sa, limits.puzzleDifficulty()))
            : Optional.empty();
    if (brought.isEmpty()) {
      return demand(header, cookie, puzzle);
    }
    if (spent.contains(now, brought.get())) {
      return new Verdict.Refused(IkeDropReason.COOKIE_SPENT, "its cookie has begun a session");
    }
    if (puzzle.isPresent()) {
      Optional<PuzzleSolutionPayload> solution = message.first(PuzzleSolutionPayload.class);
      if (solution.isPresent() && !puzzle.get().isSolvedBy(solution.get(), crypto, brought.get())) {
        return new Verdict.Refused(IkeDropReason.PUZZLE_NOT_SOLVED, puzzle.get().toString());
      }
      if (solution.isEmpty() && !withoutPuzzle.take(now, peer)) {
        return demand(header, cookie, puzzle);
      }
    }
    return admit(brought, halfOpen, ofSource);
  }

  private Verdict admit(Optional<Octets> cookie, int halfOpen, int ofSource) {
    if (halfOpen >= limits.maxHalfOpen()) {
      return new Verdict.Refused(
          IkeDropReason.TOO_MANY_HALF_OPEN, limits.maxHalfOpen() + " sessions are half-open");
    }
    if (ofSource >= limits.maxHalfOpenPerSource()) {
      return new Verdict.Refused(
          IkeDropReason.TOO_MANY_HALF_OPEN, ofSource + " sessions of its source are half-open");
    }
    return new Verdict.Admitted(cookie);
  }

  /** Remembers that {@code cookie} has begun a session. */
  void spend(Instant now, Octets cookie) {
    spent.add(now, cookie);
  }

  /** How many cookies are remembered. */
  int spentCookies() {
    return spent.size();
  }

  /** Names no SPI of ours, and is shorter than any first message (RFC 7296 section 2.6). */
  private static Verdict demand(IkeHeader header, Octets cookie, Optional<Puzzle> puzzle) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(NotifyPayload.of(NotifyType.COOKIE, cookie));
    puzzle.map(Puzzle::notification).ifPresent(payloads::add);
    return new Verdict.Demanded(
        new IkeMessage(
            IkeHeader.of(
                header.initiatorSpi(),
                IkeSpi.ZERO,
                header.exchangeType(),
                /* fromInitiator= */ false,
                true,
                0),
            payloads));
  }
}
