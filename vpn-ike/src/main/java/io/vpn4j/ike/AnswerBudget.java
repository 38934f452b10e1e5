package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many messages may be sent in a second, altogether and to one source. Remembers a source only
 * for the second in which it got something, so never more than may be sent in one.
 */
final class AnswerBudget {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final int perSecond;
  private final int perSource;
  private final Map<Source, Integer> spent = new HashMap<>();
  private Instant until = Instant.MIN;
  private int left;

  AnswerBudget(int perSecond, int perSource) {
    this.perSecond = perSecond;
    this.perSource = perSource;
  }

  /** Whether one more may go to {@code destination} now; it then counts. */
  boolean take(Instant now, IpAddress destination) {
    if (!now.isBefore(until)) {
      until = now.plus(PERIOD);
      left = perSecond;
      spent.clear();
    }
    Source source = Source.of(destination);
    int soFar = spent.getOrDefault(source, 0);
    if (left == 0 || soFar == perSource) {
      return false;
    }
    left--;
    spent.put(source, soFar + 1);
    return true;
  }

  /** How many sources are remembered. */
  int sources() {
    return spent.size();
  }
}
