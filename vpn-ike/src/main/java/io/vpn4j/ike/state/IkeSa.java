package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One IKE SA of an association: its channel, and our exchanges on it. */
final class IkeSa {
  private static final long NO_UPDATE = -1;

  private final IkeSaChannel channel;
  private final IkeSaInfo info;
  private final Lifetime lifetime;
  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private final Deque<OwnExchange> waiting = new ArrayDeque<>();
  private final PeerFollowUps peerFollowUps = new PeerFollowUps();
  private Optional<IkeSa> successor = Optional.empty();
  private Optional<Instant> retireAt = Optional.empty();
  private long peerUpdate = NO_UPDATE;
  private Octets seenAs = Octets.EMPTY;

  /** An exchange whose answer is awaited. */
  record Pending(OwnExchange exchange, Retransmission retransmission) {}

  IkeSa(IkeSaChannel channel, IkeSaInfo info, Lifetime lifetime) {
    this.channel = channel;
    this.info = info;
    this.lifetime = lifetime;
  }

  IkeSaChannel channel() {
    return channel;
  }

  IkeSaInfo info() {
    return info;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /**
   * The IKE SA by which the peer has rekeyed this one. It takes over when the peer is seen to have
   * it: by a message on it, or by the Delete of this one.
   */
  Optional<IkeSa> successor() {
    return successor;
  }

  void setSuccessor(Optional<IkeSa> sa) {
    successor = sa;
  }

  /** When to forget it if the peer, whose part it is, has not deleted it. */
  Optional<Instant> retireAt() {
    return retireAt;
  }

  void setRetireAt(Instant at) {
    retireAt = Optional.of(at);
  }

  /** It is in use and not to be forgotten. */
  void keep() {
    retireAt = Optional.empty();
  }

  /** What the peer has begun on it and not finished. */
  PeerFollowUps peerFollowUps() {
    return peerFollowUps;
  }

  /** Whether the peer has updated its addresses on it (RFC 4555 section 3.5). */
  boolean hasPeerUpdate() {
    return peerUpdate != NO_UPDATE;
  }

  /** Remembers an update of the peer, and says whether it is the latest so far. */
  boolean notePeerUpdate(long messageId) {
    boolean latest = messageId > peerUpdate;
    peerUpdate = Math.max(peerUpdate, messageId);
    return latest;
  }

  /**
   * Remembers where the peer sees us, and says whether that is news.
   *
   * @param hash its NAT_DETECTION_DESTINATION_IP, which is of our address and port
   */
  boolean noteSeenAs(Octets hash) {
    boolean news = !hash.equals(seenAs);
    seenAs = hash;
    return news;
  }

  /** It goes on before anything else. */
  void enqueueFollowUp(OwnExchange exchange) {
    waiting.addFirst(exchange);
  }

  /** A question whether the peer lives goes before all that may have to wait. */
  void enqueue(OwnExchange exchange) {
    if (exchange instanceof LivenessCheck) {
      waiting.addFirst(exchange);
    } else {
      waiting.add(exchange);
    }
  }

  boolean isWaiting(OwnExchange exchange) {
    return waiting.contains(exchange);
  }

  boolean isWaiting(Predicate<OwnExchange> which) {
    return waiting.stream().anyMatch(which);
  }

  /** Exchanges that have not begun, taken from here. */
  List<OwnExchange> takeWaiting() {
    List<OwnExchange> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  boolean hasPending(Predicate<OwnExchange> which) {
    return pending.values().stream().map(Pending::exchange).anyMatch(which);
  }

  /** Whether such an exchange is under way or waits for its turn. */
  boolean has(Predicate<OwnExchange> which) {
    return hasPending(which) || isWaiting(which);
  }

  /** The exchange under way that is of this kind, if any. */
  <T extends OwnExchange> Optional<T> pending(Class<T> type, Predicate<T> which) {
    return pending.values().stream()
        .map(Pending::exchange)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(which)
        .findFirst();
  }

  /** The exchange that {@code messageId} answers; it is not under way any more. */
  Optional<Pending> settle(long messageId) {
    channel.window().settle(messageId);
    return Optional.ofNullable(pending.remove(messageId));
  }

  /** The peer need not answer these any more (RFC 7296 section 2.25.2). */
  void forgetPending(Predicate<OwnExchange> which) {
    pending.entrySet().stream()
        .filter(e -> which.test(e.getValue().exchange()))
        .map(java.util.Map.Entry::getKey)
        .toList()
        .forEach(id -> settle(id).ifPresent(p -> p.exchange().forget()));
  }

  /** Sends what has its turn: as much as the peer's window takes and can go on side by side. */
  void startWaiting(Association association, Turn turn, UdpPath path, IkeTimers timers) {
    while (!waiting.isEmpty() && channel.window().hasRoom()) {
      OwnExchange next = waiting.peek();
      if (!next.isWanted(association, this)) {
        waiting.poll();
        next.forget();
      } else if (mayStart(next)) {
        waiting.poll();
        IkeSaChannel.Request request =
            channel.request(next.type(), next.begin(association, this, turn));
        pending.put(
            request.messageId(),
            new Pending(next, new Retransmission(timers, turn.now(), path, request.message())));
        turn.transmit(path, request.message());
      } else {
        return;
      }
    }
  }

  /** RFC 7296 2.25: a rekeyed or closing IKE SA is left alone, and closing it crosses nothing. */
  private boolean mayStart(OwnExchange exchange) {
    if (exchange instanceof LivenessCheck || exchange.isFollowUp()) {
      return true;
    }
    if (hasPending(IkeSaRekeying.class::isInstance)
        || hasPending(IkeSaDeletion.class::isInstance)) {
      return false;
    }
    if (exchange instanceof IkeSaDeletion) {
      return pending.isEmpty();
    }
    if (peerFollowUps.hasIkeSa()) {
      return false;
    }
    if (exchange instanceof IkeSaRekeying) {
      return successor.isEmpty() && !hasPending(OwnExchange::concernsChildSas);
    }
    return successor.isEmpty();
  }

  /** Repeats what is due; whether an exchange has been waited for in vain. */
  boolean repeat(Turn turn, UdpPath path) {
    boolean over = false;
    for (Pending one : pending.values()) {
      Retransmission retransmission = one.retransmission();
      over |= retransmission.isOver(turn.now());
      if (retransmission.repeatNow(turn.now())) {
        // Not on the path of the first time: the peer's NAT may have moved it meanwhile.
        turn.transmit(path, retransmission.request());
      }
    }
    return over;
  }

  Optional<Instant> wakeAt() {
    Optional<Instant> forgetting = Earliest.of(retireAt, peerFollowUps.wakeAt());
    return Earliest.of(forgetting, pendingWakeAt());
  }

  /** When a request is to be repeated or given up. */
  Optional<Instant> pendingWakeAt() {
    Optional<Instant> earliest = Optional.empty();
    for (Pending one : pending.values()) {
      earliest = Earliest.of(earliest, Optional.of(one.retransmission().wakeAt()));
    }
    return earliest;
  }

  /** Zeroes all keys and the secrets of exchanges under way. */
  void destroy() {
    pending.values().forEach(p -> p.exchange().forget());
    waiting.forEach(OwnExchange::forget);
    pending.clear();
    waiting.clear();
    peerFollowUps.destroy();
    channel.destroy();
  }
}
