package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE_CHILD_SA for a new Child SA, or for one that replaces another (RFC 7296 section 1.3.1 and
 * 1.3.3).
 */
final class ChildSaCreation implements OwnExchange {
  /** A peer that deletes more than this while it answers one request is not to be followed. */
  private static final int MAX_DELETED = 16;

  private final Optional<EspSpi> rekeys;
  private final List<TrafficSelector> local;
  private final List<TrafficSelector> peer;
  private final Set<KeyExchangeMethod> tried;
  private Optional<KeyExchangeMethod> method;
  private Optional<Octets> collision = Optional.empty();

  private final Set<EspSpi> deletedByPeer = new HashSet<>();

  private Optional<ChildSaNegotiation> negotiation = Optional.empty();
  private Optional<KeyExchange.Offer> offer = Optional.empty();
  private Octets ni = Octets.EMPTY;
  private Optional<Following> following = Optional.empty();

  /** What was agreed, while additional key exchanges follow (RFC 9370 section 2.2.4). */
  private record Following(ChildSaNegotiation.Agreed agreed, Octets nr, FollowUp exchanges) {}

  private ChildSaCreation(
      Optional<EspSpi> rekeys,
      List<TrafficSelector> local,
      List<TrafficSelector> peer,
      Optional<KeyExchangeMethod> method,
      Set<KeyExchangeMethod> tried) {
    this.rekeys = rekeys;
    this.local = local;
    this.peer = peer;
    this.method = method;
    this.tried = tried;
  }

  static ChildSaCreation of(List<TrafficSelector> local, List<TrafficSelector> peer) {
    return new ChildSaCreation(
        Optional.empty(), local, peer, Optional.empty(), EnumSet.noneOf(KeyExchangeMethod.class));
  }

  static ChildSaCreation rekeying(ChildSas.Entry old) {
    return new ChildSaCreation(
        Optional.of(old.inboundSpi()),
        old.local(),
        old.peer(),
        Optional.empty(),
        EnumSet.noneOf(KeyExchangeMethod.class));
  }

  /** The Child SA that is to be replaced, by our SPI. */
  Optional<EspSpi> rekeys() {
    return rekeys;
  }

  boolean isRekeying(EspSpi inboundSpi) {
    return rekeys.equals(Optional.of(inboundSpi));
  }

  /** The peer has rekeyed the same Child SA meanwhile; this is the lower nonce of its exchange. */
  void collidesWith(Octets lowerNonce) {
    collision = Optional.of(lowerNonce);
  }

  /** The peer has deleted an SA that we do not have yet; this may be it. */
  void deletedByPeer(EspSpi outboundSpi) {
    if (deletedByPeer.size() < MAX_DELETED) {
      deletedByPeer.add(outboundSpi);
    }
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
  public boolean concernsChildSas() {
    return true;
  }

  @Override
  public boolean isWanted(Association association, IkeSa sa) {
    return rekeys.isEmpty()
        || rekeys
            .flatMap(association.children()::byInbound)
            .filter(old -> !old.isReplaced() && !old.isDeleting())
            .filter(old -> !sa.peerFollowUps().isReplacing(old.inboundSpi()))
            .isPresent();
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    SessionParameters session = association.session();
    IkeCrypto crypto = session.crypto();
    if (following.isPresent()) {
      return following.get().exchanges().begin(crypto);
    }
    ChildSaNegotiation offered =
        new ChildSaNegotiation(
            type().toString(),
            ProposalSelection.forChildSa(session.config().childAlgorithms()),
            session.espSpis().get(),
            local,
            peer);
    negotiation = Optional.of(offered);
    ni = InitMessages.nonce(crypto);
    method = method.or(() -> session.config().childAlgorithms().keyExchange().stream().findFirst());
    method.ifPresent(tried::add);
    offer = method.map(m -> KeyExchange.offer(crypto, m));
    List<Payload> payloads = new ArrayList<>();
    rekeys.ifPresent(
        spi ->
            payloads.add(
                new NotifyPayload(
                    ProtocolId.ESP,
                    ProposalSelection.spiOctets(spi),
                    NotifyType.REKEY_SA,
                    Octets.EMPTY)));
    payloads.add(offered.offeredSa());
    payloads.add(new NoncePayload(ni));
    offer.ifPresent(
        o -> payloads.add(new KePayload(o.method().transformId(), Octets.of(o.publicValue()))));
    payloads.addAll(offered.offeredSelectors());
    return payloads;
  }

  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    if (following.isPresent()) {
      followed(association, sa, turn, following.get(), response);
    } else if (Payloads.first(response, SaPayload.class).isEmpty()) {
      refused(association, turn, response);
    } else {
      agreed(association, sa, turn, response);
    }
    if (!sa.isWaiting(this)) {
      forget();
    }
  }

  /** The peer has the new Child SA when, and only when, the last of them is answered. */
  private void followed(
      Association association, IkeSa sa, Turn turn, Following so, List<Payload> response) {
    Optional<IkeFailure> failure = so.exchanges().answered(response);
    if (failure.isPresent()) {
      // STATE_NOT_FOUND and TEMPORARY_FAILURE end nothing but this attempt (RFC 9370 2.2.4).
      if (rekeys.isEmpty() && FollowUp.isWorthAnotherTry(response)) {
        association.enqueueLater(turn.now(), ChildSaCreation.of(local, peer));
      } else {
        report(association, turn, failure.get());
      }
    } else if (so.exchanges().isOver()) {
      byte[] keymat =
          AwaitedSa.Child.keymat(sa.channel(), so.agreed(), so.exchanges().secrets(), ni, so.nr());
      come(
          association,
          turn,
          negotiation.orElseThrow().create(so.agreed(), keymat, /* initiator= */ true));
    } else {
      sa.enqueueFollowUp(this);
    }
  }

  private void come(Association association, Turn turn, ChildSa child) {
    association.install(turn, child, rekeys, true);
    rekeys.flatMap(association.children()::byInbound).ifPresent(association::delete);
  }

  private void agreed(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    ChildSaNegotiation offered = negotiation.orElseThrow();
    Optional<Octets> nr =
        Payloads.first(response, NoncePayload.class)
            .map(NoncePayload::nonce)
            .filter(InitMessages::isNonceLegal);
    ChildSaNegotiation.Choice choice = offered.accept(response);
    Optional<byte[]> secret = Optional.empty();
    Optional<IkeFailure> failure = choice.failure();
    if (failure.isEmpty() && nr.isEmpty()) {
      failure = Optional.of(new IkeFailure.InvalidSyntax(type().toString(), "no legal nonce"));
    }
    if (failure.isEmpty() && !choice.agreed().get().suite().keyExchange().equals(method)) {
      failure =
          Optional.of(
              new IkeFailure.InvalidSyntax(
                  type().toString(), "another key exchange than the one that we began"));
    }
    if (failure.isEmpty() && offer.isPresent()) {
      try {
        secret = Optional.of(secret(response));
      } catch (InvalidKeyExchangeException e) {
        failure = Optional.of(new IkeFailure.InvalidKeyExchange(e.getMessage()));
      }
    }
    List<KeyExchangeMethod> rounds =
        choice.agreed().map(a -> a.suite().additionalKeyExchange()).orElse(List.of());
    Optional<Octets> link = FollowUp.link(response);
    if (failure.isEmpty() && !rounds.isEmpty() && (link.isEmpty() || secret.isEmpty())) {
      failure =
          Optional.of(
              new IkeFailure.InvalidSyntax(
                  type().toString(), "no link to the key exchanges that are to follow"));
    }
    if (failure.isPresent()) {
      // The peer believes in what we cannot use (RFC 7296 2.21.3): it has to be told. While key
      // exchanges are to follow there is nothing to believe in yet.
      if (rounds.isEmpty()) {
        association.enqueue(new ChildSaDeletion(offered.inboundSpi(), false));
      }
      report(association, turn, failure.get());
      return;
    }
    if (deletedByPeer.contains(choice.agreed().get().outboundSpi())) {
      rekeys
          .flatMap(association.children()::byInbound)
          .ifPresent(e -> e.lifetime().rekeyAt(association.retryAt(turn.now())));
    } else if (collision.isPresent()
        && RekeyCollision.isLost(RekeyCollision.lower(ni, nr.get()), collision.get())) {
      // RFC 7296 2.8.1: whoever made the redundant one deletes it, and the peer the old one. What
      // key exchanges are to follow for is not there yet, and is not made.
      if (rounds.isEmpty()) {
        association.enqueue(new ChildSaDeletion(offered.inboundSpi(), false));
      }
    } else if (rounds.isEmpty()) {
      come(
          association,
          turn,
          offered.create(choice.agreed().get(), sa.channel(), secret, ni, nr.get(), true));
    } else {
      rekeys.ifPresent(sa.peerFollowUps()::forgetReplacing);
      offer.ifPresent(KeyExchange.Offer::destroy);
      following =
          Optional.of(
              new Following(
                  choice.agreed().get(),
                  nr.get(),
                  new FollowUp(rounds, secret.orElseThrow(), link.orElseThrow())));
      sa.enqueueFollowUp(this);
    }
    secret.ifPresent(s -> Arrays.fill(s, (byte) 0));
  }

  private byte[] secret(List<Payload> response) throws InvalidKeyExchangeException {
    KeyExchange.Offer ours = offer.orElseThrow();
    Octets value =
        Payloads.first(response, KePayload.class)
            .filter(ke -> ke.method() == ours.method().transformId())
            .map(KePayload::keyData)
            .orElse(Octets.EMPTY);
    return ours.complete(value.toByteArray());
  }

  private void refused(Association association, Turn turn, List<Payload> response) {
    Optional<NotifyPayload> error = Payloads.error(response);
    if (collision.isPresent()) {
      // The peer has rekeyed it already (RFC 7296 2.25.1); nothing is lacking.
      return;
    }
    NotifyType type = error.map(NotifyPayload::notifyType).orElse(NotifyType.INVALID_SYNTAX);
    if (type.equals(NotifyType.INVALID_KE_PAYLOAD) && error.get().data().length() == 2) {
      Optional<KeyExchangeMethod> other = otherMethod(association, error.get());
      if (other.isPresent()) {
        association.enqueue(new ChildSaCreation(rekeys, local, peer, other, tried));
        return;
      }
    }
    Optional<ChildSas.Entry> old = rekeys.flatMap(association.children()::byInbound);
    if (type.equals(NotifyType.CHILD_SA_NOT_FOUND) && old.isPresent()) {
      // RFC 7296 2.25: it is gone on the other side; there is nobody to tell, and one is wanted.
      association.children().remove(turn, old.get().inboundSpi());
      association.enqueue(ChildSaCreation.of(local, peer));
      return;
    }
    if (type.equals(NotifyType.TEMPORARY_FAILURE) && rekeys.isEmpty()) {
      association.enqueueLater(turn.now(), ChildSaCreation.of(local, peer));
      return;
    }
    old.ifPresent(e -> e.lifetime().rekeyAt(association.retryAt(turn.now())));
    if (!type.equals(NotifyType.TEMPORARY_FAILURE)) {
      report(association, turn, negotiation.orElseThrow().accept(response).failure().orElseThrow());
    }
  }

  private Optional<KeyExchangeMethod> otherMethod(Association association, NotifyPayload error) {
    int wanted = error.data().asByteBuffer().getShort() & 0xffff;
    return association.session().config().childAlgorithms().keyExchange().stream()
        .filter(k -> k.transformId() == wanted && !tried.contains(k))
        .findFirst();
  }

  /** What failed: a Child SA that the owner asked for, or the rekeying of one that goes on. */
  private void report(Association association, Turn turn, IkeFailure failure) {
    turn.emit(
        rekeys.isPresent() ? new IkeOutput.Warned(failure) : new IkeOutput.ChildSaFailed(failure));
    rekeys
        .flatMap(association.children()::byInbound)
        .ifPresent(e -> e.lifetime().rekeyAt(association.retryAt(turn.now())));
  }

  @Override
  public void forget() {
    offer.ifPresent(KeyExchange.Offer::destroy);
    offer = Optional.empty();
    following.ifPresent(f -> f.exchanges().destroy());
  }
}
