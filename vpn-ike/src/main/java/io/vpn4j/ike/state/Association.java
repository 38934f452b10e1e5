package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands between two ends that have proved themselves, over all rekeying: the IKE SA in use,
 * those that it replaces or that are about to replace it, and the Child SAs, which belong to
 * whichever is in use.
 *
 * <p>RFC 7296 section 2.8 and 2.25 are the rules of what may happen at once.
 */
final class Association {
  private final SessionParameters session;
  private final boolean initiator;
  private final ChildSas children = new ChildSas();
  private final List<IkeSa> ikeSas = new ArrayList<>();
  private final List<Remnant> remnants = new ArrayList<>();
  private final List<Later> later = new ArrayList<>();
  private final boolean mobile;
  private Optional<IkeFailure> broken = Optional.empty();
  private IkeSa current;
  private UdpPath path;
  private Instant lastHeard;

  /** An exchange to begin at a time. */
  private record Later(Instant at, OwnExchange exchange) {}

  /** An IKE SA that the peer has deleted: its Delete gets the same answer again for a while. */
  private record Remnant(IkeSpi localSpi, Octets request, SealedMessage response, Instant until) {}

  Association(
      SessionParameters session, boolean initiator, UdpPath path, Instant now, IkeSa first) {
    this.session = session;
    this.initiator = initiator;
    this.path = path;
    this.lastHeard = now;
    this.current = first;
    this.ikeSas.add(first);
    this.mobile = first.channel().isMobile();
  }

  SessionParameters session() {
    return session;
  }

  ChildSas children() {
    return children;
  }

  IkeSa current() {
    return current;
  }

  boolean isCurrent(IkeSa sa) {
    return sa == current;
  }

  UdpPath path() {
    return path;
  }

  IkeTimers timers() {
    return session.config().timers();
  }

  Optional<IkeSa> find(IkeHeader header) {
    return ikeSas.stream().filter(sa -> sa.channel().isNamedBy(header)).findFirst();
  }

  /** All IKE SAs, in the order in which they came to be. */
  List<IkeSa> ikeSas() {
    return List.copyOf(ikeSas);
  }

  /** The SPIs under which messages for us may come. */
  Set<IkeSpi> localSpis() {
    Set<IkeSpi> spis = new HashSet<>();
    ikeSas.forEach(sa -> spis.add(sa.channel().localSpi()));
    remnants.forEach(r -> spis.add(r.localSpi()));
    return spis;
  }

  /**
   * The peer lives; and its NAT may have moved it, if we are not the one behind a NAT. With MOBIKE
   * a peer says when it has moved, and nothing else moves it (RFC 4555 section 3.8).
   */
  void heard(Turn turn, UdpPath from) {
    lastHeard = turn.now();
    if (!initiator && !mobile) {
      follow(turn, from);
    }
  }

  /** Everything goes there from now on. */
  void follow(Turn turn, UdpPath newPath) {
    if (!newPath.equals(path)) {
      path = newPath;
      turn.emit(new IkeOutput.PathChanged(newPath));
    }
  }

  /** Whether the two ends have agreed on MOBIKE (RFC 4555), which outlives every rekeying. */
  boolean isMobile() {
    return mobile;
  }

  /**
   * Tells the peer that we are elsewhere. One update that has not begun is enough; one that is
   * under way is not, since it may have left from the address before (RFC 4555 section 3.5).
   */
  void announceAddress() {
    if (!current.isWaiting(AddressUpdate.class::isInstance)) {
      enqueue(new AddressUpdate());
    }
  }

  /**
   * Whether the peer's update of addresses on {@code sa} is later than all before: with a window of
   * several requests they may come in any order (RFC 4555 section 3.5).
   */
  boolean isLatestUpdate(IkeSa sa, long messageId) {
    boolean newerHasOne =
        ikeSas.stream().dropWhile(other -> other != sa).skip(1).anyMatch(IkeSa::hasPeerUpdate);
    return sa.notePeerUpdate(messageId) && !newerHasOne;
  }

  /** Something that the peer did means the end, as soon as its message is dealt with. */
  void breakOff(IkeFailure cause) {
    broken = Optional.of(cause);
  }

  Optional<IkeFailure> broken() {
    return broken;
  }

  boolean isInitiator() {
    return initiator;
  }

  /** Packets of the peer on a Child SA are signs of life, too (RFC 7296 section 2.4). */
  void heardTraffic(Instant at) {
    if (at.isAfter(lastHeard)) {
      lastHeard = at;
    }
  }

  Instant lastHeard() {
    return lastHeard;
  }

  /** Begins {@code exchange} as soon as its turn comes. */
  void enqueue(OwnExchange exchange) {
    current.enqueue(exchange);
  }

  /** Begins {@code exchange} after a pause: the peer was busy (RFC 7296 section 2.25). */
  void enqueueLater(Instant now, OwnExchange exchange) {
    later.add(new Later(retryAt(now), exchange));
  }

  /** When to try again what the peer has refused: drawn, so that two ends do not keep colliding. */
  Instant retryAt(Instant now) {
    Duration pause = timers().giveUpAfter().dividedBy(3);
    long millis = Math.max(1, pause.toMillis());
    return now.plus(pause).plusMillis(session.crypto().random().nextLong(millis));
  }

  void enqueueDue(Turn turn) {
    for (Later one : List.copyOf(later)) {
      if (!one.at().isAfter(turn.now())) {
        later.remove(one);
        enqueue(one.exchange());
      }
    }
  }

  /** Sends what has its turn. */
  void startWaiting(Turn turn) {
    for (IkeSa sa : ikeSas()) {
      sa.startWaiting(this, turn, path, timers());
    }
  }

  /**
   * A Child SA has come to be.
   *
   * @param replaces the one whose place it takes, by our SPI
   * @param sendNow whether the peer has it already
   */
  void install(Turn turn, ChildSa child, Optional<EspSpi> replaces, boolean sendNow) {
    children.add(
        child, Lifetime.ofChildSa(session.config(), session.crypto().random(), turn.now()));
    Optional<EspSpi> old = replaces.filter(spi -> children.byInbound(spi).isPresent());
    old.flatMap(children::byInbound).ifPresent(e -> e.markReplaced(child.inboundSpi()));
    turn.emit(new IkeOutput.ChildSaUp(child, path, old, sendNow));
  }

  /** Asks the peer to delete a Child SA, once. */
  void delete(ChildSas.Entry child) {
    if (!child.isDeleting()) {
      child.markDeleting();
      enqueue(new ChildSaDeletion(child.inboundSpi(), true));
    }
  }

  /** An IKE SA that comes of rekeying; not in use yet. */
  IkeSa newIkeSa(Turn turn, IkeSaChannel channel, IkeSuite suite) {
    session.config().dangerouslyLogKeysTo().ifPresent(channel::logKeysTo);
    channel.window().weTake(session.config().windowSize());
    IkeSaInfo before = current.info();
    IkeSaInfo info =
        new IkeSaInfo(
            channel.initiatorSpi(),
            channel.responderSpi(),
            channel.isInitiator(),
            suite.encryption(),
            suite.integrity(),
            suite.prf(),
            suite.keyExchange(),
            suite.additionalKeyExchange(),
            before.peerIdentity(),
            before.natDetected());
    return new IkeSa(
        channel, info, Lifetime.ofIkeSa(session.config(), session.crypto().random(), turn.now()));
  }

  /**
   * We have rekeyed {@code old}.
   *
   * @param lost whether the peer has done so, too, and its exchange wins
   */
  void rekeyed(Turn turn, IkeSa old, IkeSa replacement, boolean lost) {
    ikeSas.add(replacement);
    if (lost) {
      // RFC 7296 2.8.2: whoever made the redundant one deletes it, and the peer the old one.
      replacement.lifetime().rekeyed();
      replacement.enqueue(new IkeSaDeletion());
      return;
    }
    old.successor().ifPresent(redundant -> retire(turn, redundant));
    old.setSuccessor(Optional.empty());
    switchTo(turn, replacement);
    old.enqueue(new IkeSaDeletion());
  }

  /** The peer has rekeyed {@code old}; its answer is on its way. */
  void rekeyedByPeer(Turn turn, IkeSa old, IkeSa replacement) {
    ikeSas.add(replacement);
    old.setSuccessor(Optional.of(replacement));
    old.lifetime().rekeyed();
    replacement.setRetireAt(retireAt(turn));
  }

  /** To be forgotten if the peer does not do its part in good time. */
  private void retire(Turn turn, IkeSa sa) {
    sa.lifetime().rekeyed();
    sa.setRetireAt(retireAt(turn));
  }

  private Instant retireAt(Turn turn) {
    return turn.now().plus(timers().giveUpAfter().multipliedBy(2));
  }

  /** A message of the peer on {@code sa} shows that it has it. */
  void confirm(Turn turn, IkeSa sa) {
    if (current.successor().filter(s -> s == sa).isPresent()) {
      takeOver(turn, sa);
    }
  }

  private void takeOver(Turn turn, IkeSa successor) {
    IkeSa old = current;
    old.setSuccessor(Optional.empty());
    switchTo(turn, successor);
    retire(turn, old);
  }

  private void switchTo(Turn turn, IkeSa sa) {
    IkeSa old = current;
    current = sa;
    sa.keep();
    old.takeWaiting().stream().filter(e -> !(e instanceof IkeSaDeletion)).forEach(sa::enqueue);
    turn.emit(new IkeOutput.IkeSaRekeyed(sa.info()));
  }

  /**
   * The peer has deleted {@code sa}, and an IKE SA is left in its place; whether that is so.
   *
   * @param request its Delete
   * @param response our answer
   */
  boolean outlives(Turn turn, IkeSa sa, Octets request, SealedMessage response) {
    if (isCurrent(sa)) {
      if (sa.successor().isEmpty()) {
        return false;
      }
      takeOver(turn, sa.successor().get());
    }
    forget(turn, sa, request, response);
    return true;
  }

  /** Forgets an IKE SA that the peer has deleted, but for the answer to a repeated Delete. */
  void forget(Turn turn, IkeSa sa, Octets request, SealedMessage response) {
    remnants.add(
        new Remnant(
            sa.channel().localSpi(), request, response, turn.now().plus(timers().giveUpAfter())));
    remove(sa);
  }

  /** The answer to a repeat of the Delete of an IKE SA that is gone. */
  Optional<SealedMessage> answerOfRemnant(Octets message) {
    return remnants.stream()
        .filter(r -> r.request().equals(message))
        .map(Remnant::response)
        .findFirst();
  }

  /** Forgets an IKE SA and zeroes its keys. */
  void remove(IkeSa sa) {
    ikeSas.remove(sa);
    current.successor().filter(s -> s == sa).ifPresent(s -> current.setSuccessor(Optional.empty()));
    sa.takeWaiting().stream()
        .filter(e -> sa != current && !(e instanceof IkeSaDeletion))
        .forEach(this::enqueue);
    sa.destroy();
  }

  /** Forgets IKE SAs, other than the one in use, that the peer had to delete and did not. */
  void removeRetired(Turn turn) {
    remnants.removeIf(r -> !turn.now().isBefore(r.until()));
    for (IkeSa sa : ikeSas()) {
      if (isCurrent(sa) || sa.retireAt().filter(at -> !turn.now().isBefore(at)).isEmpty()) {
        continue;
      }
      if (current.successor().filter(s -> s == sa).isPresent()) {
        // Either the peer has it and its Delete of the old one was lost, or it has given up on
        // both (RFC 7296 2.1): nobody is left at the other end of the old one.
        takeOver(turn, sa);
      } else {
        remove(sa);
      }
    }
  }

  /** Takes all Child SAs down and zeroes all keys. */
  void end(Turn turn, IkeFailure cause) {
    children.removeAll(turn);
    turn.emit(new IkeOutput.Terminated(cause));
    destroy();
  }

  void destroy() {
    later.forEach(l -> l.exchange().forget());
    later.clear();
    ikeSas().forEach(IkeSa::destroy);
    ikeSas.clear();
    remnants.clear();
  }

  /** The earliest deadline, but for liveness. */
  Optional<Instant> wakeAt() {
    Optional<Instant> lives = Earliest.of(children.wakeAt(), current.lifetime().wakeAt());
    return Earliest.of(lives, wakeAtClosing());
  }

  /** The earliest deadline, but for liveness and lifetimes. */
  Optional<Instant> wakeAtClosing() {
    Optional<Instant> earliest = Optional.empty();
    for (IkeSa sa : ikeSas) {
      earliest = Earliest.of(earliest, sa.wakeAt());
    }
    for (Remnant remnant : remnants) {
      earliest = Earliest.of(earliest, Optional.of(remnant.until()));
    }
    for (Later one : later) {
      earliest = Earliest.of(earliest, Optional.of(one.at()));
    }
    return earliest;
  }
}
