package io.vpn4j.ike.state;

import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.Payload;
import java.util.List;
import java.util.Optional;

/**
 * Where the additional key exchanges of an IKE SA stand (RFC 9370 section 2.2.2).
 *
 * @param done how many have been held
 * @param auth what they will add to AUTH
 */
record AdditionalRound(int done, IntermediateAuth auth) {
  /** Before the first. */
  static final AdditionalRound FIRST = new AdditionalRound(0, IntermediateAuth.NONE);

  AdditionalRound next(IntermediateAuth after) {
    return new AdditionalRound(done + 1, after);
  }

  boolean isOver(InitExchange init) {
    return done == init.suite().additionalKeyExchange().size();
  }

  /** The method of the round that comes now. */
  KeyExchangeMethod method(InitExchange init) {
    return init.suite().additionalKeyExchange().get(done);
  }

  /** IKE_SA_INIT has Message ID 0 and each round the next one (RFC 9242 section 3.2). */
  long messageId() {
    return done + 1L;
  }

  /** The header of a message of this round that we send. */
  IkeHeader header(InitExchange init, boolean initiator) {
    return IkeHeader.of(
        init.initiatorSpi(),
        init.responderSpi(),
        ExchangeType.IKE_INTERMEDIATE,
        initiator,
        !initiator,
        messageId());
  }

  /** What IKE_AUTH needs, after the last round. */
  InitExchange authenticated(InitExchange init) {
    return init.withIntAuth(auth.intAuth(messageId()));
  }

  /** The one KE payload of {@code payloads}, if it is for the method of this round. */
  Optional<KePayload> ke(InitExchange init, List<Payload> payloads) {
    List<KePayload> all =
        payloads.stream().filter(KePayload.class::isInstance).map(KePayload.class::cast).toList();
    return all.size() == 1 && all.get(0).method() == method(init).transformId()
        ? Optional.of(all.get(0))
        : Optional.empty();
  }
}
