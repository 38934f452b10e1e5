package io.vpn4j.ike.state;

import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import java.util.List;
import java.util.Optional;

/** Looks through the payloads of a message. */
final class Payloads {
  private Payloads() {}

  static <T extends Payload> Optional<T> first(List<Payload> payloads, Class<T> type) {
    return payloads.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  static Optional<NotifyPayload> notify(List<Payload> payloads, NotifyType type) {
    return payloads.stream()
        .filter(p -> p instanceof NotifyPayload n && n.notifyType().equals(type))
        .map(NotifyPayload.class::cast)
        .findFirst();
  }

  /** The first error. */
  static Optional<NotifyPayload> error(List<Payload> payloads) {
    return payloads.stream()
        .filter(p -> p instanceof NotifyPayload n && n.notifyType().isError())
        .map(NotifyPayload.class::cast)
        .findFirst();
  }
}
