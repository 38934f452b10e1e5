package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Cookies that have begun a session. One begins no second one: who has solved a puzzle about a
 * cookie once would otherwise change an octet elsewhere and have as many sessions as he likes.
 *
 * <p>Kept for as long as a cookie can be good. There are no more than sessions were begun in that
 * time, which {@link IkeLimits} bounds.
 */
final class SpentCookies {
  private static final Duration PERIOD = StatelessCookies.LIFE;

  private Set<Octets> current = new HashSet<>();
  private Set<Octets> previous = new HashSet<>();
  private Instant until = Instant.MIN;

  void add(Instant now, Octets cookie) {
    age(now);
    current.add(cookie);
  }

  boolean contains(Instant now, Octets cookie) {
    age(now);
    return current.contains(cookie) || previous.contains(cookie);
  }

  private void age(Instant now) {
    if (now.isBefore(until)) {
      return;
    }
    boolean justOver = !until.equals(Instant.MIN) && now.isBefore(until.plus(PERIOD));
    previous = justOver ? current : new HashSet<>();
    current = new HashSet<>();
    until = now.plus(PERIOD);
  }

  int size() {
    return current.size() + previous.size();
  }
}
