package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeLimits.Threshold;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** A demultiplexer with sessions in all states, and whatever a network may bring. */
class IkeDemultiplexerProperties {
  private static final int MAX_HALF_OPEN = 6;
  private static final IkeLimits LIMITS =
      IkeLimits.DEFAULT
          .withHalfOpen(MAX_HALF_OPEN, 4, 2)
          .withCookies(Threshold.of(3))
          .withPuzzles(Threshold.of(5), 2);

  /** A hub and its peers, on a network that keeps a copy of all it has carried. */
  private static final class World {
    final Random random;
    final IkeCrypto crypto;
    final IkeDemultiplexer hub;
    final List<IkeSession> peers = new ArrayList<>();
    final List<IkeInput.Datagram> toHub = new ArrayList<>();
    final List<Octets> fromHub = new ArrayList<>();
    Instant now = SimulatedLink.START;
    int mostOutputs;

    World(long seed) {
      random = new Random(seed);
      crypto = IkeCrypto.of(new SeededSecureRandom(seed));
      IkeConfig anyone = IkeSessionFixtures.right().peerIdentity(Optional.empty()).build();
      hub =
          new IkeDemultiplexer(
              path -> Optional.of(anyone), crypto, () -> IkeSession.randomEspSpi(crypto), LIMITS);
      for (int peer = 0; peer < 5; peer++) {
        join(peer, 2 * peer);
      }
      take(hub.initiate(now, IkeSessionFixtures.left().build(), SimulatedLink.INITIATE));
      take(hub.command(now, hub.sessions().get(0).localSpi(), new IkeCommand.Delete()));
    }

    /** A peer that goes as far as so many messages of its own and the hub's. */
    private void join(int number, int messages) {
      UdpEndpoint end = new UdpEndpoint(new Ipv4Address(0x0a000000 + number / 2), 4500);
      UdpPath path = new UdpPath(end, SimulatedLink.RIGHT_4500);
      IkeSession peer =
          IkeSession.initiator(
              IkeSessionFixtures.left().localIdentity(IkeIdentity.ofFqdn("peer" + number)).build(),
              crypto);
      peers.add(peer);
      List<IkeOutput> outputs =
          peer.handle(new IkeInput.Command(now, new IkeCommand.Initiate(path, path))).outputs();
      for (int i = 0; i < messages && !outputs.isEmpty(); i += 2) {
        List<IkeOutput> answers = new ArrayList<>();
        for (IkeOutput.Transmit sent : SimulatedLink.of(outputs, IkeOutput.Transmit.class)) {
          IkeInput.Datagram datagram = new IkeInput.Datagram(now, path.reversed(), sent.octets());
          toHub.add(datagram);
          for (IkeDemultiplexer.SessionOutput one : hub.datagram(datagram).outputs()) {
            answers.add(one.output());
          }
        }
        outputs = new ArrayList<>();
        for (IkeOutput.Transmit sent : SimulatedLink.of(answers, IkeOutput.Transmit.class)) {
          fromHub.add(Octets.of(sent.octets()));
          outputs.addAll(peer.handle(new IkeInput.Datagram(now, path, sent.octets())).outputs());
        }
      }
    }

    void take(IkeDemultiplexer.Step step) {
      mostOutputs = Math.max(mostOutputs, step.outputs().size());
      Optional<Instant> earliest =
          hub.sessions().stream().flatMap(s -> s.wakeAt().stream()).min(Instant::compareTo);
      assertEquals(earliest, step.wakeAt());
      long unproved =
          hub.sessions().stream()
              .filter(s -> !s.isEstablished() && s.config().name().equals("right"))
              .count();
      assertTrue(unproved <= MAX_HALF_OPEN + peers.size(), () -> unproved + " half-open");
      for (IkeSession session : hub.sessions()) {
        assertTrue(!session.isClosed() && !session.isUnused(), session::toString);
      }
      for (IkeDemultiplexer.SessionOutput one : step.outputs()) {
        Statistics.label("what came of it").collect(kind(one.output()));
      }
    }

    private static String kind(IkeOutput output) {
      return output instanceof IkeOutput.Dropped dropped
          ? dropped.reason().toString()
          : output.getClass().getSimpleName();
    }

    void anything() {
      switch (random.nextInt(10)) {
        case 0 -> {
          now = now.plusMillis(random.nextInt(5_000));
          take(hub.tick(now));
        }
        case 1 -> command();
        case 2 -> receive(noise(), path());
        case 3, 4 -> {
          IkeInput.Datagram known = toHub.get(random.nextInt(toHub.size()));
          receive(Octets.of(known.octets()).toByteArray(), known.path());
        }
        case 5 -> receive(fromHub.get(random.nextInt(fromHub.size())).toByteArray(), path());
        default -> {
          IkeInput.Datagram known = toHub.get(random.nextInt(toHub.size()));
          receive(damaged(Octets.of(known.octets()).toByteArray()), known.path());
        }
      }
    }

    private void command() {
      List<IkeSession> all = hub.sessions();
      IkeSpi spi =
          all.isEmpty()
              ? new IkeSpi(random.nextLong())
              : all.get(random.nextInt(all.size())).localSpi();
      IkeCommand command =
          switch (random.nextInt(6)) {
            case 0 -> new IkeCommand.Delete();
            case 1 -> new IkeCommand.Abandon();
            case 2 -> new IkeCommand.InboundTraffic(now);
            default -> new IkeCommand.CheckLiveness();
          };
      take(
          random.nextInt(4) == 0
              ? hub.espSpiUnknown(now, path(), new EspSpi(random.nextInt()))
              : hub.command(now, spi, command));
    }

    private UdpPath path() {
      return toHub.get(random.nextInt(toHub.size())).path();
    }

    private byte[] noise() {
      byte[] octets = new byte[random.nextInt(80)];
      random.nextBytes(octets);
      return octets;
    }

    /** Header fields are hit more often than their share of the octets would have it. */
    private byte[] damaged(byte[] octets) {
      byte[] damaged = octets.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        int at = random.nextBoolean() ? random.nextInt(32) : random.nextInt(damaged.length);
        damaged[Math.min(at, damaged.length - 1)] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(10) == 0) {
        damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
      }
      return damaged;
    }

    private void receive(byte[] octets, UdpPath path) {
      take(hub.datagram(new IkeInput.Datagram(now, path, Octets.of(octets).asByteBuffer())));
    }
  }

  @Property(tries = 100)
  @Label("nothing that arrives makes it throw, forget a deadline or exceed its limits")
  void takesAnythingInAnyOrder(@ForAll long seed) {
    World world = new World(seed);
    for (int i = 0; i < 60; i++) {
      world.anything();
    }
    assertTrue(world.mostOutputs < 60, () -> world.mostOutputs + " outputs of one input");
  }

  @Property(tries = 50)
  @Label("the same inputs give the same outputs")
  void repeatsItself(@ForAll long seed) {
    World one = new World(seed);
    World other = new World(seed);
    for (int i = 0; i < 30; i++) {
      one.anything();
      other.anything();
    }
    assertEquals(one.hub.sessions().toString(), other.hub.sessions().toString());
    assertEquals(one.hub.tick(one.now).toString(), other.hub.tick(other.now).toString());
  }
}
