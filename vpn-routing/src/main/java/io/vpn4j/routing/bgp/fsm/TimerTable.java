package io.vpn4j.routing.bgp.fsm;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which timers run, and until when. */
final class TimerTable {
  private final Map<FsmTimer, Instant> deadlines = new EnumMap<>(FsmTimer.class);

  void start(FsmTimer timer, Instant deadline) {
    deadlines.put(timer, deadline);
  }

  void stop(FsmTimer timer) {
    deadlines.remove(timer);
  }

  void stopAll() {
    deadlines.clear();
  }

  /** The earliest deadline. */
  Optional<Instant> earliest() {
    return deadlines.values().stream().min(Instant::compareTo);
  }

  /** Stops and returns the timer that ran out first, if one has. */
  Optional<FsmTimer> pollExpired(Instant now) {
    Optional<FsmTimer> expired =
        deadlines.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now))
            .min(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey);
    expired.ifPresent(deadlines::remove);
    return expired;
  }
}
