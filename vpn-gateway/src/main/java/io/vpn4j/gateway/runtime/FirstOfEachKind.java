package io.vpn4j.gateway.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the first occurrence of each kind through and counts the others for a minute: what a
 * stranger can make happen as often as he likes is not to be told as often. Holds one entry for
 * each kind that occurred in the last minute, so kinds have to be few.
 */
final class FirstOfEachKind<K> {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /**
   * How often something happened again.
   *
   * @param kind what
   * @param times how often since it was let through; at least once
   */
  record Repeated<K>(K kind, long times) {}

  private static final class Entry {
    final Instant until;
    long more;

    Entry(Instant until) {
      this.until = until;
    }
  }

  private final Map<K, Entry> entries = new LinkedHashMap<>();

  /** Whether this is the first of its kind in a minute; it counts as repeated if not. */
  boolean isFirst(Instant now, K kind) {
    Entry entry = entries.get(kind);
    if (entry == null) {
      entries.put(kind, new Entry(now.plus(PERIOD)));
      return true;
    }
    entry.more++;
    return false;
  }

  /** What was repeated in minutes that are over by now; each is given once. */
  List<Repeated<K>> over(Instant now) {
    List<Repeated<K>> over = new ArrayList<>();
    entries
        .entrySet()
        .removeIf(
            e -> {
              boolean isOver = !now.isBefore(e.getValue().until);
              if (isOver && e.getValue().more > 0) {
                over.add(new Repeated<>(e.getKey(), e.getValue().more));
              }
              return isOver;
            });
    return over;
  }

  /** When {@link #over} has something to give. */
  Optional<Instant> wakeAt() {
    return entries.values().stream()
        .filter(e -> e.more > 0)
        .map(e -> e.until)
        .min(Instant::compareTo);
  }
}
