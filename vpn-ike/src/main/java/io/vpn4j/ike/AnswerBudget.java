package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many messages may be sent in a period, altogether and to one source. Remembers a source only
 * for the period in which it got something, so never more than may be sent in one.
 */
final class AnswerBudget {
  private final Duration period;
  private final int all;
  private final int perSource;
  private final Map<Source, Integer> spent = new HashMap<>();
  private Instant until = Instant.MIN;
  private int left;

  AnswerBudget(Duration period, int all, int perSource) {
    this.period = period;
    this.all = all;
    this.perSource = perSource;
  }

  /** Whether one more may go to {@code destination} now; it then counts. */
  boolean take(Instant now, IpAddress destination) {
    if (!now.isBefore(until)) {
      until = now.plus(period);
      left = all;
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
