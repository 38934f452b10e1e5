package io.vpn4j.ike.state;

import java.time.Instant;
import java.util.Optional;

/** The earlier of deadlines that may not be there. */
final class Earliest {
  private Earliest() {}

  static Optional<Instant> of(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().isBefore(b.get()) ? a : b;
  }
}
