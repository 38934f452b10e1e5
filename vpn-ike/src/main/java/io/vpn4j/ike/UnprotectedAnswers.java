package io.vpn4j.ike;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtectedPayload;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is said outside of any IKE SA (RFC 7296 section 1.5): short, unprotected, never in answer to
 * what could be an answer itself, and so many in a second and no more (section 2.21.4).
 *
 * <p>IKEv1 gets no answer. Section 2.5 asks for one to a higher major version than ours; a peer
 * that speaks version 1 only could not read it, and one that speaks both begins with version 2.
 */
final class UnprotectedAnswers {
  private final AnswerBudget budget;

  UnprotectedAnswers(IkeLimits limits) {
    this.budget =
        new AnswerBudget(
            Duration.ofSeconds(1), limits.answersPerSecond(), limits.answersPerSecondPerSource());
  }

  /** To a message of a higher major version: ours is in the header of the answer (section 2.5). */
  Optional<IkeMessage> invalidMajorVersion(Instant now, UdpPath path, IkeHeader header) {
    return header.isResponse()
        ? Optional.empty()
        : answer(now, path, header, NotifyType.INVALID_MAJOR_VERSION);
  }

  /**
   * To a protected request of an IKE SA that is not ours, or not any more: a peer whose IKE SA we
   * have lost finds out at once instead of after all its retransmissions (section 2.21.4).
   *
   * @param token what proves it to a peer that we have promised it to (RFC 6290 section 4.5)
   */
  Optional<IkeMessage> invalidIkeSpi(
      IkeInput.Datagram datagram, IkeHeader header, Supplier<Optional<Payload>> token) {
    boolean answerable =
        !header.isResponse()
            && !header.exchangeType().equals(ExchangeType.IKE_SA_INIT)
            && !header.initiatorSpi().isZero()
            && !header.responderSpi().isZero()
            && isProtected(datagram.octets());
    return answerable
        ? answer(datagram.now(), datagram.path(), header, NotifyType.INVALID_IKE_SPI)
            .map(answer -> token.get().map(t -> with(answer, t)).orElse(answer))
        : Optional.empty();
  }

  private static IkeMessage with(IkeMessage message, Payload more) {
    List<Payload> payloads = new ArrayList<>(message.payloads());
    payloads.add(more);
    return new IkeMessage(message.header(), payloads);
  }

  /** One that is not could be an INVALID_SPI, with any SPIs, which is not to be answered. */
  private static boolean isProtected(ByteBuffer message) {
    try {
      return IkeCodec.decode(message).first(ProtectedPayload.class).isPresent();
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  private Optional<IkeMessage> answer(
      Instant now, UdpPath path, IkeHeader request, NotifyType notify) {
    // Section 1.5: SPIs, Message ID and exchange type are the request's, and it is a response.
    return budget.take(now, path.peer().address())
        ? Optional.of(
            new IkeMessage(
                IkeHeader.of(
                    request.initiatorSpi(),
                    request.responderSpi(),
                    request.exchangeType(),
                    !request.isInitiator(),
                    true,
                    request.messageId()),
                List.of(NotifyPayload.of(notify))))
        : Optional.empty();
  }

  /**
   * To an ESP packet with an SPI that is not ours: a message of its own, with no IKE SPIs, since
   * none would mean anything to its receiver (section 1.5).
   */
  Optional<IkeMessage> invalidSpi(Instant now, UdpPath path, EspSpi spi) {
    return budget.take(now, path.peer().address())
        ? Optional.of(
            new IkeMessage(
                IkeHeader.of(
                    IkeSpi.ZERO,
                    IkeSpi.ZERO,
                    ExchangeType.INFORMATIONAL,
                    /* fromInitiator= */ true,
                    false,
                    0),
                List.of(
                    NotifyPayload.of(
                        NotifyType.INVALID_SPI,
                        Octets.of(ByteBuffer.allocate(4).putInt(0, spi.value()))))))
        : Optional.empty();
  }

  /** The SPI that an unprotected INVALID_SPI complains about, if {@code message} is one. */
  static Optional<EspSpi> complainedOf(IkeHeader header, ByteBuffer message) {
    if (header.isResponse() || !header.exchangeType().equals(ExchangeType.INFORMATIONAL)) {
      return Optional.empty();
    }
    try {
      return IkeCodec.decode(message)
          .notify(NotifyType.INVALID_SPI)
          .map(NotifyPayload::data)
          .filter(data -> data.length() == 4)
          .map(data -> new EspSpi(data.asByteBuffer().getInt()));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }
}
