package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Two sessions and the network between them, in virtual time: what one transmits reaches the other
 * late, twice, out of order or never, as a seed decides.
 */
final class SimulatedLink {
  static final UdpEndpoint LEFT_500 = new UdpEndpoint(IpAddress.of("192.0.2.1"), 500);
  static final UdpEndpoint LEFT_4500 = new UdpEndpoint(IpAddress.of("192.0.2.1"), 4500);
  static final UdpEndpoint RIGHT_500 = new UdpEndpoint(IpAddress.of("198.51.100.1"), 500);
  static final UdpEndpoint RIGHT_4500 = new UdpEndpoint(IpAddress.of("198.51.100.1"), 4500);
  static final IkeCommand.Initiate INITIATE =
      new IkeCommand.Initiate(new UdpPath(LEFT_500, RIGHT_500), new UdpPath(LEFT_4500, RIGHT_4500));
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int MAX_TICKS_AT_ONCE = 1_000;

  /** How bad the network is: chances of 0 to 1, and the longest delay. */
  record Weather(double loss, double duplication, Duration maxDelay) {
    static final Weather FINE = new Weather(0, 0, Duration.ofMillis(1));
  }

  private record InFlight(Instant at, long order, boolean toRight, UdpPath path, Octets octets)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  final IkeSession left;
  final IkeSession right;
  final List<IkeOutput> leftOutputs = new ArrayList<>();
  final List<IkeOutput> rightOutputs = new ArrayList<>();

  /** Everything either end has transmitted, before the network had its way with it. */
  final List<Octets> wire = new ArrayList<>();

  private final Weather weather;
  private final Random random;
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private Consumer<ByteBuffer> tamper = octets -> {};
  private Consumer<IkeSession> observer = session -> {};
  private long order;
  private Instant now = START;
  private boolean cut;
  private Instant lastTick = Instant.MIN;
  private int ticksAtOnce;

  SimulatedLink(IkeSession left, IkeSession right, Weather weather, long seed) {
    this.left = left;
    this.right = right;
    this.weather = weather;
    this.random = new Random(seed);
  }

  /** Lets {@code change} alter every datagram on its way. */
  SimulatedLink tampering(Consumer<ByteBuffer> change) {
    this.tamper = change;
    return this;
  }

  /** Lets {@code observer} look at each end after each of its inputs. */
  SimulatedLink observing(Consumer<IkeSession> observer) {
    this.observer = observer;
    return this;
  }

  /** From now on nothing arrives. */
  void cut() {
    cut = true;
    inFlight.clear();
  }

  /** What is under way now never arrives. */
  void loseAllInFlight() {
    inFlight.clear();
  }

  Instant now() {
    return now;
  }

  SimulatedLink initiate() {
    return command(true, INITIATE);
  }

  SimulatedLink command(boolean toLeft, IkeCommand command) {
    take(toLeft, (toLeft ? left : right).handle(new IkeInput.Command(now, command)));
    return this;
  }

  /** Gives one end a datagram that the network never carried. */
  SimulatedLink inject(boolean toRight, UdpPath path, Octets octets) {
    deliver(toRight, path, octets);
    return this;
  }

  /** Lets time pass without anybody noticing, as a laptop lid does. */
  SimulatedLink sleep(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /** Ticks one end, whether it is due or not. */
  SimulatedLink tick(boolean toLeft) {
    take(toLeft, (toLeft ? left : right).handle(new IkeInput.Tick(now)));
    return this;
  }

  /** Delivers the next datagram in flight, if there is one. */
  SimulatedLink deliverNext() {
    InFlight datagram = inFlight.poll();
    if (datagram != null) {
      now = datagram.at().isBefore(now) ? now : datagram.at();
      deliver(datagram.toRight(), datagram.path(), datagram.octets());
    }
    return this;
  }

  /** Lets time run until nothing more can happen, or {@code limit} is over. */
  SimulatedLink run(Duration limit) {
    Instant end = now.plus(limit);
    while (true) {
      Instant next = next();
      if (next == null || next.isAfter(end)) {
        now = end;
        return this;
      }
      now = next.isBefore(now) ? now : next;
      if (!inFlight.isEmpty() && !inFlight.peek().at().isAfter(now)) {
        InFlight datagram = inFlight.poll();
        deliver(datagram.toRight(), datagram.path(), datagram.octets());
      } else {
        take(true, left.handle(new IkeInput.Tick(now)));
        take(false, right.handle(new IkeInput.Tick(now)));
        requireProgress();
      }
    }
  }

  /**
   * A deadline that has come and that no tick moves would keep an owner busy for ever. A puzzle is
   * solved in slices, so some ticks at one moment are right.
   */
  private void requireProgress() {
    ticksAtOnce = now.equals(lastTick) ? ticksAtOnce + 1 : 0;
    lastTick = now;
    if (ticksAtOnce > MAX_TICKS_AT_ONCE) {
      throw new AssertionError(
          "at "
              + now
              + " still: "
              + left
              + " "
              + left.wakeAt()
              + ", "
              + right
              + " "
              + right.wakeAt());
    }
  }

  private Instant next() {
    Instant next = inFlight.isEmpty() ? null : inFlight.peek().at();
    for (IkeSession session : List.of(left, right)) {
      Instant wake = session.wakeAt().orElse(null);
      if (wake != null && (next == null || wake.isBefore(next))) {
        next = wake;
      }
    }
    return next;
  }

  private void deliver(boolean toRight, UdpPath senders, Octets octets) {
    UdpPath receivers = senders.reversed();
    ByteBuffer datagram = ByteBuffer.wrap(octets.toByteArray());
    take(
        !toRight, (toRight ? right : left).handle(new IkeInput.Datagram(now, receivers, datagram)));
  }

  private void take(boolean fromLeft, IkeStep step) {
    observer.accept(fromLeft ? left : right);
    for (IkeOutput output : step.outputs()) {
      (fromLeft ? leftOutputs : rightOutputs).add(output);
      if (output instanceof IkeOutput.Transmit transmit) {
        wire.add(Octets.of(transmit.octets()));
        send(fromLeft, transmit);
      }
    }
  }

  private void send(boolean toRight, IkeOutput.Transmit transmit) {
    int copies = random.nextDouble() < weather.duplication() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (cut || random.nextDouble() < weather.loss()) {
        continue;
      }
      ByteBuffer octets = ByteBuffer.wrap(Octets.of(transmit.octets()).toByteArray());
      tamper.accept(octets);
      Instant at = now.plusNanos(1 + random.nextLong(weather.maxDelay().toNanos()));
      inFlight.add(new InFlight(at, order++, toRight, transmit.path(), Octets.of(octets)));
    }
  }

  static <T extends IkeOutput> List<T> of(List<IkeOutput> outputs, Class<T> type) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  IkeFailure leftCause() {
    return of(leftOutputs, IkeOutput.Terminated.class).get(0).cause();
  }

  IkeFailure rightCause() {
    return of(rightOutputs, IkeOutput.Terminated.class).get(0).cause();
  }
}
