package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.auth.AuthenticationException;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.testing.SeededSecureRandom;

/** AUTH payloads of a peer that has the rig's pre-shared key. */
final class PeerAuth {
  private PeerAuth() {}

  /** The proof of whoever {@code id} names, made at the peer's end of the rig's channel. */
  static AuthPayload of(IkeSaChannel peers, IdPayload id) {
    SessionParameters session =
        new SessionParameters(
            Rig.config().localIdentity(AuthExchange.identity(id)).build(),
            IkeCrypto.of(new SeededSecureRandom(4)),
            () -> Rig.INBOUND,
            () -> Rig.SPI_I,
            Rig.SPI_I);
    try {
      return (AuthPayload)
          new AuthExchange(session, peers, Rig.INIT, id.initiator()).prove(id).get(0);
    } catch (AuthenticationException e) {
      throw new AssertionError(e);
    }
  }
}
