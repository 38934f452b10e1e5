package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE_CHILD_SA that replaces the IKE SA which carries it (RFC 7296 section 1.3.2 and 2.18). */
final class IkeSaRekeying implements OwnExchange {
  private final Set<KeyExchangeMethod> tried;
  private Optional<KeyExchangeMethod> method;
  private Optional<Octets> collision = Optional.empty();
  private Optional<KeyExchange.Offer> offer = Optional.empty();
  private IkeSpi localSpi = IkeSpi.ZERO;
  private Octets ni = Octets.EMPTY;
  private Optional<Following> following = Optional.empty();

  /** What was agreed, while additional key exchanges follow (RFC 9370 section 2.2.4). */
  private record Following(
      IkeSuite suite, Octets nr, IkeSpi peerSpi, List<Payload> said, FollowUp exchanges) {}

  private IkeSaRekeying(Optional<KeyExchangeMethod> method, Set<KeyExchangeMethod> tried) {
    this.method = method;
    this.tried = tried;
  }

  static IkeSaRekeying begin() {
    return new IkeSaRekeying(Optional.empty(), EnumSet.noneOf(KeyExchangeMethod.class));
  }

  /** The peer has rekeyed the IKE SA meanwhile; this is the lower nonce of its exchange. */
  void collidesWith(Octets lowerNonce) {
    collision = Optional.of(lowerNonce);
  }

  @Override
  public ExchangeType type() {
    return isFollowUp() ? ExchangeType.IKE_FOLLOWUP_KE : ExchangeType.CREATE_CHILD_SA;
  }

  @Override
  public boolean isFollowUp() {
    return following.isPresent();
  }

  @Override
  public boolean isWanted(Association association, IkeSa sa) {
    return association.isCurrent(sa) && sa.successor().isEmpty() && !sa.peerFollowUps().hasIkeSa();
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    SessionParameters session = association.session();
    IkeCrypto crypto = session.crypto();
    IkeAlgorithms algorithms = session.config().ikeAlgorithms();
    if (following.isPresent()) {
      return following.get().exchanges().begin(crypto);
    }
    // What was chosen before will be again; another first guess costs a round trip.
    KeyExchangeMethod wanted = method.orElse(sa.info().keyExchange());
    method = Optional.of(wanted);
    tried.add(wanted);
    localSpi = session.ikeSpis().get();
    ni = InitMessages.nonce(crypto);
    KeyExchange.Offer ours = KeyExchange.offer(crypto, wanted);
    offer = Optional.of(ours);
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        ProposalSelection.forIkeSa(algorithms).offer(ProposalSelection.spiOctets(localSpi)));
    payloads.add(new NoncePayload(ni));
    payloads.add(new KePayload(wanted.transformId(), Octets.of(ours.publicValue())));
    WindowSize.announcement(session.config()).ifPresent(payloads::add);
    return payloads;
  }

  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    if (following.isPresent()) {
      followed(association, sa, turn, following.get(), response);
    } else if (Payloads.first(response, SaPayload.class).isEmpty()) {
      refused(association, sa, turn, response);
    } else {
      agreed(association, sa, turn, response);
    }
    if (!sa.isWaiting(this)) {
      forget();
    }
  }

  /** The peer has the new IKE SA when, and only when, the last of them is answered. */
  private void followed(
      Association association, IkeSa sa, Turn turn, Following so, List<Payload> response) {
    Optional<IkeFailure> failure = so.exchanges().answered(response);
    if (failure.isPresent()) {
      // STATE_NOT_FOUND and TEMPORARY_FAILURE end nothing but this attempt (RFC 9370 2.2.4).
      failed(association, sa, turn, failure.get());
    } else if (so.exchanges().isOver()) {
      IkeSaChannel channel =
          channel(association, sa, so.suite(), so.exchanges().secrets(), so.nr(), so.peerSpi());
      WindowSize.apply(so.said(), channel.window());
      association.rekeyed(turn, sa, association.newIkeSa(turn, channel, so.suite()), false);
    } else {
      sa.enqueueFollowUp(this);
    }
  }

  private IkeSaChannel channel(
      Association association,
      IkeSa sa,
      IkeSuite suite,
      List<byte[]> secrets,
      Octets nr,
      IkeSpi peerSpi) {
    return IkeSaChannel.rekeyed(
        association.session().crypto(),
        sa.channel(),
        suite,
        secrets,
        ni,
        nr,
        localSpi,
        peerSpi,
        /* initiator= */ true);
  }

  private void agreed(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    SessionParameters session = association.session();
    Optional<Proposal> chosen =
        Payloads.first(response, SaPayload.class)
            .flatMap(ProposalSelection.forIkeSa(session.config().ikeAlgorithms())::accept);
    Optional<IkeSpi> peerSpi = chosen.flatMap(ProposalSelection::ikeSpi);
    Optional<Octets> nr =
        Payloads.first(response, NoncePayload.class)
            .map(NoncePayload::nonce)
            .filter(InitMessages::isNonceLegal);
    Optional<KePayload> ke = Payloads.first(response, KePayload.class);
    if (peerSpi.isEmpty() || nr.isEmpty() || ke.isEmpty() || !isOurMethod(chosen.get(), ke.get())) {
      failed(
          association,
          sa,
          turn,
          new IkeFailure.InvalidSyntax(
              type().toString(), "the answer to rekeying does not fit what was offered"));
      return;
    }
    byte[] secret;
    try {
      secret = offer.orElseThrow().complete(ke.get().keyData().toByteArray());
    } catch (InvalidKeyExchangeException e) {
      failed(association, sa, turn, new IkeFailure.InvalidKeyExchange(e.getMessage()));
      return;
    }
    IkeSuite suite = ProposalSelection.ikeSuite(chosen.get());
    boolean lost =
        collision
            .filter(peers -> RekeyCollision.isLost(RekeyCollision.lower(ni, nr.get()), peers))
            .isPresent();
    List<KeyExchangeMethod> rounds = suite.additionalKeyExchange();
    Optional<Octets> link = FollowUp.link(response);
    if (rounds.isEmpty()) {
      IkeSaChannel channel =
          channel(association, sa, suite, List.of(secret), nr.get(), peerSpi.get());
      WindowSize.apply(response, channel.window());
      association.rekeyed(turn, sa, association.newIkeSa(turn, channel, suite), lost);
    } else if (link.isEmpty()) {
      failed(
          association,
          sa,
          turn,
          new IkeFailure.InvalidSyntax(
              type().toString(), "no link to the key exchanges that are to follow"));
    } else if (!lost) {
      sa.peerFollowUps().forgetIkeSa();
      following =
          Optional.of(
              new Following(
                  suite,
                  nr.get(),
                  peerSpi.get(),
                  response,
                  new FollowUp(rounds, secret, link.get())));
      offer.ifPresent(KeyExchange.Offer::destroy);
      sa.enqueueFollowUp(this);
    }
    // Lost, and there is nothing yet that would have to be deleted: the peer goes on with its own.
    Arrays.fill(secret, (byte) 0);
  }

  private boolean isOurMethod(Proposal chosen, KePayload ke) {
    KeyExchangeMethod ours = method.orElseThrow();
    return ProposalSelection.ikeSuite(chosen).keyExchange() == ours
        && ke.method() == ours.transformId();
  }

  private void refused(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    if (collision.isPresent()) {
      // The peer's own rekeying takes over (RFC 7296 2.25.2).
      return;
    }
    Optional<NotifyPayload> error = Payloads.error(response);
    NotifyType type = error.map(NotifyPayload::notifyType).orElse(NotifyType.INVALID_SYNTAX);
    IkeAlgorithms algorithms = association.session().config().ikeAlgorithms();
    if (type.equals(NotifyType.INVALID_KE_PAYLOAD) && error.get().data().length() == 2) {
      int wanted = error.get().data().asByteBuffer().getShort() & 0xffff;
      Optional<KeyExchangeMethod> other =
          algorithms.keyExchange().stream()
              .filter(k -> k.transformId() == wanted && !tried.contains(k))
              .findFirst();
      if (other.isPresent()) {
        association.enqueue(new IkeSaRekeying(other, tried));
        return;
      }
    }
    if (type.equals(NotifyType.TEMPORARY_FAILURE)) {
      sa.lifetime().rekeyAt(association.retryAt(turn.now()));
    } else if (type.equals(NotifyType.NO_PROPOSAL_CHOSEN)) {
      failed(association, sa, turn, ProposalSelection.forIkeSa(algorithms).refusedByPeer());
    } else {
      failed(
          association,
          sa,
          turn,
          new IkeFailure.PeerRefused("rekeying of the IKE SA", type.value(), type.toString()));
    }
  }

  /** The IKE SA goes on, and it is tried again until its life is over. */
  private static void failed(Association association, IkeSa sa, Turn turn, IkeFailure failure) {
    turn.emit(new IkeOutput.Warned(failure));
    sa.lifetime().rekeyAt(association.retryAt(turn.now()));
  }

  @Override
  public void forget() {
    offer.ifPresent(KeyExchange.Offer::destroy);
    offer = Optional.empty();
    following.ifPresent(f -> f.exchanges().destroy());
  }
}
