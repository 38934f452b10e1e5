package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.crypto.PskAuthentication;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** AUTH payloads by pre-shared key (RFC 7296 section 2.15). */
final class PskAuth {
  /** Shared Key Message Integrity Code. */
  static final int METHOD = 2;

  private final IkeSaChannel channel;
  private final InitExchange init;
  private final PreSharedKey key;

  PskAuth(IkeSaChannel channel, InitExchange init, PreSharedKey key) {
    this.channel = channel;
    this.init = init;
    this.key = key;
  }

  AuthPayload ofInitiator(IkeIdentity identity) {
    return new AuthPayload(METHOD, Octets.of(initiatorData(identity)));
  }

  AuthPayload ofResponder(IkeIdentity identity) {
    return new AuthPayload(METHOD, Octets.of(responderData(identity)));
  }

  boolean provesInitiator(IkeIdentity identity, AuthPayload auth) {
    return MessageDigest.isEqual(initiatorData(identity), auth.data().toByteArray());
  }

  boolean provesResponder(IkeIdentity identity, AuthPayload auth) {
    return MessageDigest.isEqual(responderData(identity), auth.data().toByteArray());
  }

  private byte[] initiatorData(IkeIdentity identity) {
    return data(init.request(), init.nr(), channel.keys().skPi(), identity);
  }

  private byte[] responderData(IkeIdentity identity) {
    return data(init.response(), init.ni(), channel.keys().skPr(), identity);
  }

  private byte[] data(Octets message, Octets peerNonce, byte[] skP, IkeIdentity identity) {
    byte[] signed =
        PskAuthentication.signedOctets(
            channel.prf(),
            message.toByteArray(),
            peerNonce.toByteArray(),
            skP,
            restOfIdPayload(identity));
    byte[] secret = key.octets(SecretAccess.grant());
    byte[] data = PskAuthentication.authData(channel.prf(), secret, signed);
    Arrays.fill(secret, (byte) 0);
    return data;
  }

  /** The ID payload behind its generic header: type, three reserved octets, data. */
  private static byte[] restOfIdPayload(IkeIdentity identity) {
    byte[] data = identity.data();
    return ByteBuffer.allocate(4 + data.length)
        .put((byte) identity.type())
        .position(4)
        .put(data)
        .array();
  }

  static IdPayload idPayload(boolean initiator, IkeIdentity identity) {
    return new IdPayload(initiator, identity.type(), Octets.of(identity.data()));
  }

  static IkeIdentity identity(IdPayload payload) {
    return IkeIdentity.of(payload.idType(), payload.data().toByteArray());
  }
}
