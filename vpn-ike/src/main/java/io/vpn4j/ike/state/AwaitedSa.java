package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.crypto.KeySchedule;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Optional;

/**
 * What a CREATE_CHILD_SA of the peer has agreed on, and what becomes an SA when the last additional
 * key exchange has been held (RFC 9370 section 2.2.4).
 */
sealed interface AwaitedSa {
  /** Whether nothing has come in between. */
  boolean isPossible(Association association, IkeSa sa);

  /** Makes the SA of all secrets. */
  void complete(Association association, IkeSa sa, Turn turn, List<byte[]> secrets);

  /** The peer has not gone on with it: what it was to replace is ours again to care for. */
  void forgotten(Association association, IkeSa sa, Turn turn);

  /**
   * A Child SA.
   *
   * @param replaces the one whose place it takes, by our SPI
   */
  record Child(
      ChildSaNegotiation negotiation,
      ChildSaNegotiation.Agreed agreed,
      Octets ni,
      Octets nr,
      Optional<EspSpi> replaces)
      implements AwaitedSa {
    @Override
    public boolean isPossible(Association association, IkeSa sa) {
      boolean alone = association.isCurrent(sa) && sa.successor().isEmpty();
      return alone
          && (replaces.isEmpty()
              || replaces
                  .flatMap(association.children()::byInbound)
                  .filter(old -> !old.isReplaced() && !old.isDeleting())
                  .isPresent());
    }

    @Override
    public void complete(Association association, IkeSa sa, Turn turn, List<byte[]> secrets) {
      ChildSa child =
          negotiation.create(
              agreed, keymat(sa.channel(), agreed, secrets, ni, nr), /* initiator= */ false);
      association.install(turn, child, replaces, replaces.isEmpty());
    }

    @Override
    public void forgotten(Association association, IkeSa sa, Turn turn) {
      replaces
          .flatMap(association.children()::byInbound)
          .filter(old -> !old.isReplaced() && !old.isDeleting())
          .ifPresent(old -> old.lifetime().rekeyAt(association.retryAt(turn.now())));
    }

    /** {@code KEYMAT = prf+(SK_d, SK(0) | Ni | Nr | SK(1) | ... | SK(n))}. */
    static byte[] keymat(
        IkeSaChannel channel,
        ChildSaNegotiation.Agreed agreed,
        List<byte[]> secrets,
        Octets ni,
        Octets nr) {
      return KeySchedule.childKeymat(
          channel.prf(),
          channel.keys().skD(),
          secrets,
          ni.toByteArray(),
          nr.toByteArray(),
          2 * agreed.suite().keymatOctets());
    }
  }

  /**
   * An IKE SA in place of the one that carries the exchanges.
   *
   * @param said the request, in which the peer says more than what is negotiated
   */
  record Ike(
      IkeSuite suite, Octets ni, Octets nr, IkeSpi localSpi, IkeSpi peerSpi, List<Payload> said)
      implements AwaitedSa {
    @Override
    public boolean isPossible(Association association, IkeSa sa) {
      return association.isCurrent(sa)
          && sa.successor().isEmpty()
          && !sa.hasPending(e -> e.concernsChildSas() || e instanceof IkeSaDeletion);
    }

    @Override
    public void complete(Association association, IkeSa sa, Turn turn, List<byte[]> secrets) {
      IkeSaChannel channel =
          IkeSaChannel.rekeyed(
              association.session().crypto(),
              sa.channel(),
              suite,
              secrets,
              ni,
              nr,
              localSpi,
              peerSpi,
              /* initiator= */ false);
      WindowSize.apply(said, channel.window());
      association.rekeyedByPeer(turn, sa, association.newIkeSa(turn, channel, suite));
    }

    @Override
    public void forgotten(Association association, IkeSa sa, Turn turn) {
      if (association.isCurrent(sa) && sa.successor().isEmpty()) {
        sa.lifetime().rekeyAt(association.retryAt(turn.now()));
      }
    }
  }
}
