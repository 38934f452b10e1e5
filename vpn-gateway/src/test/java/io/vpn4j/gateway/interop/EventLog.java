package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.gateway.GatewayEvent;
import io.vpn4j.ike.IkeFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hears what an endpoint says, to compare it with what should have happened. */
final class EventLog implements Consumer<GatewayEvent> {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void accept(GatewayEvent event) {
    events.add(event);
  }

  /** {@return all events} */
  List<GatewayEvent> all() {
    return List.copyOf(events);
  }

  /** {@return the kinds of a tunnel's events, in order; failures with the kind of failure} */
  List<String> kinds(String tunnel) {
    return events.stream().filter(e -> e.tunnel().equals(tunnel)).map(EventLog::kind).toList();
  }

  /** Waits until the kinds of a tunnel's events are these: status may be ahead of them. */
  void awaitKinds(String tunnel, String... kinds) {
    List<String> expected = List.of(kinds);
    Await.until(
        tunnel + " says " + expected,
        LIMIT,
        () -> kinds(tunnel).equals(expected),
        () -> "but " + kinds(tunnel));
  }

  /** Waits until a tunnel has said something, which must be of this kind. */
  void awaitFirst(String tunnel, String kind) {
    Await.until(tunnel + " says something", LIMIT, () -> !kinds(tunnel).isEmpty());
    assertEquals(kind, kinds(tunnel).get(0));
  }

  private static String kind(GatewayEvent event) {
    String kind = event.getClass().getSimpleName();
    if (event instanceof GatewayEvent.IkeSaEnded ended) {
      return kind + " " + kind(ended.cause());
    }
    if (event instanceof GatewayEvent.ChildSaFailed failed) {
      return kind + " " + kind(failed.failure());
    }
    if (event instanceof GatewayEvent.NegotiationWarning warning) {
      return kind + " " + kind(warning.failure());
    }
    return kind;
  }

  private static String kind(IkeFailure failure) {
    return failure.getClass().getSimpleName();
  }

  @Override
  public String toString() {
    return events.toString();
  }
}
