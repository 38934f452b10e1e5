package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.auth.AuthAnnouncements;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.puzzle.Puzzle;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The initiator has sent IKE_SA_INIT.
 *
 * <p>Nothing that arrives here is authenticated, so nothing ends the attempt but time: a cookie and
 * another group are tried, every other refusal is reported and remembered, and the request goes on
 * being repeated (RFC 7296 section 2.21.1).
 */
public final class AwaitInitResponse implements IkeState {
  /** Cookies change rarely; a peer that asks again and again is not worth following. */
  private static final int MAX_COOKIES = 3;

  private static final int MAX_COOKIE_OCTETS = 64;

  private final SessionParameters session;
  private final IkeCommand.Initiate paths;
  private final KeyExchangeMethod method;
  private final Set<KeyExchangeMethod> tried;
  private final KeyExchange.Offer offer;
  private final Octets ni;
  private final int cookies;
  private final Retransmission retransmission;
  private final Refusals refusals;

  private AwaitInitResponse(
      SessionParameters session,
      IkeCommand.Initiate paths,
      KeyExchangeMethod method,
      Set<KeyExchangeMethod> tried,
      KeyExchange.Offer offer,
      Octets ni,
      int cookies,
      Retransmission retransmission,
      Refusals refusals) {
    this.session = session;
    this.paths = paths;
    this.method = method;
    this.tried = tried;
    this.offer = offer;
    this.ni = ni;
    this.cookies = cookies;
    this.retransmission = retransmission;
    this.refusals = refusals;
  }

  static Transition start(SessionParameters session, Instant now, IkeCommand.Initiate paths) {
    KeyExchangeMethod first = session.config().ikeAlgorithms().keyExchange().get(0);
    return send(session, now, paths, first, EnumSet.of(first));
  }

  private static Transition send(
      SessionParameters session,
      Instant now,
      IkeCommand.Initiate paths,
      KeyExchangeMethod method,
      Set<KeyExchangeMethod> tried) {
    KeyExchange.Offer offer = KeyExchange.offer(session.crypto(), method);
    Octets ni = InitMessages.nonce(session.crypto());
    Octets request = request(session, paths, method, offer, ni, List.of());
    Retransmission retransmission =
        new Retransmission(
            session.config().timers(), now, paths.ikePath(), SealedMessage.of(request));
    return Transition.to(
            new AwaitInitResponse(
                session, paths, method, tried, offer, ni, 0, retransmission, Refusals.NONE))
        .transmit(paths.ikePath(), request);
  }

  private static Octets request(
      SessionParameters session,
      IkeCommand.Initiate paths,
      KeyExchangeMethod method,
      KeyExchange.Offer offer,
      Octets ni,
      List<Payload> proofs) {
    IkeConfig config = session.config();
    // RFC 7296 2.6, RFC 8019 7.1.2: the cookie goes first, then the solution of a puzzle; all else
    // stays as it was.
    List<Payload> payloads = new ArrayList<>(proofs);
    payloads.add(ProposalSelection.forIkeSa(config.ikeAlgorithms()).offer(Octets.EMPTY));
    payloads.add(new KePayload(method.transformId(), Octets.of(offer.publicValue())));
    payloads.add(new NoncePayload(ni));
    payloads.addAll(
        InitMessages.natDetection(
            session.crypto(), session.localSpi(), IkeSpi.ZERO, paths.ikePath()));
    if (!config.ikeAlgorithms().additionalKeyExchange().isEmpty()) {
      payloads.add(NotifyPayload.of(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED));
    }
    payloads.addAll(Fragmentation.offer(config));
    payloads.addAll(AuthAnnouncements.inInitRequest(config));
    return InitMessages.encode(session.localSpi(), IkeSpi.ZERO, true, payloads);
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    if (!header.exchangeType().equals(ExchangeType.IKE_SA_INIT)
        || !header.isResponse()
        || header.isInitiator()
        || header.messageId() != 0) {
      return Transition.to(this)
          .drop(IkeDropReason.UNEXPECTED_EXCHANGE, header.exchangeType().toString());
    }
    if (!path.equals(paths.ikePath())) {
      return Transition.to(this).drop(IkeDropReason.WRONG_PATH, path.toString());
    }
    IkeMessage answer;
    try {
      answer = IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      return Transition.to(this).drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    Optional<NotifyPayload> error =
        answer.all(NotifyPayload.class).stream().filter(n -> n.notifyType().isError()).findFirst();
    Optional<NotifyPayload> cookie = answer.notify(NotifyType.COOKIE);
    if (cookie.isPresent() && answer.first(SaPayload.class).isEmpty()) {
      return cookieDemanded(now, cookie.get().data(), answer.notify(NotifyType.PUZZLE));
    }
    if (error.isPresent()) {
      return refused(now, error.get());
    }
    return agreed(now, path, header, message, answer);
  }

  private Transition cookieDemanded(Instant now, Octets cookie, Optional<NotifyPayload> challenge) {
    if (cookie.isEmpty() || cookie.length() > MAX_COOKIE_OCTETS || cookies == MAX_COOKIES) {
      return Transition.to(this)
          .drop(
              IkeDropReason.UNUSABLE_ANSWER,
              "cookie " + (cookies + 1) + " of " + cookie.length() + " octets");
    }
    return challenge
        .flatMap(Puzzle::of)
        .filter(puzzle -> SolvingPuzzle.isWorthwhile(session, puzzle))
        .map(puzzle -> SolvingPuzzle.begin(session, now, this, puzzle, cookie))
        .orElseGet(() -> retry(now, List.of(NotifyPayload.of(NotifyType.COOKIE, cookie))));
  }

  /** The solution of the puzzle that came with {@code cookie}. */
  Transition solved(Instant now, Octets cookie, PuzzleSolutionPayload solution) {
    return retry(now, List.of(NotifyPayload.of(NotifyType.COOKIE, cookie), solution));
  }

  private Transition retry(Instant now, List<Payload> proofs) {
    Octets request = request(session, paths, method, offer, ni, proofs);
    Retransmission again =
        new Retransmission(
            session.config().timers(), now, paths.ikePath(), SealedMessage.of(request));
    return Transition.to(
            new AwaitInitResponse(
                session, paths, method, tried, offer, ni, cookies + 1, again, refusals))
        .transmit(paths.ikePath(), request);
  }

  private Transition refused(Instant now, NotifyPayload error) {
    if (error.notifyType().equals(NotifyType.INVALID_KE_PAYLOAD) && error.data().length() == 2) {
      int wanted = error.data().asByteBuffer().getShort() & 0xffff;
      List<KeyExchangeMethod> ours = session.config().ikeAlgorithms().keyExchange();
      Optional<KeyExchangeMethod> other =
          ours.stream().filter(k -> k.transformId() == wanted && !tried.contains(k)).findFirst();
      if (other.isPresent()) {
        offer.destroy();
        Set<KeyExchangeMethod> all = EnumSet.copyOf(tried);
        all.add(other.get());
        return send(session, now, paths, other.get(), all);
      }
      return warn(new IkeFailure.KeyExchangeRefused(wanted, ours));
    }
    if (error.notifyType().equals(NotifyType.NO_PROPOSAL_CHOSEN)) {
      return warn(ProposalSelection.forIkeSa(session.config().ikeAlgorithms()).refusedByPeer());
    }
    return warn(
        new IkeFailure.PeerRefused(
            "IKE_SA_INIT", error.notifyType().value(), error.notifyType().toString()));
  }

  /** Tells it once, remembers it as the cause if nothing better comes, and goes on. */
  private Transition warn(IkeFailure failure) {
    Transition goesOn =
        Transition.to(
            new AwaitInitResponse(
                session,
                paths,
                method,
                tried,
                offer,
                ni,
                cookies,
                retransmission,
                refusals.with(failure)));
    return refusals.isNews(failure) ? goesOn.emit(new IkeOutput.Warned(failure)) : goesOn;
  }

  private Transition agreed(
      Instant now, UdpPath path, IkeHeader header, Octets message, IkeMessage answer) {
    Optional<Proposal> chosen =
        answer
            .first(SaPayload.class)
            .flatMap(ProposalSelection.forIkeSa(session.config().ikeAlgorithms())::accept);
    Optional<KePayload> ke = answer.first(KePayload.class);
    Optional<NoncePayload> nr = answer.first(NoncePayload.class);
    if (chosen.isEmpty()
        || ke.isEmpty()
        || nr.isEmpty()
        || header.responderSpi().isZero()
        || !InitMessages.isNonceLegal(nr.get().nonce())
        || InitMessages.unknownCritical(answer.payloads()).isPresent()) {
      return Transition.to(this)
          .drop(IkeDropReason.UNUSABLE_ANSWER, "IKE_SA_INIT does not answer what was offered");
    }
    IkeSuite suite = ProposalSelection.ikeSuite(chosen.get());
    if (suite.keyExchange() != method || ke.get().method() != method.transformId()) {
      return Transition.to(this)
          .drop(
              IkeDropReason.UNUSABLE_ANSWER,
              "chose " + suite.keyExchange() + " against our value for " + method);
    }
    if (!suite.additionalKeyExchange().isEmpty() && !InitMessages.supportsIntermediate(answer)) {
      return Transition.to(this)
          .drop(
              IkeDropReason.UNUSABLE_ANSWER,
              "chose additional key exchanges without "
                  + NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED);
    }
    if (!InitMessages.supportsNatTraversal(answer)) {
      return warn(new IkeFailure.NatTraversalUnsupported());
    }
    byte[] secret;
    try {
      secret = offer.complete(ke.get().keyData().toByteArray());
    } catch (InvalidKeyExchangeException e) {
      return Transition.to(this).drop(IkeDropReason.UNUSABLE_ANSWER, e.getMessage());
    }
    IkeSaChannel channel =
        IkeSaChannel.ofInitiator(
            session.crypto(),
            suite,
            secret,
            ni,
            nr.get().nonce(),
            session.localSpi(),
            header.responderSpi());
    Arrays.fill(secret, (byte) 0);
    session.config().dangerouslyLogKeysTo().ifPresent(channel::logKeysTo);
    channel.fragmentation().agree(session.config(), answer, path);
    offer.destroy();
    boolean nat =
        InitMessages.natDetected(
            session.crypto(), answer, session.localSpi(), header.responderSpi(), path);
    return AwaitIntermediateResponse.send(
        session,
        now,
        paths.natTraversalPath(),
        channel,
        new InitExchange(
            suite,
            session.localSpi(),
            header.responderSpi(),
            ni,
            nr.get().nonce(),
            retransmission.request().first(),
            message,
            nat),
        AdditionalRound.FIRST);
  }

  boolean isOver(Instant now) {
    return retransmission.isOver(now);
  }

  @Override
  public Transition tick(Instant now) {
    if (isOver(now)) {
      return end(
          refusals
              .latest()
              .orElseGet(
                  () ->
                      new IkeFailure.TimedOut(
                          "the answer to IKE_SA_INIT", session.config().timers().giveUpAfter())));
    }
    return retransmission.repeatNow(now)
        ? Transition.to(this).transmit(paths.ikePath(), retransmission.request())
        : Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd() ? end(new IkeFailure.DeletedLocally()) : Transition.to(this);
  }

  private Transition end(IkeFailure cause) {
    offer.destroy();
    return Transition.to(Closed.INSTANCE).emit(new IkeOutput.Terminated(cause));
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(retransmission.wakeAt());
  }
}
