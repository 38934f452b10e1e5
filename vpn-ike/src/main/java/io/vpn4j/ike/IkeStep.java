package io.vpn4j.ike;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session wants done, in order, and when it wants to be ticked next.
 *
 * @param outputs in the order in which to carry them out
 * @param wakeAt the earliest deadline; none when the session waits for input only
 */
public record IkeStep(List<IkeOutput> outputs, Optional<Instant> wakeAt) {
  /** Copies the list. */
  public IkeStep {
    outputs = List.copyOf(outputs);
  }
}
