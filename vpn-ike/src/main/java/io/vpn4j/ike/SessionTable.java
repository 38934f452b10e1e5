package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sessions of a demultiplexer by our SPI, by the message that began them, and by deadline; one
 * session costs at most the logarithm of how many there are.
 */
final class SessionTable {
  private final Map<IkeSpi, Entry> bySpi = new HashMap<>();
  private final Map<IkeSpi, Entry> byFirstSpi = new LinkedHashMap<>();
  private final Map<FirstMessage, Entry> byFirstMessage = new HashMap<>();
  private final NavigableSet<Deadline> deadlines = new TreeSet<>();
  private final Map<Source, Integer> halfOpenBySource = new HashMap<>();
  private long begun;
  private int halfOpen;

  /**
   * What tells one first message from another: all of it and where it came from, because peers
   * behind one NAT may choose one SPI, and a forger may copy one (RFC 7296 section 2.1).
   *
   * @param path where the message came in and from
   * @param digest SHA-256 of the message; a digest also keeps a stranger from choosing where in a
   *     hash table his messages go
   */
  record FirstMessage(UdpPath path, Octets digest) {
    Source source() {
      return Source.of(path.peer().address());
    }

    static FirstMessage of(IkeInput.Datagram datagram) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(datagram.octets().duplicate());
        return new FirstMessage(datagram.path(), Octets.of(sha256.digest()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /** One session and how it is filed. */
  static final class Entry {
    private final IkeSession session;
    private final long sequence;
    private final Optional<FirstMessage> firstMessage;
    private Set<IkeSpi> spis;
    private boolean halfOpen;
    private Optional<Deadline> deadline = Optional.empty();

    private Entry(IkeSession session, long sequence, Optional<FirstMessage> firstMessage) {
      this.session = session;
      this.sequence = sequence;
      this.firstMessage = firstMessage;
      this.spis = Set.of(session.localSpi());
      this.halfOpen = firstMessage.isPresent();
    }

    IkeSession session() {
      return session;
    }
  }

  /** Ordered by time; sessions that are due at once in the order in which they began. */
  private record Deadline(Instant at, long sequence, Entry entry) implements Comparable<Deadline> {
    private static final Comparator<Deadline> ORDER =
        Comparator.comparing(Deadline::at).thenComparingLong(Deadline::sequence);

    @Override
    public int compareTo(Deadline other) {
      return ORDER.compare(this, other);
    }
  }

  /** Whether {@code spi} leads to a session, or is what the owner calls one by. */
  boolean isUsed(IkeSpi spi) {
    return bySpi.containsKey(spi) || byFirstSpi.containsKey(spi);
  }

  /** The session of an IKE SA, by our SPI of it. */
  Optional<Entry> find(IkeSpi localSpi) {
    return Optional.ofNullable(bySpi.get(localSpi));
  }

  /** The session that the owner calls {@code session}, whatever its IKE SAs are by now. */
  Optional<Entry> named(IkeSpi session) {
    return Optional.ofNullable(byFirstSpi.get(session));
  }

  /** The session that {@code message} began, whatever has become of it since. */
  Optional<Entry> begunBy(FirstMessage message) {
    return Optional.ofNullable(byFirstMessage.get(message));
  }

  /** Files a session of ours as initiator. */
  Entry add(IkeSession session) {
    return add(session, Optional.empty());
  }

  /** Files a responder's session, half-open until its peer has proved itself or it is over. */
  Entry add(IkeSession session, FirstMessage firstMessage) {
    return add(session, Optional.of(firstMessage));
  }

  private Entry add(IkeSession session, Optional<FirstMessage> firstMessage) {
    Entry entry = new Entry(session, begun++, firstMessage);
    bySpi.put(session.localSpi(), entry);
    byFirstSpi.put(session.localSpi(), entry);
    firstMessage.ifPresent(
        message -> {
          byFirstMessage.put(message, entry);
          halfOpen++;
          halfOpenBySource.merge(message.source(), 1, Integer::sum);
        });
    return entry;
  }

  /**
   * Files a session anew after an input, under all SPIs that it has now; forgets it when it is
   * over.
   */
  void update(Entry entry) {
    IkeSession session = entry.session;
    if (session.isClosed() || session.isUnused()) {
      forget(entry);
      return;
    }
    if (session.isEstablished()) {
      closeHalfOpen(entry);
    }
    file(entry, session.localSpis());
    Optional<Instant> now = entry.deadline.map(Deadline::at);
    if (!now.equals(session.wakeAt())) {
      entry.deadline.ifPresent(deadlines::remove);
      entry.deadline = session.wakeAt().map(at -> new Deadline(at, entry.sequence, entry));
      entry.deadline.ifPresent(deadlines::add);
    }
  }

  /**
   * Files a session under {@code spis} and no others: it gains one when its IKE SA is rekeyed, and
   * loses one when the old IKE SA is deleted (RFC 7296 section 2.8).
   */
  private void file(Entry entry, Set<IkeSpi> spis) {
    if (spis.equals(entry.spis)) {
      return;
    }
    entry.spis.stream().filter(spi -> !spis.contains(spi)).forEach(bySpi::remove);
    spis.forEach(spi -> bySpi.put(spi, entry));
    entry.spis = Set.copyOf(spis);
  }

  private void forget(Entry entry) {
    file(entry, Set.of());
    byFirstSpi.remove(entry.session.localSpi());
    entry.firstMessage.ifPresent(byFirstMessage::remove);
    entry.deadline.ifPresent(deadlines::remove);
    entry.deadline = Optional.empty();
    closeHalfOpen(entry);
  }

  private void closeHalfOpen(Entry entry) {
    if (entry.halfOpen) {
      entry.halfOpen = false;
      halfOpen--;
      halfOpenBySource.computeIfPresent(
          entry.firstMessage.orElseThrow().source(),
          (source, sessions) -> sessions == 1 ? null : sessions - 1);
    }
  }

  /** The sessions whose deadline has come, in its order. */
  List<Entry> due(Instant now) {
    Deadline behindAll = new Deadline(now, Long.MAX_VALUE, null);
    return deadlines.headSet(behindAll, true).stream().map(Deadline::entry).toList();
  }

  Optional<Instant> wakeAt() {
    return deadlines.isEmpty() ? Optional.empty() : Optional.of(deadlines.first().at());
  }

  /** How many responder's sessions have not seen their peer's proof. */
  int halfOpen() {
    return halfOpen;
  }

  /** How many of these came from {@code source}. */
  int halfOpen(Source source) {
    return halfOpenBySource.getOrDefault(source, 0);
  }

  /** All sessions, in the order in which they began. */
  List<IkeSession> sessions() {
    return byFirstSpi.values().stream().map(Entry::session).toList();
  }
}
