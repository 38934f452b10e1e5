package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
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
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A responder before the first message.
 *
 * <p>A refusal leaves no state behind and names no SPI of ours, so the same request gets the same
 * refusal again (RFC 7296 section 2.6).
 */
public final class AwaitInitRequest implements IkeState {
  private final SessionParameters session;

  /** A fresh session. */
  public AwaitInitRequest(SessionParameters session) {
    this.session = session;
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    boolean resumes = header.exchangeType().equals(ExchangeType.IKE_SESSION_RESUME);
    if (!(resumes || header.exchangeType().equals(ExchangeType.IKE_SA_INIT))
        || header.isResponse()
        || !header.isInitiator()
        || header.messageId() != 0
        || header.initiatorSpi().isZero()
        || !header.responderSpi().isZero()) {
      return Transition.to(this)
          .drop(IkeDropReason.UNEXPECTED_EXCHANGE, "not the first message of an IKE SA");
    }
    if (resumes) {
      return new ResumeRequest(session, this).answer(now, path, header, message);
    }
    IkeMessage request;
    try {
      request = IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      return Transition.to(this).drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    Optional<UnknownPayload> critical = InitMessages.unknownCritical(request.payloads());
    if (critical.isPresent()) {
      int type = critical.get().type().value();
      return refuse(
          path,
          header,
          NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.of((byte) type)),
          new IkeFailure.UnsupportedCriticalPayload(type));
    }
    Optional<SaPayload> sa = request.first(SaPayload.class);
    Optional<KePayload> ke = request.first(KePayload.class);
    Optional<NoncePayload> ni = request.first(NoncePayload.class);
    if (sa.isEmpty()
        || ke.isEmpty()
        || ni.isEmpty()
        || !InitMessages.isNonceLegal(ni.get().nonce())) {
      return Transition.to(this)
          .drop(
              IkeDropReason.MALFORMED, "IKE_SA_INIT needs SA, KE and a nonce of 16 to 256 octets");
    }
    if (!InitMessages.supportsNatTraversal(request)) {
      return refuse(
          path,
          header,
          NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN),
          new IkeFailure.NatTraversalUnsupported());
    }
    return negotiate(now, path, header, message, request, sa.get(), ke.get(), ni.get().nonce());
  }

  private Transition negotiate(
      Instant now,
      UdpPath path,
      IkeHeader header,
      Octets message,
      IkeMessage request,
      SaPayload sa,
      KePayload ke,
      Octets ni) {
    IkeConfig config = session.config();
    ProposalSelection selection = ProposalSelection.forIkeSa(config.ikeAlgorithms());
    boolean rounds = InitMessages.supportsIntermediate(request);
    Optional<Proposal> chosen = selection.choose(sa, Optional.of(ke.method()), rounds);
    if (chosen.isEmpty()) {
      return refuse(
          path,
          header,
          NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN),
          selection.explainMismatch(sa, rounds));
    }
    IkeSuite suite = ProposalSelection.ikeSuite(chosen.get());
    if (suite.keyExchange().transformId() != ke.method()) {
      short wanted = (short) suite.keyExchange().transformId();
      return refuse(
          path,
          header,
          NotifyPayload.of(
              NotifyType.INVALID_KE_PAYLOAD, Octets.of(ByteBuffer.allocate(2).putShort(0, wanted))),
          new IkeFailure.AskedForOtherKeyExchange(ke.method(), suite.keyExchange()));
    }
    KeyExchange.Reply reply;
    try {
      reply = KeyExchange.reply(session.crypto(), suite.keyExchange(), ke.keyData().toByteArray());
    } catch (InvalidKeyExchangeException e) {
      // RFC 6989 section 3: an invalid value must not be used and deserves INVALID_SYNTAX.
      return refuse(
          path,
          header,
          NotifyPayload.of(NotifyType.INVALID_SYNTAX),
          new IkeFailure.InvalidKeyExchange(e.getMessage()));
    }
    Octets nr = InitMessages.nonce(session.crypto());
    IkeSpi spiI = header.initiatorSpi();
    IkeSpi spiR = session.localSpi();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new SaPayload(List.of(chosen.get())));
    payloads.add(new KePayload(suite.keyExchange().transformId(), Octets.of(reply.publicValue())));
    payloads.add(new NoncePayload(nr));
    payloads.addAll(InitMessages.natDetection(session.crypto(), spiI, spiR, path));
    if (!suite.additionalKeyExchange().isEmpty()) {
      // Only then: it is the one use that we have for IKE_INTERMEDIATE.
      payloads.add(NotifyPayload.of(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED));
    }
    payloads.addAll(Fragmentation.answer(config, request));
    payloads.addAll(AuthAnnouncements.inInitResponse(config, request.payloads()));
    Octets response = InitMessages.encode(spiI, spiR, false, payloads);
    byte[] secret = reply.sharedSecret();
    IkeSaChannel channel =
        IkeSaChannel.ofResponder(session.crypto(), suite, secret, ni, nr, spiI, spiR);
    Arrays.fill(secret, (byte) 0);
    session.config().dangerouslyLogKeysTo().ifPresent(channel::logKeysTo);
    channel.fragmentation().agree(config, request, path);
    reply.destroy();
    boolean nat = InitMessages.natDetected(session.crypto(), request, spiI, IkeSpi.ZERO, path);
    InitExchange init = new InitExchange(suite, spiI, spiR, ni, nr, message, response, nat);
    Instant expiresAt = now.plus(config.timers().halfOpen());
    return Transition.to(
            AwaitIntermediateRequest.next(session, channel, init, AdditionalRound.FIRST, expiresAt))
        .transmit(path, response);
  }

  private Transition refuse(
      UdpPath path, IkeHeader header, NotifyPayload notify, IkeFailure cause) {
    Octets response =
        InitMessages.encode(header.initiatorSpi(), IkeSpi.ZERO, false, List.of(notify));
    return Transition.to(Closed.INSTANCE)
        .transmit(path, response)
        .emit(new IkeOutput.Terminated(cause));
  }

  @Override
  public Transition tick(Instant now) {
    return Transition.to(this);
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd()
        ? Transition.to(Closed.INSTANCE)
            .emit(new IkeOutput.Terminated(new IkeFailure.DeletedLocally()))
        : Transition.to(this);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }
}
