package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message: header and payloads (RFC 7296 section 3.1).
 *
 * @param header version 2.x
 * @param payloads in order; an SK or SKF payload can only be the last
 * @param trailer octets behind the last payload that the message's length counts. Deviation: RFC
 *     7296 knows none, but Openswan pads an unprotected INVALID_KE_PAYLOAD to a multiple of four
 *     octets, and to refuse that answer would be to lose the retry. Never behind an SK payload.
 */
public record IkeMessage(IkeHeader header, List<Payload> payloads, Octets trailer) {
  /**
   * @throws IllegalArgumentException if the version is not 2.x, or if anything follows a protected
   *     payload
   */
  public IkeMessage {
    if (header.majorVersion() != IkeHeader.MAJOR_VERSION) {
      throw new IllegalArgumentException("major version " + header.majorVersion() + " is not 2");
    }
    payloads = List.copyOf(payloads);
    Objects.requireNonNull(trailer, "trailer");
    for (int i = 0; i < payloads.size(); i++) {
      boolean last = i + 1 == payloads.size() && trailer.isEmpty();
      if (payloads.get(i) instanceof ProtectedPayload && !last) {
        throw new IllegalArgumentException(payloads.get(i).type() + " is not the last payload");
      }
    }
  }

  /** What we send. */
  public IkeMessage(IkeHeader header, List<Payload> payloads) {
    this(header, payloads, Octets.EMPTY);
  }

  /** The first payload of a kind. */
  public <T extends Payload> Optional<T> first(Class<T> kind) {
    return payloads.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** All payloads of a kind, in order. */
  public <T extends Payload> List<T> all(Class<T> kind) {
    return payloads.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The first notification of a type. */
  public Optional<NotifyPayload> notify(NotifyType notifyType) {
    return all(NotifyPayload.class).stream()
        .filter(notification -> notification.notifyType().equals(notifyType))
        .findFirst();
  }

  /** Octets on the wire; a {@code long}, because they may be too many for a message. */
  long encodedLength() {
    return IkeHeader.OCTETS + PayloadChain.encodedLength(payloads) + trailer.length();
  }
}
