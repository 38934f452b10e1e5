package io.vpn4j.ike.state;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The SAs that CREATE_CHILD_SA exchanges of the peer have agreed on and that still lack additional
 * key exchanges (RFC 9370 section 2.2.4), by the link that the peer's next IKE_FOLLOWUP_KE names.
 */
final class PeerFollowUps {
  /** RFC 9370 2.2.4 says 5 to 20 seconds; a request that has to be repeated takes its time. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** At once; a peer that begins more and finishes none gets TEMPORARY_FAILURE. */
  static final int MAX = 4;

  private static final int LINK_OCTETS = 16;

  private final Map<Octets, Entry> byLink = new LinkedHashMap<>();

  private record Entry(
      AwaitedSa awaited, List<KeyExchangeMethod> methods, List<byte[]> secrets, Instant until) {
    KeyExchangeMethod method() {
      return methods.get(secrets.size() - 1);
    }

    boolean isOver() {
      return secrets.size() > methods.size();
    }

    void destroy() {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  boolean hasRoom() {
    return byLink.size() < MAX;
  }

  /** Whether the peer is about to replace the IKE SA. */
  boolean hasIkeSa() {
    return has(AwaitedSa.Ike.class::isInstance);
  }

  /** Whether the peer is about to replace this Child SA. */
  boolean isReplacing(EspSpi inboundSpi) {
    return has(a -> isReplacing(a, inboundSpi));
  }

  /** How many Child SAs are to come that replace none. */
  long newChildren() {
    return byLink.values().stream()
        .filter(e -> e.awaited() instanceof AwaitedSa.Child c && c.replaces().isEmpty())
        .count();
  }

  private boolean has(Predicate<AwaitedSa> which) {
    return byLink.values().stream().map(Entry::awaited).anyMatch(which);
  }

  private static boolean isReplacing(AwaitedSa awaited, EspSpi inboundSpi) {
    return awaited instanceof AwaitedSa.Child c && c.replaces().equals(Optional.of(inboundSpi));
  }

  /** Our own rekeying of the IKE SA wins: the peer does not go on with its own. */
  void forgetIkeSa() {
    forget(AwaitedSa.Ike.class::isInstance);
  }

  /** Our own rekeying of a Child SA wins: the peer does not go on with its own. */
  void forgetReplacing(EspSpi inboundSpi) {
    forget(a -> isReplacing(a, inboundSpi));
  }

  private void forget(Predicate<AwaitedSa> which) {
    byLink
        .values()
        .removeIf(
            entry -> {
              boolean gone = which.test(entry.awaited());
              if (gone) {
                entry.destroy();
              }
              return gone;
            });
  }

  /**
   * CREATE_CHILD_SA is answered, and more is to follow.
   *
   * @param methods at least one
   * @param first SK(0); copied
   * @return what the answer says of it
   */
  NotifyPayload await(
      IkeCrypto crypto,
      Turn turn,
      AwaitedSa awaited,
      List<KeyExchangeMethod> methods,
      byte[] first) {
    List<byte[]> secrets = new ArrayList<>();
    secrets.add(first.clone());
    return put(
        crypto, new Entry(awaited, List.copyOf(methods), secrets, turn.now().plus(PATIENCE)));
  }

  private NotifyPayload put(IkeCrypto crypto, Entry entry) {
    byte[] link = new byte[LINK_OCTETS];
    crypto.random().nextBytes(link);
    byLink.put(Octets.of(link), entry);
    return NotifyPayload.of(NotifyType.ADDITIONAL_KEY_EXCHANGE, Octets.of(link));
  }

  /** The payloads of the answer to IKE_FOLLOWUP_KE; what comes up is told before. */
  List<Payload> answer(Association association, IkeSa sa, Turn turn, List<Payload> request) {
    Optional<NotifyPayload> link = Payloads.notify(request, NotifyType.ADDITIONAL_KEY_EXCHANGE);
    Optional<KePayload> ke = Payloads.first(request, KePayload.class);
    if (link.isEmpty() || ke.isEmpty()) {
      return PeerRequests.INVALID_SYNTAX;
    }
    Optional<Entry> found = Optional.ofNullable(byLink.get(link.get().data()));
    if (found.isEmpty()) {
      return List.of(NotifyPayload.of(NotifyType.STATE_NOT_FOUND));
    }
    Entry entry = found.get();
    if (!entry.awaited().isPossible(association, sa)) {
      byLink.remove(link.get().data()).destroy();
      return List.of(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
    }
    IkeCrypto crypto = association.session().crypto();
    KeyExchange.Reply reply;
    try {
      if (ke.get().method() != entry.method().transformId()) {
        return PeerRequests.INVALID_SYNTAX;
      }
      reply = KeyExchange.reply(crypto, entry.method(), ke.get().keyData().toByteArray());
    } catch (InvalidKeyExchangeException e) {
      return PeerRequests.INVALID_SYNTAX;
    }
    byLink.remove(link.get().data());
    entry.secrets().add(reply.sharedSecret().clone());
    List<Payload> answer = new ArrayList<>();
    answer.add(new KePayload(reply.method().transformId(), Octets.of(reply.publicValue())));
    reply.destroy();
    if (entry.isOver()) {
      entry.awaited().complete(association, sa, turn, entry.secrets());
      entry.destroy();
    } else {
      // A new link each time: what a stale request names is known to be stale.
      Instant until = turn.now().plus(PATIENCE);
      answer.add(put(crypto, new Entry(entry.awaited(), entry.methods(), entry.secrets(), until)));
    }
    return answer;
  }

  /** Forgets what the peer has not gone on with in time (RFC 9370 section 2.2.4). */
  void expire(Association association, IkeSa sa, Turn turn) {
    for (Map.Entry<Octets, Entry> one : List.copyOf(byLink.entrySet())) {
      if (!turn.now().isBefore(one.getValue().until())) {
        byLink.remove(one.getKey());
        one.getValue().destroy();
        one.getValue().awaited().forgotten(association, sa, turn);
      }
    }
  }

  Optional<Instant> wakeAt() {
    return byLink.values().stream().map(Entry::until).min(Instant::compareTo);
  }

  /** Zeroes all secrets. */
  void destroy() {
    byLink.values().forEach(Entry::destroy);
    byLink.clear();
  }
}
