package io.vpn4j.gateway.runtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** One count for each constant of an enum; any thread may count and read. */
final class DropCounters<E extends Enum<E>> {
  private final Class<E> type;
  private final AtomicLongArray counts;

  DropCounters(Class<E> type) {
    this.type = type;
    this.counts = new AtomicLongArray(type.getEnumConstants().length);
  }

  void count(E reason) {
    counts.incrementAndGet(reason.ordinal());
  }

  /** Those that are not zero. */
  Map<E, Long> snapshot() {
    Map<E, Long> snapshot = new EnumMap<>(type);
    for (E reason : type.getEnumConstants()) {
      long count = counts.get(reason.ordinal());
      if (count > 0) {
        snapshot.put(reason, count);
      }
    }
    return snapshot;
  }
}
