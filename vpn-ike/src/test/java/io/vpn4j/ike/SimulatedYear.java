package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Two owners with one tunnel between them: the left one begins it, and again when it is gone; the
 * right one answers. Keeps nothing but sums, so that it can go on for long.
 */
final class SimulatedYear {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration CHECK = Duration.ofMinutes(30);
  private static final Duration TO_REST = Duration.ofMinutes(30);

  /** What has happened. The last one is a hash of all octets sent, in order. */
  record Report(
      long established,
      long ikeRekeys,
      long childSas,
      long cuts,
      long messages,
      long packets,
      Octets wire) {}

  /** One session and what its data plane has. */
  private static final class End {
    final IkeSession session;
    final EspLedger ledger = new EspLedger();
    final boolean left;

    /** Of a responder, the initiator's SPI of the first message. */
    final Optional<IkeSpi> peerSpi;

    End(IkeSession session, boolean left, Optional<IkeSpi> peerSpi) {
      this.session = session;
      this.left = left;
      this.peerSpi = peerSpi;
    }
  }

  private record InFlight(Instant at, long order, boolean toLeft, UdpPath path, Octets octets)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final Random random;
  private final MessageDigest wire;
  private final IkeCrypto leftCrypto;
  private final IkeCrypto rightCrypto;
  private final IkeConfig leftConfig = IkeSessionFixtures.left().build();
  private final IkeConfig rightConfig = IkeSessionFixtures.right().build();
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private final List<End> ends = new ArrayList<>();
  private Instant now = SimulatedLink.START;
  private Instant beginAt = now;
  private Instant cutFrom;
  private Instant cutUntil;
  private Instant lastCut = now.minus(CHECK);
  private boolean fine;
  private long order;
  private long established;
  private long ikeRekeys;
  private long childSas;
  private long cuts;
  private long messages;
  private long packets;

  SimulatedYear(long seed) {
    this.random = new Random(seed);
    this.leftCrypto = IkeCrypto.of(new PlainRandom(seed));
    this.rightCrypto = IkeCrypto.of(new PlainRandom(~seed));
    try {
      this.wire = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    drawCut();
  }

  Report run(Duration time) {
    Instant end = now.plus(time);
    for (Instant check = now.plus(CHECK); !check.isAfter(end); check = check.plus(CHECK)) {
      runUntil(check);
      exchangePackets();
    }
    fine = true;
    Instant last = now.plus(TO_REST);
    do {
      runUntil(now.plusSeconds(10));
    } while (!isAtRest() && now.isBefore(last));
    assertTrue(isAtRest(), () -> "not at rest after " + TO_REST + ": " + describe());
    assertEquals("opened", end(true).ledger.packetTo(end(false).ledger));
    assertEquals("opened", end(false).ledger.packetTo(end(true).ledger));
    return new Report(
        established, ikeRekeys, childSas, cuts, messages, packets, Octets.of(wire.digest()));
  }

  private void drawCut() {
    cutFrom = now.plusSeconds(random.nextInt(4 * 86_400));
    cutUntil = cutFrom.plusSeconds(5 + random.nextInt(180));
  }

  private End end(boolean left) {
    return ends.stream()
        .filter(e -> e.left == left && e.session.isEstablished())
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> new AssertionError(describe()));
  }

  private boolean isAtRest() {
    List<End> alive = ends.stream().filter(e -> e.session.isEstablished()).toList();
    return ends.size() == 2
        && alive.size() == 2
        && alive.stream()
            .allMatch(
                e ->
                    e.session.localSpis().size() == 1
                        && e.ledger.installed() == 1
                        && SessionGraph.find(e.session, "IkeSa").size() == 1
                        && SessionGraph.find(e.session, "Entry").size() == 1
                        && SessionGraph.find(e.session, "Later").isEmpty())
        && end(true).ledger.mirrors(end(false).ledger);
  }

  /** Both ways, if both ends stand and nothing was cut of late. */
  private void exchangePackets() {
    boolean bothStand =
        ends.stream().anyMatch(e -> e.left && e.session.isEstablished())
            && ends.stream().anyMatch(e -> !e.left && e.session.isEstablished());
    boolean cutOfLate = now.isAfter(cutFrom) || now.isBefore(lastCut.plus(CHECK));
    if (bothStand && !cutOfLate) {
      assertEquals("opened", end(true).ledger.packetTo(end(false).ledger), this::describe);
      assertEquals("opened", end(false).ledger.packetTo(end(true).ledger), this::describe);
      packets += 2;
      assertTrue(ends.stream().allMatch(e -> e.session.localSpis().size() <= 3), this::describe);
    }
  }

  private void runUntil(Instant until) {
    while (true) {
      Instant next = next();
      if (next.isAfter(until)) {
        now = until;
        return;
      }
      now = next.isAfter(now) ? next : now;
      if (!now.isBefore(cutUntil)) {
        lastCut = cutUntil;
        cuts++;
        drawCut();
      }
      InFlight datagram = inFlight.peek();
      if (datagram != null && !datagram.at().isAfter(now)) {
        inFlight.poll();
        deliver(datagram);
      } else {
        tick();
      }
    }
  }

  private Instant next() {
    Instant next = beginAt;
    if (!inFlight.isEmpty() && inFlight.peek().at().isBefore(next)) {
      next = inFlight.peek().at();
    }
    for (End end : ends) {
      Optional<Instant> wake = end.session.wakeAt();
      if (wake.isPresent() && wake.get().isBefore(next)) {
        next = wake.get();
      }
    }
    return next;
  }

  private void tick() {
    if (!now.isBefore(beginAt)) {
      beginAt = Instant.MAX;
      IkeCrypto c = leftCrypto;
      IkeSpi spi = IkeSession.randomSpi(c);
      End end =
          new End(
              IkeSession.initiator(
                  leftConfig, c, new PlainSuppliers.EspSpis(c), new PlainSuppliers.IkeSpis(c), spi),
              true,
              Optional.empty());
      ends.add(end);
      take(end, end.session.handle(new IkeInput.Command(now, SimulatedLink.INITIATE)));
    }
    for (End end : List.copyOf(ends)) {
      if (end.session.wakeAt().filter(at -> !at.isAfter(now)).isPresent()) {
        take(end, end.session.handle(new IkeInput.Tick(now)));
      }
    }
    ends.removeIf(e -> e.session.isClosed());
  }

  private void deliver(InFlight datagram) {
    IkeHeader header;
    try {
      header = IkeHeader.peek(datagram.octets().asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
    Optional<End> to = receiver(datagram.toLeft(), header);
    to.ifPresent(
        end ->
            take(
                end,
                end.session.handle(
                    new IkeInput.Datagram(
                        now, datagram.path().reversed(), datagram.octets().asByteBuffer()))));
  }

  private Optional<End> receiver(boolean left, IkeHeader header) {
    for (End end : ends) {
      if (end.left == left
          && (end.session.localSpis().contains(header.initiatorSpi())
              || end.session.localSpis().contains(header.responderSpi())
              || (header.responderSpi().equals(IkeSpi.ZERO)
                  && end.peerSpi.equals(Optional.of(header.initiatorSpi()))))) {
        return Optional.of(end);
      }
    }
    if (left || !header.responderSpi().equals(IkeSpi.ZERO)) {
      return Optional.empty();
    }
    IkeCrypto c = rightCrypto;
    IkeSpi spi = IkeSession.randomSpi(c);
    End end =
        new End(
            IkeSession.responder(
                rightConfig, c, new PlainSuppliers.EspSpis(c), new PlainSuppliers.IkeSpis(c), spi),
            false,
            Optional.of(header.initiatorSpi()));
    ends.add(end);
    return Optional.of(end);
  }

  private void take(End end, IkeStep step) {
    end.ledger.take(step.outputs());
    for (IkeOutput output : step.outputs()) {
      if (output instanceof IkeOutput.Transmit transmit) {
        send(!end.left, transmit);
      } else if (output instanceof IkeOutput.Terminated && end.left) {
        beginAt = now.plus(PAUSE);
      } else if (output instanceof IkeOutput.Established && end.left) {
        established++;
      } else if (output instanceof IkeOutput.Established) {
        // INITIAL_CONTACT: what was before is gone.
        for (End other : List.copyOf(ends)) {
          if (!other.left && other != end) {
            take(other, other.session.handle(new IkeInput.Command(now, new IkeCommand.Abandon())));
            ends.remove(other);
          }
        }
      } else if (output instanceof IkeOutput.IkeSaRekeyed && end.left) {
        ikeRekeys++;
      } else if (output instanceof IkeOutput.ChildSaUp && end.left) {
        childSas++;
      }
    }
  }

  private void send(boolean toLeft, IkeOutput.Transmit transmit) {
    Octets octets = Octets.of(transmit.octets());
    messages++;
    wire.update(octets.toByteArray());
    int copies = random.nextInt(100) < 2 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      boolean cut = !now.isBefore(cutFrom) && now.isBefore(cutUntil);
      boolean lost = random.nextInt(100) < 3;
      Instant at = now.plusMillis(1 + random.nextInt(400));
      if (fine || (!cut && !lost)) {
        inFlight.add(new InFlight(at, order++, toLeft, transmit.path(), octets));
      }
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder("at " + now + ":");
    for (End end : ends) {
      text.append(' ')
          .append(end.session)
          .append(end.session.localSpis())
          .append(end.ledger.inboundSpis());
    }
    return text.toString();
  }
}
