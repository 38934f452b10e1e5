package io.vpn4j.routing.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.BgpConfig;
import io.vpn4j.routing.bgp.BgpFailure;
import io.vpn4j.routing.bgp.BgpOutput;
import io.vpn4j.routing.bgp.TransportId;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.KeepaliveMessage;
import io.vpn4j.routing.bgp.message.MessageType;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import io.vpn4j.routing.bgp.message.RouteRefreshMessage;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of {@code bgp-fsm.csv}: state and event to next state, outputs and counter. */
class FsmTableTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TransportId INBOUND = TransportId.inbound(1);
  private static final List<String> STATES =
      List.of(
          "Idle",
          "Connect",
          "Connect+DelayOpen",
          "Active",
          "Active+DelayOpen",
          "OpenSent",
          "OpenConfirm",
          "Established");

  /** One machine; a start can be passive or not, as the event is. */
  private static final class Bench {
    final FsmHost host;
    final Fsm fsm;

    Bench(boolean passive, boolean delayOpen) {
      BgpConfig config =
          BgpConfig.builder()
              .localAs(AsNumber.of(65000))
              .peerAs(AsNumber.of(64512))
              .bgpIdentifier(Ipv4Address.of("10.0.0.1"))
              .passive(passive)
              .delayOpenTime(Duration.ofSeconds(delayOpen ? 5 : 0))
              .build();
      host = new FsmHost(config, new Random(1), (fsm, session) -> true);
      fsm = Fsm.active(host, failedOnce(host));
      host.begin(NOW);
    }

    /** So that a cleared ConnectRetryCounter is not an untouched one. */
    private static Fsm failedOnce(FsmHost host) {
      Fsm fsm = Fsm.active(host, Fsm.idle(host));
      fsm.transportDown("refused");
      return fsm;
    }

    void up(TransportId transport) {
      fsm.on(state -> state.transportUp(fsm, transport));
    }

    String stateName() {
      boolean delayed =
          fsm.isOpen() && (fsm.state() instanceof Connect || fsm.state() instanceof Active);
      return fsm.state().getClass().getSimpleName() + (delayed ? "+DelayOpen" : "");
    }
  }

  private static Bench in(String state, String event) {
    boolean passive =
        event.contains("Passive")
            || Set.of("OpenSent", "OpenConfirm", "Established", "Active+DelayOpen").contains(state);
    Bench bench = new Bench(passive, state.endsWith("+DelayOpen"));
    switch (state) {
      case "Idle" -> bench.fsm.on(active -> new Idle());
      case "Connect" -> reachConnect(bench);
      case "Connect+DelayOpen" -> {
        reachConnect(bench);
        bench.up(bench.fsm.transport().orElseThrow());
      }
      case "Active" -> {}
      case "Active+DelayOpen" -> bench.up(INBOUND);
      default -> {
        bench.up(INBOUND);
        if (!state.equals("OpenSent")) {
          bench.fsm.on(s -> s.open(bench.fsm, open(64512)));
        }
        if (state.equals("Established")) {
          bench.fsm.on(s -> s.keepalive(bench.fsm, KeepaliveMessage.KEEPALIVE));
        }
      }
    }
    assertEquals(state, bench.stateName(), "the bench did not reach the state");
    bench.host.begin(NOW);
    return bench;
  }

  private static void reachConnect(Bench bench) {
    // Whatever the configuration says, so that a passive start can be tried in every state.
    bench.fsm.on(active -> new Connect(bench.fsm.connect(), false));
  }

  private static OpenMessage open(long as) {
    return OpenMessage.of(AsNumber.of(as), 30, Ipv4Address.of("10.0.0.2"), List.of());
  }

  private static NotificationMessage notification(NotificationCode code) {
    return new NotificationMessage(code);
  }

  private static Map<String, Consumer<Fsm>> events() {
    Map<String, Consumer<Fsm>> all = new LinkedHashMap<>();
    all.put("1 ManualStart", f -> f.on(s -> s.start(f)));
    all.put("2 ManualStop", f -> f.on(s -> stop(s, f, true)));
    all.put("4 ManualStart_with_PassiveTcpEstablishment", f -> f.on(s -> s.start(f)));
    all.put("8 AutomaticStop", f -> f.on(s -> stop(s, f, false)));
    all.put("9 ConnectRetryTimer_Expires", timer(FsmTimer.CONNECT_RETRY));
    all.put("10 HoldTimer_Expires", timer(FsmTimer.HOLD));
    all.put("11 KeepaliveTimer_Expires", timer(FsmTimer.KEEPALIVE));
    all.put("12 DelayOpenTimer_Expires", timer(FsmTimer.DELAY_OPEN));
    all.put("13 IdleHoldTimer_Expires", timer(FsmTimer.IDLE_HOLD));
    all.put("16 Tcp_CR_Acked", FsmTableTest::acknowledged);
    all.put("18 TcpConnectionFails", f -> f.transportDown("refused"));
    all.put("19 BGPOpen", f -> f.on(s -> s.open(f, open(64512))));
    all.put("21 BGPHeaderErr", refused(NotificationCode.CONNECTION_NOT_SYNCHRONIZED));
    all.put("22 BGPOpenMsgErr", f -> f.on(s -> s.open(f, open(64513))));
    all.put("23 OpenCollisionDump", f -> f.on(s -> s.collisionDump(f, new BgpFailure.Collision())));
    all.put("24 NotifMsgVerErr", notified(NotificationCode.UNSUPPORTED_VERSION_NUMBER));
    all.put("25 NotifMsg", notified(NotificationCode.ADMINISTRATIVE_RESET));
    all.put("26 KeepAliveMsg", f -> f.on(s -> s.keepalive(f, KeepaliveMessage.KEEPALIVE)));
    all.put(
        "27 UpdateMsg",
        f ->
            f.on(
                s ->
                    s.update(
                        f,
                        new UpdateMessage(List.of(Nlri.of("10.0.0.0/8")), List.of(), List.of()),
                        List.of())));
    all.put("28 UpdateMsgErr", refused(NotificationCode.MALFORMED_ATTRIBUTE_LIST));
    all.put("29 SendHoldTimer_Expires", timer(FsmTimer.SEND_HOLD));
    all.put(
        "RFC2918 RouteRefreshMsg",
        f -> f.on(s -> s.routeRefresh(f, new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, 0))));
    return all;
  }

  private static FsmState stop(FsmState state, Fsm fsm, boolean manual) {
    return state.stop(
        fsm,
        manual,
        notification(NotificationCode.ADMINISTRATIVE_SHUTDOWN),
        new BgpFailure.Stopped(""));
  }

  private static Consumer<Fsm> timer(FsmTimer timer) {
    return f -> f.on(s -> s.timer(f, timer));
  }

  private static Consumer<Fsm> refused(NotificationCode code) {
    return f -> f.on(s -> s.refused(f, notification(code), "malformed"));
  }

  private static Consumer<Fsm> notified(NotificationCode code) {
    return f -> f.on(s -> s.notification(f, notification(code)));
  }

  /** The attempt of Connect is open; elsewhere the peer has opened one more. */
  private static void acknowledged(Fsm fsm) {
    TransportId transport =
        fsm.state() instanceof OpenSent
                || fsm.state() instanceof OpenConfirm
                || fsm.state() instanceof Established
            ? TransportId.inbound(2)
            : fsm.transport().orElse(INBOUND);
    fsm.on(s -> s.transportUp(fsm, transport));
  }

  private record Cell(String state, String event, String next, String outputs, String counter) {}

  private static List<Cell> cells() throws IOException {
    try (InputStream in = FsmTableTest.class.getResourceAsStream("bgp-fsm.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", -1))
          .map(cell -> new Cell(cell[0], cell[1], cell[2], cell[3], cell[4]))
          .toList();
    }
  }

  @Test
  void tableHasEveryCellOnce() throws IOException {
    List<String> wanted = new ArrayList<>();
    STATES.forEach(state -> events().keySet().forEach(event -> wanted.add(state + "," + event)));
    List<String> given = cells().stream().map(c -> c.state() + "," + c.event()).toList();
    assertEquals(new TreeSet<>(wanted), new TreeSet<>(given));
    assertEquals(wanted.size(), given.size());
  }

  @TestFactory
  Stream<DynamicTest> everyCellIsAsTheTableSays() throws IOException {
    return cells().stream()
        .map(cell -> DynamicTest.dynamicTest(cell.state() + ": " + cell.event(), () -> run(cell)));
  }

  private static void run(Cell cell) {
    Bench bench = in(cell.state(), cell.event());
    int before = bench.fsm.retryCounter();
    events().get(cell.event()).accept(bench.fsm);
    int counted =
        switch (cell.counter()) {
          case "0" -> 0;
          case "+1" -> before + 1;
          default -> before;
        };
    assertAll(
        () -> assertEquals(cell.next(), bench.stateName(), "next state"),
        () -> assertEquals(cell.outputs(), outputs(bench.host.outputs()), "outputs"),
        () -> assertEquals(counted, bench.fsm.retryCounter(), "ConnectRetryCounter"));
  }

  private static String outputs(List<BgpOutput> outputs) {
    return outputs.stream().map(FsmTableTest::output).collect(Collectors.joining(" "));
  }

  private static String output(BgpOutput output) {
    if (output instanceof BgpOutput.Send send) {
      return message(send.message());
    }
    return Map.of(
            "Connect", "connect",
            "CloseTransport", "close",
            "Established", "established",
            "Down", "down",
            "RoutesReceived", "routes",
            "RefreshRequested", "refresh")
        .get(output.getClass().getSimpleName());
  }

  /** The type, and the code of a NOTIFICATION (RFC 4271 section 4.1 and 4.5). */
  private static String message(Octets octets) {
    MessageType type = MessageType.of(octets.u8(18)).orElseThrow();
    return type == MessageType.NOTIFICATION
        ? type + ":" + octets.u8(19) + "/" + octets.u8(20)
        : type.toString();
  }
}
