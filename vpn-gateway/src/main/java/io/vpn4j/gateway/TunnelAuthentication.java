package io.vpn4j.gateway;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.PostQuantumPreSharedKey;
import java.util.Objects;
import java.util.Optional;

/**
 * How the two ends of every tunnel of an endpoint prove who they are, in the place of the
 * pre-shared keys of the connection.
 *
 * <p>AWS does it with pre-shared keys, or with private certificates of AWS Private Certificate
 * Authority on both ends; all else that this can say is outside of what AWS has.
 *
 * @param local how we prove ourselves
 * @param peer how the other end has to
 * @param localIdentity who we say we are; our outside address when empty
 * @param peerIdentity who the other end has to be; its outside address when empty
 * @param postQuantumPreSharedKey what is mixed into the keys besides (RFC 8784)
 */
public record TunnelAuthentication(
    LocalAuthentication local,
    PeerAuthentication peer,
    Optional<IkeIdentity> localIdentity,
    Optional<IkeIdentity> peerIdentity,
    Optional<PostQuantumPreSharedKey> postQuantumPreSharedKey) {
  /** All are required. */
  public TunnelAuthentication {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(localIdentity, "localIdentity");
    Objects.requireNonNull(peerIdentity, "peerIdentity");
    Objects.requireNonNull(postQuantumPreSharedKey, "postQuantumPreSharedKey");
  }

  /** With the outside addresses as identities. */
  public static TunnelAuthentication of(LocalAuthentication local, PeerAuthentication peer) {
    return new TunnelAuthentication(
        local, peer, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with other identities. */
  public TunnelAuthentication withIdentities(IkeIdentity localEnd, IkeIdentity peerEnd) {
    return new TunnelAuthentication(
        local, peer, Optional.of(localEnd), Optional.of(peerEnd), postQuantumPreSharedKey);
  }

  /** The same with a post-quantum pre-shared key. */
  public TunnelAuthentication withPostQuantumPreSharedKey(PostQuantumPreSharedKey key) {
    return new TunnelAuthentication(local, peer, localIdentity, peerIdentity, Optional.of(key));
  }

  void applyTo(IkeConfig.Builder ike) {
    ike.localAuthentication(local)
        .peerAuthentication(peer)
        .postQuantumPreSharedKey(postQuantumPreSharedKey);
    localIdentity.ifPresent(ike::localIdentity);
    peerIdentity.ifPresent(ike::peerIdentity);
  }
}
