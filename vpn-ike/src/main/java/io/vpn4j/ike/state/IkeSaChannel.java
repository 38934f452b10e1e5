package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyLog;
import io.vpn4j.ike.crypto.KeySchedule;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentResult;
import io.vpn4j.ike.keylog.IkeSaLine;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.EncryptedPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.message.ProtectedPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Optional;

/**
 * The protected side of an IKE SA: its SPIs, keys, ciphers and Message IDs.
 *
 * <p>{@link #receive} is the one way in for messages after IKE_SA_INIT. It looks at what costs
 * nothing first (role, Message ID, a repeat) and at the integrity check last, and only a message
 * that passes all of it reaches the state.
 */
final class IkeSaChannel {
  private final IkeSpi initiatorSpi;
  private final IkeSpi responderSpi;
  private final boolean initiator;
  private final IkeSuite suite;
  private final Prf prf;
  private final SkKeys keys;
  private final SkPayloadCipher outbound;
  private final SkPayloadCipher inbound;
  private final MessageWindow window;
  private boolean mobile;
  private final Fragmentation fragmentation = new Fragmentation();
  private Optional<Octets> peerToken = Optional.empty();

  private IkeSaChannel(
      IkeSpi initiatorSpi,
      IkeSpi responderSpi,
      boolean initiator,
      IkeSuite suite,
      Prf prf,
      SkKeys keys,
      SkPayloadCipher outbound,
      SkPayloadCipher inbound,
      MessageWindow window) {
    this.initiatorSpi = initiatorSpi;
    this.responderSpi = responderSpi;
    this.initiator = initiator;
    this.suite = suite;
    this.prf = prf;
    this.keys = keys;
    this.outbound = outbound;
    this.inbound = inbound;
    this.window = window;
  }

  /** The initiator's end, after IKE_SA_INIT; its next request has Message ID 1. */
  static IkeSaChannel ofInitiator(
      IkeCrypto crypto, IkeSuite suite, byte[] secret, Octets ni, Octets nr, IkeSpi i, IkeSpi r) {
    return of(crypto, suite, secret, ni, nr, i, r, true, new MessageWindow(1, 0));
  }

  /** The responder's end, after IKE_SA_INIT; the peer's next request has Message ID 1. */
  static IkeSaChannel ofResponder(
      IkeCrypto crypto, IkeSuite suite, byte[] secret, Octets ni, Octets nr, IkeSpi i, IkeSpi r) {
    return of(crypto, suite, secret, ni, nr, i, r, false, new MessageWindow(0, 1));
  }

  /** Either end, at any place in its life. */
  static IkeSaChannel of(
      IkeCrypto crypto,
      IkeSuite suite,
      byte[] secret,
      Octets ni,
      Octets nr,
      IkeSpi spiI,
      IkeSpi spiR,
      boolean initiator,
      MessageWindow window) {
    Prf prf = Prf.of(crypto, suite.prf());
    SkKeys keys =
        KeySchedule.derive(
            prf,
            suite.encryption(),
            suite.integrity(),
            secret,
            ni.toByteArray(),
            nr.toByteArray(),
            spiI,
            spiR);
    return of(crypto, suite, prf, keys, spiI, spiR, initiator, window);
  }

  /**
   * Either end of an IKE SA that resumes another one (RFC 5723), after IKE_SESSION_RESUME.
   *
   * @param skD SK_d of the IKE SA that the ticket was issued in; neither kept nor zeroed
   */
  static IkeSaChannel resumed(
      IkeCrypto crypto,
      IkeSuite suite,
      byte[] skD,
      Octets ni,
      Octets nr,
      IkeSpi spiI,
      IkeSpi spiR,
      boolean initiator) {
    Prf prf = Prf.of(crypto, suite.prf());
    SkKeys keys =
        KeySchedule.resume(
            prf,
            skD,
            suite.encryption(),
            suite.integrity(),
            ni.toByteArray(),
            nr.toByteArray(),
            spiI,
            spiR);
    MessageWindow window = initiator ? new MessageWindow(1, 0) : new MessageWindow(0, 1);
    return of(crypto, suite, prf, keys, spiI, spiR, initiator, window);
  }

  private static IkeSaChannel of(
      IkeCrypto crypto,
      IkeSuite suite,
      Prf prf,
      SkKeys keys,
      IkeSpi spiI,
      IkeSpi spiR,
      boolean initiator,
      MessageWindow window) {
    SkPayloadCipher fromInitiator =
        SkPayloadCipher.of(crypto, suite.encryption(), suite.integrity(), keys.skEi(), keys.skAi());
    SkPayloadCipher fromResponder =
        SkPayloadCipher.of(crypto, suite.encryption(), suite.integrity(), keys.skEr(), keys.skAr());
    return new IkeSaChannel(
        spiI,
        spiR,
        initiator,
        suite,
        prf,
        keys,
        initiator ? fromInitiator : fromResponder,
        initiator ? fromResponder : fromInitiator,
        window);
  }

  /**
   * This IKE SA with the secret of one more key exchange in its keys: the same SPIs, Message IDs
   * that go on, answers that can be repeated, and {@code SKEYSEED(n) = prf(SK_d(n-1), SK(n) | Ni |
   * Nr)} (RFC 9370 section 2.2.2), which is the formula for rekeying. The keys before are zeroed.
   *
   * @param secret SK(n); neither kept nor zeroed
   */
  IkeSaChannel mixed(IkeCrypto crypto, InitExchange init, byte[] secret) {
    IkeSuite suite = init.suite();
    SkKeys next =
        KeySchedule.derive(
            prf,
            keys.skD(),
            prf,
            suite.encryption(),
            suite.integrity(),
            secret,
            init.ni().toByteArray(),
            init.nr().toByteArray(),
            initiatorSpi,
            responderSpi);
    destroy();
    IkeSaChannel mixed =
        of(crypto, suite, prf, next, initiatorSpi, responderSpi, initiator, window);
    mixed.fragmentation.inherit(fragmentation);
    return mixed;
  }

  /**
   * The IKE SA that replaces {@code old}: Message IDs start at 0, and the window at one request
   * (RFC 7296 section 2.18).
   *
   * @param secrets of the new key exchange, and of those that followed it (RFC 9370 section 2.2.4);
   *     neither kept nor zeroed
   * @param localSpi the SPI that we chose for it
   * @param initiator whether we began the rekeying
   */
  static IkeSaChannel rekeyed(
      IkeCrypto crypto,
      IkeSaChannel old,
      IkeSuite suite,
      List<byte[]> secrets,
      Octets ni,
      Octets nr,
      IkeSpi localSpi,
      IkeSpi peerSpi,
      boolean initiator) {
    IkeSpi spiI = initiator ? localSpi : peerSpi;
    IkeSpi spiR = initiator ? peerSpi : localSpi;
    Prf prf = Prf.of(crypto, suite.prf());
    SkKeys keys =
        KeySchedule.derive(
            old.prf,
            old.keys.skD(),
            prf,
            suite.encryption(),
            suite.integrity(),
            secrets,
            ni.toByteArray(),
            nr.toByteArray(),
            spiI,
            spiR);
    IkeSaChannel rekeyed =
        of(crypto, suite, prf, keys, spiI, spiR, initiator, new MessageWindow(0, 0));
    rekeyed.fragmentation.inherit(old.fragmentation);
    return rekeyed;
  }

  /** Both ends have agreed on MOBIKE. */
  void allowMoves() {
    mobile = true;
  }

  boolean isMobile() {
    return mobile;
  }

  IkeSpi initiatorSpi() {
    return initiatorSpi;
  }

  IkeSpi responderSpi() {
    return responderSpi;
  }

  /** Our SPI, which the peer names in what it sends. */
  IkeSpi localSpi() {
    return initiator ? initiatorSpi : responderSpi;
  }

  /** Whether we began this IKE SA, by IKE_SA_INIT or by rekeying. */
  boolean isInitiator() {
    return initiator;
  }

  /** By which the peer can prove without keys that it has lost this IKE SA (RFC 6290). */
  Optional<Octets> peerToken() {
    return peerToken;
  }

  void setPeerToken(Octets token) {
    peerToken = Optional.of(token);
  }

  Prf prf() {
    return prf;
  }

  SkKeys keys() {
    return keys;
  }

  /** Whether Message IDs run out, so that the IKE SA has to be deleted now. */
  boolean isExhausted() {
    return window.isExhausted();
  }

  /** Whether large messages are cut. */
  Fragmentation fragmentation() {
    return fragmentation;
  }

  /** How many requests each end takes at once, and which are under way. */
  MessageWindow window() {
    return window;
  }

  /**
   * A request of ours on its way.
   *
   * @param messageId what its answer is known by
   * @param message to send, and to send again
   */
  record Request(long messageId, SealedMessage message) {}

  /** Our next request. */
  Request request(ExchangeType exchange, List<Payload> payloads) {
    long messageId = window.takeRequestId(exchange);
    return new Request(messageId, protect(exchange, false, messageId, payloads));
  }

  /**
   * The answer to {@code request}, remembered for repeats.
   *
   * @param request the datagram that came, of several the last
   */
  SealedMessage respond(IkeHeader header, Octets request, List<Payload> payloads) {
    SealedMessage response = protect(header.exchangeType(), true, header.messageId(), payloads);
    Octets recognisedBy = fragmentation.recognisedBy(header.messageId(), request);
    window.answered(header.messageId(), recognisedBy, response);
    return response;
  }

  private SealedMessage protect(
      ExchangeType exchange, boolean response, long messageId, List<Payload> payloads) {
    return fragmentation.seal(
        outbound,
        IkeHeader.of(initiatorSpi, responderSpi, exchange, initiator, response, messageId),
        payloads.isEmpty() ? PayloadType.NONE : payloads.get(0).type(),
        IkeCodec.encodePayloads(payloads));
  }

  /**
   * What a state does with a message of its IKE SA.
   *
   * @param <T> what comes of it
   */
  interface Receiver<T> {
    /** An answered request came again: give the same answer. */
    T repeated(SealedMessage response);

    /** A new request, proved to be the peer's. */
    T request(List<Payload> payloads);

    /** The response to a request of ours, proved to be the peer's. */
    T response(List<Payload> payloads);

    /** A message that is proved to be the peer's and does not parse inside. */
    T badSyntax(MalformedMessageException problem);

    /** A message that proves nothing, or not enough yet. */
    T dropped(IkeDropReason reason, String detail);
  }

  /** Whether {@code header} names the SPIs of this IKE SA. */
  boolean isNamedBy(IkeHeader header) {
    return header.initiatorSpi().equals(initiatorSpi) && header.responderSpi().equals(responderSpi);
  }

  /** Sorts a message and hands it on. */
  <T> T receive(IkeHeader header, Octets message, Receiver<T> receiver) {
    if (header.isInitiator() == initiator || !isNamedBy(header)) {
      return receiver.dropped(IkeDropReason.UNKNOWN_SPI, "SPIs or the initiator flag do not fit");
    }
    if (header.isResponse()) {
      Optional<ExchangeType> awaited = window.awaited(header.messageId());
      if (awaited.isEmpty()) {
        return receiver.dropped(
            IkeDropReason.UNEXPECTED_MESSAGE_ID, "no request waits for " + header.messageId());
      }
      if (!header.exchangeType().equals(awaited.get())) {
        return receiver.dropped(
            IkeDropReason.UNEXPECTED_EXCHANGE, "a response of " + header.exchangeType());
      }
    } else {
      Optional<SealedMessage> repeat = window.repeatOf(header.messageId(), message);
      if (repeat.isPresent()) {
        return receiver.repeated(repeat.get());
      }
      if (!window.isExpected(header.messageId())) {
        Optional<SealedMessage> answer = window.answerTo(header.messageId());
        if (answer.isPresent() && isFirstFragment(message)) {
          return receiver.repeated(answer.get());
        }
        return receiver.dropped(
            IkeDropReason.UNEXPECTED_MESSAGE_ID, "request " + header.messageId());
      }
    }
    return open(header, message, receiver);
  }

  /**
   * Whether {@code message} is a first fragment, proved to be the peer's: a peer that hears no
   * answer may cut its request anew, and smaller (RFC 7383 section 2.5.2).
   */
  private boolean isFirstFragment(Octets message) {
    if (!fragmentation.isAgreed()) {
      return false;
    }
    try {
      return IkeCodec.decode(message.asByteBuffer())
          .first(EncryptedFragmentPayload.class)
          .filter(skf -> skf.fragmentNumber() == 1)
          .flatMap(skf -> inbound.open(IkeCodec.protectedPrefix(message, skf), skf.body()))
          .isPresent();
    } catch (MalformedMessageException notProved) {
      return false;
    }
  }

  private <T> T open(IkeHeader header, Octets message, Receiver<T> receiver) {
    Optional<ProtectedPayload> outer;
    try {
      outer = IkeCodec.decode(message.asByteBuffer()).first(ProtectedPayload.class);
    } catch (MalformedMessageException notProved) {
      return receiver.dropped(IkeDropReason.MALFORMED, notProved.getMessage());
    }
    if (outer.isPresent() && outer.get() instanceof EncryptedPayload sk) {
      Optional<byte[]> inner = inbound.open(IkeCodec.protectedPrefix(message, sk), sk.body());
      return inner.isPresent()
          ? whole(header, sk.firstInner(), Octets.of(inner.get()), receiver)
          : receiver.dropped(
              IkeDropReason.BAD_INTEGRITY, header.exchangeType() + " " + header.messageId());
    }
    if (outer.isPresent()
        && outer.get() instanceof EncryptedFragmentPayload skf
        && fragmentation.isAgreed()) {
      return fragment(header, message, skf, receiver);
    }
    return receiver.dropped(
        IkeDropReason.NOT_PROTECTED, header.exchangeType() + " without an SK payload");
  }

  private <T> T fragment(
      IkeHeader header, Octets message, EncryptedFragmentPayload skf, Receiver<T> receiver) {
    FragmentResult result = fragmentation.receive(header, message, skf, inbound);
    if (result instanceof FragmentResult.Whole whole) {
      return whole(header, whole.firstInner(), whole.inner(), receiver);
    }
    String detail = header.exchangeType() + " " + header.messageId() + ": " + result;
    if (result instanceof FragmentResult.Ignored ignored) {
      return receiver.dropped(
          ignored.why() == FragmentResult.Reason.BAD_INTEGRITY
              ? IkeDropReason.BAD_INTEGRITY
              : IkeDropReason.USELESS_FRAGMENT,
          detail);
    }
    return receiver.dropped(IkeDropReason.FRAGMENT_KEPT, detail);
  }

  private <T> T whole(
      IkeHeader header, PayloadType firstInner, Octets inner, Receiver<T> receiver) {
    fragmentation.settled(header);
    if (header.isResponse()) {
      window.settle(header.messageId());
    }
    List<Payload> payloads;
    try {
      payloads = IkeCodec.decodePayloads(firstInner, inner);
    } catch (MalformedMessageException proved) {
      return receiver.badSyntax(proved);
    }
    return header.isResponse() ? receiver.response(payloads) : receiver.request(payloads);
  }

  /** Tells {@code log} the keys of this IKE SA. */
  void logKeysTo(KeyLog log) {
    IkeSaLine.of(initiatorSpi, responderSpi, suite.encryption(), suite.integrity(), keys)
        .ifPresent(line -> log.append(KeyLog.Table.IKE_SAS, line));
  }

  /** Zeroes all keys; nothing can be sent or received afterwards. */
  void destroy() {
    keys.destroy();
    outbound.destroy();
    inbound.destroy();
    fragmentation.destroy();
  }
}
