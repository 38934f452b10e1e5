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
    return ExchangeType.CREATE_CHILD_SA;
  }

  @Override
  public boolean isWanted(Association association, IkeSa sa) {
    return association.isCurrent(sa) && sa.successor().isEmpty();
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    SessionParameters session = association.session();
    IkeCrypto crypto = session.crypto();
    IkeAlgorithms algorithms = session.config().ikeAlgorithms();
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
    if (Payloads.first(response, SaPayload.class).isEmpty()) {
      refused(association, sa, turn, response);
    } else {
      agreed(association, sa, turn, response);
    }
    forget();
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
    IkeSaChannel channel =
        IkeSaChannel.rekeyed(
            session.crypto(),
            sa.channel(),
            suite,
            secret,
            ni,
            nr.get(),
            localSpi,
            peerSpi.get(),
            /* initiator= */ true);
    Arrays.fill(secret, (byte) 0);
    WindowSize.apply(response, channel.window());
    association.rekeyed(
        turn,
        sa,
        association.newIkeSa(turn, channel, suite),
        collision
            .filter(peers -> RekeyCollision.isLost(RekeyCollision.lower(ni, nr.get()), peers))
            .isPresent());
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
  }
}
