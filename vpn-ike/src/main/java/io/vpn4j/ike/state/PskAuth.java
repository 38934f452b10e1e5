package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.crypto.PskAuthentication;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import java.security.MessageDigest;
import java.util.Arrays;

/** AUTH payloads by pre-shared key (RFC 7296 section 2.15). */
final class PskAuth {
  private final IkeSaChannel channel;
  private final InitExchange init;
  private final PreSharedKey key;

  PskAuth(IkeSaChannel channel, InitExchange init, PreSharedKey key) {
    this.channel = channel;
    this.init = init;
    this.key = key;
  }

  AuthPayload ofInitiator(IdPayload id) {
    return new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.of(initiatorData(id)));
  }

  AuthPayload ofResponder(IdPayload id) {
    return new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.of(responderData(id)));
  }

  boolean provesInitiator(IdPayload id, AuthPayload auth) {
    return MessageDigest.isEqual(initiatorData(id), auth.data().toByteArray());
  }

  boolean provesResponder(IdPayload id, AuthPayload auth) {
    return MessageDigest.isEqual(responderData(id), auth.data().toByteArray());
  }

  private byte[] initiatorData(IdPayload id) {
    return data(init.request(), init.nr(), channel.keys().skPi(), id);
  }

  private byte[] responderData(IdPayload id) {
    return data(init.response(), init.ni(), channel.keys().skPr(), id);
  }

  private byte[] data(Octets message, Octets peerNonce, byte[] skP, IdPayload id) {
    byte[] signed =
        PskAuthentication.signedOctets(
            channel.prf(),
            message.toByteArray(),
            peerNonce.toByteArray(),
            skP,
            id.bodyOctets().toByteArray(),
            init.intAuth().orElse(Octets.EMPTY).toByteArray());
    byte[] secret = key.octets(SecretAccess.grant());
    byte[] data = PskAuthentication.authData(channel.prf(), secret, signed);
    Arrays.fill(secret, (byte) 0);
    return data;
  }

  static IdPayload idPayload(boolean initiator, IkeIdentity identity) {
    return new IdPayload(initiator, identity.type(), Octets.of(identity.data()));
  }

  static IkeIdentity identity(IdPayload payload) {
    return IkeIdentity.of(payload.idType(), payload.data().toByteArray());
  }
}
