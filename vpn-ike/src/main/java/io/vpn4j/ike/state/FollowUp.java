package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The additional key exchanges that a CREATE_CHILD_SA of ours has agreed on, each in an
 * IKE_FOLLOWUP_KE exchange (RFC 9370 section 2.2.4). The new SA comes to be with the last of them.
 */
final class FollowUp {
  private final List<KeyExchangeMethod> methods;
  private final List<byte[]> secrets = new ArrayList<>();
  private Octets link;
  private Optional<KeyExchange.Offer> offer = Optional.empty();

  /**
   * @param methods at least one
   * @param first SK(0), the secret of CREATE_CHILD_SA; copied
   * @param link what the responder knows it by again
   */
  FollowUp(List<KeyExchangeMethod> methods, byte[] first, Octets link) {
    this.methods = List.copyOf(methods);
    this.secrets.add(first.clone());
    this.link = link;
  }

  /** What a message of the responder says to know the next exchange by. */
  static Optional<Octets> link(List<Payload> response) {
    return Payloads.notify(response, NotifyType.ADDITIONAL_KEY_EXCHANGE).map(NotifyPayload::data);
  }

  /** Whether the refusal {@code response} is none of the attempt itself. */
  static boolean isWorthAnotherTry(List<Payload> response) {
    return Payloads.notify(response, NotifyType.STATE_NOT_FOUND).isPresent()
        || Payloads.notify(response, NotifyType.TEMPORARY_FAILURE).isPresent();
  }

  private KeyExchangeMethod method() {
    return methods.get(secrets.size() - 1);
  }

  boolean isOver() {
    return secrets.size() > methods.size();
  }

  /** The next request. */
  List<Payload> begin(IkeCrypto crypto) {
    KeyExchange.Offer ours = KeyExchange.offer(crypto, method());
    offer = Optional.of(ours);
    return List.of(
        new KePayload(ours.method().transformId(), Octets.of(ours.publicValue())),
        NotifyPayload.of(NotifyType.ADDITIONAL_KEY_EXCHANGE, link));
  }

  /** Takes the answer; why it is none, if it is none. */
  Optional<IkeFailure> answered(List<Payload> response) {
    String exchange = ExchangeType.IKE_FOLLOWUP_KE.toString();
    Optional<NotifyPayload> error = Payloads.error(response);
    if (error.isPresent()) {
      NotifyType type = error.get().notifyType();
      return Optional.of(new IkeFailure.PeerRefused(exchange, type.value(), type.toString()));
    }
    Optional<KePayload> ke =
        Payloads.first(response, KePayload.class).filter(k -> k.method() == method().transformId());
    boolean isLast = secrets.size() == methods.size();
    Optional<Octets> next = link(response);
    if (ke.isEmpty() || (next.isEmpty() && !isLast)) {
      return Optional.of(
          new IkeFailure.InvalidSyntax(
              exchange, "a KE payload of " + method() + " and a link to the next must be there"));
    }
    try {
      secrets.add(offer.orElseThrow().complete(ke.get().keyData().toByteArray()));
    } catch (InvalidKeyExchangeException e) {
      return Optional.of(new IkeFailure.InvalidKeyExchange(e.getMessage()));
    }
    offer.get().destroy();
    offer = Optional.empty();
    link = next.orElse(Octets.EMPTY);
    return Optional.empty();
  }

  /** SK(0), SK(1) and so on, not copied; zeroed by {@link #destroy}. */
  List<byte[]> secrets() {
    return secrets;
  }

  void destroy() {
    offer.ifPresent(KeyExchange.Offer::destroy);
    offer = Optional.empty();
    secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
  }
}
