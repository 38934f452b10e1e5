package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the peer has said that it can take of us.
 *
 * @param hashes the hashes it takes with method 14; empty if it does not know method 14
 */
public record PeerSupport(Set<Integer> hashes) {
  /** Copies the set. */
  public PeerSupport {
    hashes = Set.copyOf(hashes);
  }

  /**
   * Reads what the peer sent before IKE_AUTH.
   *
   * @param payloads those of its IKE_SA_INIT message
   */
  public static PeerSupport read(List<Payload> payloads) {
    Optional<NotifyPayload> hashes =
        payloads.stream()
            .filter(NotifyPayload.class::isInstance)
            .map(NotifyPayload.class::cast)
            .filter(n -> n.notifyType().equals(NotifyType.SIGNATURE_HASH_ALGORITHMS))
            .findFirst();
    return new PeerSupport(hashes.map(HashAlgorithms::decode).orElse(Set.of()));
  }

  boolean takes(SignatureScheme scheme) {
    return scheme.method() != 14 || hashes.contains(scheme.hash());
  }
}
