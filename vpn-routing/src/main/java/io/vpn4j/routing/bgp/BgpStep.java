package io.vpn4j.routing.bgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session wants done, in order, and when it wants to be ticked next.
 *
 * @param outputs in the order in which to carry them out
 * @param wakeAt the earliest deadline; none when the session waits for input only
 */
public record BgpStep(List<BgpOutput> outputs, Optional<Instant> wakeAt) {
  /** Copies the list. */
  public BgpStep {
    outputs = List.copyOf(outputs);
  }
}
