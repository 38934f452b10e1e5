package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.puzzle.Puzzle;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of input in every state, against {@code session-table.csv}: input, state, what comes
 * of it. A cell that is missing there fails as a cell that is wrong.
 */
class IkeSessionTableTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A session in some state, and the time. */
  private record Subject(SimulatedLink link, boolean left) {
    IkeSession session() {
      return left ? link.left : link.right;
    }
  }

  private static SimulatedLink link() {
    return IkeSessionFixtures.link();
  }

  /** With an additional key exchange, and otherwise octet for octet like the others. */
  private static SimulatedLink rounds() {
    IkeAlgorithms one =
        IkeSessionFixtures.FAST.withAdditionalKeyExchange(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256));
    return IkeSessionFixtures.link(l -> l.ikeAlgorithms(one), r -> r.ikeAlgorithms(one));
  }

  private static SimulatedLink established() {
    return link().initiate().run(SECOND);
  }

  /** The responder asks for a puzzle before it looks at the request, which it gets in the end. */
  private static SimulatedLink puzzled() {
    SimulatedLink link = link().initiate();
    IkeMessage demand =
        new IkeMessage(
            IkeHeader.of(
                header(link.wire.get(0)).initiatorSpi(),
                IkeSpi.ZERO,
                ExchangeType.IKE_SA_INIT,
                false,
                true,
                0),
            List.of(
                NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("0102")),
                new Puzzle(PrfAlgorithm.HMAC_SHA2_256, 16).notification()));
    return link.inject(false, SimulatedLink.INITIATE.ikePath().reversed(), IkeCodec.encode(demand));
  }

  /** All states; those that differ by role or by what was asked are there more than once. */
  private static final Map<String, Supplier<Subject>> STATES = new LinkedHashMap<>();

  static {
    state("Idle", true, () -> link());
    state("AwaitInitResponse", true, () -> link().initiate());
    state("SolvingPuzzle", true, () -> puzzled());
    state("AwaitAuthResponse", true, () -> link().initiate().deliverNext().deliverNext());
    state("AwaitInitRequest", false, () -> link());
    state("AwaitAuthRequest", false, () -> link().initiate().deliverNext());
    state("Established initiator", true, () -> established());
    state("Established responder", false, () -> established());
    state(
        "Established asking",
        true,
        () -> established().command(true, new IkeCommand.CheckLiveness()));
    state(
        "AwaitDeleteResponse initiator",
        true,
        () -> established().command(true, new IkeCommand.Delete()));
    state(
        "AwaitDeleteResponse responder",
        false,
        () -> established().command(false, new IkeCommand.Delete()));
    state(
        "Lingering",
        false,
        () -> established().command(true, new IkeCommand.Delete()).deliverNext());
    state("Closed", true, () -> link().command(true, new IkeCommand.Abandon()));
    state("AwaitIntermediateResponse", true, () -> rounds().initiate().deliverNext().deliverNext());
    state("AwaitIntermediateRequest", false, () -> rounds().initiate().deliverNext());
  }

  private static void state(String name, boolean left, Supplier<SimulatedLink> link) {
    STATES.put(name, () -> new Subject(link.get(), left));
  }

  /** One seed, so that these are octet for octet what the subjects' peers send or would send. */
  private static List<Octets> life(boolean byLeft, IkeCommand command) {
    return established().command(byLeft, command).run(SECOND).wire;
  }

  private static final List<Octets> LIVENESS_BY_LEFT = life(true, new IkeCommand.CheckLiveness());
  private static final List<Octets> LIVENESS_BY_RIGHT = life(false, new IkeCommand.CheckLiveness());
  private static final List<Octets> DELETE_BY_LEFT = life(true, new IkeCommand.Delete());
  private static final List<Octets> DELETE_BY_RIGHT = life(false, new IkeCommand.Delete());

  private static final Map<String, Function<Subject, IkeInput>> INPUTS = new LinkedHashMap<>();

  static {
    message("IKE_SA_INIT request", s -> LIVENESS_BY_LEFT.get(0));
    message(
        "IKE_SA_INIT request of another",
        s -> {
          byte[] other = LIVENESS_BY_LEFT.get(0).toByteArray();
          other[7] ^= 1;
          return Octets.of(other);
        });
    message("IKE_SA_INIT response", s -> LIVENESS_BY_LEFT.get(1));
    message("IKE_AUTH request", s -> LIVENESS_BY_LEFT.get(2));
    message("IKE_AUTH response", s -> LIVENESS_BY_LEFT.get(3));
    message("peer's liveness request", s -> (s.left ? LIVENESS_BY_RIGHT : LIVENESS_BY_LEFT).get(4));
    message("answer to liveness", s -> (s.left ? LIVENESS_BY_LEFT : LIVENESS_BY_RIGHT).get(5));
    message("peer's delete", s -> (s.left ? DELETE_BY_RIGHT : DELETE_BY_LEFT).get(4));
    message("answer to delete", s -> (s.left ? DELETE_BY_LEFT : DELETE_BY_RIGHT).get(5));
    message("reflected", s -> s.link.wire.isEmpty() ? Octets.EMPTY : own(s));
    message(
        "forged request",
        s -> {
          byte[] forged = (s.left ? LIVENESS_BY_RIGHT : LIVENESS_BY_LEFT).get(4).toByteArray();
          forged[forged.length - 1] ^= 1;
          return Octets.of(forged);
        });
    message(
        "unprotected delete",
        s -> {
          Octets real = (s.left ? DELETE_BY_RIGHT : DELETE_BY_LEFT).get(4);
          byte[] header = real.slice(0, IkeHeader.OCTETS).toByteArray();
          header[16] = 42;
          header[27] = 36;
          return Octets.concat(Octets.of(header), Octets.ofHex("0000000801000000"));
        });
    message(
        "other version",
        s -> {
          byte[] other = LIVENESS_BY_LEFT.get(0).toByteArray();
          other[17] = 0x30;
          return Octets.of(other);
        });
    message("garbage", s -> Octets.ofHex("00112233"));
    input("tick now", s -> new IkeInput.Tick(s.link.now()));
    input(
        "tick at the deadline", s -> new IkeInput.Tick(s.session().wakeAt().orElse(s.link.now())));
    input("tick much later", s -> new IkeInput.Tick(s.link.now().plusSeconds(3600)));
    command("Initiate", SimulatedLink.INITIATE);
    command("Delete", new IkeCommand.Delete());
    command("Abandon", new IkeCommand.Abandon());
    command("CheckLiveness", new IkeCommand.CheckLiveness());
    command("InboundTraffic", new IkeCommand.InboundTraffic(Instant.MAX));
  }

  private static Octets own(Subject subject) {
    for (Octets message : subject.link.wire) {
      if (header(message).isInitiator() == subject.left) {
        return message;
      }
    }
    return Octets.EMPTY;
  }

  private static void input(String name, Function<Subject, IkeInput> input) {
    INPUTS.put(name, input);
  }

  private static void command(String name, IkeCommand command) {
    input(name, s -> new IkeInput.Command(s.link.now(), command));
  }

  private static void message(String name, Function<Subject, Octets> message) {
    input(
        name,
        s -> {
          Octets octets = message.apply(s);
          boolean first =
              octets.length() < IkeHeader.OCTETS
                  || header(octets).exchangeType().equals(ExchangeType.IKE_SA_INIT);
          UdpPath path =
              first
                  ? new UdpPath(SimulatedLink.LEFT_500, SimulatedLink.RIGHT_500)
                  : new UdpPath(SimulatedLink.LEFT_4500, SimulatedLink.RIGHT_4500);
          return new IkeInput.Datagram(
              s.link.now(), s.left ? path : path.reversed(), octets.asByteBuffer());
        });
  }

  private static IkeHeader header(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** The next state, if it is another, and the outputs. */
  private static String effect(Subject subject, IkeInput input) {
    String before = stateOf(subject.session());
    IkeStep step = subject.session().handle(input);
    assertEquals(subject.session().wakeAt(), step.wakeAt());
    List<String> effects = new ArrayList<>();
    step.outputs().forEach(output -> effects.add(text(output)));
    String after = stateOf(subject.session());
    if (!after.equals(before)) {
      effects.add("-> " + after);
    }
    return String.join("; ", effects);
  }

  private static String text(IkeOutput output) {
    if (output instanceof IkeOutput.Dropped dropped) {
      return "drop " + dropped.reason();
    } else if (output instanceof IkeOutput.Terminated terminated) {
      return "Terminated " + terminated.cause().getClass().getSimpleName();
    }
    return output.getClass().getSimpleName();
  }

  private static String stateOf(IkeSession session) {
    String text = session.toString();
    return text.substring(text.lastIndexOf(' ') + 1, text.length() - 1);
  }

  static Stream<String> inputs() {
    return INPUTS.keySet().stream();
  }

  private static List<String> table() {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    IkeSessionTableTest.class.getResourceAsStream("session-table.csv")),
                StandardCharsets.UTF_8))) {
      return file.lines().filter(l -> !l.startsWith("#")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyStateDoesWithEveryInputWhatTheTableSays(String name) {
    List<String> actual = new ArrayList<>();
    STATES.forEach(
        (state, subject) -> {
          Subject fresh = subject.get();
          String effect = effect(fresh, INPUTS.get(name).apply(fresh));
          actual.add(name + ", " + state + ", " + (effect.isEmpty() ? "nothing" : effect));
        });
    String expected =
        table().stream()
            .filter(line -> line.startsWith(name + ","))
            .collect(Collectors.joining("\n"));
    assertEquals(expected, String.join("\n", actual));
  }

  @Test
  void theTableHasNoCellForWhatDoesNotExist() {
    assertEquals(STATES.size() * INPUTS.size(), table().size());
  }

  @Test
  void theSubjectsAreInTheStatesTheyAreNamedFor() {
    STATES.forEach(
        (name, subject) -> assertTrue(name.startsWith(stateOf(subject.get().session())), name));
  }
}
