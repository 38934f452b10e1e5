package io.vpn4j.routing.bgp;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Two sessions, and transports between them that lose nothing but cut where they like, in virtual
 * time. Each transport has two ends; each end knows it by its own name.
 */
final class BgpPair {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** One side. */
  final class Side {
    final BgpSession session;
    final List<BgpOutput> seen = new ArrayList<>();
    private final Map<TransportId, Pipe> pipes = new HashMap<>();
    private Consumer<BgpOutput> listener = output -> {};
    private Optional<Instant> wakeAt = Optional.empty();

    Side(BgpConfig config, long seed) {
      session = new BgpSession(config, new Random(seed));
    }

    /** What the owner does, beside the transports, when it gets an output. */
    void onOutput(Consumer<BgpOutput> action) {
      listener = action;
    }

    void give(BgpInput input) {
      BgpStep step = session.handle(input);
      wakeAt = step.wakeAt();
      for (BgpOutput output : step.outputs()) {
        carryOut(output);
      }
    }

    private void carryOut(BgpOutput output) {
      seen.add(output);
      if (output instanceof BgpOutput.Connect connect) {
        Side other = this == left ? right : left;
        pipeNumber++;
        Pipe pipe = new Pipe(this, connect.transport(), other, TransportId.inbound(pipeNumber));
        pipes.put(connect.transport(), pipe);
        after(delay(), () -> pipe.open());
      } else if (output instanceof BgpOutput.Send send) {
        Pipe pipe = pipes.get(send.transport());
        if (pipe != null) {
          pipe.write(this, send.octets());
        }
        give(new BgpInput.Written(now, send.transport(), send.message().length()));
      } else if (output instanceof BgpOutput.CloseTransport close) {
        Pipe pipe = pipes.remove(close.transport());
        if (pipe != null) {
          pipe.closeBy(this);
        }
      }
      listener.accept(output);
    }

    void breakTransports() {
      List.copyOf(pipes.values()).forEach(Pipe::cut);
    }

    <T extends BgpOutput> List<T> seen(Class<T> kind) {
      return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** A connection: octets in order, each way, in pieces. */
  private final class Pipe {
    private final Map<Side, TransportId> names = new HashMap<>();
    private final Map<Side, ArrayDeque<Runnable>> queues = new HashMap<>();
    private final Side from;
    private boolean open;
    private boolean dead;

    Pipe(Side from, TransportId name, Side to, TransportId otherName) {
      this.from = from;
      names.put(from, name);
      names.put(to, otherName);
      queues.put(from, new ArrayDeque<>());
      queues.put(to, new ArrayDeque<>());
    }

    private Side other(Side side) {
      return side == left ? right : left;
    }

    void open() {
      if (dead) {
        return;
      }
      open = true;
      Side to = other(from);
      to.pipes.put(names.get(to), this);
      from.give(new BgpInput.TransportUp(now, names.get(from)));
      to.give(new BgpInput.TransportUp(now, names.get(to)));
    }

    void write(Side side, ByteBuffer octets) {
      Side to = other(side);
      while (octets.hasRemaining()) {
        byte[] piece = new byte[1 + random.nextInt(Math.min(maxSegment, octets.remaining()))];
        octets.get(piece);
        deliver(
            to, () -> to.give(new BgpInput.Received(now, names.get(to), ByteBuffer.wrap(piece))));
      }
    }

    void closeBy(Side side) {
      Side to = other(side);
      if (open) {
        deliver(
            to,
            () -> {
              to.pipes.remove(names.get(to));
              to.give(new BgpInput.TransportDown(now, names.get(to), "closed by the peer"));
            });
      }
      dead = !open;
    }

    /** In order: each piece takes the head of the queue when its time has come. */
    private void deliver(Side to, Runnable action) {
      queues.get(to).add(action);
      after(
          delay(),
          () -> {
            Runnable next = queues.get(to).poll();
            if (next != null && !dead) {
              next.run();
            }
          });
    }

    void cut() {
      dead = true;
      for (Side side : List.of(left, right)) {
        if (side.pipes.remove(names.get(side)) != null) {
          side.give(new BgpInput.TransportDown(now, names.get(side), "cut"));
        }
      }
    }
  }

  private record Event(Instant at, long order, Runnable action) {}

  final Side left;
  final Side right;
  Instant now = START;
  private final Random random;
  private final int maxSegment;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
  private long order;
  private long pipeNumber;

  BgpPair(BgpConfig left, BgpConfig right, long seed, int maxSegment) {
    this.random = new Random(seed);
    this.maxSegment = maxSegment;
    this.left = new Side(left, seed);
    this.right = new Side(right, seed + 1);
  }

  static BgpConfig.Builder config(long local, long peer, String identifier) {
    return BgpConfig.builder()
        .localAs(AsNumber.of(local))
        .peerAs(AsNumber.of(peer))
        .bgpIdentifier(Ipv4Address.of(identifier));
  }

  private Duration delay() {
    return Duration.ofMillis(1 + random.nextInt(40));
  }

  void after(Duration time, Runnable action) {
    order++;
    events.add(new Event(now.plus(time), order, action));
  }

  void start() {
    left.give(new BgpInput.Start(now));
    right.give(new BgpInput.Start(now));
  }

  boolean isEstablished() {
    return left.session.isEstablished() && right.session.isEstablished();
  }

  /** Lets time pass, from one event or deadline to the next. */
  void run(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Optional<Instant> next =
          Stream.of(Optional.ofNullable(events.peek()).map(Event::at), left.wakeAt, right.wakeAt)
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder());
      if (next.isEmpty() || next.get().isAfter(end)) {
        now = end;
        return;
      }
      now = next.get().isAfter(now) ? next.get() : now;
      Event event = events.peek();
      if (event != null && !event.at().isAfter(now)) {
        events.poll().action().run();
      } else {
        left.give(new BgpInput.Tick(now));
        right.give(new BgpInput.Tick(now));
      }
    }
  }
}
