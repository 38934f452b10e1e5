package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeArbitraries;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/** What holds whatever comes in, in whatever order. */
class IkeSessionProperties {
  private static final UdpPath ELSEWHERE =
      new UdpPath(new UdpEndpoint(new Ipv4Address(0xcb007109), 4500), SimulatedLink.RIGHT_4500);

  /** What somebody who sees everything and has no key can send. */
  private enum Forgery {
    /** A message that was on the wire, as it was. */
    REPLAYED,
    /** Such a message to the end that sent it. */
    REFLECTED,
    /** Such a message with one bit turned over. */
    FLIPPED,
    /** Such a message without its end, with a length that fits. */
    TRUNCATED,
    /** The head of one and the tail of another. */
    SPLICED,
    /** Such a message with its two SPIs the other way round. */
    SPIS_SWAPPED,
    /** Such a message with other flags. */
    OTHER_FLAGS,
    /** Such a message with another exchange type. */
    OTHER_EXCHANGE,
    /** Such a message with another Message ID. */
    OTHER_MESSAGE_ID,
    /** Such a message of another version. */
    OTHER_VERSION,
    /** Any valid message. */
    INVENTED,
    /** Any valid payloads under a header that fits the session. */
    INVENTED_FOR_THE_SESSION,
    /** A protected message with the very header that the receiver waits for, and a forged body. */
    AIMED
  }

  private enum Action {
    DELIVER,
    RUN_SHORTLY,
    SLEEP,
    TICK,
    COMMAND,
    FORGE
  }

  /** One thing that happens; what the numbers mean depends on the action. */
  private record Event(
      Action action, Forgery forgery, boolean left, int a, int b, IkeMessage invented) {
    @Override
    public String toString() {
      return action
          + (action == Action.FORGE ? " " + forgery : "")
          + " "
          + left
          + " "
          + a
          + " "
          + b;
    }
  }

  @Provide
  Arbitrary<List<Event>> anything() {
    Arbitrary<Action> action =
        Arbitraries.frequency(
            Tuple.of(6, Action.DELIVER),
            Tuple.of(1, Action.RUN_SHORTLY),
            Tuple.of(1, Action.SLEEP),
            Tuple.of(2, Action.TICK),
            Tuple.of(2, Action.COMMAND),
            Tuple.of(8, Action.FORGE));
    return events(action).list().ofMinSize(10).ofMaxSize(50);
  }

  @Provide
  Arbitrary<List<Event>> attacks() {
    return events(Arbitraries.just(Action.FORGE)).list().ofMinSize(10).ofMaxSize(40);
  }

  private static Arbitrary<Event> events(Arbitrary<Action> action) {
    return Combinators.combine(
            action,
            Arbitraries.oneOf(Arbitraries.of(Forgery.class), Arbitraries.just(Forgery.AIMED)),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 1 << 16),
            Arbitraries.integers().between(0, 1 << 16),
            IkeArbitraries.messages())
        .as(Event::new);
  }

  @Property(tries = 300)
  @Label(
      "no sequence of messages, ticks and commands throws, ends a session twice or loses a child")
  void total(@ForAll long seed, @ForAll("anything") List<Event> events) {
    SimulatedLink link = link(seed).initiate();
    for (Event event : events) {
      String before = state(event.left() ? link.left : link.right);
      int outputs = (event.left() ? link.leftOutputs : link.rightOutputs).size();
      happen(link, event);
      List<IkeOutput> all = event.left() ? link.leftOutputs : link.rightOutputs;
      if (event.action() == Action.FORGE) {
        Statistics.label("forged in state").collect(before);
        all.subList(outputs, all.size()).forEach(IkeSessionProperties::collectDepth);
      }
      assertOrderly(link.left, link.leftOutputs);
      assertOrderly(link.right, link.rightOutputs);
    }
    link.run(Duration.ofMinutes(3));
    assertOrderly(link.left, link.leftOutputs);
    assertOrderly(link.right, link.rightOutputs);
    Statistics.label("forged in state")
        .coverage(
            coverage ->
                Stream.of(
                        "AwaitInitRequest",
                        "AwaitInitResponse",
                        "AwaitAuthRequest",
                        "AwaitAuthResponse",
                        "Established",
                        "AwaitDeleteResponse",
                        "Lingering",
                        "Closed")
                    .forEach(state -> coverage.check(state).count(c -> c > 2)));
    Statistics.label("depth").coverage(IkeSessionProperties::requireDepth);
  }

  private static void collectDepth(IkeOutput output) {
    Statistics.label("depth")
        .collect(
            output instanceof IkeOutput.Dropped dropped
                ? dropped.reason().toString()
                : output.getClass().getSimpleName());
  }

  /** Forgeries are to come as far as a key is needed to go on, not to die at the header. */
  private static void requireDepth(StatisticsCoverage coverage) {
    coverage.check("BAD_INTEGRITY").percentage(p -> p > 3);
    coverage.check("Transmit").percentage(p -> p > 1);
    coverage.check("NOT_PROTECTED").count(c -> c > 2);
    coverage.check("UNEXPECTED_MESSAGE_ID").count(c -> c > 5);
  }

  @Property(tries = 200)
  @Label("who has no key cannot end, move or re-key an established session")
  @Requirement({"RFC7296-2.4-3", "RFC7296-2.21.4-5", "RFC7296-1.4-2", "RFC7296-2.3-8"})
  void attackersCannotEndIt(
      @ForAll long seed,
      @ForAll @IntRange(max = 3) int exchanges,
      @ForAll("attacks") List<Event> events) {
    SimulatedLink link = link(seed).initiate().run(Duration.ofSeconds(1));
    for (int i = 0; i < exchanges; i++) {
      link.command(i % 2 == 0, new IkeCommand.CheckLiveness()).run(Duration.ofSeconds(1));
    }
    int left = link.leftOutputs.size();
    int right = link.rightOutputs.size();
    for (Event event : events) {
      happen(link, event);
    }
    List<IkeOutput> caused = new ArrayList<>();
    caused.addAll(link.leftOutputs.subList(left, link.leftOutputs.size()));
    caused.addAll(link.rightOutputs.subList(right, link.rightOutputs.size()));
    assertTrue(
        caused.stream()
            .allMatch(o -> o instanceof IkeOutput.Dropped || o instanceof IkeOutput.Transmit),
        caused::toString);
    caused.forEach(IkeSessionProperties::collectDepth);
    Statistics.label("depth").coverage(IkeSessionProperties::requireDepth);

    // The keys and Message IDs are those from before: both ends still understand each other.
    for (boolean asking : new boolean[] {true, false}) {
      int wire = link.wire.size();
      link.command(asking, new IkeCommand.CheckLiveness()).run(Duration.ofMillis(500));
      assertEquals(wire + 2, link.wire.size(), "one question and one answer");
    }
    assertTrue(link.left.isEstablished() && link.right.isEstablished());
  }

  @Property(tries = 100)
  @Label("an old request gets the very same answer, and changes nothing")
  @Requirement({
    "RFC7296-2.1-1",
    "RFC7296-2.1-2",
    "RFC7296-2.1-5",
    "RFC7296-2.3-7",
    "RFC7296-2.11-2",
    "RFC7296-2.23-12",
    "RFC7296-2.11-3"
  })
  void replaysAreAnsweredAlike(
      @ForAll long seed,
      @ForAll boolean toLeft,
      @ForAll @IntRange(min = 1, max = 5) int exchanges) {
    SimulatedLink link = link(seed).initiate().run(Duration.ofSeconds(1));
    List<Octets> requests = new ArrayList<>();
    List<Octets> responses = new ArrayList<>();
    for (int i = 0; i < exchanges; i++) {
      int wire = link.wire.size();
      link.command(!toLeft, new IkeCommand.CheckLiveness()).run(Duration.ofSeconds(1));
      requests.add(link.wire.get(wire));
      responses.add(link.wire.get(wire + 1));
    }
    IkeSession target = toLeft ? link.left : link.right;
    var wakeAt = target.wakeAt();
    for (int i = 0; i < exchanges; i++) {
      List<IkeOutput> outputs =
          target
              .handle(new IkeInput.Datagram(link.now(), ELSEWHERE, requests.get(i).asByteBuffer()))
              .outputs();
      assertEquals(1, outputs.size(), outputs::toString);
      if (i == exchanges - 1) {
        IkeOutput.Transmit again = (IkeOutput.Transmit) outputs.get(0);
        assertEquals(responses.get(i), Octets.of(again.octets()));
        assertEquals(ELSEWHERE, again.path(), "the answer goes where the request came from");
      } else {
        assertEquals(
            IkeDropReason.UNEXPECTED_MESSAGE_ID, ((IkeOutput.Dropped) outputs.get(0)).reason());
      }
      assertEquals(wakeAt, target.wakeAt());
    }
    int wire = link.wire.size();
    link.command(!toLeft, new IkeCommand.CheckLiveness()).run(Duration.ofMillis(500));
    assertEquals(wire + 2, link.wire.size(), "the next exchange is the next exchange");
  }

  private static SimulatedLink link(long seed) {
    return IkeSessionFixtures.link(
        IkeSessionFixtures.left().build(), IkeSessionFixtures.right().build(), Weather.FINE, seed);
  }

  private static String state(IkeSession session) {
    String text = session.toString();
    return text.substring(text.lastIndexOf(' ') + 1, text.length() - 1);
  }

  private static void happen(SimulatedLink link, Event event) {
    switch (event.action()) {
      case DELIVER -> link.deliverNext();
      case RUN_SHORTLY -> link.run(Duration.ofMillis(event.a() % 2000));
      case SLEEP -> link.sleep(Duration.ofMillis((long) event.a() * (event.b() % 3)));
      case TICK -> link.tick(event.left());
      case COMMAND -> link.command(event.left(), command(link, event));
      case FORGE -> {
        // Half of it on the true path, half of it from elsewhere.
        UdpPath path = event.b() % 2 == 0 ? truePath(link, event) : ELSEWHERE;
        link.inject(!event.left(), path, forge(link, event));
      }
    }
  }

  private static UdpPath truePath(SimulatedLink link, Event event) {
    UdpPath first = new UdpPath(SimulatedLink.LEFT_500, SimulatedLink.RIGHT_500);
    UdpPath later = new UdpPath(SimulatedLink.LEFT_4500, SimulatedLink.RIGHT_4500);
    UdpPath path = link.left.isEstablished() || event.b() % 4 == 0 ? later : first;
    return event.left() ? path.reversed() : path;
  }

  private static IkeCommand command(SimulatedLink link, Event event) {
    return switch (event.a() % 8) {
      case 0 -> new IkeCommand.Delete();
      case 1 -> event.b() % 4 == 0 ? new IkeCommand.Abandon() : SimulatedLink.INITIATE;
      case 2, 3 -> new IkeCommand.CheckLiveness();
      case 4 -> new IkeCommand.InboundTraffic(link.now().minusSeconds(event.b() % 100));
      case 5 -> new IkeCommand.InboundTraffic(java.time.Instant.MAX);
      case 6 -> new IkeCommand.InboundTraffic(java.time.Instant.MIN);
      default -> SimulatedLink.INITIATE;
    };
  }

  private static Octets forge(SimulatedLink link, Event event) {
    Random random = new Random(event.a() * 65_537L + event.b());
    List<Octets> wire = link.wire;
    Octets seen = wire.get(event.a() % wire.size());
    byte[] octets = seen.toByteArray();
    return switch (event.forgery()) {
      case REPLAYED -> seenBy(link, !event.left(), event.a());
      case REFLECTED -> seenBy(link, event.left(), event.a());
      case FLIPPED -> {
        // Behind the SPIs, or nothing but the demultiplexer would be tested.
        int bit = 8 * 16 + random.nextInt((octets.length - 16) * 8);
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        yield Octets.of(octets);
      }
      case TRUNCATED -> mended(Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
      case SPLICED -> {
        Octets other = wire.get(event.b() % wire.size());
        int at = Math.min(random.nextInt(octets.length), other.length());
        yield mended(
            Octets.concat(seen.slice(0, at), other.slice(at, other.length())).toByteArray());
      }
      case SPIS_SWAPPED ->
          Octets.concat(seen.slice(8, 16), seen.slice(0, 8), seen.slice(16, octets.length));
      case OTHER_FLAGS -> with(octets, 19, random.nextInt(256));
      case OTHER_EXCHANGE -> with(octets, 18, 33 + random.nextInt(8));
      case OTHER_MESSAGE_ID -> with(octets, 23, random.nextInt(6));
      case OTHER_VERSION -> with(octets, 17, random.nextInt(256));
      case INVENTED -> IkeCodec.encode(event.invented());
      case AIMED -> aimed(link, event.left(), random);
      case INVENTED_FOR_THE_SESSION -> {
        IkeHeader header = header(wire.get(wire.size() - 1));
        ExchangeType exchange = new ExchangeType(34 + random.nextInt(4));
        yield IkeCodec.encode(
            new IkeMessage(
                IkeHeader.of(
                    header.initiatorSpi(),
                    header.responderSpi(),
                    exchange,
                    !event.left(),
                    random.nextBoolean(),
                    random.nextInt(4)),
                event.invented().payloads()));
      }
    };
  }

  /** A message that one end has sent. */
  private static Octets seenBy(SimulatedLink link, boolean fromLeft, int which) {
    List<Octets> sent =
        link.wire.stream().filter(m -> header(m).isInitiator() == fromLeft).toList();
    List<Octets> any = sent.isEmpty() ? link.wire : sent;
    return any.get(which % any.size());
  }

  /** What the wire shows is enough to know which Message ID comes next. */
  private static Octets aimed(SimulatedLink link, boolean atLeft, Random random) {
    boolean response = random.nextInt(3) == 0;
    long latest = -1;
    Octets model = link.wire.get(link.wire.size() - 1);
    for (Octets message : link.wire) {
      IkeHeader header = header(message);
      boolean byLeft = header.isInitiator();
      // The peer's requests count for its next one, the receiver's own for its answer.
      if (!header.isResponse() && byLeft == (atLeft == response)) {
        latest = Math.max(latest, header.messageId());
      }
      if (!header.exchangeType().equals(ExchangeType.IKE_SA_INIT) && byLeft != atLeft) {
        model = message;
      }
    }
    IkeHeader header = header(model);
    int flags = (atLeft ? 0 : 0x08) | (response ? 0x20 : 0);
    byte[] octets = model.toByteArray();
    octets[19] = (byte) flags;
    ByteBuffer.wrap(octets).putInt(20, (int) (response ? latest : latest + 1));
    ExchangeType exchange =
        latest <= (atLeft ? -1 : 0) || (response && latest == 1 && atLeft)
            ? ExchangeType.IKE_AUTH
            : ExchangeType.INFORMATIONAL;
    octets[18] = (byte) exchange.value();
    if (header.exchangeType().equals(ExchangeType.IKE_SA_INIT)) {
      return Octets.of(octets);
    }
    int body = IkeHeader.OCTETS + 4;
    return switch (random.nextInt(3)) {
      case 0 -> Octets.of(octets);
      case 1 -> {
        octets[body + random.nextInt(octets.length - body)] ^= (byte) (1 + random.nextInt(255));
        yield Octets.of(octets);
      }
      default -> {
        byte[] shorter = Arrays.copyOf(octets, body + random.nextInt(octets.length - body));
        ByteBuffer.wrap(shorter).putShort(30, (short) (shorter.length - IkeHeader.OCTETS));
        yield mended(shorter);
      }
    };
  }

  private static IkeHeader header(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer());
    } catch (io.vpn4j.model.wire.MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static Octets with(byte[] octets, int offset, int value) {
    octets[offset] = (byte) value;
    return Octets.of(octets);
  }

  /** With a Length field that says how long it is. */
  private static Octets mended(byte[] octets) {
    if (octets.length >= IkeHeader.OCTETS) {
      ByteBuffer.wrap(octets).putInt(24, octets.length);
    }
    return Octets.of(octets);
  }

  private static void assertOrderly(IkeSession session, List<IkeOutput> outputs) {
    int established = 0;
    int up = 0;
    int down = 0;
    boolean terminated = false;
    for (IkeOutput output : outputs) {
      if (terminated) {
        assertTrue(
            output instanceof IkeOutput.Dropped || output instanceof IkeOutput.Transmit,
            () -> output + " after the end");
      }
      if (output instanceof IkeOutput.Established) {
        established++;
      } else if (output instanceof IkeOutput.ChildSaUp) {
        assertEquals(1, established, "a Child SA needs an IKE SA");
        up++;
      } else if (output instanceof IkeOutput.ChildSaDown) {
        down++;
      } else if (output instanceof IkeOutput.Terminated) {
        terminated = true;
        assertEquals(up, down, "every Child SA is down when its IKE SA is over");
      }
      assertTrue(established <= 1 && up <= 1 && down <= up, outputs::toString);
    }
    assertEquals(terminated, session.isTerminated());
    assertTrue(session.wakeAt().isPresent() || terminated || !session.isEstablished());
  }
}
