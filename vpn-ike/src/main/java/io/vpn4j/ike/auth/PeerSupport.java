package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the peer has said that it can take of us.
 *
 * @param hashes the hashes it takes with method 14; empty if it does not know method 14
 * @param announced the signatures it takes (RFC 9593); empty if it does not say
 */
public record PeerSupport(Set<Integer> hashes, Set<SignatureScheme> announced) {
  /** Copies the sets. */
  public PeerSupport {
    hashes = Set.copyOf(hashes);
    announced = Set.copyOf(announced);
  }

  /**
   * Reads what the peer sent before we prove ourselves.
   *
   * @param payloads those of its IKE_SA_INIT message, and of its IKE_AUTH message if that came
   */
  public static PeerSupport read(List<Payload> payloads) {
    return new PeerSupport(
        notify(payloads, NotifyType.SIGNATURE_HASH_ALGORITHMS)
            .map(HashAlgorithms::decode)
            .orElse(Set.of()),
        notify(payloads, NotifyType.SUPPORTED_AUTH_METHODS)
            .map(PeerSupport::announcements)
            .orElse(Set.of()));
  }

  private static Set<SignatureScheme> announcements(NotifyPayload notify) {
    try {
      return MethodAnnouncement.decode(notify.data());
    } catch (MalformedMessageException e) {
      return Set.of(); // A hint that cannot be read is none.
    }
  }

  private static Optional<NotifyPayload> notify(List<Payload> payloads, NotifyType type) {
    return payloads.stream()
        .filter(p -> p instanceof NotifyPayload n && n.notifyType().equals(type))
        .map(NotifyPayload.class::cast)
        .findFirst();
  }

  /**
   * The best of {@code able} for this peer: of what it announces if that has one of them, else of
   * what it can take by its hashes.
   */
  Optional<SignatureScheme> choose(List<SignatureScheme> able) {
    List<SignatureScheme> possible = able.stream().filter(this::takes).toList();
    return possible.stream()
        .filter(announced::contains)
        .findFirst()
        .or(() -> possible.stream().findFirst());
  }

  private boolean takes(SignatureScheme scheme) {
    return scheme.method() != 14 || hashes.contains(scheme.hash());
  }
}
