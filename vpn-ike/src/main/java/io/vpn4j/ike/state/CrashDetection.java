package io.vpn4j.ike.state;

import io.vpn4j.ike.crash.QcdTokens;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Optional;

/** QCD_TOKEN in IKE_AUTH, and what it is good for later (RFC 6290 sections 4.3 and 4.5). */
final class CrashDetection {
  private CrashDetection() {}

  /** Our token, if we make any. */
  static Optional<Payload> announcement(SessionParameters session, IkeSaChannel channel) {
    return session
        .config()
        .quickCrashSecret()
        .map(
            secret ->
                QcdTokens.make(
                    session.crypto(),
                    secret.octets(SecretAccess.grant()),
                    channel.isInitiator(),
                    channel.initiatorSpi(),
                    channel.responderSpi()));
  }

  /** Keeps the peer's token. */
  static void apply(List<Payload> payloads, IkeSaChannel channel) {
    QcdTokens.in(payloads).ifPresent(channel::setPeerToken);
  }

  /** Whether {@code message}, which nothing protects, proves that the peer has lost the IKE SA. */
  static boolean proves(IkeHeader header, Octets message, IkeSaChannel channel) {
    Optional<Octets> token = channel.peerToken();
    if (token.isEmpty() || !header.isResponse() || !channel.isNamedBy(header)) {
      return false;
    }
    try {
      return QcdTokens.prove(IkeCodec.decode(message.asByteBuffer()).payloads(), token.get());
    } catch (MalformedMessageException e) {
      return false;
    }
  }
}
